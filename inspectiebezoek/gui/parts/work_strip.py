"""What is under way beside the work: a word, a bar, and a way to stop it; it never blocks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.parts.announce import announce
from inspectiebezoek.gui.parts.arrange import clear, label
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.meter import Meter


class WorkStrip(QFrame):
    """A line above the screens while something long is under way; hidden otherwise."""

    stop_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("surface", "panel")
        self._line = QHBoxLayout(self)
        self._words, self._percent, self._measured = "", -1, True
        self._label = QLabel()
        self._meter = Meter(look, "", 0, 100)
        self.hide()

    def begin(self, words: str, *, measured: bool = True) -> None:
        """Say what is under way now; what waits for a person cannot be measured."""
        self._words, self._percent, self._measured = words, 0, measured
        self.restyle()
        self.show()
        announce(self, words)

    def advance(self, done: int, total: int) -> None:
        """Show how far it is."""
        percent = 100 * done // max(1, total)
        if percent != self._percent:
            self._percent = percent
            self._label.setText(self._told())
            self._meter.show_progress(percent, 100)

    def end(self) -> None:
        """It is over, whatever came of it."""
        self._percent = -1
        self.hide()

    def _told(self) -> str:
        if not self._measured:
            return self._words
        return self._look.say("work.percent", words=self._words, percent=self._percent)

    def restyle(self) -> None:
        """Made anew in the look of now."""
        if self._percent < 0:
            return
        look, space = self._look, self._look.theme.space
        clear(self._line)
        self._line.setContentsMargins(space.xl, space.xs, space.xl, space.xs)
        self._line.setSpacing(space.m)
        self._label = label(self._told(), "small_strong")
        self._meter = Meter(look, self._words, self._percent, 100, wide=240)
        stop = Button(look, look.say("work.stop"), "cross", "", "quiet")
        stop.clicked.connect(self.stop_asked)
        self._line.addWidget(self._label)
        self._line.addWidget(self._meter)
        self._meter.setVisible(self._measured)
        self._line.addStretch(1)
        self._line.addWidget(stop)
