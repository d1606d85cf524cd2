"""Print what was measured beside its limit, as one small table."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median, quantiles

MANY = 100
"""From so many times on a p99 means something; below it the slowest is told."""


def worst(times: Sequence[float]) -> float:
    """The time that 99 of 100 stay under, or the slowest of a few."""
    return quantiles(times, n=100)[98] if len(times) >= MANY else max(times)


def show(title: str, rows: Sequence[tuple[str, Sequence[float]]], limit: str) -> None:
    """Print median and worst in ms of each row, and the ratio of its median to that of `limit`."""
    measured = dict(rows)
    base = median(measured[limit])
    name_of_worst = "p99 ms" if len(measured[limit]) >= MANY else "slowest ms"
    print(f"\n{title}\n{'':44}{'median ms':>11}{name_of_worst:>12}{'ratio':>8}")
    for name, times in rows:
        middle = median(times)
        print(f"{name:44}{middle * 1000:11.2f}{worst(times) * 1000:12.2f}{middle / base:8.2f}")
