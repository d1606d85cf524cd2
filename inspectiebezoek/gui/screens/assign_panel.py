"""Who of the team gets a chapter: an agreement between colleagues, never a lock."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.link import LinkOption
from inspectiebezoek.gui.parts.arrange import label
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import RowList
from inspectiebezoek.gui.screens.panel import Panel


class AssignPanel(Panel):
    """Emits `assigned` with the person, or empty for nobody."""

    assigned = Signal(str)

    def __init__(
        self, look: Look, about: str, options: tuple[LinkOption, ...], parent: QWidget
    ) -> None:
        super().__init__(look, look.say("assign.title"), look.say("assign.do"), "team", parent)
        self._options = options
        self.list = RowList(look, look.say("assign.title"), LineDelegate(look))
        self.list.setMinimumHeight(round(200 * look.theme.zoom**0.4))
        now = look.say("assign.now")
        lines = [
            Line(each.label, each.detail, icon="person", right=now if each.on else "")
            for each in options
        ]
        at = next((i for i, each in enumerate(options) if each.on), 0)
        self.list.show_rows(lines, at)
        self.list.opened.connect(lambda _at: self.confirm())
        self.body.addWidget(label(about, "body", "muted", wrap=True))
        self.body.addWidget(self.list)
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def confirm(self) -> None:
        at = self.list.at()
        if 0 <= at < len(self._options):
            self.accept()
            self.assigned.emit(self._options[at].value)
