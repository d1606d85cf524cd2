"""Read a log at the office as it is, or as it was just after a past change; every proof checked."""

from __future__ import annotations

from dataclasses import dataclass

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Entry
from inspectiebezoek.server.ledger import Ledger
from inspectiebezoek.server.people import People
from inspectiebezoek.server.tombstones import Tombstones


@dataclass(frozen=True, slots=True)
class Look:
    """The changes of a log in the office's order, the ids of those that a signature of a known
    laptop covers, and how many faults there are in what holds them together."""

    entries: tuple[Entry, ...]
    signed: frozenset[str]
    faults: int


def look_back(
    ledger: Ledger, people: People, tombstones: Tombstones, log: str, until: str = ""
) -> Look:
    """A log, or its beginning up to the one change whose id begins with `until`.

    A value that was erased since is gone in the past too. Raises `LOG_DESTROYED`, `LOG_UNKNOWN`,
    `CHANGE_UNKNOWN`, `LOG_BROKEN` for rows that are no changes any more.
    """
    if tombstones.holds(log):
        raise InspectionError(Code.LOG_DESTROYED, log=log)
    try:
        whole = ledger.entries(log)
        held = ledger.entries(log, _named(whole, until)) if until else whole
    except ValueError as error:
        raise InspectionError(Code.LOG_BROKEN, visit=log, count=1) from error
    if not whole:
        raise InspectionError(Code.LOG_UNKNOWN, log=log)
    keys = {each.device: each.public_key for each in people.devices()}
    seals = [seal for seal in ledger.seals(log) if chain.holds(seal, keys.get(seal.device, b""))]
    # What covers a change, or agrees to its erasure, may have come after the moment asked for.
    signed = chain.vouched(whole, seals)
    shown = {entry.id for entry in held}
    faults = sum(fault.id in shown for fault in chain.check(log, whole))
    faults += len(shown - signed) + (_rolled(whole) != ledger.position(log))
    return Look(held, signed, faults)


def _named(entries: tuple[Entry, ...], beginning: str) -> str:
    found = [entry.id for entry in entries if entry.id.startswith(beginning)]
    if len(found) != 1:
        raise InspectionError(Code.CHANGE_UNKNOWN, change=beginning)
    return found[0]


def _rolled(entries: tuple[Entry, ...]) -> tuple[int, bytes]:
    roll = chain.ROLL_START
    for entry in entries:
        roll = chain.roll(roll, entry.id)
    return len(entries), roll
