"""Whether a report holds: how far the check is, then what it came to, line by line."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.parts.arrange import clear, label
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import RowList
from inspectiebezoek.gui.screens.panel import Panel


class VerdictPanel(Panel):
    """Closing it, by Esc or a button, stops a check that is under way."""

    def __init__(self, look: Look, file: str, parent: QWidget) -> None:
        title = look.say("verdict.title", file=file)
        super().__init__(look, title, look.say("verdict.do"), "check", parent)
        self.told = label(look.say("verdict.busy"), "body_strong", wrap=True)
        self.body.addWidget(self.told)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(look.say("verdict.busy"))
        self.progress.setRange(0, 0)
        self.body.addWidget(self.progress)
        self.list: RowList | None = None
        self.setMinimumWidth(round(720 * look.theme.zoom**0.5))
        self.go.setEnabled(False)
        self.cancel.setFocus()

    def show_progress(self, done: int, of: int) -> None:
        """So many of so many signatures are judged."""
        self.progress.setRange(0, of)
        self.progress.setValue(done)

    def show_verdict(self, words: str, lines: tuple[Line, ...]) -> None:
        """What it came to, in a sentence, and what that rests on."""
        look = self.look
        clear(self.body)
        self.told = label(words, "body_strong", wrap=True)
        self.body.addWidget(self.told)
        if lines:
            self.list = RowList(look, look.say("verdict.name"), LineDelegate(look, wrap=True))
            self.list.setMinimumHeight(round(240 * look.theme.zoom**0.5))
            self.list.show_rows(lines, 0)
            self.body.addWidget(self.list)
        self.go.setEnabled(True)
        self.cancel.hide()
        (self.list or self.go).setFocus()

    def confirm(self) -> None:
        self.accept()
