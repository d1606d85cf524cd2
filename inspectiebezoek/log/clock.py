"""The hybrid logical clock: an order to show changes in, never a proof of time.

Kulkarni et al., "Logical Physical Clocks" (2014): wall time in milliseconds with a counter that
grows when the wall clock stands still or runs back.
"""

from __future__ import annotations

from datetime import datetime

START = "0000000000000-0000"
_MOST = 9999


def tick(last: str, now: datetime) -> str:
    """The next clock value after `last` at wall time `now` (aware); the text sorts as time."""
    wall = int(now.timestamp() * 1000)
    then, counter = _parts(last)
    if wall > then:
        return _write(wall, 0)
    # A clock set years ahead by mistake is counted on for long: the text must go on sorting.
    return _write(then, counter + 1) if counter < _MOST else _write(then + 1, 0)


def _parts(clock: str) -> tuple[int, int]:
    wall, _, counter = clock.partition("-")
    return int(wall), int(counter)


def _write(wall: int, counter: int) -> str:
    return f"{wall:013d}-{counter:04d}"
