"""Changes that the office keeps apart: put in with a code, let go once the log has the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, or_, select
from sqlalchemy.dialects.postgresql import insert

from inspectiebezoek.server import schema
from inspectiebezoek.server.admission import DAMAGED


def set_apart(
    connection: Connection, log: str, row: Mapping[str, Any], code: str, brought_by: str = ""
) -> None:
    """Keep a change apart; `row` has at least its `id`, `data`, `salt` and `value`.

    One that is kept apart already stays as it came first.
    """
    kept = {name: row[name] for name in ("id", "data", "salt", "value")}
    apart = insert(schema.quarantine).values(**kept, log=log, code=code, brought_by=brought_by)
    connection.execute(apart.on_conflict_do_nothing())


def let_go(connection: Connection, log: str) -> None:
    """Let go of what the log has taken by now with the same bytes: that trouble is over.

    What is `damaged` stays, as the proof that a row of the office was altered. So does a value
    that is not the one in the log.
    """
    apart, taken = schema.quarantine.c, schema.change.c
    same_value = or_(apart.value.is_(None), taken.value.is_(None), apart.value == taken.value)
    same = (
        select(taken.id)
        .where(taken.log == apart.log, taken.id == apart.id, taken.data == apart.data, same_value)
        .exists()
    )
    waited = (apart.log == log, apart.code != DAMAGED, same)
    connection.execute(delete(schema.quarantine).where(*waited))
