"""What a disk surely holds when the power goes: what was flushed, as a trace of a program tells.

A write that no flush (fsync, fdatasync) followed is gone; a name is there from when it was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

STRACE = ("strace", "-xx", "-s", "100000000", "-e")
CALLS = "trace=openat,close,lseek,pwrite64,write,fsync,fdatasync,ftruncate,rename,unlink"
_CALL = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_NUMBER = re.compile(r"(?<![\w\"\\])\d+(?!\w)")


@dataclass
class _File:
    now: bytearray = field(default_factory=bytearray)
    flushed: bytes = b""


@dataclass
class Disk:
    """The files below a folder, as they are and as they would be after a loss of power."""

    folder: str
    _names: dict[str, _File] = field(default_factory=dict)
    _open: dict[int, _File] = field(default_factory=dict)
    _places: dict[int, int] = field(default_factory=dict)

    def after(self, trace: Path) -> Iterator[bytes]:
        """Follow the program; at each thing that it said, that, with the disk as it was then."""
        with trace.open(encoding="ascii", errors="replace") as lines:
            for line in lines:
                match = _CALL.match(line)
                if match is None or int(match[3]) < 0:
                    continue
                texts = [_bytes(each) for each in _TEXT.findall(match[2])]
                numbers = [int(each) for each in _NUMBER.findall(_TEXT.sub("", match[2]))]
                if match[1] == "write" and numbers[0] == 1:
                    yield texts[0]
                elif match[1] == "openat":
                    self._opened(texts[0].decode(), "O_CREAT" in match[2], int(match[3]))
                else:
                    self._do(match[1], texts, numbers, int(match[3]))

    def _opened(self, path: str, made: bool, number: int) -> None:
        if path.startswith(self.folder) and (made or path in self._names):
            self._open[number] = self._names.setdefault(path, _File())
            self._places[number] = 0

    def _do(self, call: str, texts: list[bytes], numbers: list[int], result: int) -> None:
        paths = [each.decode() for each in texts if each.startswith(self.folder.encode())]
        if call == "rename" and len(paths) == 2:
            self._names[paths[1]] = self._names.pop(paths[0])
        elif call == "unlink" and paths:
            self._names.pop(paths[0], None)
        elif numbers and numbers[0] in self._open:
            self._on_open_file(call, numbers, texts, result)

    def _on_open_file(self, call: str, numbers: list[int], texts: list[bytes], result: int) -> None:
        number = numbers[0]
        file = self._open[number]
        if call in ("pwrite64", "write"):
            at = numbers[-1] if call == "pwrite64" else self._places[number]
            file.now.extend(bytes(max(0, at + result - len(file.now))))
            file.now[at : at + result] = texts[0][:result]
            self._places[number] = at + result
        elif call == "lseek":
            self._places[number] = result
        elif call == "ftruncate":
            del file.now[numbers[1] :]
        elif call in ("fsync", "fdatasync"):
            file.flushed = bytes(file.now)
        elif call == "close":
            del self._open[number]

    def image(self, at: Path) -> Path:
        """Write down what is left when the power goes now."""
        for name, file in self._names.items():
            path = at / name.removeprefix(self.folder).lstrip("/")
            if not name.endswith("-shm"):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(file.flushed)
        return at


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def written(wal: Path) -> int:
    """How much of a write-ahead log is written: behind it stand the zeros of its room."""
    return len(wal.read_bytes().rstrip(b"\0"))
