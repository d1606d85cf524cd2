"""The office's logs: numbered without gaps under a row lock, with a rolling hash over the order.

A cursor over an identity column misses rows under concurrency; a number that is given out under
the lock of the log's row does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg.errors import UniqueViolation
from sqlalchemy import Connection, Engine, and_, func, select

from inspectiebezoek.log import chain
from inspectiebezoek.log.change import EXPUNGE, Entry
from inspectiebezoek.server import schema
from inspectiebezoek.server.admission import Verdicts, agreed_only, judged, signed
from inspectiebezoek.server.entrance import admitted
from inspectiebezoek.server.erasing import settle_erasures
from inspectiebezoek.server.intake import Around, append, following, look_around
from inspectiebezoek.server.members import readable, remake, write
from inspectiebezoek.server.mending import Mended, mend
from inspectiebezoek.server.people import Caller, retire
from inspectiebezoek.server.quarantine import let_go, set_apart
from inspectiebezoek.sync.frames import Framed

_STRETCH = (
    "SELECT vseq, data, salt, value, roll FROM change"
    " WHERE log = %s AND vseq > %s ORDER BY vseq LIMIT %s"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a log in order, as its rows are; the seals, and where it ends.

    `reset`: the roll that the asker named is not ours, so the stretch would not connect.
    """

    changes: tuple[Framed, ...] = ()
    seals: tuple[chain.Seal, ...] = ()
    vseq: int = 0
    roll: bytes = chain.ROLL_START
    more: bool = False
    reset: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a push: ids that were known, and ids in quarantine with the code why.

    The rest was stored. What was set apart earlier and still is, is among the quarantined.
    `dropped`: files (SHA-256) that it does not cite any more, since values were erased.
    """

    known: tuple[str, ...]
    quarantined: Mapping[str, str]
    dropped: tuple[str, ...] = ()


class Ledger:
    """Read and append the logs of the office."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(
        self, log: str, entries: Sequence[Entry], seals: Sequence[chain.Seal], who: Caller
    ) -> Outcome:
        """Append what may be appended, keep the rest in quarantine: one transaction.

        Raises `LOG_FORBIDDEN` for who has no right on the log, unless the log is new or what is
        brought gives that right, signed by who decides.
        """
        try:
            return self._take(log, entries, seals, who)
        except UniqueViolation:
            # A row of ours is not where its bytes say that it is. It is set right first.
            self.mend(log)
            return self._take(log, entries, seals, who)

    def _take(
        self, log: str, entries: Sequence[Entry], seals: Sequence[chain.Seal], who: Caller
    ) -> Outcome:
        with self._engine.begin() as connection:
            return self.take_on(connection, log, entries, seals, who)

    def take_on(
        self,
        connection: Connection,
        log: str,
        entries: Sequence[Entry],
        seals: Sequence[chain.Seal],
        who: Caller,
    ) -> Outcome:
        """As `take`, in the transaction of a connection; raises `UniqueViolation` where a row of
        ours is not where its bytes say."""
        around = look_around(connection, log, entries, seals)
        # What was set apart for want of a signature may be covered by what comes now.
        brought = {each.id: each for each in (*entries, *around.unsealed)}
        fresh = [entry for name, entry in brought.items() if name not in around.held]
        valid = signed(seals, around.devices)
        covered = chain.vouched(fresh, valid)
        if bare := [entry for entry in fresh if entry.id not in covered]:
            covered = chain.vouched(fresh, valid, following(connection, log, bare))
        verdicts = judged(log, fresh, covered, around.devices, around.held)
        if any(each.expunged for each in fresh):
            verdicts = _strictly(connection, log, verdicts, valid)
        verdicts, members = admitted(connection, log, fresh, verdicts, around, who.person)
        refused = append(connection, log, verdicts, valid, around)
        if members is not around.members:
            write(connection, log, members)
        for name, code in refused.items():
            set_apart(connection, log, _row(brought[name]), code, who.device)
        if around.apart and len(refused) < len(fresh):
            let_go(connection, log)
        _go_on(connection, fresh, around, who.device)
        erases = around.erases or any(each.change.op == EXPUNGE for each in fresh)
        dropped = settle_erasures(connection, log) if fresh and erases else ()
        if any(each.change.op == EXPUNGE for each in fresh):
            remake(connection, log)  # a right that is erased holds no longer
        return Outcome(
            known=tuple(entry.id for entry in entries if entry.id in around.held),
            quarantined=refused,
            dropped=dropped,
        )

    def lock(self, connection: Connection, log: str) -> None:
        """Nobody else writes to the log until the transaction ends; raises `LOG_DESTROYED`."""
        look_around(connection, log, (), ())

    def mend(self, log: str) -> Mended:
        """Check a log row by row, and set right what no longer holds."""
        return mend(self._engine, log)

    def mend_all(self) -> int:
        """Check every log, and set right what no longer holds; how many rows were set apart."""
        with self._engine.begin() as connection:
            logs = list(connection.execute(select(schema.log.c.id)).scalars())
        return sum(self.mend(log).damaged for log in logs)

    def stretch(self, log: str, after: int, roll: bytes, limit: int) -> Stretch:
        """The changes after a number, if the asker's rolling hash there is ours too.

        Rows go out as they are. The laptop checks each, and asks for `mend` when one is not
        what it was.
        """
        with self._engine.begin() as connection:
            if after and _roll_at(connection, log, after) != roll:
                return Stretch(reset=True)
            rows = _rows_after(connection, log, after, limit + 1)
            if not rows:
                return Stretch(vseq=after, roll=roll)
            seals = _read_seals(connection, log)
        sent = rows[:limit]
        changes = tuple(Framed(*row[:4]) for row in sent)
        return Stretch(changes, seals, sent[-1][0], sent[-1][4], len(rows) > limit)

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

    def stand(self, log: str) -> tuple[int, bytes, tuple[Entry, ...]]:
        """Where a log ends (number, roll), and its changes up to there that can be read."""
        vseq, roll = self.position(log)
        with self._engine.begin() as connection:
            return vseq, roll, tuple(readable(connection, log, vseq))

    def seals(self, log: str) -> tuple[chain.Seal, ...]:
        """The signatures over the chains of a log."""
        with self._engine.begin() as connection:
            return _read_seals(connection, log)

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

    def cited(self, log: str) -> list[str]:
        """The files (SHA-256) that the changes of a log speak of."""
        table = schema.citation
        query = select(table.c.sha256).where(table.c.log == log).order_by(table.c.sha256)
        with self._engine.begin() as connection:
            return list(connection.execute(query).scalars())

    def cites(self, log: str, sha256: str) -> bool:
        """True when a change of the log speaks of the file."""
        table = schema.citation
        query = select(table.c.log).where(table.c.log == log, table.c.sha256 == sha256)
        with self._engine.begin() as connection:
            return connection.execute(query).first() is not None


