"""One line per log, kept so that a list of visits does not read every change of every visit.

A trigger empties the line of a log whenever something of it changes; the line is made anew when
it is next asked for. The log stays what counts: a line can be thrown away at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, select, update

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.change import Entry
from inspectiebezoek.store import schema
from inspectiebezoek.store.database import Database
from inspectiebezoek.store.office_view import Counts, counts
from inspectiebezoek.store.rows import entry_columns, sorted_out

Summarise = Callable[[Sequence[Entry]], bytes]
"""Makes the line of a log from its changes that still are what was written."""


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

    def all(self, kind: str, summarise: Summarise) -> tuple[Summary, ...]:
        """The lines of the logs of a kind, in the order of their names.

        A disk that takes nothing still gives the list: what could not be kept is made again.
        """
        table = schema.summary
        with self._database.transaction() as connection:
            columns = (table.c.log, table.c.content, *(table.c[name] for name in Counts.__slots__))
            mine = select(*columns).where(begins(kind + "/")).order_by(table.c.log)
            rows = connection.execute(mine).all()
        return tuple(
            self._made(log, summarise)
            if content is None
            else Summary(log, content, Counts(*numbers))
            for log, content, *numbers in rows
        )

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
    return and_(log >= beginning, log < beginning + "\U0010ffff")


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
