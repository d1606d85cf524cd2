"""The loose notes of the visit: Enter takes one to link it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.link import LinkOption
from inspectiebezoek.gui.parts.arrange import label
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import RowList
from inspectiebezoek.gui.screens.panel import Panel


class NotesPanel(Panel):
    """Emits `chosen` with the note that a person wants to link."""

    chosen = Signal(str)

    def __init__(self, look: Look, notes: tuple[LinkOption, ...], parent: QWidget) -> None:
        super().__init__(look, look.say("notes.title"), look.say("notes.do"), "link", parent)
        self._notes = notes
        self.list = RowList(look, look.say("notes.title"), LineDelegate(look, wrap=True))
        self.list.setMinimumHeight(round(240 * look.theme.zoom**0.5))
        self.list.show_rows([Line(each.label, each.detail, icon="note") for each in notes], 0)
        self.list.opened.connect(lambda _at: self.confirm())
        none = label(look.say("notes.none"), "body", "muted", wrap=True)
        (none if notes else self.list).hide()
        self.go.setEnabled(bool(notes))
        self.body.addWidget(none)
        self.body.addWidget(self.list)
        self.list.setFocus()

    def confirm(self) -> None:
        at = self.list.at()
        if 0 <= at < len(self._notes):
            self.accept()
            self.chosen.emit(self._notes[at].value)
