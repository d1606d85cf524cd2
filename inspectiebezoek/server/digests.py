"""The hashes of files that are still coming in, so that each byte of them is read only once."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Protocol

_MOST = 256
_PIECE = 1 << 20


class Digest(Protocol):
    """A hash under way."""

    def update(self, data: bytes | bytearray, /) -> None:
        """Take in more bytes."""

    def hexdigest(self) -> str:
        """The hash of all that was taken in."""


_Mark = tuple[int, int, int]


class Digests:
    """What this worker has hashed of each beginning; one it does not know it reads again.

    A beginning is known by its place on disk, its size and the moment it was last written:
    another worker may have added to it, or the office may have been stopped in the middle.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[Path, tuple[_Mark, Digest]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, part: Path) -> Digest:
        """The hash of what lies there now."""
        with self._lock:
            mark, digest = self._known.pop(part, (None, None))
        if digest is not None and mark == _mark(part):
            return digest
        fresh = hashlib.sha256()
        if part.exists():
            with part.open("rb") as file:
                while piece := file.read(_PIECE):
                    fresh.update(piece)
        return fresh

    def keep(self, part: Path, digest: Digest) -> None:
        """Remember the hash of what lies there now."""
        with self._lock:
            self._known[part] = (_mark(part), digest)
            while len(self._known) > _MOST:
                self._known.popitem(last=False)

    def forget(self, part: Path) -> None:
        """This beginning is none any more."""
        with self._lock:
            self._known.pop(part, None)


def _mark(part: Path) -> _Mark:
    if not part.exists():
        return (0, 0, 0)
    found = part.stat()
    return (found.st_ino, found.st_size, found.st_mtime_ns)
