"""The list of visits, and what the frame around every screen shows of the one at hand."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from inspectiebezoek.app.views.spots import first_open_spot, number_at
from inspectiebezoek.app.workplace import VisitLine, Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.models.visits import VisitRow, VisitsPage
from inspectiebezoek.gui.models.window import StatusLine, VisitBar
from inspectiebezoek.messages import text
from inspectiebezoek.report.formats import day, moment
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.readiness import HowFar, Progress, progress

_FINISHED = ("finished", "reported", "adopted")
_LOW = 2.0
"""Gigabytes below which the strip warns: some hours of recording, or a few hundred photos."""
KINDS = ("doorlichting", "gedwongen_vertrek", "thema", "incident", "vervolg")

READY, MISSING, BROKEN = "ready", "missing", "broken"
_NOT_READY = {Code.EVIDENCE_UNREADABLE: MISSING, Code.LOG_BROKEN: BROKEN}
_MARKS = {READY: Mark.READY, MISSING: Mark.MISSING, BROKEN: Mark.BLOCKED}


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a visit was when it was looked at; `changed` tells whether that still holds.

    `state`: `ready` to go out with; `missing` while its checklist has not arrived; `broken` when
    its log is no longer what was written.
    """

    changed: str
    progress: Progress
    resume: str
    state: str = READY


KeptRows = dict[str, tuple[tuple[VisitLine, Standing | None, str, str], VisitRow]]
"""Rows of the list by the id of their visit, each with what it was made of."""


def standing(place: Workplace, line: VisitLine, opened: OpenVisit | None = None) -> Standing:
    """Open a visit and see how far it is, or why it cannot be opened."""
    try:
        visit = opened or place.open(line.id)
    except InspectionError as error:
        if error.code not in _NOT_READY:
            raise
        return Standing(line.changed, Progress(0, 0, 0), "", _NOT_READY[error.code])
    spot = first_open_spot(visit)
    return Standing(line.changed, progress(visit, visit.instance.root), number_at(visit, spot))


def visits_page(
    lines: Sequence[VisitLine],
    known: Mapping[str, Standing],
    current: str,
    person: str,
    language: str,
    kept: KeptRows,
) -> VisitsPage:
    """Every visit on this laptop; `known` holds how far those are that were looked at.

    `kept` are the rows that were made before: of ten thousand visits most are as they were.
    """
    rows = []
    for line in lines:
        about = (line, known.get(line.id), person, language)
        before = kept.get(line.id)
        if before is None or before[0] != about:
            before = kept[line.id] = about, _row(*about)
        rows.append(before[1])
    return VisitsPage(tuple(rows), current)


def _row(line: VisitLine, known: Standing | None, person: str, language: str) -> VisitRow:
    header = line.header
    done = known.progress if known else Progress(0, 0, 0)
    state = known.state if known else READY
    mark = _MARKS[state]
    words = text("views", f"offline.{state}", language)
    form = text("views", f"checklist.{state}", language)
    return VisitRow(
        id=line.id,
        title=header.title,
        kind=kind_words(header.kind, language),
        dates=dates(header, language),
        icon="flight" if header.kind == "gedwongen_vertrek" else "visits",
        team=tuple(member.name for member in header.team),
        done=done.answered,
        total=done.total,
        attention=done.attention,
        offline=mark,
        offline_words=words,
        ready=((mark, form),) if known else (),
        resume=known.resume if known and done.answered else "",
        waiting=0 if header.stays_here else line.counts.items - line.counts.received,
        last_change=text("views", "last_change", language, at=moment(line.changed, language)),
        mine=any(member.person == person for member in header.team) or not header.team,
        finished=header.state in _FINISHED,
    )


def kind_words(kind: str, language: str) -> str:
    """A kind of visit for people; one that we do not know as it is written."""
    return text("views", f"kind.{kind}", language) if kind in KINDS else kind.replace("_", " ")


def dates(header: Header, language: str) -> str:
    """The days of a visit, ready to read."""
    first, last = day(header.start, language), day(header.end, language)
    return first if first == last or not last else f"{first} – {last}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much has still to go to the office: of each visit by its UUID, and of all together."""

    of: Mapping[str, int]
    total: int


def waiting_of(lines: Sequence[VisitLine]) -> Waiting:
    """What waits in the visits as they are listed; reckoned once for a list, not with each key."""
    leaving = (line for line in lines if not line.header.stays_here)
    of = {line.id: line.counts.items - line.counts.received for line in leaving}
    return Waiting(of, sum(of.values()))


def status(
    place: Workplace,
    waiting: Waiting,
    visit: OpenVisit | None,
    saved: datetime | None,
    *,
    online: bool,
) -> StatusLine:
    """The five fields of the strip: saved, network, waiting, recording, free.

    `waiting`: as the visits were last listed; of the one at hand it is counted now. `online`:
    the office answered when it was last asked; nobody asks it unasked.
    """
    free = shutil.disk_usage(place.store.folder).free / 1e9
    waits = waiting.total
    if visit is not None:
        waits -= waiting.of.get(visit.id, 0)
        if not visit.header.stays_here:
            counts = place.store.office.counts(visit.log)
            waits += counts.items - counts.received
    return StatusLine(
        saved=f"{saved:%H:%M:%S}" if saved else "",
        unsaved=len(place.store.typed.held()),
        online=online,
        waiting=waits,
        free=f"{free:.0f} GB" if free >= _LOW else f"{free * 1000:.0f} MB",
        low=free < _LOW,
    )


def visit_bar(visit: OpenVisit, far: HowFar = progress) -> VisitBar:
    """The visit at hand, above every screen; `far` says how far it is."""
    done = far(visit, visit.instance.root)
    header = visit.header
    return VisitBar(header.title, header.site_label, "", done.answered, done.total, done.attention)
