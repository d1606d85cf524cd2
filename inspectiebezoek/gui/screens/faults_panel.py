"""Why a checklist cannot be opened: every fault with its place and its remedy."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.parts.arrange import label
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import RowList
from inspectiebezoek.gui.screens.panel import Panel


class FaultsPanel(Panel):
    """A list to go through; there is nothing to decide."""

    def __init__(
        self, look: Look, title: str, safe: str, lines: tuple[Line, ...], parent: QWidget
    ) -> None:
        super().__init__(look, title, look.say("faults.do"), "check", parent)
        self.body.addWidget(label(safe, "body", "muted", wrap=True))
        self.list = RowList(look, look.say("faults.name"), LineDelegate(look, wrap=True))
        self.list.setMinimumHeight(round(280 * look.theme.zoom**0.5))
        self.list.show_rows(lines, 0)
        self.body.addWidget(self.list)
        self.setMinimumWidth(round(720 * look.theme.zoom**0.5))
        self.cancel.hide()
        self.list.setFocus()

    def confirm(self) -> None:
        self.accept()
