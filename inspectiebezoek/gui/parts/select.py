"""A drop-down list without a bevel: a field with a chevron."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.icons import draw_icon
from inspectiebezoek.gui.look.look import Look


class Select(QComboBox):
    """Emits `chosen` with the value when a person picks; (value, label) pairs go in."""

    chosen = Signal(str)

    def __init__(
        self, look: Look, name: str, choices: Sequence[tuple[str, str]], value: str = ""
    ) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for each, label in choices:
            self.addItem(label, each)
        self.show_value(value)
        self.activated.connect(lambda _at: self.chosen.emit(self.value()))

    def value(self) -> str:
        """The chosen value; empty when there is none."""
        return str(self.currentData() or "")

    def show_value(self, value: str) -> None:
        """Choose a value without a signal; an unknown one leaves the field empty."""
        self.setCurrentIndex(self.findData(value))

    def show_choices(self, choices: Sequence[tuple[str, str]], value: str) -> None:
        """Show other choices, and choose one, without a signal; only what differs is touched."""
        while self.count() > len(choices):
            self.removeItem(self.count() - 1)
        for at, (each, label) in enumerate(choices):
            if at == self.count():
                self.addItem(label, each)
                continue
            if self.itemText(at) != label:
                self.setItemText(at, label)
            if self.itemData(at) != each:
                self.setItemData(at, each)
        if self.value() != value or self.currentIndex() < 0:
            self.show_value(value)

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        words = [self._look.width(self.itemText(i)) for i in range(self.count())]
        wide = max(words, default=0) + 2 * theme.space.m + theme.size.icon
        return QSize(wide, theme.size.target + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(100, self._look.theme.size.target + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, theme = self._look, self._look.theme
        painter = QPainter(self)
        edge = look.colour("border" if self.isEnabled() else "divider")
        radius, thick = theme.radius.control, theme.size.line
        paint.box(painter, self.rect(), look.colour("ground"), edge, radius=radius, thick=thick)
        inner = self.rect().adjusted(theme.space.s + 2, 0, -theme.space.s, 0)
        words = inner.adjusted(0, 0, -theme.size.icon, 0)
        chosen = self.currentIndex() >= 0
        shown = self.currentText() if chosen else look.say("part.choose")
        paint.line_of_text(painter, look, words, shown, "body", "text" if chosen else "muted")
        size = theme.size.icon_small
        arrow = QRect(inner.right() - size, 0, size, self.height())
        draw_icon(painter, "down", arrow, look.colour("muted"))
