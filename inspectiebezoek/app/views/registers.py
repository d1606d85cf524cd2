"""The timeline in order with how long lay between, and the rows of the other registers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from inspectiebezoek.app.views.checklist import FROZEN
from inspectiebezoek.app.views.words import Say, sayer
from inspectiebezoek.form.definition import Definition
from inspectiebezoek.form.nodes import Node, Repeat, Row
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.link import LinkOption
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.models.registers import RegisterPage, TimelinePage
from inspectiebezoek.report import reading
from inspectiebezoek.report.formats import day
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.readiness import is_asked
from inspectiebezoek.visit.registers import INTERVIEW, moment_of, register, subject_of

_ICONS = {"interview": "person", "document": "document", "refusal": "warning"}
_MOST_WORDS = 4


def timeline_page(visit: OpenVisit, repeat: Repeat, language: str) -> TimelinePage:
    """The moments of a visit in the order in which they were; those without a time come last."""
    rows = sorted(repeat.rows, key=_order)
    subject = _part(rows[0], subject_of(repeat)) if rows else None
    choices = subject.choices if subject is not None else ()
    return TimelinePage(
        tuple(_moments(visit, rows, language)),
        tuple(LinkOption(each.value, each.label) for each in choices),
        frozen=visit.header.state in FROZEN,
    )


def register_page(visit: OpenVisit, repeat: Repeat, language: str) -> RegisterPage:
    """The rows of a register, the latest first."""
    icon = _ICONS.get(repeat.definition.ib.get("role", ""), "note")
    lines = []
    for row in reversed(repeat.rows):
        told = [reading.words(node, language) for node in row.walk() if _is_told(node)]
        told = [words for words in told if words]
        right = visit.row_label(row.ref)
        title = told[0] if told else sayer(language)("nothing_yet")
        lines.append(
            Line(
                title,
                " · ".join(told[1 : _MOST_WORDS + 1]),
                icon=icon,
                right=right,
                ref=visit.address(row.ref),
            )
        )
    can_add = not repeat.fixed and visit.header.state not in FROZEN
    return RegisterPage(reading.label(repeat), tuple(lines), can_add)


def conversations(visit: OpenVisit, language: str) -> dict[str, Line]:
    """The conversations of a visit, by the name that people quote: `G-02`, else the row's label."""
    repeat = register(visit, INTERVIEW)
    if repeat is None:
        return {}
    lines = {line.ref: line for line in register_page(visit, repeat, language).lines}
    return {_name(visit, row): lines[visit.address(row.ref)] for row in repeat.rows}


def _name(visit: OpenVisit, row: Row) -> str:
    written = (part for part in row.parts if part.definition.control == "input" and _is_told(part))
    first = next(written, None)
    return (first.value if first is not None else "") or visit.row_label(row.ref)


def _is_told(node: Node) -> bool:
    return node.definition.leaf and node.definition.control is not None and is_asked(node)


def _part(row: Row, asked: Definition | None) -> Node | None:
    return next((part for part in row.parts if part.definition is asked), None)


def _time(row: Row) -> datetime | None:
    """When a moment was; None without a time that can be read."""
    part = _part(row, moment_of(row.range))
    return read_moment(part.value if part is not None else "")


def read_moment(words: str) -> datetime | None:
    """An ISO moment; one without an offset is of this laptop's zone; None for other text."""
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.astimezone()


def _order(row: Row) -> tuple[int, float]:
    time = _time(row)
    return (1, 0.0) if time is None else (0, time.timestamp())


def _moments(visit: OpenVisit, rows: Sequence[Row], language: str) -> Iterator[Line]:
    say = sayer(language)
    before: datetime | None = None
    for row in rows:
        time = _time(row)
        if time is not None and (before is None or before.date() != time.date()):
            yield Line(day(time.isoformat(), language), heading=True)
        yield _moment(visit, row, time, before, say, language)
        before = time or before


def _moment(
    visit: OpenVisit,
    row: Row,
    time: datetime | None,
    before: datetime | None,
    say: Say,
    language: str,
) -> Line:
    subject = _part(row, subject_of(row.range))
    what = reading.words(subject, language) if subject is not None else ""
    clock = f"{time:%H:%M:%S}" if time is not None else say("no_time")
    others = [
        reading.words(part, language)
        for part in row.parts
        if part is not subject and part.definition is not moment_of(row.range) and _is_told(part)
    ]
    told = [words for words in (*others, _corrected(visit, row, time, say)) if words]
    return Line(
        f"{clock}  {what or say('moment_unnamed')}",
        " · ".join(told),
        Mark.DONE if what or subject is None else Mark.MISSING,
        right=span(time - before, say) if time is not None and before is not None else "",
        ref=visit.address(row.ref),
    )


def _corrected(visit: OpenVisit, row: Row, time: datetime | None, say: Say) -> str:
    """What the key was pressed at, where the time says something else now, and by whom."""
    stamp = read_moment(visit.row_stamp(row.ref))
    if stamp is None or stamp == time:
        return ""
    part = _part(row, moment_of(row.range))
    heads = visit.state.heads(visit.address(part.ref)) if part is not None else ()
    who = visit.header.name_of(heads[-1].by) if heads else ""
    return say("moment_corrected", time=f"{stamp:%H:%M:%S}", who=who)


def span(length: timedelta, say: Say) -> str:
    """How long after the moment before: `+40 s`, `+12 min`, `+1 u 05 min`."""
    seconds = round(length.total_seconds())
    if seconds < 60:
        return say("span.seconds", seconds=seconds)
    hours, minutes = divmod(seconds // 60, 60)
    if not hours:
        return say("span.minutes", minutes=minutes)
    return say("span.hours", hours=hours, minutes=f"{minutes:02d}")
