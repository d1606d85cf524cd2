"""The office's logs: numbered without gaps under a row lock, with a rolling hash over the order.

A cursor over an identity column misses rows under concurrency; a number that is given out under
the lock of the log's row does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    and_,
    any_,
    delete,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Entry
from inspectiebezoek.server import schema
from inspectiebezoek.server.admission import Admission, Held, KnownDevice, admit
from inspectiebezoek.server.mending import UNSEALED, Mended, mend

_COPY = (
    "COPY change (log, vseq, id, device, dseq, data, salt, value, roll) FROM STDIN (FORMAT BINARY)"
)
_COPY_TYPES = ("text", "int4", "text", "text", "int4", "bytea", "bytea", "bytea", "bytea")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a log in order: (number, change), the seals, and where it ends.

    `reset`: the roll that the asker named is not ours, so the stretch would not connect.
    """

    changes: tuple[tuple[int, Entry], ...] = ()
    seals: tuple[chain.Seal, ...] = ()
    vseq: int = 0
    roll: bytes = chain.ROLL_START
    more: bool = False
    reset: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a push: ids that were known, ids stored, (id, code) in quarantine."""

    known: frozenset[str]
    stored: frozenset[str]
    quarantined: dict[str, str]


class Ledger:
    """Read and append the logs of the office."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(
        self, log: str, entries: Sequence[Entry], seals: Sequence[chain.Seal], brought_by: str
    ) -> Outcome:
        """Append what may be appended, keep the rest in quarantine: one transaction."""
        with self._engine.begin() as connection:
            vseq, roll = _lock(connection, log)
            known = _known(connection, log, [entry.id for entry in entries])
            # What was set apart for want of a signature may be covered by what comes now.
            brought = (*entries, *_unsealed(connection, log))
            fresh = list({each.id: each for each in brought if each.id not in known}.values())
            held = _held(connection, log, fresh)
            verdict = admit(log, fresh, seals, _devices(connection), held)
            vseq, roll = _append(connection, log, verdict.taken, vseq, roll)
            _settle(connection, log, vseq, roll)
            _write_seals(connection, verdict.seals)
            _let_go(connection, log, [entry.id for entry in verdict.taken])
            _keep_refused(connection, log, verdict, brought_by)
        stored = frozenset(entry.id for entry in verdict.taken)
        quarantined = {entry.id: code for entry, code in verdict.refused}
        return Outcome(frozenset(known), stored, quarantined)

    def mend(self, log: str) -> Mended:
        """Check a log row by row, and set right what no longer holds."""
        return mend(self._engine, log)

    def stretch(self, log: str, after: int, roll: bytes, limit: int) -> Stretch:
        """The changes after a number, if the asker's rolling hash there is ours too.

        Raises `OFFICE_UNTRUSTED` for a row that can no longer be read: `mend` sets it apart.
        """
        table = schema.change
        with self._engine.begin() as connection:
            if after and _roll_at(connection, log, after) != roll:
                return Stretch(reset=True)
            query = select(table).where(table.c.log == log, table.c.vseq > after)
            rows = connection.execute(query.order_by(table.c.vseq).limit(limit + 1)).all()
            changes = tuple(
                (row.vseq, _read(log, row.data, row.salt, row.value)) for row in rows[:limit]
            )
            seals = _read_seals(connection, log) if changes else ()
            last = rows[:limit][-1] if changes else None
            end = (last.vseq, last.roll) if last is not None else (after, roll)
        return Stretch(changes, seals, end[0], end[1], len(rows) > limit)

    def entries(self, log: str, until: str | None = None) -> tuple[Entry, ...]:
        """The whole log, or as it was just after a change."""
        table = schema.change
        query = select(table).where(table.c.log == log).order_by(table.c.vseq)
        if until is not None:
            last = select(table.c.vseq).where(table.c.log == log, table.c.id == until)
            query = query.where(table.c.vseq <= last.scalar_subquery())
        with self._engine.begin() as connection:
            rows = connection.execute(query)
            return tuple(Entry(row.data, row.salt, row.value) for row in rows)

    def heads(self, device: str) -> dict[str, tuple[int, str]]:
        """Where a device stands in every log that it wrote to."""
        table = schema.change
        newest = (
            select(table.c.log, func.max(table.c.dseq).label("dseq"))
            .where(table.c.device == device)
            .group_by(table.c.log)
            .subquery()
        )
        query = select(table.c.log, table.c.dseq, table.c.id).join(
            newest, and_(table.c.log == newest.c.log, table.c.dseq == newest.c.dseq)
        )
        with self._engine.begin() as connection:
            rows = connection.execute(query.where(table.c.device == device))
            return {row.log: (row.dseq, row.id) for row in rows}

    def position(self, log: str) -> tuple[int, bytes]:
        """The last number of a log and its rolling hash."""
        with self._engine.begin() as connection:
            query = select(schema.log).where(schema.log.c.id == log)
            row = connection.execute(query).first()
            return (row.vseq, row.roll) if row is not None else (0, chain.ROLL_START)

    def cites(self, log: str, sha256: str) -> bool:
        """True when a change of the log speaks of the file."""
        table = schema.citation
        query = select(table.c.log).where(table.c.log == log, table.c.sha256 == sha256)
        with self._engine.begin() as connection:
            return connection.execute(query).first() is not None


