"""What joining the work of colleagues led to: answers it hid, who is awaited, what came late."""

from __future__ import annotations

from collections.abc import Iterator

from inspectiebezoek.app.views.spots import quoted
from inspectiebezoek.app.views.sync import about
from inspectiebezoek.app.views.words import sayer
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.report import reading
from inspectiebezoek.report.formats import moment
from inspectiebezoek.visit.header import IN_PROGRESS, PLANNED
from inspectiebezoek.visit.laptops import laptops, late
from inspectiebezoek.visit.merging import hidden
from inspectiebezoek.visit.open_visit import OpenVisit


def merged_lines(visit: OpenVisit, language: str) -> tuple[Line, ...]:
    """The lines of it; a laptop is awaited only once the visit is finished."""
    return (*_hidden(visit, language), *_laptops(visit, language), *_late(visit, language))


def _hidden(visit: OpenVisit, language: str) -> Iterator[Line]:
    say, name_of = sayer(language), visit.header.name_of
    for each in hidden(visit):
        node = visit.instance.node(each.ref)
        question = f"{quoted(node)} {reading.label(node)}".strip()
        said = reading.words(node, language) or each.value
        at = moment(each.at, language)
        detail = say("hidden", name=name_of(each.by), at=at, words=said)
        yield Line(question, detail, Mark.OPEN, ref=f"hidden|{each.address}")


def _laptops(visit: OpenVisit, language: str) -> Iterator[Line]:
    say, me = sayer(language), visit.author().id
    if visit.header.state in (PLANNED, IN_PROGRESS):
        return
    for each in laptops(visit):
        if each.device == me or each.done:
            continue
        title = say("laptop_of", name=visit.header.name_of(each.person), device=each.device[:8])
        without = say("without", reason=each.without) if each.without else say("awaited")
        mark = Mark.READY if each.without else Mark.MISSING
        yield Line(title, without, mark, key="Enter", ref=f"laptop|{each.device}")


def _late(visit: OpenVisit, language: str) -> Iterator[Line]:
    say, name_of = sayer(language), visit.header.name_of
    for each in late(visit):
        detail = say("late", name=name_of(each.by), at=moment(each.at, language))
        yield Line(
            about(visit, each.address, language), detail, Mark.OPEN, ref=f"late|{each.address}"
        )
