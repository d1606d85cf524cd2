"""The office's logs: numbered without gaps under a row lock, with a rolling hash over the order.

A cursor over an identity column misses rows under concurrency; a number that is given out under
the lock of the log's row does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, and_, func, select
from sqlalchemy import insert as plain_insert
from sqlalchemy.dialects.postgresql import distinct_on, insert

from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Entry
from inspectiebezoek.server import schema
from inspectiebezoek.server.admission import Admission, KnownDevice, admit


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
            fresh = list({each.id: each for each in entries if each.id not in known}.values())
            verdict = admit(log, fresh, seals, _devices(connection), _links(connection, log))
            for entry in verdict.taken:
                vseq, roll = vseq + 1, chain.roll(roll, entry.id)
                _append(connection, log, entry, vseq, roll)
            _settle(connection, log, vseq, roll)
            _write_seals(connection, verdict.seals)
            _keep_refused(connection, log, verdict, brought_by)
        stored = frozenset(entry.id for entry in verdict.taken)
        quarantined = {entry.id: code for entry, code in verdict.refused}
        return Outcome(frozenset(known), stored, quarantined)

    def stretch(self, log: str, after: int, roll: bytes, limit: int) -> Stretch:
        """The changes after a number, if the asker's rolling hash there is ours too."""
        table = schema.change
        with self._engine.begin() as connection:
            if after and _roll_at(connection, log, after) != roll:
                return Stretch(reset=True)
            query = select(table).where(table.c.log == log, table.c.vseq > after)
            rows = connection.execute(query.order_by(table.c.vseq).limit(limit + 1)).all()
            changes = tuple(
                (row.vseq, Entry(row.data, row.salt, row.value)) for row in rows[:limit]
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


def _known(connection: Connection, log: str, ids: Sequence[str]) -> set[str]:
    table = schema.change
    query = select(table.c.id).where(table.c.log == log, table.c.id.in_(ids))
    return set(connection.execute(query).scalars())


def _devices(connection: Connection) -> dict[str, KnownDevice]:
    rows = connection.execute(select(schema.device))
    return {row.id: KnownDevice(row.public_key, row.person) for row in rows}


def _links(connection: Connection, log: str) -> dict[str, chain.Link]:
    table = schema.change
    query = (
        select(table.c.device, table.c.dseq, table.c.id)
        .where(table.c.log == log)
        .order_by(table.c.device, table.c.dseq.desc())
        .ext(distinct_on(table.c.device))
    )
    return {row.device: chain.Link(row.dseq, row.id) for row in connection.execute(query)}


def _append(connection: Connection, log: str, entry: Entry, vseq: int, roll: bytes) -> None:
    row = {
        "log": log,
        "vseq": vseq,
        "id": entry.id,
        "device": entry.change.device,
        "dseq": entry.change.dseq,
        "data": entry.data,
        "salt": entry.salt,
        "value": entry.value,
        "roll": roll,
    }
    connection.execute(plain_insert(schema.change), row)
    for sha256 in entry.change.blobs:
        cited = insert(schema.citation).values(log=log, sha256=sha256)
        connection.execute(cited.on_conflict_do_nothing())


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