def _lock(connection: Connection, log: str) -> tuple[int, bytes]:
    table = schema.log
    fresh = insert(table).values(id=log, vseq=0, roll=chain.ROLL_START)
    connection.execute(fresh.on_conflict_do_nothing())
    row = connection.execute(select(table).where(table.c.id == log).with_for_update()).one()
    return row.vseq, row.roll


def _read(log: str, data: bytes, salt: bytes | None, value: bytes | None) -> Entry:
    try:
        return Entry(data, salt, value)
    except ValueError as error:
        raise InspectionError(Code.OFFICE_UNTRUSTED, log=log) from error


def _among(column: Column[Any], values: Sequence[object]) -> ColumnElement[bool]:
    """One array as the parameter: five hundred of them take longer to write down than to find."""
    return column == any_(literal(list(values), ARRAY(column.type)))


def _known(connection: Connection, log: str, ids: Sequence[str]) -> set[str]:
    table = schema.change
    query = select(table.c.id).where(table.c.log == log, _among(table.c.id, ids))
    return set(connection.execute(query).scalars())


def _devices(connection: Connection) -> dict[str, KnownDevice]:
    rows = connection.execute(select(schema.device))
    return {row.id: KnownDevice(row.public_key, row.person, row.known_as) for row in rows}


def _held(connection: Connection, log: str, fresh: Sequence[Entry]) -> Held:
    """What lies around changes that are new here; for most pushes one row."""
    table = schema.change
    named = {entry.change.prev for entry in fresh} - {None} - {entry.id for entry in fresh}
    query = select(table.c.id, table.c.device, table.c.dseq).where(table.c.log == log)
    rows = connection.execute(query.where(_among(table.c.id, [name for name in named if name])))
    places = {row.id: (row.device, row.dseq) for row in rows}
    after: dict[str, list[int]] = {}
    for entry in fresh:
        after.setdefault(entry.change.device, []).append(entry.change.dseq + 1)
    following = []
    for device, numbers in after.items():
        of_device = (table.c.log == log, table.c.device == device)
        later = select(table.c.data).where(*of_device, _among(table.c.dseq, numbers))
        following += [_read(log, row.data, None, None) for row in connection.execute(later)]
    return Held(places, following)


def _append(
    connection: Connection, log: str, taken: Sequence[Entry], vseq: int, roll: bytes
) -> tuple[int, bytes]:
    """Write changes behind the last one; the number and the roll that they lead to."""
    if not taken:
        return vseq, roll
    driver = connection.connection.driver_connection
    assert driver is not None
    # One COPY in the transaction at hand: as fast as the database goes.
    with driver.cursor() as cursor, cursor.copy(_COPY) as copy:
        copy.set_types(_COPY_TYPES)
        for entry in taken:
            vseq, roll = vseq + 1, chain.roll(roll, entry.id)
            change = entry.change
            copy.write_row(
                (
                    *(log, vseq, entry.id, change.device, change.dseq),
                    *(entry.data, entry.salt, entry.value, roll),
                )
            )
    cited = sorted({sha256 for entry in taken for sha256 in entry.change.blobs})
    if cited:
        rows = [{"log": log, "sha256": sha256} for sha256 in cited]
        connection.execute(insert(schema.citation).on_conflict_do_nothing(), rows)
    return vseq, roll


def _settle(connection: Connection, log: str, vseq: int, roll: bytes) -> None:
    table = schema.log
    connection.execute(table.update().where(table.c.id == log).values(vseq=vseq, roll=roll))


def _write_seals(connection: Connection, seals: Sequence[chain.Seal]) -> None:
    for seal in seals:
        members = {name: getattr(seal, name) for name in chain.Seal.__slots__}
        connection.execute(insert(schema.seal).values(**members).on_conflict_do_nothing())


def _read_seals(connection: Connection, log: str) -> tuple[chain.Seal, ...]:
    rows = connection.execute(select(schema.seal).where(schema.seal.c.log == log)).mappings()
    return tuple(chain.Seal(**row) for row in rows)


def _unsealed(connection: Connection, log: str) -> list[Entry]:
    table = schema.quarantine
    rows = connection.execute(
        select(table).where(table.c.log == log, table.c.code == UNSEALED)
    ).all()
    return [_read(log, row.data, row.salt, row.value) for row in rows]


def _let_go(connection: Connection, log: str, taken: Sequence[str]) -> None:
    table = schema.quarantine
    now_covered = (table.c.log == log, table.c.code == UNSEALED, table.c.id.in_(taken))
    connection.execute(delete(table).where(*now_covered))


def _keep_refused(connection: Connection, log: str, verdict: Admission, brought_by: str) -> None:
    for entry, code in verdict.refused:
        row = {
            "log": log,
            "id": entry.id,
            "code": code,
            "brought_by": brought_by,
            "data": entry.data,
            "salt": entry.salt,
            "value": entry.value,
        }
        connection.execute(insert(schema.quarantine).values(**row).on_conflict_do_nothing())


def _roll_at(connection: Connection, log: str, vseq: int) -> bytes | None:
    table = schema.change
    query = select(table.c.roll).where(table.c.log == log, table.c.vseq == vseq)
    found = connection.execute(query).scalar()
    return None if found is None else bytes(found)
