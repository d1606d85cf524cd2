"""A push button that shows its icon, its word and its key."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
)

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.icons import draw_icon
from inspectiebezoek.gui.look.look import Look


class Button(QPushButton):
    """`kind` is empty (secondary), `primary` (one per pane) or `quiet`."""

    def __init__(
        self,
        look: Look,
        words: str,
        icon: str = "",
        key: str = "",
        kind: str = "",
        *,
        big: bool = False,
        name: str = "",
        show_key: bool = True,
    ) -> None:
        super().__init__(words)
        self._look, self._icon, self._key = look, icon, key if show_key else ""
        self.setProperty("kind", kind)
        self.setProperty("big", "true" if big else "false")
        self.setAccessibleName(name or words)
        if key:
            self.setAccessibleDescription(look.say("part.shortcut", shortcut=key))
            self.setToolTip(f"{name or words} ({key})")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_words(self, words: str) -> None:
        """Say something else, such as to hold what plays now."""
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Stock buttons answer to the space bar only; people press Enter.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    @property
    def _role(self) -> str:
        return "strong" if self.property("kind") == "primary" else "body"

    def _widths(self) -> tuple[int, int, int]:
        words = self._look.width(self.text(), self._role) + 2 if self.text() else 0
        key = paint.keycap_width(self._look, self._key) if self._key else 0
        return (self._look.theme.size.icon if self._icon else 0), words, key

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        parts = [wide for wide in self._widths() if wide]
        inner = sum(parts) + theme.space.s * (len(parts) - 1)
        side = theme.space.m if self.text() else theme.space.s
        big = self.property("big") == "true"
        tall = theme.size.action if big else theme.size.target + 2
        least = self._look.height("body") + theme.space.s
        return QSize(max(tall, inner + 2 * side), max(tall, least))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        primary = self._role == "strong" and self.isEnabled()
        tone = "on_accent" if primary else "text" if self.isEnabled() else "muted"
        ink = self._look.colour(tone)
        icon, words, key = self._widths()
        gap = self._look.theme.space.s
        parts = [wide for wide in (icon, words, key) if wide]
        x = (self.width() - sum(parts) - gap * (len(parts) - 1)) // 2
        tall = self.height()
        if icon:
            draw_icon(painter, self._icon, QRect(x, 0, icon, tall), ink)
            x += icon + gap
        if words:
            area = QRect(x, 0, words, tall)
            paint.line_of_text(painter, self._look, area, self.text(), self._role, ink, elide=False)
            x += words + gap
        if key:
            quiet = ink if primary else self._look.colour("muted")
            paint.keycap(painter, self._look, QRect(x, 0, key, tall), self._key, colour=quiet)
