"""Take in what came on a stick: changes that are here now, and still have to reach the office."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inspectiebezoek.log import chain, clock
from inspectiebezoek.log.change import Entry
from inspectiebezoek.store.database import Database
from inspectiebezoek.store.removal import settle_erasures
from inspectiebezoek.store.rows import (
    insert_seal,
    insert_unknown,
    note_files,
    read_clock,
    write_clock,
)


@dataclass(frozen=True, slots=True)
class CarriedLog:
    """What came of one log; `files` are (SHA-256, size in bytes, 0 where it is not known)."""

    log: str
    entries: Sequence[Entry]
    seals: Iterable[chain.Seal]
    files: Iterable[tuple[str, int]]


def take_carried(database: Database, logs: Iterable[CarriedLog]) -> tuple[Entry, ...]:
    """Write what came of several logs, all or nothing; the changes that were new here.

    None of it counts as received: the office has not shown it back.
    """
    fresh = []
    with database.transaction() as connection:
        for each in logs:
            new = insert_unknown(connection, each.entries)
            fresh += new
            note_files(connection, each.log, each.files)
            settle_erasures(connection, each.log, new)
            for seal in each.seals:
                insert_seal(connection, seal)
        seen = clock.join(read_clock(connection), (entry.change.hlc for entry in fresh))
        write_clock(connection, seen)
    return tuple(fresh)
