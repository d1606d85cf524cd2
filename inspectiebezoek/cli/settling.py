"""`visit settle`: both sides of what people differ on, and the choice between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from inspectiebezoek.app.views.sync import about, differences
from inspectiebezoek.cli import together as merging
from inspectiebezoek.cli.common import Context, Visit, context_of, table
from inspectiebezoek.cli.filling import refused_in_words
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.messages import text
from inspectiebezoek.report.formats import moment
from inspectiebezoek.visit.differences import Difference, Variant, find, own_words
from inspectiebezoek.visit.kinds import Decision
from inspectiebezoek.visit.merging import together as all_ticked
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.places import ref_of
from inspectiebezoek.visit.settling import settle_in


def settle(
    ctx: typer.Context,
    visit: Visit,
    question: Annotated[
        str, typer.Argument(help="Code or place of the question, or the field.")
    ] = "",
    side: Annotated[int | None, typer.Option(help="Number of the side that stands.")] = None,
    value: Annotated[str | None, typer.Option(help="Another answer; XForms text.")] = None,
    together: Annotated[bool, typer.Option("--together", help="All that was ticked.")] = False,
    remark: Annotated[str | None, typer.Option(help="In place of the remark of the side.")] = None,
    reason: Annotated[str, typer.Option(help="Why; it stays in the log.")] = "",
) -> None:
    """Settle what people differ on; without a question: every side, and what was decided."""
    context = context_of(ctx)
    ways = (side is not None) + (value is not None) + together
    if question and ways != 1:
        raise context.wrong("settle.one_way")
    if (question or ways) and not (question and reason.strip()):
        name = "--reason" if question else "QUESTION"
        raise context.wrong("usage.missing", name=name)
    with context.workplace() as place:
        opened = place.open(visit)
        if not question:
            _tell(context, opened)
            return
        found = _the_one(opened, question)
        chosen = _chosen(context, opened, found, side, value)
        with refused_in_words(opened, ref_of(opened.instance, found.address), context.language):
            decision = settle_in(
                opened,
                found,
                value=chosen.value,
                remark=chosen.remark if remark is None else remark,
                reason=reason.strip(),
                uuid=place.uuid,
                removed=chosen.removed,
            )
    document = {
        "decision": decision.label,
        "field": decision.field,
        "chosen": decision.chosen,
        "remark": decision.remark,
        "reason": decision.reason,
    }
    context.result(document, [decision.label])


def _the_one(visit: OpenVisit, question: str) -> Difference:
    """The difference that a person means; raises `DIFFERENCE_UNKNOWN`."""
    found = [each for each in find(visit.state) if question in _names(visit, each)]
    if len(found) != 1:
        raise InspectionError(Code.DIFFERENCE_UNKNOWN, question=question, count=len(found))
    return found[0]


def _names(visit: OpenVisit, difference: Difference) -> tuple[str, ...]:
    """How a difference can be named: its field, and the place, code and name of its question."""
    ref = ref_of(visit.instance, difference.address)
    if ref is None:
        return (difference.address,)
    definition = visit.instance.node(ref).definition
    return difference.address, ref, definition.ib.get("code", ""), definition.name


def _chosen(
    context: Context, visit: OpenVisit, found: Difference, side: int | None, value: str | None
) -> Variant:
    """What was chosen; beside another text stands the longest remark."""
    if side is not None:
        if not 1 <= side <= len(found.variants):
            known = ", ".join(str(number + 1) for number in range(len(found.variants)))
            raise context.wrong("usage.choose", name="--side", known=known)
        return found.variants[side - 1]
    own = all_ticked(visit, found) if value is None else value
    if value is None and not own:
        raise context.wrong("settle.not_together")
    if not own_words(visit.state, found):
        raise context.wrong("settle.not_own")
    remark = max((each.remark for each in found.variants), key=len)
    return Variant(own, remark, by="", at="", device="")


def _tell(context: Context, visit: OpenVisit) -> None:
    """Every open difference with all its sides, and every decision that was taken."""
    document = {
        "open": [merging.difference(visit, each) for each in find(visit.state)],
        "settled": [_decision(each) for each in visit.all(Decision)],
    }
    lines = [*_open_lines(context, visit), *_settled_lines(context, visit)]
    context.result(document, lines or [text("cli", "settle.none", context.language)])


def _decision(decision: Decision) -> dict[str, object]:
    return {
        "decision": decision.label,
        "field": decision.field,
        "variants": list(decision.variants),
        "chosen": decision.chosen,
        "remark": decision.remark,
        "reason": decision.reason,
        "by": decision.by,
        "at": decision.at,
    }


def _open_lines(context: Context, visit: OpenVisit) -> list[str]:
    rows: list[Sequence[object]] = []
    for each in differences(visit, context.language):
        name = f"{each.code} {each.title}".strip()
        for number, side in enumerate(each.sides, start=1):
            rows.append((name, number, side.who, side.when, side.answer, side.remark))
        if each.together[0]:
            word = text("cli", "settle.together", context.language)
            rows.append((name, word, "", "", each.together[1], ""))
    head = text("cli", "settle.head", context.language).split("|")
    return table(rows, head) if rows else []


def _settled_lines(context: Context, visit: OpenVisit) -> list[str]:
    rows = [
        (
            each.label,
            about(visit, each.field, context.language),
            each.chosen,
            each.reason,
            visit.header.name_of(each.by),
            moment(each.at, context.language),
        )
        for each in visit.all(Decision)
    ]
    head = text("cli", "settle.settled_head", context.language).split("|")
    return table(rows, head) if rows else []
