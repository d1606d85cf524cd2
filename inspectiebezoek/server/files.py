"""The files of the office: by hash in object storage, brought in pieces that can be resumed."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import obstore
from obstore.exceptions import GenericError, NotFoundError
from obstore.store import LocalStore, ObjectStore, from_url

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.server.digests import Digests

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
        self._digests = Digests()
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

    def add(self, sha256: str, offset: int, length: int, piece: bytes | bytearray) -> int:
        """Add a piece at an offset; the new offset. The last piece finishes the file.

        Raises `OFFICE_FAULT` with reason `offset` when the file does not end there (ask again
        where), or `hash` when the whole is not what its name says: it then starts over. Raises
        `OFFICE_FULL`; what was written down by then stays, and one goes on from there.
        """
        part = self._part(sha256)
        with self._alone(sha256), _room():
            # Where a beginning lies, nobody finished the file.
            size = None if part.exists() else self.size(sha256)
            if size is not None:
                return size  # a colleague brought it meanwhile
            here = self.offset(sha256)
            if offset != here:
                raise InspectionError(Code.OFFICE_FAULT, reason="offset", offset=here)
            digest = self._digests.of(part)
            with part.open("ab", buffering=0) as file:
                _write(file, piece)
            digest.update(piece)
            self._digests.keep(part, digest)
            here += len(piece)
            if here >= length:
                self._finish(sha256, part, digest.hexdigest())
            return here

    def _finish(self, sha256: str, part: Path, digest: str) -> None:
        self._digests.forget(part)
        if digest != sha256:
            part.unlink()
            raise InspectionError(Code.OFFICE_FAULT, reason="hash")
        if isinstance(self._storage, LocalStore):
            _flush(part)
            if _moved(part, Path(str(self._storage.prefix)) / _name(sha256)):
                return
        obstore.put(self._storage, _name(sha256), part)
        if isinstance(self._storage, LocalStore):
            # The library leaves it to the system when the bytes reach the disk; the part goes now.
            _flush(Path(str(self._storage.prefix)) / _name(sha256))
        part.unlink()

    def check(self, sha256: str) -> bool:
        """True when the finished file is still what its name says; else it is set apart.

        One that was spoiled lies under `damaged/` from then on, and can be brought again.
        """
        with self._alone(sha256):
            if self.size(sha256) is None:
                return False
            if _hash(self.read(sha256)) == sha256:
                return True
            obstore.rename(self._storage, _name(sha256), f"damaged/{sha256}")
            return False

    def remove(self, sha256: str) -> None:
        """Take a file away for good, what was set apart of it as well."""
        with self._alone(sha256):
            self._part(sha256).unlink(missing_ok=True)
            for name in (_name(sha256), f"damaged/{sha256}"):
                with suppress(FileNotFoundError):
                    obstore.delete(self._storage, name)

    def read(self, sha256: str, start: int = 0) -> Iterator[bytes]:
        """A finished file from a byte onwards, in pieces."""
        size = self.size(sha256) or 0
        while start < size:
            length = min(_PIECE, size - start)
            yield bytes(obstore.get_range(self._storage, _name(sha256), start=start, length=length))
            start += length

    def _part(self, sha256: str) -> Path:
        return self._waiting / f"{sha256}.part"


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except (OSError, GenericError) as error:
        # The library of the storage tells the number of the error in words only.
        full = f"os error {errno.ENOSPC}" in str(error)
        if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT) or full:
            raise InspectionError(Code.OFFICE_FULL) from error
        raise


def _write(file: io.FileIO, piece: bytes | bytearray) -> None:
    left = memoryview(piece)
    while left:
        left = left[file.write(left) :]


def _moved(part: Path, final: Path) -> bool:
    """Give a whole file its name for good; false when it lies on another disk than the storage."""
    final.parent.mkdir(parents=True, exist_ok=True)
    try:
        part.replace(final)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        return False
    _flush(final)
    return True


def _hash(pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def _flush(file: Path) -> None:
    """Put a file with its name on disk (POSIX fsync; Windows has no handle on a folder)."""
    for place in (file, file.parent) if os.name == "posix" else (file,):
        handle = os.open(place, os.O_RDONLY if place.is_dir() else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _name(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"
