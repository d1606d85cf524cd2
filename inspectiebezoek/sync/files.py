"""Bring evidence files to the office or fetch them, resuming where the last try stopped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store.local import Store

if TYPE_CHECKING:
    from inspectiebezoek.sync.client import OfficeClient

PIECE = 4_000_000


def exchange(store: Store, client: OfficeClient, log: str, sha256: str) -> None:
    """See to it that a file of a log is here and at the office, both with the right hash.

    Raises `EVIDENCE_ON_ITS_WAY` when neither has it whole: the colleague who has it must sync.
    """
    offset, complete = client.file_state(log, sha256)
    if not complete:
        if sha256 not in store.evidence:
            # It may be that the office had it and lost it: now it asks everyone.
            client.check_file(log, sha256)
            raise InspectionError(Code.EVIDENCE_ON_ITS_WAY, file=sha256[:12])
        _bring(store, client, log, sha256, offset)
    if sha256 not in store.evidence:
        _fetch(store, client, log, sha256)
    _, complete = client.file_state(log, sha256)
    if complete:
        store.office.confirm_file(log, sha256)


def _bring(store: Store, client: OfficeClient, log: str, sha256: str, offset: int) -> None:
    length = sum(len(piece) for piece in store.evidence.read(sha256))
    place = 0
    if offset >= length:
        # All of it is there, but the office was stopped before it could finish it; or it is empty.
        client.add_to_file(log, sha256, offset, length, b"")
        return
    for piece in _pieces(store.evidence.read(sha256)):
        end = place + len(piece)
        if end > offset:
            fresh = piece[max(0, offset - place) :]
            offset = client.add_to_file(log, sha256, offset, length, fresh)
        place = end


def _pieces(source: Iterator[bytes]) -> Iterator[bytes]:
    waiting = b""
    for piece in source:
        waiting += piece
        if len(waiting) >= PIECE:
            yield waiting
            waiting = b""
    if waiting:
        yield waiting


def _fetch(store: Store, client: OfficeClient, log: str, sha256: str) -> None:
    try:
        with client.file(log, sha256) as content:
            store.evidence.keep(content, expected=sha256)
    except InspectionError as error:
        # Spoiled on the way, or lying at the office? It is asked to look.
        if error.code is not Code.EVIDENCE_DAMAGED or client.check_file(log, sha256):
            raise
        raise InspectionError(Code.EVIDENCE_ON_ITS_WAY, file=sha256[:12]) from error
