"""What an administrator watches: requests by route and outcome, and how much the office holds.

The text format of Prometheus (version 0.0.4), with counts only: no person, no log, no hash.
Requests are counted per worker; what is held is asked of the database, so every worker tells
the same.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Engine, func, select
from sqlalchemy.exc import SQLAlchemyError

from inspectiebezoek.server import schema

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.005, 0.025, 0.1, 0.5, 2.5, 10.0)
Labels = tuple[tuple[str, str], ...]


@dataclass
class Requests:
    """Counts the requests of one worker; safe to use from several threads."""

    counts: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    within: Counter[float] = field(default_factory=Counter)
    seconds: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Note a request that was answered; `route` is the pattern, never the path itself."""
        with self._lock:
            self.counts[method, route, status] += 1
            self.seconds += seconds
            self.within.update(bucket for bucket in _BUCKETS if seconds <= bucket)


def healthy(engine: Engine) -> bool:
    """True when the database answers."""
    try:
        with engine.connect() as connection:
            connection.execute(select(1))
    except SQLAlchemyError:
        return False
    return True


def text(requests: Requests, engine: Engine) -> str:
    """Everything that is measured, as Prometheus reads it."""
    lines = [*_told(requests)]
    for name, help_, rows in _held(engine):
        lines += _series(f"inspectiebezoek_{name}", "gauge", help_, rows)
    return "\n".join(lines) + "\n"


def _told(requests: Requests) -> Iterator[str]:
    counts, name = dict(requests.counts), "inspectiebezoek_requests_total"
    rows: dict[Labels, int] = {
        (("method", method), ("route", route), ("status", str(status))): number
        for (method, route, status), number in sorted(counts.items())
    }
    yield from _series(name, "counter", "Requests answered by this worker.", rows)
    name, total = "inspectiebezoek_request_seconds", sum(counts.values())
    yield f"# HELP {name} Time to answer a request."
    yield f"# TYPE {name} histogram"
    for bucket in _BUCKETS:
        yield f'{name}_bucket{{le="{bucket}"}} {requests.within[bucket]}'
    yield f'{name}_bucket{{le="+Inf"}} {total}'
    yield f"{name}_sum {requests.seconds:.6f}"
    yield f"{name}_count {total}"


def _held(engine: Engine) -> Sequence[tuple[str, str, Mapping[Labels, int]]]:
    apart, device = schema.quarantine, schema.device
    with engine.connect() as connection:

        def rows(name: str, by: Column[Any]) -> Mapping[Labels, int]:
            query = select(by, func.count()).group_by(by)
            return {((name, str(value)),): number for value, number in connection.execute(query)}

        logs, changes = connection.execute(
            select(func.count(), func.coalesce(func.sum(schema.log.c.vseq), 0))
        ).one()
        unread = select(func.coalesce(func.sum(schema.visit_fact.c.unread), 0))
        return (
            ("logs", "Logs that the office holds.", {(): logs}),
            ("changes", "Changes that the office holds.", {(): changes}),
            ("quarantined", "Changes set apart, by why.", rows("code", apart.c.code)),
            (
                "unread",
                "Changes of headers that no list can tell of.",
                {(): connection.execute(unread).scalar_one()},
            ),
            ("devices", "Laptops ever enrolled.", rows("revoked", device.c.revoked)),
        )


def _series(name: str, kind: str, help_: str, rows: Mapping[Labels, int]) -> Iterator[str]:
    yield f"# HELP {name} {help_}"
    yield f"# TYPE {name} {kind}"
    for labels, number in rows.items():
        shown = ",".join(f'{label}="{value}"' for label, value in labels)
        yield f"{name}{{{shown}}} {number}" if shown else f"{name} {number}"
