"""One line per log, kept so that a list of visits does not read every change of every visit.

A trigger empties the line of a log whenever something of it changes; the line is made anew when
it is next asked for. The log stays what counts: a line can be thrown away at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, update

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.change import Entry
from inspectiebezoek.store import schema
from inspectiebezoek.store.database import Database, driver_of
from inspectiebezoek.store.office_view import Counts, counts
from inspectiebezoek.store.rows import entry_columns, sorted_out

Summarise = Callable[[Sequence[Entry]], bytes]
"""Makes the line of a log from its changes that still are what was written."""


_LAST = "\U0010ffff"
_LINES = (
    "SELECT log, content, changes, changes_received, files, files_received, refused"
    " FROM summary WHERE log >= ? AND log < ? ORDER BY log"
)
_Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The line of a log: what was made of its changes, and its honest numbers."""

    log: str
    content: bytes
    counts: Counts


class Summaries:
    """The lines of all logs on this laptop."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, tuple[_Row, Summary]] = {}

    def all(self, kind: str, summarise: Summarise) -> tuple[Summary, ...]:
        """The lines of the logs of a kind, in the order of their names.

        A disk that takes nothing still gives the list: what could not be kept is made again.
        """
        first = f"{kind}/"
        with self._database.transaction() as connection:
            asked = driver_of(connection).execute(_LINES, (first, first + _LAST))
            rows: list[_Row] = asked.fetchall()
        return tuple(
            self._made(row[0], summarise) if row[1] is None else self._kept(row) for row in rows
        )

    def _kept(self, row: _Row) -> Summary:
        """The line of a row; the very same one as before while nothing of it changed."""
        known = self._known.get(row[0])
        if known is not None and known[0] == row:
            return known[1]
        log, content, *numbers = row
        made = Summary(log, content, Counts(*numbers))
        self._known[log] = row, made
        return made

    def _made(self, log: str, summarise: Summarise) -> Summary:
        try:
            # A line and the changes that it was made from are one fact.
            with self._database.transaction() as connection:
                made = _make(connection, log, summarise)
                _keep(connection, made)
                return made
        except InspectionError as error:
            if error.code is not Code.DISK_FULL:
                raise
        with self._database.transaction() as connection:
            return _make(connection, log, summarise)


def begins(beginning: str) -> ColumnElement[bool]:
    """Logs that begin so; two comparisons, for `LIKE` would look at every log."""
    log = schema.summary.c.log
    return and_(log >= beginning, log < beginning + _LAST)


def _make(connection: Connection, log: str, summarise: Summarise) -> Summary:
    # A broken visit has a line of what is left of it, and is told of when it is opened.
    found, _faults = sorted_out(connection, entry_columns().where(schema.change.c.log == log))
    content = summarise([entry for entry in found if entry.promised])
    return Summary(log, content, counts(connection, log))


def _keep(connection: Connection, summary: Summary) -> None:
    values = {name: getattr(summary.counts, name) for name in Counts.__slots__}
    table = schema.summary
    line = update(table).where(table.c.log == summary.log)
    connection.execute(line.values(content=summary.content, **values))
