"""Remove for good: a visit that the office signed for, and values that two persons erased.

What must go is noted in the transaction that decides it, and removed after it; a program that
stopped in between goes on at the next start.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, delete, func, insert, select, update

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.change import EXPUNGE, Entry
from inspectiebezoek.log.erasure import erasable, erasures
from inspectiebezoek.store import schema
from inspectiebezoek.store.database import Database
from inspectiebezoek.store.evidence import EvidenceFolder
from inspectiebezoek.store.rows import entry_columns, sorted_out

_ERASING = f'"op":"{EXPUNGE}"'.encode()


@dataclass(frozen=True, slots=True)
class Purged:
    """A log that is no longer here, with the office's receipt for it, or its tombstone.

    `changes` and `files`: how many there were; `vseq`, `roll`, `signature`: what the office
    signed; `head`: the last change of this laptop in it, on which the next one follows.
    """

    log: str
    title: str
    at: str
    changes: int
    files: int
    vseq: int
    roll: bytes
    signature: bytes
    device: str
    dseq: int
    head: str


def purge(database: Database, purged: Purged, shared: Iterable[str], *, whole: bool) -> None:
    """Take a log from this laptop in one fact; files that are in `shared` (SHA-256) stay.

    `whole`: the office had all of it. Raises `PURGE_WAITS` when something came to it since the
    office signed, or since a person decided to let go of what the office never had.
    """
    log, kept = purged.log, frozenset(shared)
    row = {name: getattr(purged, name) for name in Purged.__slots__}
    with database.transaction() as connection:
        (_nothing_new if whole else _as_decided)(connection, purged)
        known = insert(schema.purged).prefix_with("OR REPLACE").values(**row, gone=1)
        connection.execute(known)
        cited = _files(connection, log)
        for table in (
            *(schema.change, schema.seal, schema.draft, schema.piece),
            *(schema.position, schema.summary),
        ):
            connection.execute(delete(table).where(table.c.log == log))
        kept_beside = schema.fact.c.name.startswith(beside(log), autoescape=True)
        connection.execute(delete(schema.fact).where(kept_beside))
        _note_leaving(connection, [sha256 for sha256 in cited if sha256 not in kept])


def beside(log: str) -> str:
    """What the names of facts that are kept beside a log begin with."""
    return f"beside/{log}/"


def _nothing_new(connection: Connection, purged: Purged) -> None:
    change, piece, draft = schema.change, schema.piece, schema.draft
    counts = (
        select(func.count()).where(change.c.log == purged.log),
        select(func.count()).where(change.c.log == purged.log, change.c.vseq.is_(None)),
        select(func.count()).where(piece.c.log == purged.log, piece.c.received == 0),
        select(func.count()).where(draft.c.log == purged.log),
    )
    here, *waiting = (int(connection.execute(query).scalar() or 0) for query in counts)
    if any(waiting) or here != purged.vseq:
        count = sum(waiting) or abs(here - purged.vseq)
        raise InspectionError(Code.PURGE_WAITS, count=count)


def _as_decided(connection: Connection, purged: Purged) -> None:
    table = schema.change
    query = select(func.count()).where(table.c.log == purged.log)
    if here := int(connection.execute(query).scalar() or 0) - purged.changes:
        raise InspectionError(Code.PURGE_WAITS, count=abs(here))


def purged_logs(database: Database) -> tuple[Purged, ...]:
    """The logs that were taken from this laptop and are not back, latest last."""
    table = schema.purged
    columns = [table.c[name] for name in Purged.__slots__]
    with database.transaction() as connection:
        rows = connection.execute(select(*columns).where(table.c.gone == 1).order_by(table.c.at))
        return tuple(Purged(**row) for row in rows.mappings())


def settle_erasures(connection: Connection, log: str, fresh: Iterable[Entry]) -> None:
    """Erase what two persons agreed on, in the transaction that brought the agreement.

    From then on a trigger erases the value wherever it comes from again.
    """
    if not any(entry.change.op == EXPUNGE for entry in fresh):
        return
    table = schema.change
    in_log = entry_columns().where(table.c.log == log)
    asked, _ = sorted_out(connection, in_log.where(func.instr(table.c.data, _ERASING) > 0))
    agreed = erasures(asked)
    done = select(schema.erased.c.change).where(schema.erased.c.log == log)
    new = agreed.keys() - set(connection.execute(done).scalars())
    if not new:
        return
    held, _ = sorted_out(connection, in_log)
    gone = [entry for entry in held if entry.id in new and erasable(entry)]
    connection.execute(insert(schema.erased), [{"log": log, "change": name} for name in new])
    for entry in gone:
        typed = schema.draft.c.field.startswith(entry.change.field, autoescape=True)
        connection.execute(delete(schema.draft).where(schema.draft.c.log == log, typed))
    _let_files_go(connection, log, gone, [each for each in held if each not in gone])


def _let_files_go(
    connection: Connection, log: str, gone: Sequence[Entry], left: Sequence[Entry]
) -> None:
    still = {sha256 for entry in left if not entry.expunged for sha256 in entry.change.blobs}
    lost = {sha256 for entry in gone for sha256 in entry.change.blobs} - still
    piece = schema.piece
    connection.execute(delete(piece).where(piece.c.log == log, piece.c.sha256.in_(lost)))
    _note_leaving(connection, sorted(lost))


def _files(connection: Connection, log: str) -> list[str]:
    query = select(schema.piece.c.sha256).where(schema.piece.c.log == log)
    return list(connection.execute(query).scalars())


def _note_leaving(connection: Connection, files: Sequence[str]) -> None:
    # A row without a file stands for the traces of values in the database file itself.
    for sha256 in ("", *files):
        row = insert(schema.leaving).prefix_with("OR IGNORE")
        connection.execute(row, {"sha256": sha256})


class Copy(Protocol):
    """The second copy of the log."""

    def forget_before(self) -> None:
        """Keep nothing that the database no longer has; raises `OSError`."""


def finish_removal(database: Database, evidence: EvidenceFolder, path: Path, copy: Copy) -> None:
    """Remove from the disk what was noted: files that nothing cites, and traces of old values.

    Copies of the database from before an upgrade hold them too, so those go, and the second copy
    is made anew; while that is out of reach all of it stays noted for the next opening.
    """
    leaving, piece = schema.leaving, schema.piece
    with database.transaction() as connection:
        noted = set(connection.execute(select(leaving.c.sha256)).scalars())
        cited = set(
            connection.execute(select(piece.c.sha256).where(piece.c.sha256.in_(noted))).scalars()
        )
    if not noted:
        return
    for sha256 in noted - cited - {""}:
        evidence.remove(sha256)
    for before in path.parent.glob(f"{path.name}.v*"):
        before.unlink()
    database.drop_traces()
    try:
        copy.forget_before()
    except OSError:
        return
    with database.transaction() as connection:
        connection.execute(delete(leaving).where(leaving.c.sha256.in_(noted)))


def gone_for_good(connection: Connection) -> tuple[frozenset[str], frozenset[str]]:
    """The logs that were taken from this laptop, and the changes whose value was erased: a copy
    from before must not bring them back."""
    away = select(schema.purged.c.log).where(schema.purged.c.gone == 1)
    return (
        frozenset(connection.execute(away).scalars()),
        frozenset(connection.execute(select(schema.erased.c.change)).scalars()),
    )


def come_back(database: Database, log: str) -> None:
    """A log that was taken from this laptop is wanted here again."""
    table = schema.purged
    with database.transaction() as connection:
        connection.execute(update(table).where(table.c.log == log).values(gone=0))


def stay_away(database: Database, log: str, signature: bytes | None) -> None:
    """A log that was wanted here again did not come; `signature` is that of its tombstone."""
    purged, change = schema.purged, schema.change
    here = select(change.c.id).where(change.c.log == log).exists()
    values = {"gone": 1} if signature is None else {"gone": 1, "signature": signature}
    with database.transaction() as connection:
        nothing = update(purged).where(purged.c.log == log, ~here)
        connection.execute(nothing.values(**values))
