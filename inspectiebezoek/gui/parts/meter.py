"""A bar of progress; the numbers always stand beside it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.look import Look


class Meter(QWidget):
    """How much of something is done."""

    def __init__(self, look: Look, name: str, done: int, total: int, wide: int = 120) -> None:
        super().__init__()
        self._look, self._name, self._wide = look, name, wide
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_progress(done, total)

    def show_progress(self, done: int, total: int) -> None:
        """Show how much of how much is done now."""
        self._done, self._total = done, total
        words = self._look.say("part.progress", name=self._name, done=done, total=total)
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._wide, 14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.bar(QPainter(self), self._look, self.rect(), self._done, self._total)
