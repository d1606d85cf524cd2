"""What the few dialogs share: a title, what is asked, a word about what is missing, two buttons."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.menus import Menus
from inspectiebezoek.gui.parts.announce import announce
from inspectiebezoek.gui.parts.arrange import clear, column, label, row, scroll
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.focus_ring import FocusRing
from inspectiebezoek.gui.parts.message_bar import MessageBar

_RING = 4
"""Pixels around what is asked, in which the focus ring is drawn."""
_LEAST = 80
"""Pixels that what is asked keeps, however large the text."""


class Panel(QDialog):
    """A subclass fills `body` and says in `confirm` what the main button does; Esc does nothing.

    `LARGE`: it takes all the room that the window has, not just what it asks for.
    """

    LARGE: ClassVar[bool] = False

    def __init__(self, look: Look, title: str, act: str, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        space = look.theme.space
        self.setWindowTitle(title)
        self._paper = QWidget()
        self.body = QVBoxLayout(self._paper)
        self.body.setContentsMargins(*(_RING,) * 4)
        self.body.setSpacing(space.xs)
        self._area = scroll(self._paper)
        self._fault = column()
        self.cancel = Button(look, look.say("part.cancel"), "", "Esc", "quiet", big=True)
        self.cancel.clicked.connect(self.reject)
        self.go = Button(look, act, icon, "", "primary", big=True)
        self.go.setDefault(True)
        self.go.clicked.connect(self.confirm)
        self.foot = row(self.cancel, None, self.go)
        self.setLayout(
            column(
                *(label(title, "title", wrap=True), self._area, self._fault),
                *(space.m, self.foot),
                gap=space.s,
                margins=(space.xl,) * 4,
            )
        )
        self.setMinimumWidth(round(520 * look.theme.zoom**0.5))
        self.ring = FocusRing(look, self)
        self._window = parent.window()
        self._before = QApplication.focusWidget()
        # A panel closes the window off, also for its keys; these few are heard all the same.
        menus = self._window.findChild(Menus)
        self.addActions(menus.through() if menus is not None else [])
        self.finished.connect(self._give_back)

    def showEvent(self, event: QShowEvent) -> None:
        # The buttons were made before what is asked; Tab comes to them after it.
        last = self.previousInFocusChain()
        for button in (self.cancel, self.go):
            if last is not None and last is not button and not button.isHidden():
                QWidget.setTabOrder(last, button)
                last = button
        self.fit()
        super().showEvent(event)

    def make_room(self, picture: QWidget) -> None:
        """Be wide enough for a picture of a fixed size, also beside a scroll bar."""
        edges = 2 * (self.look.theme.space.xl + _RING) + self.look.theme.size.icon
        self.setMinimumWidth(max(self.minimumWidth(), picture.width() + edges))

    def fit(self) -> None:
        """As tall as what is asked; on a screen too small for that, it scrolls."""
        window = self._window
        if self.LARGE:
            air = 2 * self.look.theme.space.xxl
            self.resize(window.width() - air, window.height() - air)
            return
        edges = 2 * self.look.theme.space.xl + self.look.theme.size.icon
        # What is asked is never cut off at the side, also beside a scroll bar.
        least = min(self._paper.minimumSizeHint().width() + edges, window.width())
        paper = self._paper.sizeHint().width()
        wide = max(self.minimumWidth(), self.sizeHint().width(), paper, least)
        inner = self._paper.sizeHint().height()
        if self._paper.hasHeightForWidth():
            inner = self._paper.heightForWidth(wide - 2 * self.look.theme.space.xl)
        # Below its own least height it would scroll, however much room there is.
        inner = max(inner, self._paper.minimumSizeHint().height())
        self._area.setMinimumHeight(min(inner, _LEAST))
        rest = self.sizeHint().height() - self._area.sizeHint().height()
        room = window.height() - 2 * self.look.theme.space.s
        self.resize(wide, min(rest + inner, room))

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
        announce(self, words)
        if self.isVisible():
            self.fit()
