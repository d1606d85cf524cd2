"""The files of the office: by hash in object storage, brought in pieces that can be resumed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import obstore
from obstore.exceptions import NotFoundError
from obstore.store import LocalStore, ObjectStore, from_url

from inspectiebezoek.errors import Code, InspectionError

_PIECE = 1 << 20


def open_storage(folder: Path, url: str | None) -> ObjectStore:
    """Object storage by URL (`s3://…`), or else a folder of the office."""
    if url is not None and "://" in url:
        return from_url(url)
    place = Path(url) if url else folder / "files"
    place.mkdir(parents=True, exist_ok=True)
    return LocalStore(place)


class Files:
    """Finished files in the storage, and the beginnings of those still on their way."""

    def __init__(
        self,
        storage: ObjectStore,
        waiting: Path,
        alone: Callable[[str], AbstractContextManager[None]],
    ) -> None:
        """`alone` keeps everybody else away from a file, in other workers too."""
        self._storage = storage
        self._waiting = waiting
        self._alone = alone
        waiting.mkdir(parents=True, exist_ok=True)

    def size(self, sha256: str) -> int | None:
        """The size of a finished file in bytes; None when it is not complete here."""
        try:
            return int(obstore.head(self._storage, _name(sha256))["size"])
        except (NotFoundError, FileNotFoundError):
            return None

    def offset(self, sha256: str) -> int:
        """How many bytes of an unfinished file are here."""
        part = self._part(sha256)
        return part.stat().st_size if part.exists() else 0

    def add(self, sha256: str, offset: int, length: int, piece: bytes) -> int:
        """Add a piece at an offset; the new offset. The last piece finishes the file.

        Raises `OFFICE_FAULT` with reason `offset` when the file does not end there (ask again
        where), or `hash` when the whole is not what its name says: it then starts over.
        """
        with self._alone(sha256):
            size = self.size(sha256)
            if size is not None:
                return size  # a colleague brought it meanwhile
            here = self.offset(sha256)
            if offset != here:
                raise InspectionError(Code.OFFICE_FAULT, reason="offset", offset=here)
            part = self._part(sha256)
            with part.open("ab") as file:
                file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            here += len(piece)
            if here >= length:
                self._finish(sha256, part)
            return here

    def _finish(self, sha256: str, part: Path) -> None:
        digest = hashlib.sha256()
        with part.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
        if digest.hexdigest() != sha256:
            part.unlink()
            raise InspectionError(Code.OFFICE_FAULT, reason="hash")
        obstore.put(self._storage, _name(sha256), part)
        part.unlink()

    def read(self, sha256: str, start: int = 0) -> Iterator[bytes]:
        """A finished file from a byte onwards, in pieces."""
        size = self.size(sha256) or 0
        while start < size:
            length = min(_PIECE, size - start)
            yield bytes(obstore.get_range(self._storage, _name(sha256), start=start, length=length))
            start += length

    def _part(self, sha256: str) -> Path:
        return self._waiting / f"{sha256}.part"


def _name(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"
