"""Changes on the way, as bytes: a head in JSON, then every change with its lengths before it.

    4 bytes      length of the head
    4 bytes      how many changes follow
    head         JSON, see `protocol`
    per change   4 × 4 bytes: its number at the office (0 on the way there), and the lengths of
                 its bytes, its salt and its value (-1 where they were erased); then those three

Numbers are big-endian. The bytes of a change are the ones that were hashed: nothing on the way
encodes them again.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import NamedTuple

from inspectiebezoek.log.change import Entry

CONTENT_TYPE = "application/vnd.inspectiebezoek.changes.v1"

_START = struct.Struct(">II")
_LENGTHS = struct.Struct(">IIii")
OVERHEAD = _LENGTHS.size
"""Bytes that a change weighs on the way beyond its own."""
_ERASED = -1


class Framed(NamedTuple):
    """A change on the way; `vseq` is its number at the office (0 on the way there)."""

    vseq: int
    data: bytes
    salt: bytes | None
    value: bytes | None

    @staticmethod
    def of(entry: Entry) -> Framed:
        """A change as it lies in a log, ready to travel to the office."""
        return Framed(0, entry.data, entry.salt, entry.value)

    def entry(self) -> Entry:
        """The change as a log keeps it; raises `ValueError` when the bytes are none."""
        return Entry(self.data, self.salt, self.value)


def write(head: bytes, changes: Sequence[Framed]) -> bytes:
    """One body of a head and changes."""
    parts = [_START.pack(len(head), len(changes)), head]
    for vseq, data, salt, value in changes:
        parts += (
            _LENGTHS.pack(vseq, len(data), _length(salt), _length(value)),
            data,
            salt or b"",
            value or b"",
        )
    return b"".join(parts)


def read(body: bytes) -> tuple[bytes, list[Framed]]:
    """The head and the changes of a body; raises `ValueError` where the lengths do not add up."""
    changes = []
    try:
        head, count = _START.unpack_from(body)
        place = head_end = _START.size + head
        for _ in range(count):
            vseq, size, salted, valued = _LENGTHS.unpack_from(body, place)
            if min(salted, valued) < _ERASED:
                raise ValueError("a length below nothing")
            salt_at = place + OVERHEAD + size
            value_at = salt_at + max(salted, 0)
            salt = None if salted == _ERASED else body[salt_at:value_at]
            data, place = body[place + OVERHEAD : salt_at], value_at + max(valued, 0)
            value = None if valued == _ERASED else body[value_at:place]
            changes.append(Framed(vseq, data, salt, value))
    except struct.error as error:
        raise ValueError("a body that was cut") from error
    if place != len(body):
        raise ValueError("a body that was cut")
    return body[_START.size : head_end], changes


def _length(part: bytes | None) -> int:
    return _ERASED if part is None else len(part)
