"""What this laptop knows of the office's log: what came back verified and what has not yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from inspectiebezoek.log import chain, clock
from inspectiebezoek.log.change import Entry
from inspectiebezoek.store import schema
from inspectiebezoek.store.database import Database, driver_of
from inspectiebezoek.store.removal import settle_erasures
from inspectiebezoek.store.rows import (
    entries,
    entry_columns,
    insert_seal,
    insert_unknown,
    note_files,
    read_clock,
    write_clock,
)


@dataclass(frozen=True, slots=True)
class Position:
    """How far the verified copy of the office's log reaches, and its rolling hash there."""

    vseq: int
    roll: bytes


_SEEN_BACK = "UPDATE change SET vseq = ?, refused = NULL WHERE id = ?"
START = Position(0, chain.ROLL_START)


@dataclass(frozen=True, slots=True)
class Counts:
    """The honest numbers of a log: changes and evidence files, all and received.

    Received means: came back from the office in a verified pull (changes), or hash confirmed
    by the office (files). `refused` are changes that the office holds in quarantine.
    """

    changes: int
    changes_received: int
    files: int
    files_received: int
    refused: int

    @property
    def items(self) -> int:
        """Everything that must reach the office."""
        return self.changes + self.files

    @property
    def received(self) -> int:
        """Everything that verifiably is at the office."""
        return self.changes_received + self.files_received


class OfficeView:
    """The laptop's books about the office, kept in the same database as the log."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def position(self, log: str) -> Position:
        """How far the verified copy reaches; the start for a log never pulled."""
        with self._database.transaction() as connection:
            query = select(schema.position).where(schema.position.c.log == log)
            row = connection.execute(query).first()
            return START if row is None else Position(row.vseq, row.roll)

    def take_in(
        self,
        log: str,
        pulled: Sequence[tuple[int, Entry]],
        seals: Iterable[chain.Seal],
        position: Position,
    ) -> tuple[Entry, ...]:
        """Write a verified stretch of the office's log; returns the changes that were new here.

        `pulled` are (number at the office, change). Everything in one transaction: either the
        changes, the files they name, their seals and the new position are all on disk, or none
        is: a stretch is pulled only once, so a file that is not noted now would never come.
        """
        with self._database.transaction() as connection:
            fresh = insert_unknown(connection, (entry for _, entry in pulled))
            kept = [entry for _, entry in pulled if not entry.expunged]
            cited = {sha256 for entry in kept for sha256 in entry.change.blobs}
            note_files(connection, log, [(sha256, 0) for sha256 in sorted(cited)])
            seen = [(vseq, entry.id) for vseq, entry in pulled]
            driver_of(connection).executemany(_SEEN_BACK, seen)
            for seal in seals:
                insert_seal(connection, seal)
            ticks = clock.join(read_clock(connection), (each.change.hlc for each in fresh))
            write_clock(connection, ticks)
            _write_position(connection, log, position)
            settle_erasures(connection, log, fresh)
        return tuple(fresh)

    def forget(self, log: str) -> None:
        """The office's log is not the one we verified: start over, and push all of it again."""
        with self._database.transaction() as connection:
            table = schema.change
            connection.execute(update(table).where(table.c.log == log).values(vseq=None))
            connection.execute(delete(schema.position).where(schema.position.c.log == log))
            received = update(schema.piece).where(schema.piece.c.log == log)
            connection.execute(received.values(received=0))

    def waiting(self, log: str) -> tuple[Entry, ...]:
        """Changes not in the verified log, colleagues' changes included, in local order.

        What the office set apart is among them: it is offered again at each run, for what was
        wrong may have been put right there.
        """
        table = schema.change
        query = entry_columns().where(table.c.log == log, table.c.vseq.is_(None))
        with self._database.transaction() as connection:
            return entries(connection, query)

    def mark_refused(self, change_id: str, code: str) -> None:
        """The office put this change in quarantine; it stays here and shows as blocked."""
        with self._database.transaction() as connection:
            table = schema.change
            connection.execute(update(table).where(table.c.id == change_id).values(refused=code))

    def note_files(self, log: str, files: Iterable[tuple[str, int]]) -> None:
        """Files (SHA-256, size in bytes) that a log speaks of and the office must get."""
        with self._database.transaction() as connection:
            note_files(connection, log, files)

    def files(self, log: str, *, received: bool | None = None) -> tuple[tuple[str, int], ...]:
        """(SHA-256, size) of the files of a log, all or by whether the office confirmed them."""
        table = schema.piece
        query = select(table.c.sha256, table.c.size).where(table.c.log == log)
        if received is not None:
            query = query.where(table.c.received == int(received))
        with self._database.transaction() as connection:
            return tuple((row.sha256, row.size) for row in connection.execute(query))

    def confirm_file(self, log: str, sha256: str) -> None:
        """The office holds the file and its hash is right."""
        table = schema.piece
        query = update(table).where(table.c.log == log, table.c.sha256 == sha256)
        with self._database.transaction() as connection:
            connection.execute(query.values(received=1))

    def doubt_files(self, log: str, files: Sequence[str]) -> None:
        """The office lost these files: they count as received no longer, until they are again."""
        table = schema.piece
        query = update(table).where(table.c.log == log, table.c.sha256.in_(files))
        with self._database.transaction() as connection:
            connection.execute(query.values(received=0))

    def counts(self, log: str) -> Counts:
        """The honest numbers of a log."""
        with self._database.transaction() as connection:
            return counts(connection, log)


def counts(connection: Connection, log: str) -> Counts:
    """The honest numbers of a log, counted."""
    change, piece = schema.change, schema.piece
    changes = connection.execute(
        select(func.count(), func.count(change.c.vseq), func.count(change.c.refused)).where(
            change.c.log == log
        )
    ).one()
    files = connection.execute(
        select(func.count(), func.coalesce(func.sum(piece.c.received), 0)).where(piece.c.log == log)
    ).one()
    return Counts(changes[0], changes[1], files[0], files[1], changes[2])


def _write_position(connection: Connection, log: str, position: Position) -> None:
    row = {"log": log, "vseq": position.vseq, "roll": position.roll}
    connection.execute(insert(schema.position).prefix_with("OR REPLACE"), row)
