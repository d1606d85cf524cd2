"""Sync with honest counts, and settle differences side by side."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.sync import DifferenceItem, Side, SyncPage
from inspectiebezoek.gui.parts.arrange import clear, column, frame, label, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.message_bar import MessageBar
from inspectiebezoek.gui.parts.rows import ShortList


class SyncScreen(QWidget):
    """Emits `wanted` to start a run, and `chosen` (address, number of the side) for a choice."""

    wanted = Signal()
    chosen = Signal(str, int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("surface", "ground")
        self._look, self._page = look, SyncPage()
        self._begin = Button(look, look.say("sync.start"), "sync", "S", "primary")
        self._begin.clicked.connect(self._want)
        self._told = QVBoxLayout()
        self._list = ShortList(look, look.say("place.sync"), LineDelegate(look))
        self._differences = QVBoxLayout()
        self._differences.setSpacing(look.theme.space.m)
        space = look.theme.space
        title = label(look.say("sync.differences"), "heading")
        self.setLayout(
            column(
                row(self._begin, None),
                space.m,
                self._told,
                self._list,
                space.l,
                title,
                self._differences,
                None,
                margins=(space.xl, space.l, space.xl, space.l),
            )
        )

    def start(self) -> None:
        """Put the focus on the button that begins."""
        self._begin.setFocus()

    def show_page(self, page: SyncPage) -> None:
        """Show the counts and the differences."""
        look, self._page = self._look, page
        clear(self._told)
        self._told.addWidget(
            label(look.say("sync.counts", received=page.received, total=page.total), "title")
        )
        self._told.addWidget(
            label(look.say("sync.here", here=page.here, received=page.received), "body", "muted")
        )
        if page.running:
            self._told.addWidget(label(look.say("sync.running"), "body"))
        if not page.enrolled:
            self._told.addWidget(MessageBar(look, "caution", look.say("sync.not_enrolled")))
        if page.problem:
            self._told.addWidget(MessageBar(look, "caution", page.problem, page.problem_detail))
        self._begin.setEnabled(page.enrolled and not page.running)
        self._list.show_rows(page.items)
        clear(self._differences)
        for difference in page.differences[:1]:
            self._differences.addWidget(self._difference(difference))
        if not page.differences:
            self._differences.addWidget(label(look.say("sync.none"), "body", "muted"))

    def _want(self) -> None:
        self.wanted.emit()

    def _difference(self, difference: DifferenceItem) -> QWidget:
        sides = [
            self._side(difference, number, side) for number, side in enumerate(difference.sides)
        ]
        title = label(f"{difference.code}  {difference.title}", "strong", wrap=True)
        return frame(column(title, row(*sides), gap=self._look.theme.space.s))

    def _side(self, difference: DifferenceItem, number: int, side: Side) -> QWidget:
        look = self._look
        words = look.say("sync.choose", number=number + 1, who=side.who, answer=side.answer)
        button = Button(look, words, key=str(number + 1))
        button.clicked.connect(lambda: self.chosen.emit(difference.address, number))
        when = label(side.when, "caption", "muted")
        return frame(column(button, when, label(side.remark, "small", wrap=True), gap=4), "panel")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """S begins a run; a digit chooses that side of the first difference."""
        text = event.text().lower()
        if text == "s" and self._begin.isEnabled():
            self.wanted.emit()
        elif text.isdigit() and self._page.differences:
            first = self._page.differences[0]
            if 1 <= int(text) <= len(first.sides):
                self.chosen.emit(first.address, int(text) - 1)
        else:
            super().keyPressEvent(event)
