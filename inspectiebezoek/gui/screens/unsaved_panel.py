"""Text that the disk refuses would be gone when the window closes: say so, and show it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.parts.arrange import label
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.field import TextArea
from inspectiebezoek.gui.screens.panel import Panel


class UnsavedPanel(Panel):
    """The texts can be copied from here; `again` tries the disk, `given_up` lets them go."""

    again = Signal()
    given_up = Signal()

    def __init__(self, look: Look, texts: Sequence[str], parent: QWidget) -> None:
        super().__init__(look, look.say("unsaved.title"), look.say("unsaved.do"), "", parent)
        say = look.say
        self.body.addWidget(label(say("unsaved.explain"), "body", wrap=True))
        words = TextArea(look, say("unsaved.texts"), "\n\n".join(texts), 5)
        words.setReadOnly(True)
        self.body.addWidget(words)
        leave = Button(look, say("unsaved.leave"), "", "", "quiet")
        leave.clicked.connect(self._give_up)
        self.body.addWidget(leave)

    def confirm(self) -> None:
        self.accept()
        self.again.emit()

    def _give_up(self) -> None:
        self.accept()
        self.given_up.emit()
