"""Who read or exported what: an account that is only ever added to, with ids and never answers.

Readings are written down here, before the answer leaves. What a laptop exports it writes in the
log itself, so those are read from there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, func, literal, or_, select

from inspectiebezoek.log.change import Entry
from inspectiebezoek.server import schema
from inspectiebezoek.server.people import Caller
from inspectiebezoek.visit.exported import EXPORTED
from inspectiebezoek.visit.kinds import ReportVersion

CHANGES, FILE, PAGE, CARRY_IN, EXPORT = "changes", "file", "page", "carry-in", "export"
_WORD = re.compile("[a-z]{1,16}")
_REPORT, _AUDIENCE = f"{ReportVersion.kind}:", "/audience"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the account.

    `what` with its `detail`: `changes` (their numbers, `1-48`), `file` (SHA-256), `carry-in`
    (what went along of this log to a visit at the same site: SHA-256 of the whole), `page`
    (the numbers of which a browser was shown who changed what when), `export`
    (`json`, `tables`, `report` and for whom, `evidence` and its SHA-256). `at` is the
    office's clock; of an export the laptop's.
    """

    at: datetime
    person: str
    device: str
    log: str
    what: str
    detail: str


class Readings:
    """The account of the office."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock

    def told_changes(self, who: Caller, log: str, after: int, last: int) -> None:
        """A caller is about to be given the changes after one number up to another, if any."""
        if last > after:
            self._note(who, log, CHANGES, f"{after + 1}-{last}")

    def told_file(self, who: Caller, log: str, sha256: str) -> None:
        """A caller is about to be given a file, or the rest of one."""
        self._note(who, log, FILE, sha256)

    def told_carry_in(self, who: Caller, log: str, version: str) -> None:
        """A caller is about to be given what a carry-in (SHA-256) tells of this log."""
        self._note(who, log, CARRY_IN, version)

    def told_page(self, who: Caller, log: str, first: int, last: int) -> None:
        """A person is about to be shown on a page who made these changes, when and where."""
        self._note(who, log, PAGE, f"{first}-{last}")

    def _note(self, who: Caller, log: str, what: str, detail: str) -> None:
        row = {
            "at": self._clock(),
            "person": who.person,
            "device": who.device,
            "log": log,
            "what": what,
            "detail": detail,
        }
        with self._engine.begin() as connection:
            connection.execute(schema.reading.insert().values(**row))

    def lines(self, log: str = "", person: str = "") -> tuple[Line, ...]:
        """The account in order of time, of one log or one person where asked for."""
        with self._engine.begin() as connection:
            found = [*_readings(connection, log, person), *_exports(connection, log, person)]
        return tuple(sorted(found, key=lambda line: line.at))


def keep_exports(connection: Connection, log: str) -> None:
    """Write down what the changes of a log tell of exports, for the changes go."""
    names = ("at", "person", "device", "log", "what", "detail")
    rows = [{name: getattr(line, name) for name in names} for line in _exports(connection, log, "")]
    if rows:
        connection.execute(schema.reading.insert(), rows)


def _readings(connection: Connection, log: str, person: str) -> Iterator[Line]:
    table = schema.reading
    query = select(table).order_by(table.c.seq)
    if log:
        query = query.where(table.c.log == log)
    if person:
        query = query.where(table.c.person == person)
    for row in connection.execute(query):
        yield Line(row.at, row.person, row.device, row.log, row.what, row.detail)


def _exports(connection: Connection, log: str, person: str) -> Iterator[Line]:
    table = schema.change
    query = select(table).where(or_(_speaks_of(EXPORTED), _speaks_of(_REPORT)))
    if log:
        query = query.where(table.c.log == log)
    for row in connection.execute(query.order_by(table.c.log, table.c.vseq)):
        line = _export(row)
        if line is not None and person in ("", line.person):
            yield line


def _speaks_of(field: str) -> ColumnElement[bool]:
    # The bytes are canonical JSON, so a field has one spelling, and most rows need no reading.
    sought = literal(f'"field":"{field}'.encode())
    return func.position(sought.op("IN")(schema.change.c.data)) > 0


def _export(row: Row[Any]) -> Line | None:
    """The line of a change that tells of an export; None for another change."""
    try:
        entry = Entry(row.data, row.salt, row.value)
        word = str(entry.content)
    except ValueError:
        # A row that is no longer what it was is told: it may be there to hide one.
        return Line(row.received, "", row.device, row.log, EXPORT, "damaged")
    change = entry.change
    # Whatever a laptop wrote there, only a plain word is told on.
    word = word if _WORD.fullmatch(word) else "?"
    at = _moment(change.at, row.received)
    if change.field.startswith(EXPORTED):
        detail = " ".join((word, *change.blobs))
        return Line(at, change.by, change.device, change.log, EXPORT, detail)
    if change.field.startswith(_REPORT) and change.field.endswith(_AUDIENCE):
        return Line(at, change.by, change.device, change.log, EXPORT, f"report {word}")
    return None


def _moment(said: str, received: datetime) -> datetime:
    """When the laptop says that it was; the office's own moment when that is none."""
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return received
    return moment if moment.tzinfo else received
