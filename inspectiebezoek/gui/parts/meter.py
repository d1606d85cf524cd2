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
        self._look, self._done, self._total, self._wide = look, done, total, wide
        self.setAccessibleName(look.say("part.progress", name=name, done=done, total=total))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_progress(self, done: int) -> None:
        """Show that more is done of the same whole."""
        self._done = done
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._wide, 14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.bar(QPainter(self), self._look, self.rect(), self._done, self._total)
