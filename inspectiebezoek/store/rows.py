"""Changes, seals and files as rows of the database, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Select, insert, select

from inspectiebezoek.log import clock
from inspectiebezoek.log.chain import Seal
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


def entry_columns() -> Select[tuple[bytes, bytes | None, bytes | None]]:
    """The query for changes in the order this laptop took them in; narrow it with `where`."""
    table = schema.change
    return select(table.c.data, table.c.salt, table.c.value).order_by(table.c.seq)


def entries(
    connection: Connection, query: Select[tuple[bytes, bytes | None, bytes | None]]
) -> tuple[Entry, ...]:
    """The changes that a query of `entry_columns` finds."""
    return tuple(Entry(row.data, row.salt, row.value) for row in connection.execute(query))


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
