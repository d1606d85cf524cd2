"""News that goes away by itself, read out by a screen reader, never taking the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.parts.announce import announce
from inspectiebezoek.gui.parts.arrange import row


class Toast(QFrame):
    """One line at the bottom of the window; it waits while the mouse is on it."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        space = look.theme.space
        self.setLayout(row(self._words, margins=(space.l, space.m, space.l, space.m)))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, words: str) -> None:
        """Show the words for five seconds."""
        self._words.setText(words)
        self._words.setStyleSheet(f"color: {self._look.theme.colour.ground}")
        self.setAccessibleName(words)
        self.adjustSize()
        window = self.parentWidget()
        if window is None:
            return
        x = (window.width() - self.width()) // 2
        self.move(x, window.height() - self.height() - 3 * self._look.theme.size.target)
        self.raise_()
        self.show()
        self._timer.start(self._look.theme.duration.toast)
        announce(self, words)

    def words(self) -> str:
        """What it says or said last."""
        return self._words.text()

    def enterEvent(self, _event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, _event: QEvent) -> None:
        self._timer.start(self._look.theme.duration.toast)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        area = QRect(0, 0, self.width(), self.height())
        paint.box(QPainter(self), area, look.colour("text"), radius=look.theme.radius.card)
