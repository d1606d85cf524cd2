"""What the few dialogs share: a title, what is asked, a word about what is missing, two buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.parts.arrange import clear, column, label, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.focus_ring import FocusRing
from inspectiebezoek.gui.parts.message_bar import MessageBar


class Panel(QDialog):
    """A subclass fills `body` and says in `confirm` what the main button does; Esc does nothing."""

    def __init__(self, look: Look, title: str, act: str, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        space = look.theme.space
        self.setWindowTitle(title)
        self.body = QVBoxLayout()
        self.body.setSpacing(space.xs)
        self._fault = column()
        self.cancel = Button(look, look.say("part.cancel"), "", "Esc", "quiet", big=True)
        self.cancel.clicked.connect(self.reject)
        self.go = Button(look, act, icon, "", "primary", big=True)
        self.go.setDefault(True)
        self.go.clicked.connect(self.confirm)
        self.setLayout(
            column(
                *(label(title, "title"), self.body, self._fault),
                *(space.m, row(self.cancel, None, self.go)),
                gap=space.s,
                margins=(space.xl,) * 4,
            )
        )
        self.setMinimumWidth(round(520 * look.theme.zoom**0.5))
        self.ring = FocusRing(look, self)
        self._window = parent.window()
        self._before = QApplication.focusWidget()
        self.finished.connect(self._give_back)

    def _give_back(self) -> None:
        """One goes on where one was."""
        self._window.activateWindow()
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        """The main button was pressed."""
        raise NotImplementedError

    def refuse(self, words: str) -> None:
        """Say what is missing; the panel stays."""
        clear(self._fault)
        self._fault.addWidget(MessageBar(self.look, "caution", words))
