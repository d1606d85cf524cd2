"""Rows of the table of changes as a binary COPY takes them, packed here.

A driver finds out anew for every value of every row how to write it; here all of that is known.
"""

from __future__ import annotations

from struct import Struct

from inspectiebezoek.log.change import Entry

COPY = (
    "COPY change (log, vseq, id, device, dseq, data, salt, value, roll) FROM STDIN (FORMAT BINARY)"
)
START = b"PGCOPY\n\xff\r\n\0" + bytes(8)
END = b"\xff\xff"

_COLUMNS = Struct(">h").pack(9)
_LENGTH = Struct(">i")
_PLACE = Struct(">iii64s")  # the number at the office and the id, each after its length
_NUMBER = Struct(">iii")  # the number of the device after its length, and the length of the bytes
_NULL = _LENGTH.pack(-1)
_ROLL = _LENGTH.pack(32)


class Rows:
    """Packs the changes of one log."""

    def __init__(self, log: str) -> None:
        self._log = b"".join((_COLUMNS, *_sized(log.encode())))
        self._devices: dict[str, bytes] = {}

    def packed(self, vseq: int, entry: Entry, roll: bytes) -> bytes:
        """The row of a change: its number at the office, and the rolling hash there."""
        change, data = entry.change, entry.data
        device = self._devices.get(change.device)
        if device is None:
            device = self._devices[change.device] = b"".join(_sized(change.device.encode()))
        return b"".join(
            (
                self._log,
                _PLACE.pack(4, vseq, 64, entry.id.encode()),
                device,
                _NUMBER.pack(4, change.dseq, len(data)),
                data,
                *_sized(entry.salt),
                *_sized(entry.value),
                _ROLL,
                roll,
            )
        )


def _sized(value: bytes | None) -> tuple[bytes, bytes]:
    return (_NULL, b"") if value is None else (_LENGTH.pack(len(value)), value)
