"""Files that a command reads and writes: every refusal of the disk is told in our own words."""

from __future__ import annotations

import os
from errno import ENOSPC
from pathlib import Path

from inspectiebezoek.errors import Code, InspectionError


def read_passphrase(path: Path | None) -> str | None:
    """The first line of a passphrase file; raises `FILE_MISSING` or `PASSPHRASE_EMPTY`."""
    if path is None:
        return None
    lines = read_text(path).splitlines()
    if not lines or not lines[0]:
        raise InspectionError(Code.PASSPHRASE_EMPTY, file=str(path))
    return lines[0]


def is_file(path: Path) -> bool:
    """Whether there is such a file; a name that no file can have (too long) is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def read_file(path: Path) -> bytes:
    """The bytes of a file; raises `FILE_MISSING`."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InspectionError(Code.FILE_MISSING, file=str(path)) from error


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, with or without a mark at its start; raises `FILE_MISSING`."""
    try:
        return read_file(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InspectionError(Code.FILE_MISSING, file=str(path)) from error


def check_folder(folder: Path) -> None:
    """Make a folder for results, before the work; raises `FILE_UNWRITABLE`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InspectionError(Code.FILE_UNWRITABLE, file=str(folder)) from error
    if not os.access(folder, os.W_OK):
        raise InspectionError(Code.FILE_UNWRITABLE, file=str(folder))


def check_target(path: Path) -> None:
    """Make sure that a result can be written there, before the work; raises `FILE_UNWRITABLE`."""
    check_folder(path.parent)
    try:
        bad = path.is_dir() or (path.exists() and not os.access(path, os.W_OK))
    except OSError as error:  # such as a name that is too long
        raise InspectionError(Code.FILE_UNWRITABLE, file=str(path)) from error
    if bad:
        raise InspectionError(Code.FILE_UNWRITABLE, file=str(path))


def write_file(path: Path, data: bytes) -> None:
    """Write a result, folders included: whole, or not at all and what was there stays.

    Raises `FILE_UNWRITABLE` or `DISK_FULL`.
    """
    check_target(path)
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # such as /dev/stdout
        else:
            _replace(path, data)
    except OSError as error:
        if error.errno == ENOSPC:
            raise InspectionError(Code.DISK_FULL, folder=str(path.parent)) from error
        raise InspectionError(Code.FILE_UNWRITABLE, file=str(path)) from error


def _replace(path: Path, data: bytes) -> None:
    part = path.with_name(f"{path.name[:200]}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
