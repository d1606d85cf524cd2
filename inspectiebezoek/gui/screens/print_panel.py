"""What to print: the summary to leave behind, the whole report, or only what asks for attention."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.line import Option
from inspectiebezoek.gui.parts.arrange import label
from inspectiebezoek.gui.parts.field import field_label
from inspectiebezoek.gui.parts.select import Select
from inspectiebezoek.gui.screens.panel import Panel


class PrintPanel(Panel):
    """Emits `chosen` with what; the dialog of the machine asks for the paper afterwards."""

    chosen = Signal(str)

    def __init__(self, look: Look, offered: Sequence[Option], first: str, parent: QWidget) -> None:
        say = look.say
        super().__init__(look, say("print.title"), say("print.do"), "report", parent)
        pairs = [(each.value, each.label) for each in offered]
        self.what = Select(look, say("print.what"), pairs, first)
        self.body.addLayout(field_label(look, say("print.what"), self.what))
        self.body.addWidget(self.what)
        self.body.addWidget(label(say("print.how"), "small", "muted", wrap=True))
        self.go.setFocus()

    def confirm(self) -> None:
        self.accept()
        self.chosen.emit(self.what.value())
