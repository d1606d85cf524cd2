"""A log is destroyed by two persons; its tombstone stays, and with it nothing comes back.

The law on archives wants a log gone when its term of retention ends. One person asks and says on
what decision, another agrees, and then one transaction removes all that the office holds of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Engine, delete, select
from sqlalchemy.dialects.postgresql import insert

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.server import schema
from inspectiebezoek.server.database import asking
from inspectiebezoek.server.leaving import note_leaving
from inspectiebezoek.server.people import require_person
from inspectiebezoek.server.projections import hold_still
from inspectiebezoek.server.readings import keep_exports
from inspectiebezoek.sync import protocol

_HOLDS = "SELECT FROM tombstone WHERE log = %s"
_STAYS = {schema.log_member, schema.reading, schema.tombstone}
"""What names a log and holds nothing of it: who may learn of it, who read it, and that it was."""


@dataclass(frozen=True, slots=True)
class Request:
    """What one person asked to destroy, on what decision: the log as it was then."""

    log: str
    vseq: int
    roll: bytes
    decision: str
    asked_by: str
    asked_at: datetime


class Tombstones:
    """Requests to destroy logs, and the tombstones of those that were, in the database."""

    def __init__(
        self, engine: Engine, key: Ed25519PrivateKey, *, clock: Callable[[], datetime]
    ) -> None:
        self._engine, self._key, self._clock = engine, key, clock

    def holds(self, log: str) -> bool:
        """True when the log was destroyed."""
        with asking(self._engine) as driver:
            return driver.execute(_HOLDS, (log,)).fetchone() is not None

    def signed(self, log: str) -> protocol.Tombstone | None:
        """The tombstone of a log with the office's signature; None when it was not destroyed."""
        table = schema.tombstone
        with self._engine.begin() as connection:
            row = connection.execute(select(table).where(table.c.log == log)).first()
        if row is None:
            return None
        told = protocol.Tombstone(
            log=row.log,
            vseq=row.vseq,
            roll=bytes(row.roll).hex(),
            decision=row.decision,
            at=row.destroyed_at.isoformat(),
        )
        return told.model_copy(update={"signature": self._key.sign(told.signed_bytes())})

    def requests(self) -> tuple[Request, ...]:
        """What waits for a second person, oldest first."""
        table = schema.destruction
        with self._engine.begin() as connection:
            rows = connection.execute(select(table).order_by(table.c.asked_at, table.c.log))
            return tuple(Request(**row) for row in rows.mappings())

    def ask(self, log: str, decision: str, by: str) -> Request:
        """One person asks to destroy a log; the same log asked again replaces the request.

        Raises `MEMBER_UNKNOWN`, `LOG_DESTROYED`, `LOG_UNKNOWN`.
        """
        with self._engine.begin() as connection:
            require_person(connection, by)
            vseq, roll = _locked(connection, log)
            asked = Request(log, vseq, roll, decision, by, self._clock())
            values = {name: getattr(asked, name) for name in Request.__slots__}
            row = insert(schema.destruction).values(**values)
            connection.execute(row.on_conflict_do_update(index_elements=["log"], set_=values))
        return asked

    def take_back(self, log: str) -> None:
        """Nobody needs to agree any more; raises `DESTROY_NOT_ASKED`."""
        table = schema.destruction
        with self._engine.begin() as connection:
            if connection.execute(delete(table).where(table.c.log == log)).rowcount == 0:
                raise InspectionError(Code.DESTROY_NOT_ASKED, log=log)

    def agree(self, log: str, by: str) -> protocol.Tombstone:
        """Another person agrees, and the log is destroyed: one transaction. Its files that
        nothing else needs are noted in it, for `Leaving`.

        Raises `MEMBER_UNKNOWN`, `LOG_DESTROYED`, `LOG_UNKNOWN`, `DESTROY_NOT_ASKED`,
        `DESTROY_ALONE` for who asked, `DESTROY_MOVED` when something came to the log since.
        """
        with self._engine.begin() as connection:
            require_person(connection, by)
            stands = _locked(connection, log)
            asked = _request(connection, log)
            if asked.asked_by == by:
                raise InspectionError(Code.DESTROY_ALONE)
            if stands != (asked.vseq, asked.roll):
                raise InspectionError(Code.DESTROY_MOVED, log=log, count=stands[0] - asked.vseq)
            _destroy(connection, asked, by, self._clock())
        told = self.signed(log)
        assert told is not None
        return told


def _locked(connection: Connection, log: str) -> tuple[int, bytes]:
    """Where a log ends; nobody writes to it meanwhile."""
    query = select(schema.log).where(schema.log.c.id == log).with_for_update()
    row = connection.execute(query).first()
    stone = select(schema.tombstone.c.log).where(schema.tombstone.c.log == log)
    if connection.execute(stone).first() is not None:
        raise InspectionError(Code.LOG_DESTROYED, log=log)
    if row is None:
        raise InspectionError(Code.LOG_UNKNOWN, log=log)
    return row.vseq, bytes(row.roll)


def _request(connection: Connection, log: str) -> Request:
    table = schema.destruction
    row = connection.execute(select(table).where(table.c.log == log)).mappings().first()
    if row is None:
        raise InspectionError(Code.DESTROY_NOT_ASKED, log=log)
    return Request(**{**row, "roll": bytes(row["roll"])})


def _destroy(connection: Connection, asked: Request, agreed_by: str, at: datetime) -> None:
    """Put the tombstone in place of all that any table holds of the log."""
    log = asked.log
    values = {name: getattr(asked, name) for name in Request.__slots__}
    stone = insert(schema.tombstone).values(**values, agreed_by=agreed_by, destroyed_at=at)
    connection.execute(stone)
    keep_exports(connection, log)
    cited = select(schema.citation.c.sha256).where(schema.citation.c.log == log)
    note_leaving(connection, connection.execute(cited).scalars().all())
    hold_still(connection)
    for table in schema.metadata.sorted_tables:
        if "log" in table.c and table not in _STAYS:
            connection.execute(delete(table).where(table.c.log == log))
    connection.execute(delete(schema.log).where(schema.log.c.id == log))
