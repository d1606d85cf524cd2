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

    Raises `EVIDENCE_UNREADABLE` when neither has it yet: the colleague who made it must sync.
    """
    offset, complete = client.file_state(log, sha256)
    if not complete:
        if sha256 not in store.evidence:
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
    for piece in _pieces(store.evidence.read(sha256)):
        end = place + len(piece)
        if end > offset or (length == 0 and offset == 0):
            fresh = piece[max(0, offset - place) :]
            offset = client.add_to_file(log, sha256, offset, length, fresh)
        place = end
    if length == 0:
        client.add_to_file(log, sha256, 0, 0, b"")


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
    with client.file(log, sha256) as content:
        store.evidence.keep(content, expected=sha256)
