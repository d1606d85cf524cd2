"""Give the write-ahead log its room on the disk beforehand, so that an answer only fills it in.

A file that grows costs the disk a second write at each flush: its new length goes through the
journal of the file system. Filling in what is there already takes half as long, and is as safe:
the log is still flushed at each commit, and a frame counts only when its check holds (SQLite,
"WAL-mode File Format", section 4). Behind the last frame stand zeros, which are no frame.
"""

from __future__ import annotations

import os
from pathlib import Path

# So many pages SQLite writes here before it moves them to the database and begins anew
# (`wal_autocheckpoint`), each with a head; before the first stands the head of the file.
_PAGES, _PAGE, _FRAME_HEAD, _FILE_HEAD = 1000, 4096, 24, 32
ROOM = _FILE_HEAD + _PAGES * (_FRAME_HEAD + _PAGE)
"""Bytes that the write-ahead log of an opened database has at least, where the disk allows."""


def make_room(database: Path) -> None:
    """Fill up the write-ahead log beside a database with zeros.

    Only for who holds the database for itself alone: another one would be writing there. On a
    disk that has no room for it the log stays as it is, and grows as it always could.
    """
    path = database.with_name(database.name + "-wal")
    try:
        handle = os.open(path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
    except OSError:
        return  # what is the matter with it, the database tells at its first commit
    try:
        size = os.fstat(handle).st_size
        try:
            _fill(handle, size)
        except OSError:
            # A full disk: what little there is stays for what people write.
            os.ftruncate(handle, size)
    finally:
        os.close(handle)


def _fill(handle: int, size: int) -> None:
    os.lseek(handle, size, os.SEEK_SET)
    left = memoryview(bytes(max(0, ROOM - size)))
    while left:
        left = left[os.write(handle, left) :]
