"""Fetch what the office publishes: the signed list, and the files of it that are not here yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.files import fetch
from inspectiebezoek.sync.outcome import Problem
from inspectiebezoek.sync.published import Published, read_list

if TYPE_CHECKING:
    from inspectiebezoek.sync.client import OfficeClient

ABOUT = "reference"
"""What a problem with published files is about, in the place of a log: it is about no visit."""
_LIST = "reference"
_ONE_FILE_ONLY = {Code.FILE_MISSING, Code.EVIDENCE_DAMAGED, Code.OFFICE_UNTRUSTED}


def published_here(store: Store) -> tuple[Published, ...]:
    """The files of the last list of the office that are on this laptop, newest first."""
    known = store.recall(_LIST)
    files = () if known is None else read_list(known)
    return tuple(each for each in files if each.sha256 in store.evidence)


def fetch_published(store: Store, client: OfficeClient, today: date) -> tuple[Problem, ...]:
    """Take over the list, and fetch the files of it that are valid now or later.

    A file that does not come through is told and does not hold up the others; the next sync goes
    on with it where it stopped. Raises `OFFICE_UNTRUSTED`, and then the list of before stays, or
    `OFFICE_UNREACHABLE`.
    """
    manifest = client.reference()
    files = _verified(store.device().office_key, manifest.content, manifest.signature)
    if manifest.content != store.recall(_LIST):
        store.remember(_LIST, manifest.content)
    problems = []
    for each in files:
        over = each.valid_to and each.valid_to < today.isoformat()
        if over or each.sha256 in store.evidence:
            continue
        try:
            fetch(store, each.sha256, partial(_rest, client, each))
        except InspectionError as error:
            if error.code not in _ONE_FILE_ONLY:
                raise
            problems.append(Problem(error.code, error.facts, ABOUT))
    return tuple(problems)


def _verified(office_key: bytes, content: bytes, signature: bytes) -> tuple[Published, ...]:
    try:
        Ed25519PublicKey.from_public_bytes(office_key).verify(signature, content)
        return read_list(content)
    except (InvalidSignature, ValueError) as error:
        raise InspectionError(Code.OFFICE_UNTRUSTED, log="-") from error


@contextmanager
def _rest(client: OfficeClient, file: Published, start: int) -> Iterator[Iterator[bytes]]:
    with client.reference_file(file.sha256, start) as content:
        yield _at_most(file.size - start, content)


def _at_most(size: int, content: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces of a file; raises `OFFICE_UNTRUSTED` where there are more bytes than was told."""
    for piece in content:
        size -= len(piece)
        if size < 0:
            raise InspectionError(Code.OFFICE_UNTRUSTED, log="-")
        yield piece
