"""Make a change to a folder last: a new name is only safe once the folder itself was flushed."""

from __future__ import annotations

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Flush the names in a folder to disk (POSIX fsync of a directory)."""
    if os.name != "posix":
        return  # Windows has no handle on a folder to flush; the rename is journalled there.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder that lasts, with those above it; one that is there is left alone."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)
