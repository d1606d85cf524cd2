"""A quick note from anywhere; whatever way the panel is left, the words are kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.parts.arrange import label
from inspectiebezoek.gui.parts.field import TextArea
from inspectiebezoek.gui.screens.panel import Panel


class NotePanel(Panel):
    """Emits `typing` while one types, and `left` with the words once it closes."""

    typing = Signal(str)
    left = Signal(str)

    def __init__(self, look: Look, about: str, words: str, parent: QWidget) -> None:
        super().__init__(look, look.say("note.title"), look.say("note.do"), "note", parent)
        self.cancel.hide()
        if about:
            self.body.addWidget(label(look.say("note.about", about=about), "small", "muted"))
        self.words = TextArea(look, look.say("note.title"), words, 4)
        self.words.typing.connect(self.typing)
        self.body.addWidget(self.words)
        self.body.addWidget(label(look.say("note.how"), "small", "muted"))
        self.finished.connect(lambda _result: self.left.emit(self.words.toPlainText().strip()))
        self.words.setFocus(Qt.FocusReason.PopupFocusReason)

    def confirm(self) -> None:
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            super().keyPressEvent(event)
