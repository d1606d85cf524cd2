"""The list of visits, the overview of one, and what the frame around every screen shows."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import datetime

from inspectiebezoek.app.views.checklist import chapter_refs
from inspectiebezoek.app.workplace import VisitLine, Workplace
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.models.overview import ChapterLine, VisitOverview
from inspectiebezoek.gui.models.visits import VisitRow, VisitsPage
from inspectiebezoek.gui.models.window import StatusLine, VisitBar
from inspectiebezoek.messages import text
from inspectiebezoek.report.formats import day, moment
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.kinds import Evidence, Finding, Note, Recommendation
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.readiness import gaps, progress

_FINISHED = ("finished", "reported", "adopted")


def visits_page(lines: Sequence[VisitLine], current: str, person: str, language: str) -> VisitsPage:
    """Every visit on this laptop."""
    return VisitsPage(tuple(_row(line, person, language) for line in lines), current)


def _row(line: VisitLine, person: str, language: str) -> VisitRow:
    header = line.header
    waiting = line.counts.items - line.counts.received
    return VisitRow(
        id=line.id,
        title=header.title,
        kind=header.kind.replace("_", " "),
        dates=dates(header, language),
        team=tuple(member.name for member in header.team),
        offline=Mark.READY,
        offline_words=text("views", "offline_ready", language),
        waiting=waiting,
        last_change=moment(line.changed, language),
        mine=any(member.person == person for member in header.team) or not header.team,
        finished=header.state in _FINISHED,
    )


def dates(header: Header, language: str) -> str:
    """The days of a visit, ready to read."""
    first, last = day(header.start, language), day(header.end, language)
    return first if first == last or not last else f"{first} – {last}"


def overview(visit: OpenVisit, language: str) -> VisitOverview:
    """A whole visit at a glance."""
    header = visit.header
    return VisitOverview(
        title=header.title,
        subtitle=f"{header.site_label} · {dates(header, language)}",
        chapters=tuple(_chapter(visit, ref) for ref in chapter_refs(visit)),
        gaps=tuple(
            Line(each.words or each.ref, each.ref, Mark.MISSING, ref=each.ref)
            for each in gaps(visit)[:50]
        ),
        recommendations=tuple(
            Line(f"{each.label} {each.text}", f"{each.owner_role} · {day(each.due, language)}")
            for each in visit.all(Recommendation)
        ),
        programme=tuple(
            Line(each["text"], moment(each["at"], language)) for each in header.programme
        ),
        team=tuple(Line(each.name, each.role_label or each.role) for each in header.team),
        loose_notes=sum(1 for each in visit.all(Note) if not each.question),
        loose_photos=_loose_photos(visit),
        finished=header.state in _FINISHED,
    )


def _loose_photos(visit: OpenVisit) -> int:
    shown = {label for finding in visit.all(Finding) for label in finding.evidence}
    pieces = visit.all(Evidence)
    return sum(
        1 for each in pieces if each.derivative and not each.questions and each.label not in shown
    )


def _chapter(visit: OpenVisit, ref: str) -> ChapterLine:
    node = visit.instance.node(ref)
    done = progress(visit, node)
    number = node.definition.ib.get("criterion", "")
    judged = next(
        (part for part in node.parts if part.definition.ib.get("role") == "judgment"), None
    )
    words = ""
    if judged is not None and judged.value:
        labels = {choice.value: choice.label for choice in judged.choices}
        words = labels.get(judged.value, judged.value)
    return ChapterLine(
        title=node.label,
        number=number,
        done=done.answered,
        total=done.total,
        attention=done.attention,
        judgment_words=words,
        judged=judged is not None,
    )


def status(place: Workplace, visit: OpenVisit | None, saved: datetime | None) -> StatusLine:
    """The five fields of the strip: saved, network, waiting, recording, free."""
    free = shutil.disk_usage(place.store.folder).free / 1e9
    waiting = 0
    if visit is not None:
        counts = place.store.office.counts(visit.log)
        waiting = counts.items - counts.received
    return StatusLine(
        saved=f"{saved:%H:%M:%S}" if saved else "",
        online=False,
        waiting=waiting,
        free=f"{free:.0f} GB",
    )


def visit_bar(visit: OpenVisit) -> VisitBar:
    """The visit at hand, above every screen."""
    done = progress(visit, visit.instance.root)
    header = visit.header
    return VisitBar(header.title, header.site_label, "", done.answered, done.total, done.attention)
