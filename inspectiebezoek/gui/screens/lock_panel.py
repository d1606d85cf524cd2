"""Set a passphrase on the laptop, take another one, or take it off."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.parts.arrange import label
from inspectiebezoek.gui.parts.field import LineField, field_label
from inspectiebezoek.gui.screens.panel import Panel

SET, CHANGE, REMOVE = "set", "change", "remove"


class LockPanel(Panel):
    """`given` carries the passphrase of now and the new one; it stays until it is accepted."""

    given = Signal(str, str)

    def __init__(self, look: Look, act: str, parent: QWidget) -> None:
        say = look.say
        super().__init__(look, say(f"lock.{act}"), say(f"lock.{act}_do"), "check", parent)
        self._act = act
        self.current = self._field("lock.current") if act != SET else None
        self.new = self._field("lock.new") if act != REMOVE else None
        self.again = self._field("lock.again") if act != REMOVE else None
        self.body.addWidget(label(say(f"lock.{act}_explain"), "small", "muted", wrap=True))
        first = self.current or self.new
        assert first is not None
        first.setFocus()

    def _field(self, key: str) -> LineField:
        look, words = self.look, self.look.say(key)
        made = LineField(look, words)
        made.setEchoMode(QLineEdit.EchoMode.Password)
        self.body.addLayout(field_label(look, words, made))
        self.body.addWidget(made)
        self.body.addSpacing(look.theme.space.xs)
        return made

    def confirm(self) -> None:
        current = self.current.text() if self.current else ""
        new = self.new.text() if self.new else ""
        if self.again is not None and self.again.text() != new:
            self.refuse(self.look.say("lock.differ"))
            return
        self.go.setEnabled(False)
        self.given.emit(current, new)

    def refuse(self, words: str) -> None:
        """Say what is missing; the panel stays."""
        super().refuse(words)
        self.go.setEnabled(True)
