"""Cover the whole window at once, for when someone looks over your shoulder."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.parts.arrange import column, label, row
from inspectiebezoek.gui.parts.chip import Tag


class Cover(QFrame):
    """Lies over everything until Esc or Enter; it hides, it does not lock."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("surface", "ground")
        self.setAccessibleName(look.say("cover.name"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        words = label(look.say("cover.name"), "title")
        how = label(look.say("cover.how"), "body", "muted")
        self._length = Tag(look, "", mark=Mark.RECORDING, tone="bad", role="body")
        self._length.hide()
        self._look = look
        gap = look.theme.space.m
        self.setLayout(row(None, column(None, words, how, gap, self._length, None), None))
        self._before: QWidget | None = None
        window.installEventFilter(self)
        self.hide()

    def lie_down(self) -> None:
        """Cover the window."""
        self._before = QApplication.focusWidget()
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())
        self.raise_()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_recording(self, length: str) -> None:
        """Say that a recording runs; its key stops it from here too."""
        words = self._look.say("cover.recording", time=length, key=self._look.key("Ctrl D"))
        self._length.show_words(words if length else "", mark=Mark.RECORDING, tone="bad")
        self._length.setVisible(bool(length))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        window = self.parentWidget()
        if event.type() == QEvent.Type.Resize and window is not None:
            self.setGeometry(window.rect())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.hide()
            # What was under the cover may have been drawn anew meanwhile.
            if self._before is not None and isValid(self._before):
                self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        # Every other key stays here: nothing happens behind the cover.
