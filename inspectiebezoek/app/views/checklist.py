"""One chapter of the checklist as the window shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import MappingProxyType

from inspectiebezoek.app.evidence import media_wanted
from inspectiebezoek.app.views.chapters import chapters
from inspectiebezoek.app.views.earlier import question_key
from inspectiebezoek.app.views.evidence import linked_tiles, tiles_of
from inspectiebezoek.app.views.grids import with_grids
from inspectiebezoek.app.views.kept_items import Around, KeptItems
from inspectiebezoek.app.views.media import clips_of, picture
from inspectiebezoek.app.views.names import in_other_rows
from inspectiebezoek.app.views.spots import Spot, crumb, quoted
from inspectiebezoek.form.nodes import Node, Repeat, Row
from inspectiebezoek.form.richtext import has_markup, plain
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
from inspectiebezoek.log.canonical import canonical
from inspectiebezoek.log.change import ACT, SET
from inspectiebezoek.messages import text
from inspectiebezoek.report import reading
from inspectiebezoek.report.formats import moment
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.places import ANSWER, FLAG, REMARK, UNANSWERED, ref_of
from inspectiebezoek.visit.readiness import HowFar, progress
from inspectiebezoek.visit.team import takers

_BY_TYPE = {
    "int": QuestionKind.INTEGER,
    "decimal": QuestionKind.DECIMAL,
    "date": QuestionKind.DATE,
    "time": QuestionKind.TIME,
    "dateTime": QuestionKind.DATETIME,
    "geopoint": QuestionKind.GEOPOINT,
    "geotrace": QuestionKind.GEOTRACE,
    "geoshape": QuestionKind.GEOSHAPE,
}
_BY_CONTROL = {
    "select1": QuestionKind.SELECT_ONE,
    "select": QuestionKind.SELECT_MULTIPLE,
    "rank": QuestionKind.RANK,
    "trigger": QuestionKind.ACKNOWLEDGE,
    "upload": QuestionKind.UPLOAD,
}
NOTHING: Mapping[str, str] = MappingProxyType({})
FROZEN = ("reported", "adopted")
_NOT_APPLICABLE = "nvt"
MARKS = {
    "voldoet": Mark.MEETS,
    "voldoet_grotendeels": Mark.MOSTLY,
    "grotendeels": Mark.MOSTLY,
    "voldoet_beperkt": Mark.LIMITED,
    "beperkt": Mark.LIMITED,
    "voldoet_niet": Mark.FAILS,
    "niet": Mark.FAILS,
    "niet_vast_te_stellen": Mark.UNKNOWN,
}


def checklist_page(
    visit: OpenVisit,
    spot: Spot,
    language: str,
    before: Mapping[str, str] = NOTHING,
    kept: KeptItems | None = None,
    far: HowFar = progress,
) -> ChecklistPage:
    """The chapter at a spot, or the row that its trail leads to.

    `before`: what the visit before this one answered, by `question_key`; `kept`: the questions
    as they were last shown; `far`: says how far a chapter is.
    """
    found = chapters(visit)
    at = max(0, min(spot.at, len(found) - 1))
    row = ref_of(visit.instance, spot.trail[-1]) if spot.trail else None
    parts: Sequence[Node] = ()
    section = ""
    if row:
        parts, section = visit.instance.node(row).parts, crumb(visit, row)
    elif found:
        parts, section = found[at].parts, found[at].label
    header, person = visit.header, visit.author().person
    around = Around(
        *(section, language, person, header, visit.drafts(), linked_tiles(visit), before)
    )
    nodes = list(_listed(parts))
    items = (kept or KeptItems()).of(visit, nodes, around, _item)
    told = (far(visit, *each.parts) for each in found)
    mine = {part for part, who in takers(visit.state).items() if who == person}
    return ChecklistPage(
        chapters=tuple(
            Chapter(
                each.label,
                done.answered,
                done.total,
                done.attention,
                visit.address(each.ref),
                mine=each.ref in mine,
            )
            for each, done in zip(found, told, strict=True)
        ),
        at=at,
        questions=with_grids(nodes, items),
        current=spot.address,
        trail=tuple(Crumb(address, _crumb_at(visit, address)) for address in spot.trail),
        languages=visit.form.languages if len(visit.form.languages) > 1 else (),
        language=visit.instance.language,
        frozen=header.state in FROZEN,
    )


@contextmanager
def speaking(visit: OpenVisit, language: str) -> Iterator[None]:
    """Make pages in a language of the checklist; what is made outside has the usual one.

    The report of a visit never changes its language because someone spoke another one.
    """
    usual = visit.instance.language
    if language not in visit.form.languages or language == usual:
        yield
        return
    visit.instance.set_language(language)
    try:
        yield
    finally:
        visit.instance.set_language(usual)


def _listed(parts: Sequence[Node]) -> Iterator[Node]:
    for part in parts:
        if not part.relevant:
            continue
        if part.definition.leaf:
            shown = part.definition.control is not None or part.definition.ib.get("label")
            # The head of a table stands in the table.
            if shown and "label" not in part.definition.appearance.split():
                yield part
        elif isinstance(part, Repeat):
            yield part
        else:
            yield from _listed(part.parts)


def _item(visit: OpenVisit, node: Node, around: Around) -> QuestionItem:
    item = _asked(visit, node, around.section, around.language)
    if item.kind in (QuestionKind.NOTE, QuestionKind.CALCULATED, QuestionKind.REPEAT):
        return item
    evidence, drafts = tiles_of(around.pieces, node), around.drafts
    why = visit.unanswered(node)
    return replace(
        item,
        remark=visit.remark(node),
        draft=drafts.get(visit.address(node, ANSWER)),
        remark_draft=drafts.get(visit.address(node, REMARK)),
        unanswered=why.kind if why else "",
        reason=why.reason if why else "",
        reason_draft=drafts.get(visit.address(node, UNANSWERED), ""),
        remarkable=True,
        attention=visit.flagged(node),
        written=_written(visit, node, around.person),
        differs=_differs(visit, node),
        before=around.before.get(question_key(node), ""),
        origin=_origin(visit, node, around),
        evidence_count=len(evidence),
        evidence=evidence,
    )


def _asked(visit: OpenVisit, node: Node, section: str, language: str) -> QuestionItem:
    """What the checklist asks, and what it holds; nothing of what stands beside the answer."""
    kind, leaf, ib = kind_of(node), node.definition.leaf, node.definition.ib
    above = node.above.definition.ib if node.above is not None else {}
    return QuestionItem(
        ref=visit.address(node),
        label=reading.label(node),
        kind=kind,
        code=quoted(node),
        section=section,
        value=node.value,
        shown=reading.words(node, language),
        choices=choices_of(node),
        rows=_rows(visit, node, language) if isinstance(node, Repeat) else (),
        can_add=not (isinstance(node, Repeat) and node.fixed),
        hint=_hint(node, language) if leaf else "",
        norm=above.get("norm", ""),
        basis=above.get("basis", ""),
        method=ib.get("method", ""),
        error=node.error_message if leaf and node.value else "",
        remarkable=False,
        required=node.required if leaf else False,
        core=ib.get("core") == "ja",
        readonly=node.readonly if leaf else False,
        appearance=tuple(node.definition.appearance.split()),
        media=media_wanted(node) if kind is QuestionKind.UPLOAD else "",
        rich=node.rich_label if has_markup(node.label) else "",
        image=picture(visit.form, node.media) if leaf else b"",
        names=in_other_rows(node) if kind is QuestionKind.TEXT else (),
        clips=tuple(clips_of(visit.form, node)) if leaf else (),
    )


def _differs(visit: OpenVisit, node: Node) -> bool:
    """True when two people said something else, and nobody chose yet."""
    for kind in (ANSWER, REMARK, UNANSWERED):
        heads = visit.state.heads(visit.address(node, kind))
        if len(heads) > 1 and len({canonical(head.value) for head in heads}) > 1:
            return True
    return False


def _written(visit: OpenVisit, node: Node, me: str) -> bool:
    """True when the answer, remark, mark or reason that stands now is of who works here."""
    heads = visit.state.heads
    fields = (visit.address(node, kind) for kind in (ANSWER, REMARK, FLAG, UNANSWERED))
    return any(head.by == me and head.op in (SET, ACT) for each in fields for head in heads(each))


def _origin(visit: OpenVisit, node: Node, around: Around) -> str:
    """Who gave the answer, and when."""
    heads = visit.state.heads(visit.address(node, ANSWER))
    if not heads or not node.value:
        return ""
    last, language = heads[-1], around.language
    told = f"{around.header.name_of(last.by)}, {moment(last.at, language)}"
    if len({head.value for head in heads if isinstance(head.value, str)}) > 1:
        told += "\n" + text("views", "origin_differs", language)
    return told


def _crumb_at(visit: OpenVisit, address: str) -> str:
    ref = ref_of(visit.instance, address)
    return crumb(visit, ref) if ref else ""


def _hint(node: Node, language: str) -> str:
    """The hint and the guidance of a question; a range tells both ends, for they are typed."""
    shown = node.definition.presented
    ends = shown.attributes if shown is not None and node.definition.control == "range" else {}
    told = text("views", "range", language, **ends) if {"start", "end"} <= set(ends) else ""
    return "\n".join(plain(part) for part in (node.hint, node.guidance, told) if part)


def kind_of(node: Node) -> QuestionKind:
    """How the window asks a question."""
    definition = node.definition
    if isinstance(node, Repeat):
        return QuestionKind.REPEAT
    if definition.control is None:
        return QuestionKind.CALCULATED
    if definition.control in _BY_CONTROL:
        return _BY_CONTROL[definition.control]
    if node.readonly:
        return QuestionKind.NOTE
    if "multiline" in definition.appearance:
        return QuestionKind.MULTILINE
    return _BY_TYPE.get(definition.type, QuestionKind.TEXT)


def choices_of(node: Node) -> tuple[Choice, ...]:
    """The answers to choose from; those of a judgment have the shape of their state."""
    if node.definition.control not in ("select", "select1", "rank"):
        return ()
    judged = node.definition.ib.get("role") == "judgment"
    return tuple(
        Choice(
            choice.value,
            choice.label,
            choice.value == _NOT_APPLICABLE,
            MARKS.get(choice.value) if judged else None,
            picture(node.instance.form, node.instance.choice_media(node, choice)),
        )
        for choice in node.choices
    )


def _rows(visit: OpenVisit, repeat: Repeat, language: str) -> tuple[RepeatRow, ...]:
    return tuple(
        RepeatRow(
            visit.address(row.ref),
            visit.row_label(row.ref) or str(row.position),
            _detail(row, language),
            Mark.MISSING if _at_fault(visit, row) else Mark.DONE,
            (told.answered, told.total),
        )
        for row, told in ((row, progress(visit, row)) for row in repeat.rows)
    )


def _detail(row: Row, language: str) -> str:
    told = (reading.words(node, language) for node in row.walk() if node.definition.leaf)
    return " · ".join([words for words in told if words][:3])


def _at_fault(visit: OpenVisit, row: Row) -> bool:
    shown = (node for node in row.walk() if node.relevant and node.definition.leaf)
    return any(not node.valid and visit.unanswered(node) is None for node in shown)
