"""Bring a database of an earlier release to the form of this one; a copy of before stays."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import Connection, text

from inspectiebezoek.store import schema
from inspectiebezoek.store.durable import sync_folder


def copy_before(path: Path, version: int) -> Path:
    """Copy a closed database file before its form changes; the copy, `store.db.v1`.

    A copy of an earlier try that did not come to its end is as good: nothing changed since.
    Raises `OSError`, and then there is no half copy.
    """
    kept = path.with_name(f"{path.name}.v{version}")
    if not kept.exists():
        part = kept.with_name(kept.name + ".part")
        try:
            with path.open("rb") as source, part.open("wb") as target:
                shutil.copyfileobj(source, target)
                target.flush()
                os.fsync(target.fileno())
        except OSError:
            part.unlink(missing_ok=True)
            raise
        part.rename(kept)
        sync_folder(path.parent)
    return kept


def bring_up(connection: Connection, version: int) -> None:
    """Take every step from a version to this one; in the transaction of the caller."""
    for step in range(version, schema.VERSION):
        STEPS[step](connection)
    connection.execute(text(f"PRAGMA user_version = {schema.VERSION}"))


def _summaries(connection: Connection) -> None:
    schema.summary.create(connection)
    for trigger in schema.SUMMARY_TRIGGERS:
        connection.execute(text(trigger))
    known = "SELECT log FROM change GROUP BY log ORDER BY min(seq)"
    connection.execute(text(f"INSERT INTO summary (log) {known}"))


def _removal(connection: Connection) -> None:
    for table in (schema.purged, schema.erased, schema.leaving):
        table.create(connection)
    for name in ("change_is_kept", "seal_is_kept"):
        connection.execute(text(f"DROP TRIGGER {name}"))
    for trigger in schema.REMOVAL_TRIGGERS:
        connection.execute(text(trigger))


def _one_index(connection: Connection) -> None:
    # The changes of a log are found by the index on its chains as well.
    connection.execute(text("DROP INDEX change_by_log"))


STEPS: Mapping[int, Callable[[Connection], None]] = {1: _summaries, 2: _removal, 3: _one_index}
"""Version → the step to the next one."""