def _read_seals(connection: Connection, log: str) -> tuple[chain.Seal, ...]:
    rows = connection.execute(select(schema.seal).where(schema.seal.c.log == log)).mappings()
    return tuple(chain.Seal(**row) for row in rows)


def _go_on(connection: Connection, fresh: Sequence[Entry], around: Around, brought_by: str) -> None:
    """Where a laptop brings back what the office itself wrote, it goes on as another device."""
    ours = {name for name, device in around.devices.items() if device.office} - {brought_by}
    if back := ours & {entry.change.device for entry in fresh}:
        retire(connection, back)


def _strictly(
    connection: Connection, log: str, verdicts: Verdicts, valid: Sequence[chain.Seal]
) -> Verdicts:
    """The verdicts on a push in which values are gone: only what two persons erased is taken so."""

    def covering(taken: Sequence[Entry]) -> frozenset[str]:
        return chain.vouched(taken, valid, following(connection, log, taken))

    # At once: the connection cannot be asked anything any more while rows are written down.
    return iter(agreed_only(verdicts, readable(connection, log), covering))


def _row(entry: Entry) -> dict[str, Any]:
    return {"id": entry.id, "data": entry.data, "salt": entry.salt, "value": entry.value}


def _rows_after(connection: Connection, log: str, after: int, most: int) -> list[Any]:
    """Rows of (number, bytes, salt, value, roll), in binary: as text, bytes would be hex."""
    driver: Any = connection.connection.driver_connection
    rows: list[Any] = driver.execute(_STRETCH, (log, after, most), binary=True).fetchall()
    return rows


def _roll_at(connection: Connection, log: str, vseq: int) -> bytes | None:
    table = schema.change
    query = select(table.c.roll).where(table.c.log == log, table.c.vseq == vseq)
    found = connection.execute(query).scalar()
    return None if found is None else bytes(found)
