"""One chapter of the checklist as the window shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from inspectiebezoek.form.nodes import Node, Repeat, Row
from inspectiebezoek.gui.models.checklist import (
    Chapter,
    ChecklistPage,
    Choice,
    Crumb,
    QuestionItem,
    QuestionKind,
    RepeatRow,
)
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.report import reading
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.places import ANSWER, REMARK
from inspectiebezoek.visit.readiness import progress

_BY_TYPE = {
    "int": QuestionKind.INTEGER,
    "decimal": QuestionKind.DECIMAL,
    "date": QuestionKind.DATE,
    "time": QuestionKind.TIME,
    "dateTime": QuestionKind.DATETIME,
}
_NOT_APPLICABLE = "nvt"
_MARKS = {
    "voldoet": Mark.MEETS,
    "voldoet_grotendeels": Mark.MOSTLY,
    "grotendeels": Mark.MOSTLY,
    "voldoet_beperkt": Mark.LIMITED,
    "beperkt": Mark.LIMITED,
    "voldoet_niet": Mark.FAILS,
    "niet": Mark.FAILS,
    "niet_vast_te_stellen": Mark.UNKNOWN,
}


def chapter_refs(visit: OpenVisit) -> list[str]:
    """The places of the chapters: criteria and phases, and parts of the form without them."""
    return [node.ref for node in _chapters(visit.instance.root)]


def _chapters(node: Node) -> Iterator[Node]:
    for part in node.parts:
        if not part.relevant or part.definition.leaf or part.definition.name == "meta":
            continue
        if part.definition.ib.get("role") == "aspect":
            yield from _chapters(part)
        else:
            yield part


def checklist_page(
    visit: OpenVisit,
    at: int,
    trail: Sequence[str],
    current: str,
    language: str,
    evidence: Mapping[str, int],
) -> ChecklistPage:
    """The chapter at a position, or the row that `trail` leads to.

    `evidence` counts linked pieces by the code of the question.
    """
    chapters = list(_chapters(visit.instance.root))
    at = max(0, min(at, len(chapters) - 1))
    page: Node = visit.instance.node(trail[-1]) if trail else chapters[at]
    drafts = visit.drafts()
    items = [_item(visit, node, language, drafts, evidence) for node in _listed(page)]
    told = (progress(visit, node) for node in chapters)
    return ChecklistPage(
        chapters=tuple(
            Chapter(node.label, done.answered, done.total, done.attention, node.ref)
            for node, done in zip(chapters, told, strict=True)
        ),
        at=at,
        questions=tuple(items),
        current=current,
        trail=tuple(Crumb(ref, visit.row_label(ref) or ref) for ref in trail),
        frozen=visit.header.state in ("reported", "adopted"),
    )


def _listed(page: Node) -> Iterator[Node]:
    for part in page.parts:
        if not part.relevant:
            continue
        if part.definition.leaf:
            if part.definition.control is not None or part.definition.ib.get("label"):
                yield part
        elif isinstance(part, Repeat):
            yield part
        else:
            yield from _listed(part)


def _item(
    visit: OpenVisit,
    node: Node,
    language: str,
    drafts: Mapping[str, str],
    evidence: Mapping[str, int],
) -> QuestionItem:
    kind = kind_of(node)
    ib = node.definition.ib
    above = node.above.definition.ib if node.above is not None else {}
    asked = kind not in (QuestionKind.NOTE, QuestionKind.CALCULATED, QuestionKind.REPEAT)
    rows = _rows(visit, node, language) if isinstance(node, Repeat) else ()
    return QuestionItem(
        ref=node.ref,
        label=reading.label(node),
        kind=kind,
        code=ib.get("code", "") if ib.get("role") in ("question", "figure") else "",
        section=ib.get("criterion", ""),
        value=node.value,
        shown=reading.words(node, language),
        choices=_choices(node),
        rows=rows,
        can_add=not (isinstance(node, Repeat) and node.fixed),
        remark=visit.remark(node.ref) if asked else "",
        hint=node.hint if node.definition.leaf else "",
        norm=above.get("norm", ""),
        basis=above.get("basis", ""),
        method=ib.get("method", ""),
        error=node.error_message if node.definition.leaf and node.value else "",
        draft=drafts.get(visit.address(node.ref, ANSWER)) if asked else None,
        remark_draft=drafts.get(visit.address(node.ref, REMARK)) if asked else None,
        remarkable=asked,
        required=node.required if node.definition.leaf else False,
        core=ib.get("core") == "ja",
        attention=asked and visit.flagged(node.ref),
        readonly=node.readonly if node.definition.leaf else False,
        evidence_count=evidence.get(ib.get("code", ""), 0),
    )


def kind_of(node: Node) -> QuestionKind:
    """How the window asks a question."""
    definition = node.definition
    if isinstance(node, Repeat):
        return QuestionKind.REPEAT
    if definition.control is None:
        return QuestionKind.CALCULATED
    if definition.control in ("select1", "rank"):
        return QuestionKind.SELECT_ONE
    if definition.control == "select":
        return QuestionKind.SELECT_MULTIPLE
    if definition.control == "upload":
        return QuestionKind.UPLOAD
    if node.readonly:
        return QuestionKind.NOTE
    if "multiline" in definition.appearance:
        return QuestionKind.MULTILINE
    return _BY_TYPE.get(definition.type, QuestionKind.TEXT)


def _choices(node: Node) -> tuple[Choice, ...]:
    if node.definition.control not in ("select", "select1"):
        return ()
    judged = node.definition.ib.get("role") == "judgment"
    return tuple(
        Choice(
            choice.value,
            choice.label,
            choice.value == _NOT_APPLICABLE,
            _MARKS.get(choice.value) if judged else None,
        )
        for choice in node.choices
    )


def _rows(visit: OpenVisit, repeat: Repeat, language: str) -> tuple[RepeatRow, ...]:
    return tuple(
        RepeatRow(
            row.ref,
            visit.row_label(row.ref) or str(row.position),
            _detail(row, language),
            Mark.MISSING if _at_fault(row) else Mark.DONE,
        )
        for row in repeat.rows
    )


def _detail(row: Row, language: str) -> str:
    told = (reading.words(node, language) for node in row.walk() if node.definition.leaf)
    return " · ".join([words for words in told if words][:3])


def _at_fault(row: Row) -> bool:
    return any(node.definition.leaf and not node.valid for node in row.walk() if node.relevant)
