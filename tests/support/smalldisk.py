"""A disk that is soon full: a small tmpfs where the machine allows one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import Connection, event

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store import drafts, local, office_view, rows
from inspectiebezoek.store.local import Store


@contextmanager
def small_disk(at: Path, size: str = "2m") -> Iterator[Path]:
    """A folder with so much room; skips where one may not mount."""
    at.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(at)]
    if (
        os.name != "posix"
        or os.geteuid() != 0
        or subprocess.run(command, check=False, capture_output=True).returncode
    ):
        pytest.skip("may not mount a small disk here")
    try:
        yield at
    finally:
        subprocess.run(["umount", "-l", str(at)], check=True)


@contextmanager
def refusing(store: Store) -> Iterator[None]:
    """The disk of a store takes nothing while this lasts; what is on it can be read."""

    engine = store._database._engine

    def refuse(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.split(maxsplit=1)[0] in ("INSERT", "UPDATE", "DELETE"):
            raise InspectionError(Code.DISK_FULL, folder="de schijf van deze laptop")

    def full(before: Callable[[Connection], Any]) -> Callable[[Connection], Any]:
        return lambda connection: (
            _Full(before(connection), refuse) if connection.engine is engine else before(connection)
        )

    with ExitStack() as stack:
        event.listen(engine, "before_cursor_execute", refuse)
        stack.callback(event.remove, engine, "before_cursor_execute", refuse)
        # What runs with every answer goes past SQLAlchemy.
        for room in (drafts, local, office_view, rows):
            stack.enter_context(patch.object(room, "driver_of", full(room.driver_of)))
        yield


class _Full:
    """A connection of the driver on a disk that takes nothing."""

    def __init__(self, driver: Any, refuse: Callable[..., None]) -> None:
        self._driver = driver
        self._refuse = refuse

    def execute(self, statement: str, *rest: object) -> Any:
        self._refuse(None, None, statement)
        return self._driver.execute(statement, *rest)

    def executemany(self, statement: str, *rest: object) -> Any:
        self._refuse(None, None, statement)
        return self._driver.executemany(statement, *rest)


class Ballast:
    """A file that takes what room is left on a disk."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "ballast"

    def fill(self, leave: int = 0) -> None:
        """Leave only so many bytes free."""
        free = os.statvfs(self._path.parent)
        with self._path.open("wb") as file:
            file.write(bytes(max(0, free.f_bavail * free.f_frsize - leave)))

    def drop(self) -> None:
        """Free the room again."""
        self._path.unlink()
