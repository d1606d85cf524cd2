"""Print what was measured beside its limit, as one small table."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median, quantiles


def p99(times: Sequence[float]) -> float:
    """The time that 99 of 100 stay under."""
    return quantiles(times, n=100)[98]


def show(title: str, rows: Sequence[tuple[str, Sequence[float]]], limit: str) -> None:
    """Print median and p99 in ms of each row, and the ratio of its median to that of `limit`."""
    base = median(dict(rows)[limit])
    print(f"\n{title}\n{'':44}{'median ms':>11}{'p99 ms':>9}{'ratio':>8}")
    for name, times in rows:
        middle = median(times)
        print(f"{name:44}{middle * 1000:11.2f}{p99(times) * 1000:9.2f}{middle / base:8.2f}")
