"""Ask to erase values for good, and agree to what somebody else asked; each is a change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.change import EXPUNGE, Entry, Proposal
from inspectiebezoek.log.erasure import Request, agreeing, asking, erasable, requests
from inspectiebezoek.visit.journal import Journal


def ask(
    journal: Journal, log: str, changes: Iterable[str], ground: str, now: datetime
) -> tuple[Request, ...]:
    """Ask to erase the values of changes.

    A change is given by the beginning of its id; an address (`answer:/data/x`, `evidence:…/`)
    stands for every change there ever was at it and below it. The ground stays in the log for
    ever, so it must not repeat what is erased. Raises `EXPUNGE_UNKNOWN` for what is no change of
    the log, or cannot be erased.
    """
    entries = _standing(journal.entries(log))
    found = {each.id: each for name in changes for each in _meant(entries, name)}.values()
    proposals = [Proposal(each.change.field, asking(each.id, ground), op=EXPUNGE) for each in found]
    return tuple(requests(journal.append(log, proposals, now=now)).values())


def agree(journal: Journal, log: str, names: Iterable[str], now: datetime) -> tuple[Request, ...]:
    """Agree to requests, given by the beginning of their ids; then the values are gone.

    Raises `EXPUNGE_UNKNOWN`, and `EXPUNGE_ALONE` to the one who asked.
    """
    entries = journal.entries(log)
    asked = requests(entries)
    found = [asked[_one([e for e in entries if e.id in asked], name).id] for name in names]
    me = journal.device().person
    if any(each.by == me for each in found):
        raise InspectionError(Code.EXPUNGE_ALONE)
    fields = {entry.id: entry.change.field for entry in entries}
    proposals = [
        Proposal(fields[each.id], agreeing(each), parents=(each.id,), op=EXPUNGE) for each in found
    ]
    journal.append(log, proposals, now=now)
    return tuple(found)


def reached(entries: Iterable[Entry], address: str) -> tuple[Entry, ...]:
    """Every change at an address and below it whose value still stands and can be erased."""
    # An answer and what lies below it, but not the question whose name begins alike.
    below = address if address.endswith("/") else f"{address}/"
    return tuple(
        each
        for each in _standing(entries)
        if each.change.field == address or each.change.field.startswith(below)
    )


def _standing(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if erasable(entry) and not entry.expunged]


def _meant(entries: Sequence[Entry], name: str) -> Sequence[Entry]:
    if ":" not in name:
        return [_one(entries, name)]
    found = reached(entries, name)
    if not found:
        raise InspectionError(Code.EXPUNGE_UNKNOWN, change=name)
    return found


def _one(entries: Sequence[Entry], beginning: str) -> Entry:
    found = [entry for entry in entries if beginning and entry.id.startswith(beginning)]
    if len(found) != 1:
        raise InspectionError(Code.EXPUNGE_UNKNOWN, change=beginning or "-")
    return found[0]
