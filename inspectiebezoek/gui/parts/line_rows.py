"""Draw a row with a shape or icon, a title over a detail, and something at the right."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.icons import draw_icon
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.look.shapes import draw_mark
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.parts.rows import RowDelegate


class LineDelegate(RowDelegate):
    """Serves findings, sources, the queue, needs, people; `wrap` gives titles a second line."""

    def __init__(self, look: Look, inset: int = 0, *, wrap: bool = False) -> None:
        super().__init__(look, inset)
        self._wrap = wrap

    def tall(self, row: Line, width: int) -> int:
        look, space = self.look, self.look.theme.space
        if row.heading:
            return look.height("caption_strong") + space.l + space.xxs
        title = look.height("small_strong") * self._lines(row, self._room(row, width))
        detail = look.height("caption") if row.detail else 0
        return max(title + detail + space.l, look.theme.size.target)

    def _lines(self, row: Line, room: int) -> int:
        if not self._wrap or room <= 0:
            return 1
        return 2 if self.look.width(row.title, _role(row)) > room else 1

    def _room(self, row: Line, width: int) -> int:
        theme = self.look.theme
        edges = 2 * self.inset + theme.space.m + theme.space.s + 1
        return width - edges - self._left() - self._right(row)

    def _left(self) -> int:
        theme = self.look.theme
        return max(theme.size.mark, theme.size.icon) + theme.space.s + 2

    def _right(self, row: Line) -> int:
        look, gap = self.look, self.look.theme.space.m
        if row.key:
            wide = paint.keycap_width(look, row.key) + gap
        else:
            wide = look.width(row.right, "caption") + gap if row.right else 0
        return wide + (self._meter() + gap if row.progress else 0)

    def _meter(self) -> int:
        return round(9 * self.look.theme.type.body)

    def content(
        self, painter: QPainter, area: QRect, row: Line, *, chosen: bool, paper: QColor
    ) -> None:
        if row.heading:
            self._heading(painter, area, row)
            return
        look, theme = self.look, self.look.theme
        tall = area.height()
        if row.mark is not None:
            shape = QRect(area.x(), area.y(), theme.size.mark, tall)
            draw_mark(painter, look, shape, row.mark, paper=paper)
        elif row.icon:
            shape = QRect(area.x(), area.y(), theme.size.icon, tall)
            draw_icon(painter, row.icon, shape, look.colour("accent" if chosen else "muted"))
        self._at_right(painter, area, row)
        x = area.x() + self._left()
        room = area.right() - x - self._right(row)
        role, lines = _role(row), self._lines(row, room)
        title = look.height("small_strong") * lines
        detail = look.height("caption") if row.detail else 0
        top = area.y() + (tall - title - detail) // 2
        first = QRect(x, top, room, title)
        if lines > 1:
            paint.two_lines(painter, look, first, row.title, role)
        else:
            paint.line_of_text(painter, look, first, row.title, role)
        second = QRect(x, top + title, room, detail)
        paint.line_of_text(painter, look, second, row.detail, "caption", "muted")

    def _heading(self, painter: QPainter, area: QRect, row: Line) -> None:
        space = self.look.theme.space
        low = area.adjusted(-space.xs, space.s, 0, 0)
        paint.line_of_text(painter, self.look, low, row.title, "caption_strong")
        paint.line_of_text(
            painter, self.look, low, row.right, "caption", "muted", align=paint.RIGHT
        )

    def _at_right(self, painter: QPainter, area: QRect, row: Line) -> None:
        look, gap = self.look, self.look.theme.space.m
        used = 0
        if row.key:
            used = paint.keycap(painter, look, area, row.key) + gap
        elif row.right:
            used = look.width(row.right, "caption") + gap
            quiet = row.mark is None or row.mark is Mark.OPEN
            tone = "muted" if quiet or row.mark is None else row.mark.tone
            paint.line_of_text(painter, look, area, row.right, "caption", tone, align=paint.RIGHT)
        if row.progress:
            wide = self._meter()
            track = QRect(area.right() - used - wide, area.y(), wide, area.height())
            paint.bar(painter, look, track, *row.progress)


def _role(row: Line) -> str:
    return "small_strong" if row.detail else "small"
