"""What was told on the spot: to whom, when, and what they answered."""

from __future__ import annotations

from dataclasses import dataclass

from inspectiebezoek.gui.models.line import Line, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackItem:
    """One time that something was told; `at` is ready to read."""

    id: str
    label: str
    at: str = ""
    sort: str = ""
    to_role: str = ""
    text: str = ""
    response: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackPage:
    """All that was told, the latest first (`ref` of a line is its id), and the open one.

    `people`: functions that were named in the visit before.
    """

    lines: tuple[Line, ...] = ()
    sorts: tuple[Option, ...] = ()
    item: FeedbackItem | None = None
    frozen: bool = False
    people: tuple[str, ...] = ()
