"""Bring evidence files to the office or fetch them, resuming where the last try stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store.evidence import CHUNK, Arriving
from inspectiebezoek.store.local import Store

if TYPE_CHECKING:
    from inspectiebezoek.sync.client import OfficeClient

Content = Callable[[int], AbstractContextManager[Iterable[bytes]]]
"""Gives a file from a byte onwards."""
_NOT_KEPT = (Code.EVIDENCE_DAMAGED, Code.OFFICE_UNTRUSTED, Code.DISK_FULL)
CHUNKS = 32
"""Chunks of evidence in one request (32 MiB): after each, rights are asked again."""


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
    try:
        _send(store, client, log, sha256, offset)
    except InspectionError as error:
        if error.facts.get("reason") != "offset":
            raise
        # What was on its way when the line was cut arrived meanwhile.
        offset, complete = client.file_state(log, sha256)
        if not complete:
            _send(store, client, log, sha256, offset)


def _send(store: Store, client: OfficeClient, log: str, sha256: str, offset: int) -> None:
    length, content = store.evidence.size(sha256), store.evidence.read(sha256, offset)
    while True:
        # The chunks of a file are opened as they go out, and each piece ends where a chunk does.
        end = min(length, (offset // CHUNK + CHUNKS) * CHUNK)
        piece, size = islice(content, CHUNKS), max(0, end - offset)
        offset = client.add_to_file(log, sha256, offset, length, piece, size)
        if offset >= length:
            return


def _fetch(store: Store, client: OfficeClient, log: str, sha256: str) -> None:
    try:
        fetch(store, sha256, partial(client.file, log, sha256))
    except InspectionError as error:
        # Spoiled on the way, or lying at the office? It is asked to look.
        if error.code is not Code.EVIDENCE_DAMAGED or client.check_file(log, sha256):
            raise
        raise InspectionError(Code.EVIDENCE_ON_ITS_WAY, file=sha256[:12]) from error


def fetch(store: Store, sha256: str, content: Content) -> None:
    """Fetch a file from where the last try stopped; raises `EVIDENCE_DAMAGED`, `DISK_FULL`."""
    arriving = store.evidence.coming(sha256)
    try:
        with content(arriving.size) as pieces:
            for piece in pieces:
                arriving.add(piece)
        arriving.close()
        arriving.name()
    except InspectionError as error:
        _put_off(arriving, error)
        raise


def _put_off(arriving: Arriving, error: InspectionError) -> None:
    """Keep what came for the next time, unless it is wrong or the room is needed for answers."""
    if error.code in _NOT_KEPT:
        arriving.drop()
    else:
        arriving.pause()
