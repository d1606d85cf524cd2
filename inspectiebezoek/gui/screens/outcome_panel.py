"""Work beside the window and what it came to: how far it is, then a sentence and line by line."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.parts.arrange import clear, label
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import RowList
from inspectiebezoek.gui.screens.panel import Panel


class OutcomePanel(Panel):
    """Closing it, by Esc or a button, stops work that is under way.

    `busy` is said while it goes on, `name` is what a screen reader calls the lines.
    """

    def __init__(self, look: Look, title: str, busy: str, name: str, parent: QWidget) -> None:
        super().__init__(look, title, look.say("part.close"), "check", parent)
        self._name = name
        self.told = label(busy, "body_strong", wrap=True)
        self.body.addWidget(self.told)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(busy)
        self.progress.setRange(0, 0)
        self.body.addWidget(self.progress)
        self.list: RowList | None = None
        self.setMinimumWidth(round(720 * look.theme.zoom**0.5))
        self.go.setEnabled(False)
        self.cancel.setFocus()

    def show_progress(self, done: int, of: int) -> None:
        """So many of so many steps are done."""
        self.progress.setRange(0, of)
        self.progress.setValue(done)

    def show_outcome(self, words: str, lines: tuple[Line, ...] = ()) -> None:
        """What it came to, in a sentence, and what that rests on."""
        look = self.look
        clear(self.body)
        self.told = label(words, "body_strong", wrap=True)
        self.body.addWidget(self.told)
        if lines:
            self.list = RowList(look, self._name, LineDelegate(look, wrap=True))
            self.list.setMinimumHeight(round(240 * look.theme.zoom**0.5))
            self.list.show_rows(lines, 0)
            self.body.addWidget(self.list)
        self.go.setEnabled(True)
        self.cancel.hide()
        (self.list or self.go).setFocus()

    def confirm(self) -> None:
        self.accept()
