"""The office checks its own logs; what is no longer what it was is set apart, and the order redone.

A row that was dropped or altered in the database shows as a number, a hash or a roll that does
not come out. The rest is numbered anew from there, so that every laptop notices by the roll,
starts over and brings back what it holds. Nothing is thrown away: rows that do not hold go to
quarantine with the code `damaged`, and rows that no signature reaches any more, because the one
that did lay behind such a row, with `unsealed`; those come back with the change that covers them.
A value that is gone while nobody agreed to that is damage too, with the code `erased`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Entry
from inspectiebezoek.log.erasure import unagreed
from inspectiebezoek.server import schema
from inspectiebezoek.server.admission import DAMAGED, UNSEALED
from inspectiebezoek.server.members import remake
from inspectiebezoek.server.quarantine import let_go, set_apart
from inspectiebezoek.sync.protocol import ERASED

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mended:
    """What the check of a log found: rows that do not hold, and whether the order was redone."""

    damaged: int
    renumbered: bool


def mend(engine: Engine, log: str) -> Mended:
    """Check a log of the office row by row, and set right what does not hold."""
    table = schema.change
    with engine.begin() as connection:
        # Nobody else writes to the log meanwhile.
        query = select(schema.log).where(schema.log.c.id == log).with_for_update()
        stands = connection.execute(query).first()
        if stands is None:
            return Mended(0, renumbered=False)
        let_go(connection, log)
        rows = connection.execute(
            select(table).where(table.c.log == log).order_by(table.c.vseq)
        ).mappings()
        held: list[Row] = [dict(row) for row in rows]
        good, bad = _sort_out(log, held)
        good, gone = _agreed(good)
        good, bare = _covered(connection, log, good)
        numbered = _numbered(good)
        end = (numbered[-1]["vseq"], numbered[-1]["roll"]) if good else (0, chain.ROLL_START)
        apart = {DAMAGED: bad, ERASED: gone, UNSEALED: bare}
        stood = (stands.vseq, bytes(stands.roll))
        if not any(apart.values()) and numbered == held and end == stood:
            return Mended(0, renumbered=False)
        _rewrite(connection, log, numbered)
        for code, rows_apart in apart.items():
            for row in rows_apart:
                set_apart(connection, log, row, code)
        place = update(schema.log).where(schema.log.c.id == log)
        connection.execute(place.values(vseq=end[0], roll=end[1]))
        remake(connection, log)
        return Mended(sum(map(len, apart.values())), renumbered=True)


def _sort_out(log: str, rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    good: list[Row] = []
    bad: list[Row] = []
    for row in rows:
        (good if _as_it_was(log, row) else bad).append(row)
    return good, bad


def _as_it_was(log: str, row: Row) -> bool:
    try:
        entry = Entry(row["data"], row["salt"], row["value"])
    except ValueError:
        return False
    change = entry.change
    place = (change.log, change.device, change.dseq)
    return entry.id == row["id"] and entry.intact and place == (log, row["device"], row["dseq"])


def _agreed(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows with a value, or whose value two persons erased; and those where it is just gone."""
    entries = [Entry(row["data"], row["salt"], row["value"]) for row in rows]
    without = unagreed(entries, entries)
    return (
        [row for row in rows if row["id"] not in without],
        [row for row in rows if row["id"] in without],
    )


def _covered(connection: Connection, log: str, rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows that a signature reaches, and those that no laptop would accept from us."""
    keys = {row.id: row.public_key for row in connection.execute(select(schema.device))}
    table = schema.seal
    found = connection.execute(select(table).where(table.c.log == log)).mappings()
    seals = [chain.Seal(**row) for row in found]
    valid = [seal for seal in seals if chain.holds(seal, keys.get(seal.device, b""))]
    entries = [Entry(row["data"], row["salt"], row["value"]) for row in rows]
    reached = chain.vouched(entries, valid)
    return (
        [row for row in rows if row["id"] in reached],
        [row for row in rows if row["id"] not in reached],
    )


def _numbered(rows: Sequence[Row]) -> list[dict[str, Any]]:
    roll, numbered = chain.ROLL_START, []
    for vseq, row in enumerate(rows, start=1):
        roll = chain.roll(roll, row["id"])
        numbered.append({**row, "vseq": vseq, "roll": roll})
    return numbered


def _rewrite(connection: Connection, log: str, numbered: Sequence[dict[str, Any]]) -> None:
    connection.execute(delete(schema.change).where(schema.change.c.log == log))
    if numbered:
        connection.execute(insert(schema.change), numbered)
