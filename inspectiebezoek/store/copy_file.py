"""The file of the second copy: encrypted records in a chain, only ever added to.

Eight bytes of magic and a file id of 16 bytes; then records: four bytes with the length, a random
nonce of 12 bytes, and AES-256-GCM over the record with the file id, its number and the tag of the
record before it as associated data. So none can be altered, dropped or moved unseen, and a record
that was half written when the power went ends the file without harm.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from inspectiebezoek.log.chain import Seal
from inspectiebezoek.store.durable import make_folder, sync_folder

_MAGIC = b"IBCOPY1\n"
_ID, _NONCE, _TAG = 16, 12, 16
_NONE = 0xFFFFFFFF
_LENGTH = struct.Struct(">I").pack
CHANGE, SEAL, FACT = b"C", b"S", b"F"


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that was written: its kind and its parts; a part that was erased is None."""

    kind: bytes
    parts: tuple[bytes | None, ...]

    def encode(self) -> bytes:
        """As the file keeps it, before encryption."""
        found = [self.kind]
        for part in self.parts:
            found += (_LENGTH(_NONE), b"") if part is None else (_LENGTH(len(part)), part)
        return b"".join(found)

    @staticmethod
    def read(data: bytes) -> Record:
        """What `encode` wrote."""
        parts: list[bytes | None] = []
        place = 1
        while place < len(data):
            (length,) = struct.unpack_from(">I", data, place)
            place += 4
            size = 0 if length == _NONE else length
            parts.append(None if length == _NONE else data[place : place + size])
            place += size
        return Record(data[:1], tuple(parts))


def fact_record(name: str, value: bytes) -> Record:
    """A single fact of this device."""
    return Record(FACT, (name.encode(), value))


def seal_record(seal: Seal) -> Record:
    """A signature over a chain."""
    members = {name: getattr(seal, name) for name in Seal.__slots__}
    members["signature"] = seal.signature.hex()
    return Record(SEAL, (json.dumps(members).encode(),))


class Mark(NamedTuple):
    """A place in a file up to which it was read: which file, bytes, records, the last tag."""

    file: bytes
    offset: int
    number: int
    tag: bytes

    def plain(self) -> dict[str, str | int]:
        """The mark as JSON keeps it."""
        return {**self._asdict(), "file": self.file.hex(), "tag": self.tag.hex()}

    @staticmethod
    def of(plain: Mapping[str, Any]) -> Mark:
        """What `plain` gave."""
        file, tag = bytes.fromhex(plain["file"]), bytes.fromhex(plain["tag"])
        return Mark(file, plain["offset"], plain["number"], tag)


class CopyDamagedError(Exception):
    """A record, or the beginning of the file, is not what was written."""


class CopyFile:
    """The file, opened for adding; `end` is where the next record goes."""

    def __init__(self, path: Path, key: bytes, random: Callable[[int], bytes]) -> None:
        """`key`: the 32 bytes of the store; the key of the copy is derived from it."""
        derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"log-copy")
        self._cipher, self._random = AESGCM(derive.derive(key)), random
        self.path = path
        self._file: BinaryIO | None = None
        self.end = Mark(b"", 0, 0, b"")

    def make(self, records: Iterable[Record]) -> None:
        """Write a new file in the place of what was there.

        Raises `OSError`, and then all is as it was.
        """
        make_folder(self.path.parent)
        file_id = self._random(_ID)
        part = self.path.with_name(self.path.name + ".part")
        try:
            with part.open("wb") as file:
                file.write(_MAGIC + file_id)
                end = Mark(file_id, len(_MAGIC) + _ID, 0, bytes(_TAG))
                for record in records:
                    data, end = self._sealed(record, end)
                    file.write(data)
                file.flush()
                os.fsync(file.fileno())
            self.close()
            part.replace(self.path)
            sync_folder(self.path.parent)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        self.end = end

    def read(self, after: Mark | None = None) -> Iterator[Record]:
        """The records after a mark, or all; `end` moves along.

        A record that was half written ends it. Raises `CopyDamagedError` for one that is not
        what was written, or when the mark is of another file; `end` is then the last good place.
        """
        with self.path.open("rb") as file:
            head = file.read(len(_MAGIC) + _ID)
            if len(head) != len(_MAGIC) + _ID or not head.startswith(_MAGIC):
                raise CopyDamagedError
            name = head[len(_MAGIC) :]
            size = self.path.stat().st_size
            if after is not None and (after.file != name or after.offset > size):
                raise CopyDamagedError
            self.end = after or Mark(name, len(head), 0, bytes(_TAG))
            file.seek(self.end.offset)
            while (sealed := self._whole(file, size)) is not None:
                yield self._opened(sealed)

    def _whole(self, file: BinaryIO, size: int) -> bytes | None:
        """The next record; None at the end, or where it was half written."""
        head = file.read(4)
        length = int.from_bytes(head, "big")
        if len(head) < 4 or length < _NONCE + _TAG or self.end.offset + 4 + length > size:
            return None
        return file.read(length)

    def _opened(self, sealed: bytes) -> Record:
        nonce, rest = sealed[:_NONCE], sealed[_NONCE:]
        try:
            plain = self._cipher.decrypt(nonce, rest, self._bound(self.end))
        except InvalidTag as error:
            raise CopyDamagedError from error
        self.end = self._after(self.end, 4 + len(sealed), rest[-_TAG:])
        return Record.read(plain)

    def add(self, records: Iterable[Record]) -> None:
        """Add records at the end; raises `OSError`, and then the file ends where it did.

        They are in the hands of the system when this returns, and on disk after `flush`.
        """
        end, found = self.end, bytearray()
        for record in records:
            data, end = self._sealed(record, end)
            found += data
        file = self._opened_for_adding()
        file.seek(self.end.offset)
        waiting = memoryview(found)
        while waiting:
            waiting = waiting[file.write(waiting) :]
        self.end = end

    def _opened_for_adding(self) -> BinaryIO:
        if self._file is None:
            self._file = self.path.open("r+b", buffering=0)
            self._file.truncate(self.end.offset)  # what was half written before
        return self._file

    def flush(self) -> None:
        """Put on disk what was added; raises `OSError`."""
        if self._file is not None:
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _sealed(self, record: Record, end: Mark) -> tuple[bytes, Mark]:
        nonce = self._random(_NONCE)
        sealed = self._cipher.encrypt(nonce, record.encode(), self._bound(end))
        data = _LENGTH(len(nonce) + len(sealed)) + nonce + sealed
        return data, self._after(end, len(data), sealed[-_TAG:])

    def _bound(self, end: Mark) -> bytes:
        return end.file + end.number.to_bytes(8, "big") + end.tag

    def _after(self, end: Mark, length: int, tag: bytes) -> Mark:
        return Mark(end.file, end.offset + length, end.number + 1, tag)
