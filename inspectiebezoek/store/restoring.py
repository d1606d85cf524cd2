"""Make the database again from the second copy, when it is damaged or gone."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from errno import EDQUOT, ENOSPC
from pathlib import Path

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store.copy_file import CHANGE, CopyDamagedError, CopyFile, Record
from inspectiebezoek.store.database import Database
from inspectiebezoek.store.durable import sync_folder
from inspectiebezoek.store.local import Store
from inspectiebezoek.store.second_copy import copy_path, put_back, put_back_facts

_BESIDE = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back: `aside` is the damaged database, which stays; None without one.

    `whole` is false when the copy itself holds only up to a place.
    """

    changes: int
    aside: Path | None
    whole: bool


def database_holds(folder: Path, key: bytes) -> bool:
    """Whether the database of a folder opens and every page of it is as it was written.

    Raises what says nothing about its pages, such as `STORE_IN_USE` or `STORE_NEWER`.
    """
    try:
        store = Store(folder, key)
    except InspectionError as error:
        # The key is right: it was unlocked. So the first page is not what that key closed.
        if error.code in (Code.STORE_DAMAGED, Code.KEY_WRONG, Code.STORE_UNENCRYPTED):
            return False
        raise
    try:
        store.check_pages()
    except InspectionError as error:
        if error.code is not Code.STORE_DAMAGED:
            raise
        return False
    finally:
        store.close()
    return True


def restore_from_copy(
    folder: Path, key: bytes, source: Path | None, random: Callable[[int], bytes] = os.urandom
) -> Restored:
    """Make the database of a folder again from its second copy, or from `source`.

    Every change that was acknowledged is in it, with who this laptop is; what had been received
    by the office is found out at the next sync. Raises `COPY_MISSING`, `DISK_FULL`; then nothing
    was changed.
    """
    path = source or copy_path(folder, key)
    records, whole = _records(path, key, random)
    fresh = folder / "store.db.restoring"
    try:
        for ending in _BESIDE:
            fresh.with_name(fresh.name + ending).unlink(missing_ok=True)
        database = Database(fresh, key)
        try:
            with database.transaction() as connection:
                count = put_back(connection, records)
                put_back_facts(connection, records)
        finally:
            database.close()
        aside = _set_aside(folder)
        fresh.replace(folder / "store.db")
        sync_folder(folder)
    except OSError as error:
        if error.errno in (ENOSPC, EDQUOT):
            raise InspectionError(Code.DISK_FULL, folder=str(folder)) from error
        raise InspectionError(Code.FILE_UNWRITABLE, file=str(folder)) from error
    return Restored(count, aside, whole)


def _records(path: Path, key: bytes, random: Callable[[int], bytes]) -> tuple[list[Record], bool]:
    records: list[Record] = []
    whole = True
    try:
        records.extend(CopyFile(path, key, random).read())
    except OSError as error:
        raise InspectionError(Code.COPY_MISSING, file=str(path)) from error
    except CopyDamagedError:
        whole = False
    if not any(record.kind == CHANGE for record in records):
        raise InspectionError(Code.COPY_MISSING, file=str(path))
    return records, whole


def _set_aside(folder: Path) -> Path | None:
    """Give the damaged database another name; it may still tell something."""
    number = 1
    while (aside := folder / f"store.db.damaged-{number}").exists():
        number += 1
    moved = None
    for ending in _BESIDE:
        with suppress(FileNotFoundError):
            (folder / f"store.db{ending}").rename(aside.with_name(aside.name + ending))
            moved = moved or aside
    return moved
