"""Take a visit from this laptop, once the office has signed that it has all of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.state import State
from inspectiebezoek.store.local import Store
from inspectiebezoek.store.removal import Purged
from inspectiebezoek.sync.known import signed
from inspectiebezoek.sync.reference import published_here
from inspectiebezoek.visit.header import read_header

if TYPE_CHECKING:
    from inspectiebezoek.sync.client import OfficeClient


def purge(store: Store, client: OfficeClient, log: str, now: datetime) -> Purged:
    """Ask the office to sign for a log, now, and take it from this laptop when it covers all here.

    Raises `PURGE_WAITS` when something is not there yet or the office has more than this laptop
    verified, `PURGE_UNSIGNED` when the signature is not our office's; then nothing is taken.
    """
    # Sound that is not evidence yet may belong to this visit.
    counts = store.office.counts(log)
    typed = len(store.drafts(log)) + len(store.recordings.left())
    if counts.received != counts.items or not counts.items or typed:
        raise InspectionError(Code.PURGE_WAITS, count=counts.items - counts.received + typed)
    receipt = client.receipt(log)
    if not signed(store.device().office_key, receipt.signature, receipt.signed_bytes(log)):
        raise InspectionError(Code.PURGE_UNSIGNED)
    position = store.office.position(log)
    files = [sha256 for sha256, _ in store.office.files(log)]
    missing = set(files) - set(receipt.files)
    if (receipt.vseq, receipt.roll) != (position.vseq, position.roll.hex()) or missing:
        raise InspectionError(Code.PURGE_WAITS, count=len(missing) or 1)
    vseq, roll, signature = position.vseq, position.roll, receipt.signature
    purged = record_of(store, log, now, vseq=vseq, roll=roll, signature=signature)
    store.purge(purged, {each.sha256 for each in published_here(store)})
    return purged


def record_of(
    store: Store, log: str, now: datetime, *, vseq: int, roll: bytes, signature: bytes
) -> Purged:
    """What stays written down of a log as it is here, with what the office signed for it."""
    counts, link = store.office.counts(log), store.last_link(log)
    return Purged(
        log=log,
        title=read_header(State(store.readable(log))).title,
        at=now.isoformat(timespec="seconds"),
        changes=counts.changes,
        files=counts.files,
        vseq=vseq,
        roll=roll,
        signature=signature,
        device=store.device().id,
        dseq=0 if link is None else link.dseq,
        head="" if link is None else link.head,
    )
