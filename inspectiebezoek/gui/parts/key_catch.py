"""A button that waits for the next key a person presses, and hands it over instead of doing it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.parts.announce import announce
from inspectiebezoek.gui.parts.button import Button

_HELD = (
    Qt.Key.Key_Control,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
)


class KeyCatch(Button):
    """Pressed, it listens for one key (`caught`); Esc or leaving it makes it stop."""

    caught = Signal(str)

    def __init__(self, look: Look, words: str, listening: str) -> None:
        # Qt sends events while the button is being made.
        self.listening = False
        super().__init__(look, words)
        self._words, self._waiting = words, listening
        self.clicked.connect(lambda: self._listen(on=True))

    def _listen(self, *, on: bool) -> None:
        if on != self.listening:
            self.listening = on
            self.show_words(self._waiting if on else self._words)
            if on:
                announce(self, self._waiting)

    def event(self, event: QEvent) -> bool:
        if self.listening and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                # Or the window would do what the key does now.
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
                return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        if event.key() in _HELD:
            return
        self._listen(on=False)
        if event.key() != Qt.Key.Key_Escape:
            kept = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            pressed = QKeySequence(int(event.key()) | kept.value)
            self.caught.emit(pressed.toString(QKeySequence.SequenceFormat.PortableText))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._listen(on=False)
        super().focusOutEvent(event)
