"""`visit carryin`: what the office gives along for a visit, and taking it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated

import typer

from inspectiebezoek.app.carrying_in import CarriedIn, carried_in, take_carry_in
from inspectiebezoek.cli.common import Context, Visit, context_of
from inspectiebezoek.messages import text
from inspectiebezoek.report.formats import day
from inspectiebezoek.visit.carry_in import CarryIn


def carryin(
    ctx: typer.Context,
    visit: Visit,
    take: Annotated[bool, typer.Option("--take", help="Take the newest; the log says so.")] = False,
) -> None:
    """What the office gives along: earlier visits and what was recommended then."""
    context = context_of(ctx)
    with context.workplace() as place:
        if take:
            take_carry_in(place, visit)
        found = carried_in(place, visit)
    document = {
        "taken": None if found.taken is None else asdict(found.taken),
        "offered": None if found.offered is None else asdict(found.offered),
        "team_has": found.team_has,
    }
    context.result(document, list(_lines(context, found)))


def _lines(context: Context, found: CarriedIn) -> Iterator[str]:
    language = context.language
    if found.taken is None and found.offered is None:
        yield text("cli", "carryin.none", language)
    if found.taken is not None:
        yield text("cli", "carryin.taken", language)
        yield from _told(found.taken, language)
    if found.offered is not None:
        yield text("cli", "carryin.newer" if found.taken else "carryin.offered", language)
        yield from _told(found.offered, language, found.taken)


def _told(content: CarryIn, language: str, before: CarryIn | None = None) -> Iterator[str]:
    """The lines of a carry-in; those that `before` did not have are marked."""
    visits = frozenset(before.visits if before else content.visits)
    asked = frozenset(before.recommendations if before else content.recommendations)
    for visit in content.visits:
        mark = " " if visit in visits else "+"
        yield f"{mark} {day(visit.start, language) or '-'}  {visit.title}"
    for each in content.recommendations:
        mark = " " if each in asked else "+"
        due = day(each.due, language) or "-"
        facts = {"label": each.label, "text": each.text, "owner": each.owner_role or "-"}
        words = text("cli", "carryin.recommendation", language, **facts, due=due)
        yield f"{mark} {words}"
    if content.left_behind:
        yield text("cli", "carryin.left_behind", language, count=content.left_behind)
