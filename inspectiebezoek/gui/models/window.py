"""What the frame around every screen shows: the visit at hand and the five fields of the strip."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatusLine:
    """`saved` is a time of day, `free` the room on the disk, `recording` minutes and seconds.

    `unsaved`: how many typed texts the disk refused; `low`: the room is running out.
    """

    saved: str = ""
    unsaved: int = 0
    online: bool = False
    waiting: int = 0
    recording: str = ""
    free: str = ""
    low: bool = False


@dataclass(frozen=True, slots=True)
class VisitBar:
    """The visit at hand."""

    title: str
    subtitle: str = ""
    place: str = ""
    done: int = 0
    total: int = 0
    attention: int = 0
