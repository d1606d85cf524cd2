"""Evidence files on this laptop: by SHA-256 of their content, encrypted in chunks.

A file is 8 bytes of magic, a random file id of 12 bytes, then chunks of 1 MiB, each AES-256-GCM
with the file id, the index and whether it is the last as associated data: a chunk cannot be
swapped, dropped or cut off unseen.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store.durable import make_folder, sync_folder

CHUNK = 1 << 20
_MAGIC = b"IBEVID1\n"
_NONCE = 12
_TAG = 16
_COMING = ".coming"


class EvidenceFolder:
    """The encrypted evidence files of this laptop."""

    def __init__(
        self, folder: Path, key: bytes, random: Callable[[int], bytes] = os.urandom
    ) -> None:
        """`key`: the 32 bytes of the store; the key of the files is derived from it."""
        self._folder = folder
        self._random = random
        derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"evidence")
        self._cipher = AESGCM(derive.derive(key))

    def tidy(self) -> None:
        """Make the folder, and clear away what was being written when the program stopped."""
        make_folder(self._folder)
        for unfinished in self._folder.glob("*.part"):
            unfinished.unlink()
        for coming in self._folder.glob(f"*{_COMING}"):
            if coming.stem in self:  # it came on another way
                coming.unlink()

    def keep(self, source: Iterable[bytes], *, expected: str = "") -> tuple[str, int]:
        """Write a file down for good; returns its SHA-256 (hex) and size in bytes.

        Raises `DISK_FULL`, and `EVIDENCE_DAMAGED` when the hash is not the `expected` one;
        nothing half-written stays behind.
        """
        arriving = self.arriving(expected)
        try:
            with _refusals(self._folder):
                for piece in source:
                    arriving.add(piece)
            arriving.close()
            return arriving.name(), arriving.size
        except BaseException:
            arriving.drop()
            raise

    def arriving(self, expected: str = "") -> Arriving:
        """A file whose pieces are handed over one by one; raises as `keep`."""
        return Arriving(self._folder, self._cipher, self._random(_NONCE), expected)

    def coming(self, sha256: str) -> Arriving:
        """A file that comes from afar, perhaps in several goes: what came before is `size`.

        `pause` keeps what came in whole chunks for the next time.
        """
        return Arriving(self._folder, self._cipher, self._random(_NONCE), sha256, goes_on=True)

    def __contains__(self, sha256: str) -> bool:
        return _path(self._folder, sha256).exists()

    def remove(self, sha256: str) -> None:
        """Take a file away for good; nothing when it is not here."""
        path = _path(self._folder, sha256)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            sync_folder(path.parent)

    def room_of(self, sha256: str) -> int:
        """The bytes that a file takes on disk, a little over its size; 0 when it is not here."""
        path = _path(self._folder, sha256)
        return path.stat().st_size if path.exists() else 0

    def size(self, sha256: str) -> int:
        """The size of a file in bytes; 0 when it is not here."""
        sealed = max(0, self.room_of(sha256) - len(_MAGIC) - _NONCE)
        return sealed - _TAG * -(-sealed // (CHUNK + _TAG))

    def read(self, sha256: str, start: int = 0) -> Iterator[bytes]:
        """The content from a byte onwards, in chunks; each is checked as it is opened.

        From the beginning the whole is checked against its hash as well, at the end. Raises
        `EVIDENCE_UNREADABLE` when the file is gone, `EVIDENCE_DAMAGED` when it is not what was
        written.
        """
        path, digest = _path(self._folder, sha256), hashlib.sha256()
        if not path.exists():
            raise InspectionError(Code.EVIDENCE_UNREADABLE, file=sha256[:12])
        with path.open("rb") as file:
            head = file.read(len(_MAGIC) + _NONCE)
            if not head.startswith(_MAGIC):
                raise InspectionError(Code.EVIDENCE_DAMAGED, file=sha256[:12])
            first, within = divmod(start, CHUNK)
            file.seek(first * (CHUNK + _TAG), os.SEEK_CUR)
            for chunk in self._open_chunks(file, head[len(_MAGIC) :], sha256, first):
                if start == 0:
                    digest.update(chunk)
                yield chunk[within:] if within else chunk
                within = 0
        if start == 0 and digest.hexdigest() != sha256:
            raise InspectionError(Code.EVIDENCE_DAMAGED, file=sha256[:12])

    def _open_chunks(
        self, file: BinaryIO, file_id: bytes, sha256: str, index: int
    ) -> Iterator[bytes]:
        sealed = file.read(CHUNK + _TAG)
        while sealed:
            following = file.read(CHUNK + _TAG)
            bound = _bound(file_id, index, not following)
            try:
                yield self._cipher.decrypt(_nonce(file_id, index), sealed, bound)
            except InvalidTag as error:
                raise InspectionError(Code.EVIDENCE_DAMAGED, file=sha256[:12]) from error
            sealed, index = following, index + 1

    def content(self, sha256: str) -> bytes:
        """The whole content at once, for pieces that are known to be small (derivatives)."""
        return b"".join(self.read(sha256))


class Arriving:
    """A file that is being written: pieces, then `close`, then `name`; or `drop` at any time.

    The bytes are encrypted on the way in: no plain copy ever lies on disk. The hash is known
    only at the end, so the chunks are bound to a random file id and the file gets its name last.
    """

    def __init__(
        self,
        folder: Path,
        cipher: AESGCM,
        file_id: bytes,
        expected: str,
        *,
        goes_on: bool = False,
    ) -> None:
        """`goes_on`: what came of the expected file in an earlier go is taken up again."""
        make_folder(folder)
        self._folder, self._cipher, self._id = folder, cipher, file_id
        self._expected = expected
        self._digest, self._index, self._waiting = hashlib.sha256(), 0, bytearray()
        self._path = folder / (f"{expected}{_COMING}" if goes_on else f"{file_id.hex()}.part")
        self.size = 0
        with _refusals(self._folder):
            taken_up = goes_on and self._path.exists()
            self._file: BinaryIO = self._path.open("r+b" if taken_up else "xb")
            if taken_up:
                self._take_up()
            else:
                self._file.write(_MAGIC + file_id)

    def _take_up(self) -> None:
        """Find out how far it came: to the last whole chunk that is what was written."""
        head = self._file.read(len(_MAGIC) + _NONCE)
        if head.startswith(_MAGIC) and len(head) == len(_MAGIC) + _NONCE:
            self._id = head[len(_MAGIC) :]
            while chunk := self._opened(self._file.read(CHUNK + _TAG)):
                self._digest.update(chunk)
                self.size, self._index = self.size + len(chunk), self._index + 1
        self._file.seek(0)
        self._file.write(_MAGIC + self._id)
        self._file.truncate(len(_MAGIC) + _NONCE + self._index * (CHUNK + _TAG))
        self._file.seek(0, os.SEEK_END)

    def _opened(self, sealed: bytes) -> bytes:
        try:
            bound = _bound(self._id, self._index, False)
            return self._cipher.decrypt(_nonce(self._id, self._index), sealed, bound)
        except InvalidTag:  # torn when the program or the machine stopped
            return b""

    def add(self, piece: bytes) -> None:
        """Take the next piece; raises `DISK_FULL`."""
        self._digest.update(piece)
        self.size += len(piece)
        self._waiting += piece
        while len(self._waiting) > CHUNK:
            self._write(self._waiting[:CHUNK], last=False)
            del self._waiting[:CHUNK]

    def close(self) -> None:
        """All of it is here and on disk; raises `DISK_FULL`, `EVIDENCE_DAMAGED`."""
        self._write(self._waiting, last=True)
        with _refusals(self._folder):
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        if self._expected not in ("", self._digest.hexdigest()):
            raise InspectionError(Code.EVIDENCE_DAMAGED, file=self._expected[:12])

    def name(self) -> str:
        """Give it its name, which is its SHA-256 (hex)."""
        sha256 = self._digest.hexdigest()
        final = _path(self._folder, sha256)
        with _refusals(self._folder):
            make_folder(final.parent)
            self._path.replace(final)
            sync_folder(final.parent)
        self._path = final
        return sha256

    def pause(self) -> None:
        """No more of it comes now; what came in whole chunks is taken up the next time."""
        with suppress(OSError):  # what is lost here comes again
            self._file.close()

    def drop(self) -> None:
        """It does not stay, whatever it had become."""
        with suppress(OSError):  # what a full disk still refuses is not wanted any more
            self._file.close()
        self._path.unlink(missing_ok=True)

    def _write(self, chunk: bytearray, *, last: bool) -> None:
        bound = _bound(self._id, self._index, last)
        with _refusals(self._folder):
            self._file.write(self._cipher.encrypt(_nonce(self._id, self._index), chunk, bound))
        self._index += 1


@contextmanager
def _refusals(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise InspectionError(Code.DISK_FULL, folder=str(folder)) from error
        raise


def _path(folder: Path, sha256: str) -> Path:
    return folder / sha256[:2] / sha256


def _nonce(file_id: bytes, index: int) -> bytes:
    counter = int.from_bytes(file_id[-4:], "big") + index
    return file_id[:-4] + (counter % (1 << 32)).to_bytes(4, "big")


def _bound(file_id: bytes, index: int, last: bool) -> bytes:
    return file_id + index.to_bytes(8, "big") + (b"\x01" if last else b"\x00")
