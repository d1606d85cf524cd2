"""How well each change of a log is proved: by whose signature, and who vouches for that laptop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import TYPE_CHECKING

from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Entry
from inspectiebezoek.store.local import Store

if TYPE_CHECKING:
    from inspectiebezoek.sync.known import Acquaintance


class Proof(Enum):
    """What stands behind a change."""

    SIGNED = "signed"
    """Signed by its laptop, which is ours or vouched for by the office."""
    OFFICE = "office"
    """Signed by the office, for the person who was signed in there: whose word that is."""
    MET = "met"
    """Signed by a laptop that a person compared, and that no office vouches for."""
    WAITING = "waiting"
    """Of this very laptop, which signs it at the next sync or package."""
    NONE = "none"
    """No signature that we can check covers it."""


def proofs(store: Store, log: str, entries: Iterable[Entry]) -> Mapping[str, Proof]:
    """How well each change is proved, by its id."""
    # Who is known is read from what travels; the window opens without loading that.
    from inspectiebezoek.sync.known import acquaintances

    known, held = acquaintances(store), list(entries)
    good = [
        seal
        for seal in store.seals(log)
        if seal.device in known and chain.holds(seal, known[seal.device].public_key)
    ]
    covered = chain.vouched(held, good)
    me = store.device().id if store.introduced() else ""
    found = {}
    for entry in held:
        device = entry.change.device
        if entry.id in covered:
            found[entry.id] = _signed(known[device])
        else:
            found[entry.id] = Proof.WAITING if device == me else Proof.NONE
    return found


def _signed(by: Acquaintance) -> Proof:
    if by.trust.value == Proof.MET.value:
        return Proof.MET
    return Proof.OFFICE if by.office else Proof.SIGNED
