"""A line or block that says something about what stands above it; it never blocks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.icons import draw_icon
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.parts.arrange import column, label, row

_ICONS = {"info": "info", "caution": "warning", "bad": "error", "good": "check"}


class MessageBar(QFrame):
    """`tone` is info, good, caution or bad; `actions` are buttons at the right."""

    def __init__(
        self, look: Look, tone: str, title: str, body: str = "", actions: Sequence[QWidget] = ()
    ) -> None:
        super().__init__()
        space = look.theme.space
        self._look, self._tone = look, tone
        self.setAccessibleName(f"{title} {body}".strip())
        words = column(gap=space.xxs)
        words.addWidget(label(title, "small_strong" if body else "small", wrap=True))
        if body:
            words.addWidget(label(body, "small", wrap=True))
        line = row(
            look.theme.size.icon + space.s,
            words,
            *actions,
            margins=(space.m, space.s, space.s, space.s),
        )
        line.setStretch(1, 1)
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, theme, painter = self._look, self._look.theme, QPainter(self)
        tone = look.colour(self._tone)
        tint, edge = look.colour(f"{self._tone}_tint"), tone if theme.heavy else None
        paint.box(painter, self.rect(), tint, edge, radius=theme.radius.control)
        paint.box(painter, QRect(0, 0, 3, self.height()), tone, radius=1.5)
        size, line = theme.size.icon, look.height("small_strong")
        one_line = self.height() < 2 * line + 2 * theme.space.s
        top = (self.height() - size) // 2 if one_line else theme.space.s + (line - size) // 2 + 2
        draw_icon(painter, _ICONS[self._tone], QRect(theme.space.m, top, size, size), tone)
