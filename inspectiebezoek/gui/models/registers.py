"""The registers of a visit: the timeline, and rows such as conversations, documents, refusals."""

from __future__ import annotations

from dataclasses import dataclass

from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.link import LinkOption


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Moments in the order in which they were, day by day; `ref` of a line is its row.

    `choices` are what a moment can have been.
    """

    lines: tuple[Line, ...] = ()
    choices: tuple[LinkOption, ...] = ()
    frozen: bool = False


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The rows of one register; `ref` of a line is its row."""

    title: str
    lines: tuple[Line, ...] = ()
    can_add: bool = True
