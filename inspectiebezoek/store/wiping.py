"""Wipe a data folder by order of the office: first the keys, then all that they opened."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path

from inspectiebezoek.store import tries
from inspectiebezoek.store.durable import sync_folder
from inspectiebezoek.store.keys import destroy_keys

_MARK = "wiped.json"
_FOLDERS = ("evidence", "recordings", "copy")


def wipe(folder: Path, at: str) -> None:
    """Wipe a folder whose database is closed. Stopped at any moment, it is taken up again.

    Only files of ours go: the folder may be one that a person chose.
    """
    _mark(folder, at, done=False)
    # Without its keys nothing that is left can be read any more.
    destroy_keys(folder)
    gone = _remove(folder)
    sync_folder(folder)
    _mark(folder, at, done=gone)


def _remove(folder: Path) -> bool:
    """Remove what the keys opened; false when the system held on to some of it."""
    for name in _FOLDERS:
        shutil.rmtree(folder / name, ignore_errors=True)
    files = [*folder.glob("store.db*"), *folder.glob("*.part"), *folder.glob(tries.FILE)]
    for path in files:
        with suppress(OSError):
            path.unlink()
    return not any(path.exists() for path in (*map(folder.joinpath, _FOLDERS), *files))


def read_wiped(folder: Path) -> str | None:
    """When the folder was wiped (ISO 8601); None when it was not, or was used since.

    A wipe that was stopped is brought to its end first; so ask before anything is unlocked.
    """
    try:
        found = json.loads((folder / _MARK).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not found["done"]:
        wipe(folder, found["at"])
    return str(found["at"])


def begin_anew(folder: Path) -> str | None:
    """Make a folder that was wiped ready for use again; when it was wiped (ISO 8601)."""
    found = read_wiped(folder)
    if found is not None:
        (folder / _MARK).unlink()
        sync_folder(folder)
    return found


def _mark(folder: Path, at: str, *, done: bool) -> None:
    temporary = folder / (_MARK + ".part")
    with temporary.open("w", encoding="utf-8") as file:
        json.dump({"at": at, "done": done}, file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / _MARK)
    sync_folder(folder)
