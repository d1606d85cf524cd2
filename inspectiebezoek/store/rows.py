"""Changes, seals and files as rows of the database, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress

from sqlalchemy import Connection, Row, Select, select

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log import clock
from inspectiebezoek.log.chain import Fault, Seal
from inspectiebezoek.log.change import Entry, decode
from inspectiebezoek.store import schema
from inspectiebezoek.store.copy_file import CHANGE, Record, fact_record, seal_record
from inspectiebezoek.store.database import COPIED, driver_of

_INSERT_CHANGE = (
    "INSERT INTO change (id, log, device, dseq, data, salt, value) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_KNOWN = "SELECT id FROM change WHERE id IN (SELECT value FROM json_each(?))"
_INSERT_SEAL = (
    "INSERT OR IGNORE INTO seal (log, device, dseq, head, signature) VALUES (?, ?, ?, ?, ?)"
)
_NOTE_FILE = "INSERT OR IGNORE INTO piece (log, sha256, size, received) VALUES (?, ?, ?, 0)"
_STAND = (
    "SELECT (SELECT value FROM fact WHERE name = 'device'),"
    " (SELECT value FROM fact WHERE name = 'clock'),"
    " (SELECT data FROM change ORDER BY seq DESC LIMIT 1),"
    " EXISTS (SELECT 1 FROM draft)"
)
_READ_FACT = "SELECT value FROM fact WHERE name = ?"
DEVICE, _OWN_CLOCK, CHECKPOINT = "device", "clock", "copy"
_OF_THE_DATABASE = (_OWN_CLOCK, CHECKPOINT)
"""Facts about this database that say nothing in another one."""
_WRITE_FACT = "INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)"


def insert_entries(connection: Connection, entries: Sequence[Entry]) -> None:
    """Write changes that are not here yet."""
    rows = [
        (
            *(entry.id, entry.change.log, entry.change.device, entry.change.dseq),
            *(entry.data, entry.salt, entry.value),
        )
        for entry in entries
    ]
    if rows:
        driver_of(connection).executemany(_INSERT_CHANGE, rows)
        parts = ((entry.data, entry.salt, entry.value) for entry in entries)
        _copied(connection, *(Record(CHANGE, each) for each in parts))


def _copied(connection: Connection, *records: Record) -> None:
    """What is written here goes in the second copy as well, once it is committed."""
    connection.info.setdefault(COPIED, []).extend(records)


def insert_unknown(connection: Connection, entries: Iterable[Entry]) -> list[Entry]:
    """Write those changes that are not here yet; returns them."""
    brought = {entry.id: entry for entry in entries}
    asked = driver_of(connection).execute(_KNOWN, (json.dumps(list(brought)),))
    known = {name for (name,) in asked}
    fresh = [entry for name, entry in brought.items() if name not in known]
    insert_entries(connection, fresh)
    return fresh


Columns = tuple[str, str, str, int, bytes, bytes | None, bytes | None]


def entry_columns() -> Select[Columns]:
    """The query for changes in the order this laptop took them in; narrow it with `where`."""
    table = schema.change
    beside = (table.c.id, table.c.log, table.c.device, table.c.dseq)
    return select(*beside, table.c.data, table.c.salt, table.c.value).order_by(table.c.seq)


def sorted_out(
    connection: Connection, query: Select[Columns]
) -> tuple[tuple[Entry, ...], tuple[Fault, ...]]:
    """The changes that a query of `entry_columns` finds, and the rows that are none any more."""
    found: list[Entry] = []
    faults: list[Fault] = []
    for row in connection.execute(query):
        entry = _as_written(row)
        if entry is None:
            faults.append(Fault("bytes", row.device, row.dseq, row.id))
        else:
            found.append(entry)
    return tuple(found), tuple(faults)


def entries(connection: Connection, query: Select[Columns]) -> tuple[Entry, ...]:
    """The changes of one log that a query of `entry_columns` finds.

    Raises `LOG_BROKEN` when a row is not what was written: showing the rest as if it were
    everything would put words in people's mouths.
    """
    found, faults = sorted_out(connection, query)
    broken = {fault.id for fault in faults} | {each.id for each in found if not each.promised}
    if broken:
        logs = {row.log for row in connection.execute(query) if row.id in broken}
        visit = ", ".join(sorted(log.partition("/")[2] for log in logs))
        raise InspectionError(Code.LOG_BROKEN, visit=visit, count=len(broken))
    return found


def _as_written(row: Row[Columns]) -> Entry | None:
    data, salt, value = row.data, row.salt, row.value
    # Whatever its column is called, SQLite keeps text where text was written.
    if str in (type(data), type(salt), type(value)):
        return None
    try:
        entry = Entry(data, salt, value)
    except ValueError:
        return None
    change = entry.change
    beside = (entry.id, change.log, change.device, change.dseq)
    return entry if beside == (row.id, row.log, row.device, row.dseq) else None


def insert_seal(connection: Connection, seal: Seal) -> None:
    """Write a signature; a known one is left as it is."""
    row = (seal.log, seal.device, seal.dseq, seal.head, seal.signature)
    driver_of(connection).execute(_INSERT_SEAL, row)
    _copied(connection, seal_record(seal))


def note_files(connection: Connection, log: str, files: Iterable[tuple[str, int]]) -> None:
    """Write files (SHA-256, size in bytes) that a log speaks of; a known one is left as it is."""
    rows = [(log, sha256, size) for sha256, size in files]
    if rows:
        driver_of(connection).executemany(_NOTE_FILE, rows)


def read_fact(connection: Connection, name: str) -> bytes | None:
    """A single fact of this device; None when it was never written."""
    row = driver_of(connection).execute(_READ_FACT, (name,)).fetchone()
    return None if row is None else row[0]


def write_fact(connection: Connection, name: str, value: bytes) -> None:
    """Write a single fact of this device over what it was."""
    driver_of(connection).execute(_WRITE_FACT, (name, value))
    if name not in _OF_THE_DATABASE:
        _copied(connection, fact_record(name, value))


def copied_facts(connection: Connection) -> list[Record]:
    """What the device knows of itself, as the second copy keeps it."""
    rows = connection.execute(select(schema.fact))
    return [fact_record(row.name, row.value) for row in rows if row.name not in _OF_THE_DATABASE]


def read_clock(connection: Connection) -> str:
    """The last value of this laptop's hybrid clock."""
    return read_stand(connection)[1]


def read_stand(connection: Connection) -> tuple[bytes | None, str, bool]:
    """What is known of this laptop, as it was kept; the last value of its hybrid clock; and
    whether any draft is on disk.

    A change of our own carries its clock in itself, so it is not written down a second time:
    the last change tells how far the clock is, or what was kept when others' were taken in.
    """
    device, kept, last, drafts = driver_of(connection).execute(_STAND).fetchone()
    ticks = clock.START if kept is None else kept.decode()
    with suppress(ValueError, TypeError):  # a row that is no longer what it was is told elsewhere
        ticks = ticks if last is None else clock.join(ticks, [decode(last).hlc])
    return device, ticks, bool(drafts)


def write_clock(connection: Connection, ticks: str) -> None:
    """Keep the value of this laptop's hybrid clock, beyond what the last change says."""
    write_fact(connection, _OWN_CLOCK, ticks.encode())
