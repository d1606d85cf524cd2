"""Text that is being typed: on disk, encrypted, or in memory for as long as the disk refuses it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, insert, select

from inspectiebezoek.store import schema
from inspectiebezoek.store.database import Database, driver_of

_DROP = "DELETE FROM draft WHERE log = ? AND field = ?"


class Drafts:
    """Drafts stand outside the eternal log: what is typed is not yet what somebody says.

    What the disk refused stays here until the disk takes it, it becomes a change, or is dropped.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held: dict[tuple[str, str], tuple[str, datetime]] = {}

    def keep(self, log: str, field: str, words: str, *, now: datetime) -> None:
        """Put typed text on disk; raises `DISK_FULL`, and holds the text in memory then."""
        self._held[log, field] = (words, now)
        self.put_down()

    def put_down(self) -> None:
        """Put on disk what is held in memory; raises `DISK_FULL` where that still fails."""
        for (log, field), (words, now) in tuple(self._held.items()):
            row = {"log": log, "field": field, "text": words, "at": now.isoformat()}
            with self._database.transaction() as connection:
                connection.execute(insert(schema.draft).prefix_with("OR REPLACE"), row)
            del self._held[log, field]

    def held(self) -> tuple[str, ...]:
        """The texts that are in memory alone: they are gone when the program ends."""
        return tuple(words for words, _now in self._held.values() if words.strip())

    def of(self, log: str) -> Mapping[str, str]:
        """Typed text of a log, by field."""
        with self._database.transaction() as connection:
            rows = connection.execute(select(schema.draft).where(schema.draft.c.log == log))
            found = {row.field: row.text for row in rows}
        held = {field: words for (one, field), (words, _now) in self._held.items() if one == log}
        return {**found, **held}

    def drop(self, log: str, field: str) -> None:
        """Forget typed text that was given up."""
        with self._database.transaction() as connection:
            drop_rows(connection, log, [field])
        self.let_go(log, [field])

    def let_go(self, log: str, fields: Iterable[str]) -> None:
        """What was held of these fields has become a change, which is on disk."""
        for field in fields:
            self._held.pop((log, field), None)


def drop_rows(connection: Connection, log: str, fields: Iterable[str]) -> None:
    """Take drafts from the disk, in the transaction that makes changes of them."""
    for field in fields:
        driver_of(connection).execute(_DROP, (log, field))
