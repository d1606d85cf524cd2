"""Changes, seals and files as rows of the database, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log import clock
from inspectiebezoek.log.chain import Fault, Seal
from inspectiebezoek.log.change import Entry
from inspectiebezoek.store import schema


def insert_entry(connection: Connection, entry: Entry) -> None:
    """Write a change that is not here yet."""
    change = entry.change
    row = {
        "id": entry.id,
        "log": change.log,
        "device": change.device,
        "dseq": change.dseq,
        "data": entry.data,
        "salt": entry.salt,
        "value": entry.value,
    }
    connection.execute(insert(schema.change), row)


def insert_unknown(connection: Connection, entry: Entry) -> bool:
    """Write a change unless it is here; true when it was new."""
    table = schema.change
    if connection.execute(select(table.c.seq).where(table.c.id == entry.id)).first():
        return False
    insert_entry(connection, entry)
    return True


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
    # Whatever its column is called, SQLite keeps text where text was written.
    if any(isinstance(part, str) for part in (row.data, row.salt, row.value)):
        return None
    try:
        entry = Entry(row.data, row.salt, row.value)
    except ValueError:
        return None
    change = entry.change
    beside = (entry.id, change.log, change.device, change.dseq)
    return entry if beside == (row.id, row.log, row.device, row.dseq) else None


def insert_seal(connection: Connection, seal: Seal) -> None:
    """Write a signature; a known one is left as it is."""
    row: Mapping[str, Any] = {name: getattr(seal, name) for name in Seal.__slots__}
    connection.execute(insert(schema.seal).prefix_with("OR IGNORE"), row)


def note_files(connection: Connection, log: str, files: Iterable[tuple[str, int]]) -> None:
    """Write files (SHA-256, size in bytes) that a log speaks of; a known one is left as it is."""
    for sha256, size in files:
        row = {"log": log, "sha256": sha256, "size": size, "received": 0}
        connection.execute(insert(schema.piece).prefix_with("OR IGNORE"), row)


def read_fact(connection: Connection, name: str) -> bytes | None:
    """A single fact of this device; None when it was never written."""
    query = select(schema.fact.c.value).where(schema.fact.c.name == name)
    found: bytes | None = connection.execute(query).scalar()
    return found


def write_fact(connection: Connection, name: str, value: bytes) -> None:
    """Write a single fact of this device over what it was."""
    row = {"name": name, "value": value}
    connection.execute(insert(schema.fact).prefix_with("OR REPLACE"), row)


def read_clock(connection: Connection) -> str:
    """The last value of this laptop's hybrid clock."""
    last = read_fact(connection, "clock")
    return last.decode() if last else clock.START


def write_clock(connection: Connection, ticks: str) -> None:
    """Keep the value of this laptop's hybrid clock."""
    write_fact(connection, "clock", ticks.encode())
