"""A visit leaves this laptop, or comes back; both wait for the office, so the panels stay."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.parts.announce import announce
from inspectiebezoek.gui.parts.arrange import clear, label
from inspectiebezoek.gui.parts.explained import explained
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import RowList
from inspectiebezoek.gui.screens.panel import Panel


class WaitingPanel(Panel):
    """A panel that stays while the office is asked; one cannot go on working behind it."""

    def __init__(self, look: Look, title: str, act: str, icon: str, parent: QWidget) -> None:
        super().__init__(look, title, act, icon, parent)
        self.busy = label("", "small", wrap=True)

    def wait(self) -> None:
        """The office is being asked."""
        self.go.setEnabled(False)
        self.cancel.setEnabled(False)
        clear(self._fault)
        self.busy.setText(self.look.say("leaving.busy"))
        announce(self, self.busy.text())

    @property
    def waiting(self) -> bool:
        """True while the office is asked."""
        return not self.go.isEnabled()

    def refuse(self, words: str) -> None:
        """Say what stood in the way; the panel stays."""
        self.go.setEnabled(True)
        self.cancel.setEnabled(True)
        self.busy.setText("")
        super().refuse(words)

    def reject(self) -> None:
        if not self.waiting:
            super().reject()


class PurgePanel(WaitingPanel):
    """Says what goes and what stays; `given` when a person wants it. `held`: changes, files.

    `given` tells whether it was offered to let go also of what the office may never have had.
    """

    given = Signal(bool)

    def __init__(self, look: Look, title: str, held: tuple[int, int], parent: QWidget) -> None:
        say, space = look.say, look.theme.space
        super().__init__(look, say("purge.title"), say("purge.do"), "trash", parent)
        self.body.addWidget(label(title, "heading", wrap=True))
        changes, files = held
        told = (
            ("goes", say("purge.goes_told", changes=changes, files=files)),
            ("stays", say("purge.stays_told")),
            ("when", say("purge.when_told")),
        )
        self.body.addSpacing(space.xs)
        parts = [(say(f"purge.{key}"), words) for key, words in told]
        self.body.addLayout(explained(look, parts))
        self.body.addWidget(self.busy)
        self.body.addStretch(1)
        self.setMinimumWidth(round(600 * look.theme.zoom**0.5))
        self.cancel.setFocus()
        self._anyway = False

    def offer_anyway(self) -> None:
        """The office destroyed it: a person may let go of what it may never have had."""
        self._anyway = True
        self.go.setText(self.look.say("purge.anyway"))
        self.cancel.setFocus()

    def confirm(self) -> None:
        self.wait()
        self.given.emit(self._anyway)


class FetchPanel(WaitingPanel):
    """The visits that were taken from this laptop; `given` carries the id of the chosen one."""

    given = Signal(str)

    def __init__(self, look: Look, lines: tuple[Line, ...], parent: QWidget) -> None:
        say = look.say
        super().__init__(look, say("fetch.title"), say("fetch.do"), "sync", parent)
        self._lines = lines
        key = "fetch.explain" if lines else "fetch.none"
        self.body.addWidget(label(say(key), "body", "muted", wrap=True))
        self.list = RowList(look, say("fetch.title"), LineDelegate(look, wrap=True))
        self.list.setMinimumHeight(round(150 * look.theme.zoom**0.4))
        self.list.setVisible(bool(lines))
        self.list.opened.connect(lambda _at: self.confirm())
        self.body.addWidget(self.list)
        self.body.addWidget(self.busy)
        self.list.show_rows(lines, 0 if lines else -1)
        self.go.setVisible(bool(lines))
        (self.list if lines else self.cancel).setFocus()

    def confirm(self) -> None:
        if self.waiting:
            return
        self.wait()
        self.given.emit(self._lines[self.list.at()].ref)
