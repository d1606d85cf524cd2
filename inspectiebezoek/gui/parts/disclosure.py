"""A line that opens to show more; a screen reader hears whether it is open."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.icons import draw_icon
from inspectiebezoek.gui.look.look import Look


class _Line(QPushButton):
    def __init__(self, look: Look, title: str, summary: str) -> None:
        super().__init__(title)
        self._look, self._summary = look, summary
        self.setCheckable(True)
        self.setAccessibleName(f"{title}: {summary}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell(self.isChecked())
        self.toggled.connect(self._tell)

    def _tell(self, opened: bool) -> None:
        key = "part.opened" if opened else "part.closed"
        self.setAccessibleDescription(self._look.say(key))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(120, self._look.theme.size.target + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, theme = self._look, self._look.theme
        painter = QPainter(self)
        fill, edge = look.colour("hover" if self.underMouse() else "panel"), look.colour("divider")
        radius, thick = theme.radius.control, theme.size.line
        paint.box(painter, self.rect(), fill, edge, radius=radius, thick=thick)
        inner = self.rect().adjusted(theme.space.m, 0, -theme.space.m, 0)
        size = theme.size.icon_small
        chevron = QRect(inner.x(), 0, size, self.height())
        name = "down" if self.isChecked() else "right"
        draw_icon(painter, name, chevron, look.colour("muted"))
        inner.adjust(size + theme.space.s, 0, 0, 0)
        wide = paint.line_of_text(painter, look, inner, self.text(), "small_strong")
        inner.adjust(wide + theme.space.m, 0, 0, 0)
        paint.line_of_text(painter, look, inner, self._summary, "small", "muted")


class Disclosure(QWidget):
    """A title with a summary, and below it the content that it opens."""

    def __init__(self, look: Look, title: str, summary: str, content: QWidget) -> None:
        super().__init__()
        self.line = _Line(look, title, summary)
        self._content = content
        content.setVisible(False)
        self.line.toggled.connect(content.setVisible)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.theme.space.s)
        layout.addWidget(self.line)
        layout.addWidget(content)
        self.setFocusProxy(self.line)
