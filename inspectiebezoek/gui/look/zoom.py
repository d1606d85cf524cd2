"""The steps of the text size, from 80 to 200 percent."""

from __future__ import annotations

STEPS = (80, 90, 100, 110, 125, 150, 175, 200)


def larger(percent: int) -> int:
    """The next step up; the largest stays."""
    return next((step for step in STEPS if step > percent), STEPS[-1])


def smaller(percent: int) -> int:
    """The next step down; the smallest stays."""
    return next((step for step in reversed(STEPS) if step < percent), STEPS[0])
