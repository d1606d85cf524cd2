"""A check box whose tick follows the theme."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.icons import draw_icon
from inspectiebezoek.gui.look.look import Look


class Check(QCheckBox):
    """A stylesheet would drop the tick of the stock box, so this draws its own."""

    def __init__(self, look: Look, words: str, *, on: bool = False) -> None:
        super().__init__(words)
        self._look = look
        self.setAccessibleName(words)
        self.setChecked(on)

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        wide = theme.size.icon + theme.space.s + self._look.width(self.text()) + 4
        return QSize(wide, theme.size.target)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, theme, on = self._look, self._look.theme, self.isChecked()
        painter, size = QPainter(self), theme.size.icon
        area = QRect(1, (self.height() - size) // 2, size, size)
        fill, edge = ("accent", "accent") if on else ("ground", "border")
        radius = theme.radius.small
        paint.box(painter, area, look.colour(fill), look.colour(edge), radius=radius, thick=1.5)
        if on:
            draw_icon(painter, "check", area.adjusted(2, 2, -2, -2), look.colour("on_accent"))
        words = self.rect().adjusted(size + theme.space.s, 0, 0, 0)
        tone = "text" if self.isEnabled() else "muted"
        paint.line_of_text(painter, look, words, self.text(), "body", tone)
