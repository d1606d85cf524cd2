"""Clocks of laptops that run ahead: changes that were received before they say to be made.

A clock that is behind cannot be told from a laptop that was long away; and nothing rests on a clock
but the order in which things are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, select

from inspectiebezoek.log.change import decode
from inspectiebezoek.server import schema

_TOLERATED = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Ahead:
    """A laptop whose clock ran ahead: in how many changes, and by how many seconds at most."""

    device: str
    changes: int
    seconds: int


def clocks_ahead(engine: Engine) -> tuple[Ahead, ...]:
    """The laptops of which changes say to be made later than they came in, the worst first."""
    table = schema.change
    found: dict[str, list[timedelta]] = {}
    with engine.begin() as connection:
        rows = connection.execution_options(yield_per=1000).execute(
            select(table.c.device, table.c.data, table.c.received)
        )
        for row in rows:
            ahead = _ahead(row.data, row.received)
            if ahead > _TOLERATED:
                found.setdefault(row.device, []).append(ahead)
    told = (
        Ahead(device, len(each), round(max(each).total_seconds())) for device, each in found.items()
    )
    return tuple(sorted(told, key=lambda each: -each.seconds))


def _ahead(data: bytes, received: datetime) -> timedelta:
    try:
        made = datetime.fromisoformat(decode(data).at)
        return made - received
    except (ValueError, TypeError):
        return timedelta()  # a time that is none says nothing; `mend` looks at the bytes
