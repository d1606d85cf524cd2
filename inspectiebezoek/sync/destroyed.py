"""A log that the office destroyed: its signed tombstone is kept, and what was received goes here.

What is not certain to have been in that log stays, and a person decides.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store.local import Store
from inspectiebezoek.store.office_view import Counts, Position
from inspectiebezoek.store.removal import Purged
from inspectiebezoek.sync.known import signed
from inspectiebezoek.sync.outcome import Problem
from inspectiebezoek.sync.protocol import Tombstone
from inspectiebezoek.sync.purging import record_of
from inspectiebezoek.sync.reference import published_here

if TYPE_CHECKING:
    from inspectiebezoek.sync.client import OfficeClient

_KEPT = "tombstone/"


def heed(store: Store, client: OfficeClient, log: str, now: datetime) -> Problem:
    """Take a log from this laptop that the office destroyed, when all here was in it; the notice
    of that (`DESTROYED`).

    Raises `TOMBSTONE_UNSIGNED` when our office did not sign that, `DESTROYED_WAITS` when
    something here may never have been there, `LOG_DESTROYED` when nothing of it is here.
    """
    stone = _learn(store, client, log)
    counts = store.office.counts(log)
    if not counts.items:
        store.stay_away(log, stone.signature)
        raise InspectionError(Code.LOG_DESTROYED, log=log)
    typed = len(store.drafts(log)) + len(store.recordings.left())
    if count := unproven(counts, store.office.position(log), stone, typed):
        raise InspectionError(Code.DESTROYED_WAITS, count=count, decision=stone.decision)
    gone = _remove(store, stone, now, whole=True)
    return Problem(Code.DESTROYED, {"title": gone.title, "decision": stone.decision}, log)


def unproven(counts: Counts, position: Position, stone: Tombstone, typed: int) -> int:
    """How many things here are not certain to have been in the log that was destroyed.

    What was received is, where the laptop verified that log to its very end. Elsewhere nothing
    is: an office that was put back to an old backup may have lost it before. `typed`: texts and
    sound that are no change yet.
    """
    same = (position.vseq, position.roll.hex()) == (stone.vseq, stone.roll)
    return counts.items - (counts.received if same else 0) + typed


def let_go(store: Store, client: OfficeClient, log: str, now: datetime) -> Purged:
    """Take a log from this laptop that the office destroyed, also what was never there.

    For a person who decided that. Raises `TOMBSTONE_UNSIGNED`, or what the office answers when
    it has no tombstone; then nothing is taken.
    """
    return _remove(store, _learn(store, client, log), now, whole=False)


def decision_on(store: Store, gone: Purged) -> str:
    """On what decision the office destroyed a log that is gone here; empty when it did not."""
    kept = store.recall(_KEPT + gone.log)
    stone = None if kept is None else Tombstone.model_validate_json(kept)
    return stone.decision if stone is not None and stone.signature == gone.signature else ""


def _learn(store: Store, client: OfficeClient, log: str) -> Tombstone:
    stone = client.tombstone(log)
    key = store.device().office_key
    if stone.log != log or not signed(key, stone.signature, stone.signed_bytes()):
        raise InspectionError(Code.TOMBSTONE_UNSIGNED)
    store.remember(_KEPT + log, stone.model_dump_json().encode())
    return stone


def _remove(store: Store, stone: Tombstone, now: datetime, *, whole: bool) -> Purged:
    roll, signature = bytes.fromhex(stone.roll), stone.signature
    gone = record_of(store, stone.log, now, vseq=stone.vseq, roll=roll, signature=signature)
    store.purge(gone, {each.sha256 for each in published_here(store)}, whole=whole)
    return gone
