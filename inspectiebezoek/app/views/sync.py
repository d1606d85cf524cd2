"""The honest counts of a sync, and the differences side by side."""

from __future__ import annotations

from collections.abc import Sequence

from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import InspectionError
from inspectiebezoek.gui.models.checklist import Choice
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.models.sync import DifferenceItem, Side, SyncPage
from inspectiebezoek.messages import explain
from inspectiebezoek.report import reading
from inspectiebezoek.report.formats import lexical, moment
from inspectiebezoek.sync.run import Problem
from inspectiebezoek.visit.differences import Difference, find
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.places import ref_of


def sync_page(
    place: Workplace,
    visit: OpenVisit | None,
    problems: Sequence[Problem],
    *,
    running: bool,
    last: str,
    language: str,
) -> SyncPage:
    """What is here, what is at the office, and what differs."""
    device = place.known()
    lines = place.visits()
    received = sum(line.counts.received for line in lines)
    total = sum(line.counts.items for line in lines)
    first = problems[0] if problems else None
    message = explain(InspectionError(first.code, **first.facts), language) if first else None
    return SyncPage(
        here=total - received,
        under_way=0,
        received=received,
        total=total,
        items=tuple(
            Line(
                line.header.title,
                line.header.site_label,
                Mark.READY if line.counts.items == line.counts.received else Mark.OPEN,
                progress=(line.counts.received, line.counts.items),
                ref=line.id,
            )
            for line in lines
        ),
        problem=message.what if message else "",
        problem_detail=f"{message.safe} {message.now} ({message.quote})" if message else "",
        last=last,
        running=running,
        enrolled=bool(device and device.office),
        office=device.office if device else "",
        differences=differences(visit, language) if visit is not None else (),
    )


def differences(visit: OpenVisit, language: str) -> tuple[DifferenceItem, ...]:
    """Every open difference of a visit."""
    return tuple(_difference(visit, each, language) for each in find(visit.state))


def _difference(visit: OpenVisit, difference: Difference, language: str) -> DifferenceItem:
    ref = ref_of(visit.instance, difference.address) if difference.is_answer else None
    node = visit.instance.node(ref) if ref else None
    labels = {choice.value: choice.label for choice in node.choices} if node else {}
    kind = node.definition.type if node else ""
    me = visit.author().id
    sides = tuple(
        Side(
            who=visit.header.name_of(each.by),
            when=moment(each.at, language),
            answer=labels.get(each.value) or lexical(kind, each.value, language),
            remark=each.remark,
            device=each.device[:8],
            me=each.device == me,
        )
        for each in difference.variants
    )
    return DifferenceItem(
        address=difference.address,
        title=reading.label(node) if node else difference.address,
        code=node.definition.ib.get("code", "") if node else "",
        section=node.definition.ib.get("criterion", "") if node else "",
        sides=sides,
        choices=tuple(Choice(value, label) for value, label in labels.items()),
    )
