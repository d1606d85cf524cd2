"""Draw a visit in the list: where and what at the left, the team, and how far at the right."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.icons import draw_icon
from inspectiebezoek.gui.look.shapes import draw_mark
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.models.visits import VisitRow
from inspectiebezoek.gui.parts.rows import RowDelegate


def initials_of(name: str) -> str:
    """Two letters for a name: the first and the last part that begins with a capital."""
    parts = [part for part in name.split() if part[:1].isupper()] or name.split()
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


class VisitDelegate(RowDelegate):
    """Two lines, all on one set of columns."""

    def tall(self, _row: VisitRow, _width: int) -> int:
        look, space = self.look, self.look.theme.space
        return look.height("heading") + look.height("small") + 2 * space.m + space.xs

    def content(
        self, painter: QPainter, area: QRect, row: VisitRow, *, chosen: bool, paper: QColor
    ) -> None:
        look, theme = self.look, self.look.theme
        space = theme.space
        wide = area.width() > 46 * theme.type.body
        size = theme.size.icon + 4
        shape = QRect(area.x(), area.y(), size, area.height())
        draw_icon(painter, row.icon, shape, look.colour("accent" if chosen else "muted"))
        area = area.adjusted(size + space.m, 0, -space.xs, 0)
        right = round(11.5 * theme.type.body)
        team = round(7.2 * theme.type.body) if wide else 0
        line, low = look.height("heading"), look.height("small")
        top = area.y() + (area.height() - line - low - space.xxs) // 2
        room = area.width() - right - team - space.l
        first = QRect(area.x(), top, room, line)
        paint.line_of_text(painter, look, first, row.title, "heading")
        second = QRect(area.x(), top + line + space.xxs, room, low)
        about = " · ".join(part for part in (row.kind, row.dates) if part)
        paint.line_of_text(painter, look, second, about, "small", "muted")
        if wide:
            people = QRect(area.right() - right - team, area.y(), team, area.height())
            self._team(painter, people, row, chosen=chosen)
        x = area.right() - right + 1
        self._progress(painter, QRect(x, top, right, line), row, paper)
        state = QRect(x, top + line + space.xxs, theme.size.icon_small, low)
        if row.offline_words:
            draw_mark(painter, look, state, row.offline, paper=paper)
        words = QRect(state.right() + space.xs + 3, state.y(), right - state.width(), low)
        paint.line_of_text(painter, look, words, row.offline_words, "small", row.offline.tone)

    def _team(self, painter: QPainter, area: QRect, row: VisitRow, *, chosen: bool) -> None:
        size = round(26 * self.look.theme.zoom)
        y = area.y() + (area.height() - size) // 2
        for i, name in enumerate(row.team[:4]):
            disc = QRect(area.x() + i * (size - 3), y, size, size)
            tone = "ground" if chosen else "tint"
            paint.initials(painter, self.look, disc, initials_of(name), tone)

    def _progress(self, painter: QPainter, area: QRect, row: VisitRow, paper: QColor) -> None:
        look, space = self.look, self.look.theme.space
        # Before it was looked at, nobody knows how far it is.
        count = look.say("part.of", done=row.done, total=row.total) if row.total else ""
        role, tone = ("small_strong", "text") if row.done else ("small", "muted")
        wide = paint.line_of_text(painter, look, area, count, role, tone)
        if row.attention:
            size = look.theme.size.icon_small
            flag = QRect(area.x() + wide + space.m, area.y(), size, area.height())
            draw_mark(painter, look, flag, Mark.ATTENTION, paper=paper)
            words = look.count("visits.attention", row.attention)
            after = QRect(flag.right() + space.xs, area.y(), area.width(), area.height())
            paint.line_of_text(painter, look, after, words, "small", "caution", elide=False)
