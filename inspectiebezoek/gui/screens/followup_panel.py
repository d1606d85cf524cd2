"""Follow up earlier recommendations: a digit gives the one at hand its state."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.checklist import keys_of
from inspectiebezoek.gui.models.followup import Followup, FollowupPage
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.parts.arrange import clear, label
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.even_grid import EvenGrid
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import RowList
from inspectiebezoek.gui.screens.panel import Panel


class FollowupPanel(Panel):
    """Emits `stated` with a recommendation and a state, `taken` with one that has no row yet.

    Each is written at once; the panel stays, for the next one.
    """

    stated = Signal(object, str)
    taken = Signal(object)

    def __init__(self, look: Look, page: FollowupPage, parent: QWidget) -> None:
        say = look.say
        super().__init__(look, say("followup.title"), say("followup.do"), "check", parent)
        self.cancel.hide()
        self._page = FollowupPage()
        self.list = RowList(look, say("followup.title"), LineDelegate(look, wrap=True))
        self.list.setMinimumHeight(round(180 * look.theme.zoom**0.5))
        self.list.opened.connect(lambda _at: self._take())
        self._states = EvenGrid(look.theme.space.s, 4)
        self._how = label("", "small", "muted", wrap=True)
        self.body.addWidget(self.list)
        self.body.addWidget(self._how)
        self.body.addLayout(self._states)
        self.setMinimumWidth(round(720 * look.theme.zoom**0.5))
        self.show_page(page)
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_page(self, page: FollowupPage) -> None:
        """Show the recommendations as they stand now; one stays at the same one."""
        at, grown = max(0, self.list.at()), page.states != self._page.states
        if grown:
            self._draw_states(page)
        self._page = page
        self.list.show_rows([_line(each) for each in page.lines], min(at, len(page.lines) - 1))
        if not page.lines:
            words = "followup.none"
        else:
            words = "followup.how" if page.states else "followup.take"
        self._how.setText(self.look.say(words))
        if grown and self.isVisible():
            # Laid out on the next round of Qt, then there is more to see.
            QTimer.singleShot(0, self, self.fit)

    def _draw_states(self, page: FollowupPage) -> None:
        clear(self._states)
        for choice, key in zip(page.states, keys_of(page.states), strict=True):
            button = Button(self.look, choice.label, "", key, "quiet")
            button.clicked.connect(lambda _on=False, value=choice.value: self._state(value))
            self._states.addWidget(button)

    def _here(self) -> Followup | None:
        at = self.list.at()
        return self._page.lines[at] if 0 <= at < len(self._page.lines) else None

    def _state(self, value: str) -> None:
        here = self._here()
        if here is not None:
            self.stated.emit(here, value)

    def _take(self) -> None:
        here = self._here()
        if here is not None and not here.ref:
            self.taken.emit(here)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = keys_of(self._page.states)
        if event.text() and event.text() in keys:
            self._state(self._page.states[keys.index(event.text())].value)
        else:
            super().keyPressEvent(event)

    def confirm(self) -> None:
        self.accept()


def _line(followup: Followup) -> Line:
    mark = Mark.DONE if followup.state else Mark.OPEN
    return Line(followup.text, followup.label, mark, right=followup.state)
