"""Which questions of a chapter the list shows: by a filter, and by words that stand in them."""

from __future__ import annotations

from collections.abc import Callable

from inspectiebezoek.gui.models.checklist import QuestionItem
from inspectiebezoek.gui.models.query import fits

MINE = "mine"
FILTERS: tuple[tuple[str, Callable[[QuestionItem], bool]], ...] = (
    ("all", lambda item: item.relevant),
    ("open", lambda item: item.asked and not item.answered),
    ("attention", lambda item: item.attention or bool(item.error)),
    (MINE, lambda item: item.relevant),
    ("remarks", lambda item: bool(item.remark)),
    ("differences", lambda item: item.differs),
    ("written", lambda item: item.written),
)


def shows(item: QuestionItem, at: int, query: str, *, mine: bool) -> bool:
    """True for a question that a filter lets through and that holds every word of a query.

    `mine`: who looks at it took the chapter.
    """
    name, keep = FILTERS[at]
    if name == MINE and not mine:
        return False
    return keep(item) and fits(query, f"{item.code} {item.label} {item.shown} {item.remark}")
