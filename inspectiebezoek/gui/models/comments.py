"""Remarks of the inspected on a concept of the report, each with its reply."""

from __future__ import annotations

from dataclasses import dataclass

from inspectiebezoek.gui.models.line import Option


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentItem:
    """One remark; `sort` and `changed` are values of the options of the page."""

    id: str
    label: str
    version: str = ""
    page: str = ""
    line: str = ""
    text: str = ""
    sort: str = ""
    by_role: str = ""
    reply: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentsPage:
    """All remarks of a visit, oldest first; `waiting` have no reply or decision yet."""

    items: tuple[CommentItem, ...] = ()
    sorts: tuple[Option, ...] = ()
    decisions: tuple[Option, ...] = ()
    waiting: int = 0
    frozen: bool = False
