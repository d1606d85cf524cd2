"""The part of `visit` about remarks of the inspected on a concept (wederhoor)."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from inspectiebezoek.cli.common import Visit, context_of
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.visit.kinds import Comment
from inspectiebezoek.visit.versions import latest_concept

Sort = Literal["feitelijk", "aanvulling", "anders"]


def comment(
    ctx: typer.Context,
    visit: Visit,
    words: Annotated[str, typer.Argument(metavar="TEXT", help="What the inspected says.")],
    sort: Annotated[Sort, typer.Option(help="Factual inaccuracy, addition or other.")],
    page: Annotated[str, typer.Option(help="Page of the concept.")] = "",
    line: Annotated[str, typer.Option(help="Line on that page.")] = "",
    by_role: Annotated[str, typer.Option("--by", help="Whose remark, as a function.")] = "",
) -> None:
    """Write down a remark of the inspected on the last concept; prints its label."""
    context = context_of(ctx)
    with context.workplace() as place:
        opened = place.open(visit)
        concept = latest_concept(opened)
        uuid = opened.add(
            Comment,
            version=concept.label if concept else "",
            page=page,
            line=line,
            text=words,
            sort=sort,
            by_role=by_role,
        )
        label = next(each.label for each in opened.all(Comment) if each.id == uuid)
    context.result({"comment": uuid, "label": label}, [label])


def reply(
    ctx: typer.Context,
    visit: Visit,
    label: Annotated[str, typer.Argument(help="Label of the remark, such as W-A01.")],
    words: Annotated[str, typer.Argument(metavar="TEXT", help="What the inspectorate answers.")],
    changed: Annotated[
        bool, typer.Option("--changed/--unchanged", help="Whether the report changes.")
    ],
) -> None:
    """Answer a remark of the inspected, and say whether the report changes because of it."""
    context = context_of(ctx)
    with context.workplace() as place:
        opened = place.open(visit)
        found = next((each for each in opened.all(Comment) if each.label == label), None)
        if found is None:
            raise InspectionError(Code.ENTITY_UNKNOWN, kind=Comment.kind, id=label)
        opened.change(Comment, found.id, reply=words, changed="ja" if changed else "nee")
    context.result({"comment": found.id, "label": label, "changed": changed}, [label])
