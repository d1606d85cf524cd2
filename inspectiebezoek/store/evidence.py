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

    def keep(self, source: Iterable[bytes], *, expected: str = "") -> tuple[str, int]:
        """Write a file down for good; returns its SHA-256 (hex) and size in bytes.

        The bytes are encrypted on the way in: no plain copy ever lies on disk. The hash is
        known only at the end, so the chunks are bound to a random file id and the file gets
        its name last. Raises `DISK_FULL`, and `EVIDENCE_DAMAGED` when the hash is not the
        `expected` one; nothing half-written stays behind.
        """
        make_folder(self._folder)
        file_id = self._random(_NONCE)
        temporary = self._folder / f"{file_id.hex()}.part"
        try:
            with temporary.open("xb") as file:
                digest, size = self._write(file, file_id, source)
                file.flush()
                os.fsync(file.fileno())
            if expected and digest != expected:
                raise InspectionError(Code.EVIDENCE_DAMAGED, file=expected[:12])
            self._name(temporary, digest)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise InspectionError(Code.DISK_FULL, folder=str(self._folder)) from error
            raise
        finally:
            temporary.unlink(missing_ok=True)
        return digest, size

    def _name(self, temporary: Path, sha256: str) -> None:
        final = self._path(sha256)
        make_folder(final.parent)
        temporary.replace(final)
        sync_folder(final.parent)

    def _write(self, file: BinaryIO, file_id: bytes, source: Iterable[bytes]) -> tuple[str, int]:
        digest, size = hashlib.sha256(), 0
        file.write(_MAGIC + file_id)
        index, waiting = 0, b""
        for piece in source:
            digest.update(piece)
            size += len(piece)
            waiting += piece
            while len(waiting) > CHUNK:
                file.write(self._seal(file_id, index, waiting[:CHUNK], last=False))
                waiting, index = waiting[CHUNK:], index + 1
        file.write(self._seal(file_id, index, waiting, last=True))
        return digest.hexdigest(), size

    def _seal(self, file_id: bytes, index: int, chunk: bytes, *, last: bool) -> bytes:
        return self._cipher.encrypt(_nonce(file_id, index), chunk, _bound(file_id, index, last))

    def __contains__(self, sha256: str) -> bool:
        return self._path(sha256).exists()

    def read(self, sha256: str) -> Iterator[bytes]:
        """The content in chunks; the whole is checked against its hash at the end.

        Raises `EVIDENCE_UNREADABLE` when the file is gone, `EVIDENCE_DAMAGED` when it is not
        what was written.
        """
        path, digest = self._path(sha256), hashlib.sha256()
        if not path.exists():
            raise InspectionError(Code.EVIDENCE_UNREADABLE, file=sha256[:12])
        with path.open("rb") as file:
            head = file.read(len(_MAGIC) + _NONCE)
            if not head.startswith(_MAGIC):
                raise InspectionError(Code.EVIDENCE_DAMAGED, file=sha256[:12])
            for chunk in self._open_chunks(file, head[len(_MAGIC) :], sha256):
                digest.update(chunk)
                yield chunk
        if digest.hexdigest() != sha256:
            raise InspectionError(Code.EVIDENCE_DAMAGED, file=sha256[:12])

    def _open_chunks(self, file: BinaryIO, file_id: bytes, sha256: str) -> Iterator[bytes]:
        sealed, index = file.read(CHUNK + _TAG), 0
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

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256


def _nonce(file_id: bytes, index: int) -> bytes:
    counter = int.from_bytes(file_id[-4:], "big") + index
    return file_id[:-4] + (counter % (1 << 32)).to_bytes(4, "big")


def _bound(file_id: bytes, index: int, last: bool) -> bytes:
    return file_id + index.to_bytes(8, "big") + (b"\x01" if last else b"\x00")
