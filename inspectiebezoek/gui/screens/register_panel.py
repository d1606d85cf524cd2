"""One register of the visit, such as its conversations: go into a row, or begin a new one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.registers import RegisterPage
from inspectiebezoek.gui.parts.arrange import label
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import RowList
from inspectiebezoek.gui.screens.panel import Panel


class RegisterPanel(Panel):
    """`opened` carries the row that one goes into; `added`: a new one is asked."""

    opened = Signal(str)
    added = Signal()

    def __init__(self, look: Look, page: RegisterPage, parent: QWidget) -> None:
        super().__init__(look, page.title, look.say("register.new"), "plus", parent)
        say = look.say
        self._page = page
        self.list = RowList(look, page.title, LineDelegate(look, wrap=True))
        self.list.setMinimumHeight(round(260 * look.theme.zoom**0.3))
        self.list.show_rows(page.lines, 0 if page.lines else -1)
        self.list.opened.connect(self._open)
        self.list.setVisible(bool(page.lines))
        none = label(say("register.none"), "body", "muted", wrap=True)
        none.setVisible(not page.lines)
        how = label(say("register.how"), "small", "muted", wrap=True)
        self.go_in = Button(look, say("register.open"), "next", "Enter")
        self.go_in.clicked.connect(lambda: self._open(self.list.at()))
        self.go_in.setVisible(bool(page.lines))
        self.body.addWidget(none)
        self.body.addWidget(self.list)
        self.body.addWidget(how)
        self.foot.insertWidget(self.foot.count() - 1, self.go_in)
        self.go.setEnabled(page.can_add)
        if page.lines:
            self.go.setDefault(False)
            self.go.setAutoDefault(False)
        first = self.list if page.lines else self.go
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def _open(self, at: int) -> None:
        if 0 <= at < len(self._page.lines):
            self.accept()
            self.opened.emit(self._page.lines[at].ref)

    def confirm(self) -> None:
        self.accept()
        self.added.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Plus and self.go.isEnabled():
            self.confirm()
        else:
            super().keyPressEvent(event)
