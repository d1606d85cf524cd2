"""The questions of a chapter as rows: shape, code, text, flag; sections as headings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.look.shapes import draw_mark
from inspectiebezoek.gui.models.checklist import QuestionItem
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.models.spoken import Words
from inspectiebezoek.gui.parts.rows import RowDelegate


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question in the list, or the heading of a section with its count."""

    title: str
    item: QuestionItem | None = None
    count: str = ""

    @property
    def heading(self) -> bool:
        """True for the heading of a section."""
        return self.item is None

    def spoken(self, words: Words) -> str:
        """Code, text, answer or state, and the flag."""
        if self.item is None:
            return f"{self.title}, {self.count}"
        flag = words.word(Mark.ATTENTION) if self.item.attention else ""
        state = self.item.shown or words.word(self.item.mark)
        parts = (self.item.code, self.title, state, flag)
        return ", ".join(part for part in parts if part)


def question_rows(
    items: Sequence[QuestionItem], keep: Callable[[QuestionItem], bool]
) -> tuple[QuestionRow, ...]:
    """The rows of the questions that `keep` wants, with a heading where the section changes."""
    rows: list[QuestionRow] = []
    section = ""
    for item in items:
        if not keep(item):
            continue
        if item.section and item.section != section:
            section = item.section
            asked = [each for each in items if each.section == section and each.asked]
            done = sum(1 for each in asked if each.answered)
            rows.append(QuestionRow(section, None, f"{done}/{len(asked)}" if asked else ""))
        rows.append(QuestionRow(" ".join(item.label.split()), item))
    return tuple(rows)


class QuestionDelegate(RowDelegate):
    """At most two lines of the question."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, inset=6)

    def tall(self, row: QuestionRow, width: int) -> int:
        look, space = self.look, self.look.theme.space
        if row.item is None:
            return look.height("small_strong") + space.l
        room = (width or 260) - self._taken(row.item)
        lines = 2 if look.width(row.title, "small") > room else 1
        return look.height("small") * lines + space.m + 2

    def _number(self, item: QuestionItem) -> int:
        return self.look.width(item.code, "small") + self.look.theme.space.s if item.code else 0

    def _taken(self, item: QuestionItem) -> int:
        theme = self.look.theme
        edges = 2 * self.inset + theme.space.m + theme.space.s
        flag = theme.size.icon_small + theme.space.xs if item.attention else 0
        return edges + theme.size.mark + theme.space.s + self._number(item) + flag

    def content(
        self, painter: QPainter, area: QRect, row: QuestionRow, *, chosen: bool, paper: QColor
    ) -> None:
        look, theme, item = self.look, self.look.theme, row.item
        space = theme.space
        if item is None:
            low = area.adjusted(-space.xs, space.xs, 0, 0)
            room = low.adjusted(0, 0, -look.width(row.count, "caption") - space.s, 0)
            paint.line_of_text(painter, look, room, row.title, "small_strong")
            paint.line_of_text(painter, look, low, row.count, "caption", "muted", align=paint.RIGHT)
            return
        size = theme.size.mark
        shape = QRect(area.x(), area.y(), size, area.height())
        ink = look.colour("accent") if chosen else None
        draw_mark(painter, look, shape, item.mark, ink=ink, paper=paper)
        x = area.x() + size + space.s
        right = area.right()
        if item.attention:
            flag = theme.size.icon_small
            place = QRect(right - flag + 1, area.y(), flag, area.height())
            draw_mark(painter, look, place, Mark.ATTENTION, paper=paper)
            right -= flag + space.xs
        number, tall = self._number(item), look.height("small")
        wide = right - x - number
        two = look.width(row.title, "small") > wide
        top = area.y() + (area.height() - tall * (2 if two else 1)) // 2
        tone = "text" if chosen else "muted"
        code = QRect(x, top, number, tall)
        paint.line_of_text(painter, look, code, item.code, "small", tone, elide=False)
        words = QRect(x + number, area.y(), wide, area.height())
        tone = "muted" if item.mark is Mark.NOT_APPLICABLE else "text"
        paint.two_lines(painter, look, words, row.title, "small", tone)
