"""Sound that is being recorded: encrypted piece by piece as it comes, so that a crash takes little.

A file is 8 bytes of magic and a random file id of 12 bytes, then pieces: a length of 4 bytes, a
random nonce of 12, and AES-256-GCM with the file id and the index as associated data. The first
piece holds what is known of the recording, as JSON. Each piece is flushed to disk on its own: what
a power cut leaves half-written is the last one, and that is left out.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store.durable import make_folder, sync_folder

_MAGIC = b"IBRECO1\n"
_ID, _LENGTH, _NONCE = 12, 4, 12
Random = Callable[[int], bytes]


class Recording:
    """One recording that is being written; `id` names it until it is evidence."""

    def __init__(self, file: BinaryIO, cipher: AESGCM, file_id: bytes, random: Random) -> None:
        self.id = file_id.hex()
        self._file, self._cipher, self._file_id, self._random = file, cipher, file_id, random
        self._index = 0

    def add(self, piece: bytes) -> None:
        """Put a piece on disk; raises `DISK_FULL`, and what was added before is safe then."""
        nonce = self._random(_NONCE)
        sealed = self._cipher.encrypt(nonce, piece, _bound(self._file_id, self._index))
        try:
            self._file.write(len(sealed).to_bytes(_LENGTH, "big") + nonce + sealed)
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise _refused(error, Path(self._file.name).parent) from error
        self._index += 1

    def close(self) -> None:
        """No more comes."""
        self._file.close()


class Recordings:
    """The recordings of this laptop that are not evidence yet."""

    def __init__(self, folder: Path, key: bytes, random: Random = os.urandom) -> None:
        """`key`: the 32 bytes of the store; the key of the recordings is derived from it."""
        self._folder, self._random = folder, random
        derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"recording")
        self._cipher = AESGCM(derive.derive(key))

    def begin(self, facts: Mapping[str, str]) -> Recording:
        """Begin a recording, with what is known of it; raises `DISK_FULL`."""
        file_id = self._random(_ID)
        try:
            make_folder(self._folder)
            # Unbuffered: a piece that the disk refused must not come after all at closing.
            file = self._path(file_id.hex()).open("xb", buffering=0)
            file.write(_MAGIC + file_id)
            sync_folder(self._folder)
        except OSError as error:
            raise _refused(error, self._folder) from error
        made = Recording(file, self._cipher, file_id, self._random)
        made.add(json.dumps(dict(facts)).encode())
        return made

    def left(self) -> tuple[str, ...]:
        """The ids of the recordings that lie here, in no order that means anything."""
        if not self._folder.is_dir():
            return ()
        return tuple(sorted(path.stem for path in self._folder.glob("*.rec")))

    def read(self, recording: str) -> tuple[dict[str, str], int, Iterator[bytes]]:
        """What is known of a recording, how many bytes of sound it holds, and those in pieces.

        The facts are empty where the program stopped before they were on disk.
        """
        pieces = self._pieces(recording)
        facts = next(pieces, b"{}")
        size = sum(len(piece) for piece in self._pieces(recording)) - len(facts)
        return json.loads(facts), max(0, size), pieces

    def drop(self, recording: str) -> None:
        """Forget a recording that has become evidence."""
        self._path(recording).unlink(missing_ok=True)

    def _pieces(self, recording: str) -> Iterator[bytes]:
        with self._path(recording).open("rb") as file:
            head = file.read(len(_MAGIC) + _ID)
            file_id, index = head[len(_MAGIC) :], 0
            while len(length := file.read(_LENGTH)) == _LENGTH:
                size = int.from_bytes(length, "big")
                whole = file.read(_NONCE + size)
                if len(whole) < _NONCE + size:
                    return
                nonce, sealed = whole[:_NONCE], whole[_NONCE:]
                try:
                    yield self._cipher.decrypt(nonce, sealed, _bound(file_id, index))
                except InvalidTag:
                    # A power cut in the middle of a write: nothing after it was ever whole.
                    return
                index += 1

    def _path(self, recording: str) -> Path:
        return self._folder / f"{recording}.rec"


def _bound(file_id: bytes, index: int) -> bytes:
    return file_id + index.to_bytes(8, "big")


def _refused(error: OSError, folder: Path) -> Exception:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return InspectionError(Code.DISK_FULL, folder=str(folder))
    return error
