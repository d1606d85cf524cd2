"""Files that nothing needs any more leave the storage: noted in the fact that decides it, gone
after it.

An office that stopped in between removes them at its next start.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Engine, delete, select, union
from sqlalchemy.dialects.postgresql import insert

from inspectiebezoek.server import schema
from inspectiebezoek.server.wanted import Wanted


def note_leaving(connection: Connection, files: Iterable[str]) -> None:
    """Note files (SHA-256) that have to go unless something still needs them."""
    rows = [{"sha256": sha256} for sha256 in sorted(set(files))]
    if rows:
        connection.execute(insert(schema.leaving).on_conflict_do_nothing(), rows)


class Leaving:
    """What was noted, and the storage that it leaves."""

    def __init__(self, engine: Engine, wanted: Wanted) -> None:
        self._engine, self._wanted = engine, wanted

    def remove(self) -> tuple[str, ...]:
        """Remove what was noted from the storage; the files (SHA-256) that are gone now.

        One that a log cites or that is published stays. One that a laptop came to count on while
        it went is asked for again.
        """
        table = schema.leaving
        with self._engine.begin() as connection:
            noted = set(connection.execute(select(table.c.sha256)).scalars())
            gone = sorted(noted - _needed(connection, noted))
        for sha256 in gone:
            self._wanted.files.remove(sha256)
            self._wanted.look(sha256)
        if noted:
            with self._engine.begin() as connection:
                connection.execute(delete(table).where(table.c.sha256.in_(noted)))
        return tuple(gone)

    def let_go(self, sha256: str) -> None:
        """Remove a file that came while its log went, unless something still needs it."""
        with self._engine.begin() as connection:
            note_leaving(connection, (sha256,))
        self.remove()


def _needed(connection: Connection, files: Iterable[str]) -> set[str]:
    cited, published = schema.citation.c.sha256, schema.reference.c.sha256
    needed = union(
        select(cited).where(cited.in_(files)), select(published).where(published.in_(files))
    )
    return set(connection.execute(needed).scalars())
