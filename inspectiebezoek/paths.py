"""Where things lie: the resources that travel with the program and the person's data folder."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs

from inspectiebezoek.errors import Code, InspectionError

APP = "inspectiebezoek"


def _shared_roots() -> tuple[Path, ...]:
    package = Path(__file__).resolve().parent
    bundle = getattr(sys, "_MEIPASS", None)
    frozen = (Path(bundle),) if bundle else ()
    return (*frozen, package / "_shared", package.parent)


def shared(*parts: str) -> Path:
    """A file or folder that ships with the program, such as `shared("forms", "objecten.csv")`.

    Raises `PART_MISSING` when the installation lacks it.
    """
    for root in _shared_roots():
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise InspectionError(Code.PART_MISSING, part="/".join(parts))


def resource(*parts: str) -> Path:
    """A file below `resources/`: `resource("report", "nl.toml")`."""
    return shared("resources", *parts)


def data_folder() -> Path:
    """The person's own data folder on this machine (never roaming: keys do not travel)."""
    return Path(platformdirs.user_data_dir(APP, appauthor=False, roaming=False))


def log_folder() -> Path:
    """Where log files go; they hold ids only, never answers."""
    return Path(platformdirs.user_log_dir(APP, appauthor=False))
