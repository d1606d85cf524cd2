"""The hybrid logical clock: an order to show changes in, never a proof of time.

Kulkarni et al., "Logical Physical Clocks" (2014): wall time in milliseconds with a counter that
grows when the wall clock stands still or runs back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

START = "0000000000000-0000"
_MOST = 9999
_CLOCK = re.compile(r"[0-9]{13}-[0-9]{4}")
# The text has room for thirteen digits (the year 2286); a clock beyond this says nothing.
_BELIEVED = "4102444800000-0000"  # the year 2100


def tick(last: str, now: datetime) -> str:
    """The next clock value after `last` at wall time `now` (aware); the text sorts as time."""
    wall = int(now.timestamp() * 1000)
    then, counter = _parts(last)
    if wall > then:
        return _write(wall, 0)
    # A clock set years ahead by mistake is counted on for long: the text must go on sorting.
    return _write(then, counter + 1) if counter < _MOST else _write(then + 1, 0)


def join(last: str, seen: Iterable[str]) -> str:
    """The clock after seeing others': what is written next comes after all that was seen.

    Text that is no clock, or one that no machine can have, is passed by: it came from outside.
    """
    believed = (each for each in seen if _CLOCK.fullmatch(each) and each < _BELIEVED)
    return max([last, *believed])


def _parts(clock: str) -> tuple[int, int]:
    wall, _, counter = clock.partition("-")
    return int(wall), int(counter)


def _write(wall: int, counter: int) -> str:
    return f"{wall:013d}-{counter:04d}"
