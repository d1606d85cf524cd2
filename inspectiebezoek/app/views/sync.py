"""The honest counts of a sync, and the differences side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from inspectiebezoek.app.views.checklist import choices_of
from inspectiebezoek.app.views.spots import quoted
from inspectiebezoek.app.views.words import unanswered_words
from inspectiebezoek.app.workplace import VisitLine
from inspectiebezoek.errors import InspectionError
from inspectiebezoek.gui.models.checklist import Choice
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.models.sync import DifferenceItem, Side, SyncPage
from inspectiebezoek.log.address import containers
from inspectiebezoek.log.rights import person_of
from inspectiebezoek.messages import explain, text, texts
from inspectiebezoek.report import reading
from inspectiebezoek.report.formats import lexical, moment
from inspectiebezoek.store.device import Device
from inspectiebezoek.store.office_view import Counts
from inspectiebezoek.sync.outcome import Problem
from inspectiebezoek.visit import places, unanswered
from inspectiebezoek.visit.differences import Difference, Variant, find, own_words
from inspectiebezoek.visit.merging import together
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.places import ref_of


@dataclass(frozen=True, slots=True)
class Run:
    """What a run told so far: counts per log while it is under way, and what went wrong.

    `last` is when everything was last received (ISO 8601); empty when that never was.
    """

    counts: Mapping[str, Counts] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    running: bool = False
    last: str = ""


def sync_page(
    lines: Sequence[VisitLine],
    device: Device | None,
    run: Run,
    found: tuple[DifferenceItem, ...],
    language: str,
) -> SyncPage:
    """What is here, what is at the office, and what differs; visits that stay here do not count."""
    lines = [line for line in lines if not line.header.stays_here]
    counts = {line.id: run.counts.get(f"visit/{line.id}", line.counts) for line in lines}
    received = sum(each.received for each in counts.values())
    total = sum(each.items for each in counts.values())
    first = run.problems[0] if run.problems else None
    message = explain(InspectionError(first.code, **first.facts), language) if first else None
    waiting = total - received
    return SyncPage(
        here=0 if run.running else waiting,
        under_way=waiting if run.running else 0,
        received=received,
        total=total,
        waiting=_pieces(waiting, language) if waiting else "",
        items=tuple(
            _line(line, counts[line.id], language) for line in lines if _waits(counts, line)
        ),
        problem=message.what if message else "",
        problem_detail=f"{message.safe} {message.now} ({message.quote})" if message else "",
        last=text("views", "last_sync", language, at=moment(run.last, language))
        if run.last
        else "",
        running=run.running,
        enrolled=bool(device and device.office),
        office=device.office if device else "",
        differences=found,
    )


def _waits(counts: Mapping[str, Counts], line: VisitLine) -> bool:
    return counts[line.id].received < counts[line.id].items


def _line(line: VisitLine, counts: Counts, language: str) -> Line:
    changes = counts.changes - counts.changes_received
    files = counts.files - counts.files_received
    detail = text("views", "waits", language, changes=changes, files=files)
    return Line(
        line.header.title,
        detail,
        Mark.BLOCKED if counts.refused else Mark.OPEN,
        right=f"{counts.received}/{counts.items}",
        progress=(counts.received, counts.items),
        ref=line.id,
    )


def _pieces(number: int, language: str) -> str:
    return text("views", "pieces.one" if number == 1 else "pieces.many", language, n=number)


def differences(visit: OpenVisit, language: str) -> tuple[DifferenceItem, ...]:
    """Every open difference of a visit."""
    return tuple(_difference(visit, each, language) for each in find(visit.state))


def _difference(visit: OpenVisit, difference: Difference, language: str) -> DifferenceItem:
    about_question = difference.address.startswith((places.ANSWER, places.UNANSWERED))
    ref = ref_of(visit.instance, difference.address) if about_question else None
    node = visit.instance.node(ref) if ref else None
    labels = {choice.value: choice.label for choice in choices_of(node)} if node else {}
    kind = node.definition.type if node else ""
    me = visit.author().id
    sides = tuple(
        Side(
            who=visit.header.name_of(each.by),
            when=moment(each.at, language),
            answer=_reason(visit, difference, each, language)
            or _answer(each, labels, kind, language),
            remark=each.remark,
            device=each.device[:8],
            me=each.device == me,
        )
        for each in difference.variants
    )
    return DifferenceItem(
        address=difference.address,
        title=reading.label(node) if node else about(visit, difference.address, language),
        code=quoted(node) if node else "",
        section=node.definition.ib.get("criterion", "") if node else "",
        sides=sides,
        choices=tuple(Choice(value, label) for value, label in labels.items()),
        fixed=not own_words(visit.state, difference),
        together=_together(visit, difference, labels),
    )


def _reason(visit: OpenVisit, difference: Difference, side: Variant, language: str) -> str:
    """Why a side has no answer; empty where it has one, or gave no reason."""
    if difference.address.startswith(places.UNANSWERED):
        return unanswered_words(unanswered.read_text(side.value), language)
    if side.value or side.removed or not difference.is_answer:
        return ""
    field = places.UNANSWERED + difference.address.removeprefix(places.ANSWER)
    given = (head for head in visit.state.heads(field) if head.device == side.device)
    return unanswered_words(next((unanswered.read(head.value) for head in given), None), language)


def _answer(side: Variant, labels: Mapping[str, str], kind: str, language: str) -> str:
    if side.removed:
        return text("views", "taken_out", language)
    return chosen(labels, side.value) or lexical(kind, side.value, language)


def chosen(labels: Mapping[str, str], value: str) -> str:
    """The choices of an answer in words; empty for one that is no choice."""
    if value in labels:
        return labels[value]
    several = value.split()
    return ", ".join(labels[each] for each in several) if set(several) <= labels.keys() else ""


def _together(
    visit: OpenVisit, difference: Difference, labels: Mapping[str, str]
) -> tuple[str, str]:
    union = together(visit, difference)
    return union, chosen(labels, union)


def about(visit: OpenVisit, address: str, language: str) -> str:
    """What an address is about, in a few words: a question, a row, a part of a record."""
    ref = ref_of(visit.instance, places.ANSWER + address.partition(":")[2])
    beside = (places.ANSWER, places.REMARK, places.FLAG, places.UNANSWERED)
    if address.startswith(beside) and ref:
        node = visit.instance.node(ref)
        return quoted(node) or reading.label(node)
    label = ""
    for container in (*containers(address), address):
        value = visit.state.value(container)
        if isinstance(value, Mapping) and value.get("label"):
            label = str(value["label"])
    kind = address.partition(":")[0]
    if (person := person_of(address)) is not None:
        label = visit.header.name_of(person)
    # A newer program may write kinds that this one has no word for.
    words = texts("views", language)["about"].get(kind, kind)
    return f"{words} {label}".strip()
