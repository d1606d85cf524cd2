"""One line per log, kept so that a list of visits does not read every change of every visit.

A trigger empties the line of a log whenever something of it changes; the line is made anew when
it is next asked for. The log stays what counts: a line can be thrown away at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, select, update

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
        """The lines of the logs of a kind, in the order of their names."""
        table = schema.summary
        mine = begins(kind + "/")
        with self._database.transaction() as connection:
            stale = select(table.c.log).where(mine, table.c.content.is_(None))
            changed = [row.log for row in connection.execute(stale)]
        for log in changed:
            # Each on its own: a line and the changes that it was made from are one fact.
            with self._database.transaction() as connection:
                _make(connection, log, summarise)
        with self._database.transaction() as connection:
            rows = connection.execute(select(table).where(mine).order_by(table.c.log))
            return tuple(
                Summary(
                    row.log,
                    row.content,
                    Counts(
                        row.changes,
                        row.changes_received,
                        row.files,
                        row.files_received,
                        row.refused,
                    ),
                )
                for row in rows
            )


def begins(beginning: str) -> ColumnElement[bool]:
    """Logs that begin so; two comparisons, for `LIKE` would look at every log."""
    log = schema.summary.c.log
    return and_(log >= beginning, log < beginning + "\U0010ffff")


def _make(connection: Connection, log: str, summarise: Summarise) -> None:
    # A broken visit has a line of what is left of it, and is told of when it is opened.
    found, _faults = sorted_out(connection, entry_columns().where(schema.change.c.log == log))
    now = counts(connection, log)
    values = {
        "content": summarise([entry for entry in found if entry.promised]),
        "changes": now.changes,
        "changes_received": now.changes_received,
        "files": now.files,
        "files_received": now.files_received,
        "refused": now.refused,
    }
    table = schema.summary
    connection.execute(update(table).where(table.c.log == log).values(values))
