"""The recommendations of before: those followed up in the checklist, and those without a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inspectiebezoek.app.views.checklist import choices_of
from inspectiebezoek.app.views.earlier import Advice
from inspectiebezoek.form.definition import Kind
from inspectiebezoek.form.nodes import Node, Repeat, Row
from inspectiebezoek.gui.models.followup import Followup, FollowupPage
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.report import reading
from inspectiebezoek.visit.open_visit import OpenVisit

NUMBER, YEAR, TEXT, STATE = "nr", "jaar", "aanbeveling", "status"
"""What the fields of a row are called, after the dot of their code."""


def followup_page(visit: OpenVisit, advised: Sequence[Advice], language: str) -> FollowupPage:
    """All earlier recommendations, first those of the checklist, then those still without a row."""
    lines, states, repeat = [], None, repeat_of(visit)
    for row in repeat.rows if repeat is not None else ():
        told = reading.row_words(row, language)
        state = field_of(row, STATE)
        states = states if states is not None or state is None else choices_of(state)
        lines.append(
            Followup(
                visit.address(row.ref),
                told.get(NUMBER, "") or visit.row_label(row.ref),
                told.get(TEXT, ""),
                told.get(STATE, ""),
            )
        )
    known = {each.label for each in lines}
    new = [Followup("", each.label, each.text) for each in advised if each.label not in known]
    return FollowupPage((*lines, *(new if repeat is not None else ())), states or ())


def repeat_of(visit: OpenVisit) -> Repeat | None:
    """The repeat in which the checklist follows up recommendations; None without one."""
    # Asked with each answer: the form says where it is, nothing has to be searched.
    for each in visit.form.ordered:
        if each.kind is Kind.REPEAT and each.ib.get("role") == "followup" and not each.repeats[1:]:
            node = visit.instance.node(each.ref)
            return node if isinstance(node, Repeat) and node.relevant else None
    return None


def rows(visit: OpenVisit) -> Iterator[Row]:
    """The rows of that repeat."""
    found = repeat_of(visit)
    yield from found.rows if found is not None else ()


def field_of(row: Row, name: str) -> Node | None:
    """The question of a row with a name; None when the checklist does not ask it."""
    for node in row.walk():
        if node.definition.leaf and node.definition.ib.get("code", "").partition(".")[2] == name:
            return node
    return None


def as_lines(page: FollowupPage) -> tuple[Line, ...]:
    """The recommendations as lines beside a question."""
    return tuple(
        Line(each.text, " · ".join(part for part in (each.label, each.state) if part))
        for each in page.lines
    )
