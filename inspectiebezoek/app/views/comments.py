"""The remarks of the inspected on a concept as the window shows them."""

from __future__ import annotations

from dataclasses import fields

from inspectiebezoek.app.views.words import sayer
from inspectiebezoek.gui.models.comments import CommentItem, CommentsPage
from inspectiebezoek.gui.models.line import Option
from inspectiebezoek.visit.header import ADOPTED
from inspectiebezoek.visit.kinds import COMMENT_SORTS, Comment
from inspectiebezoek.visit.open_visit import OpenVisit

_DECISIONS = ("", "ja", "nee")


def comments_page(visit: OpenVisit, language: str) -> CommentsPage:
    """Every remark with what can be chosen for it."""
    say, found = sayer(language), visit.all(Comment)
    names = [each.name for each in fields(CommentItem)]
    return CommentsPage(
        items=tuple(CommentItem(**{name: getattr(each, name) for name in names}) for each in found),
        sorts=tuple(Option(each, say(f"comment_sort.{each}")) for each in COMMENT_SORTS),
        decisions=tuple(
            Option(each, say(f"comment_changed.{each or 'open'}")) for each in _DECISIONS
        ),
        waiting=sum(not each.settled for each in found),
        frozen=visit.header.state == ADOPTED,
    )
