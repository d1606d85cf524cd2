"""The rows of a repeat: open one, add one, add one like it, take one away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.checklist import QuestionItem, RepeatRow
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.parts.arrange import column, label, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import ShortList
from inspectiebezoek.gui.screens.inputs.base import Input


class RepeatRows(Input):
    """Enter opens a row as a page of its own; taking away can be undone by the log."""

    row_opened = Signal(str)
    row_added = Signal()
    row_copied = Signal(str)
    row_removed = Signal(str)

    def __init__(self, look: Look, item: QuestionItem) -> None:
        super().__init__(look, item)
        say, space = look.say, look.theme.space
        self._empty = label(say("question.no_rows"), "body", "muted", wrap=True)
        self._list = ShortList(look, self.accessibleName(), LineDelegate(look, wrap=True))
        self._list.opened.connect(self._open)
        self.add = Button(look, say("question.add_row"), "plus", "+")
        self.add.clicked.connect(self.row_added)
        self._open_button = Button(look, say("question.open_row"), "next")
        self._open_button.clicked.connect(lambda: self._open(self._list.at()))
        self._copy = Button(look, say("question.copy_row"), "copy", "D")
        self._copy.clicked.connect(lambda: self._about(self.row_copied))
        self._remove = Button(look, say("question.remove_row"), "trash", "", "quiet")
        self._remove.clicked.connect(self._take_away)
        tools = row(self.add, self._open_button, self._copy, self._remove, None)
        self.setLayout(column(self._empty, self._list, space.s, tools, gap=space.xs))
        self.show_item(item)

    def show_item(self, item: QuestionItem) -> None:
        super().show_item(item)
        lines = [_line(each) for each in item.rows]
        self._list.show_rows(lines, min(max(0, self._list.at()), len(lines) - 1))
        self._list.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self._open_button.setEnabled(bool(lines))
        may = item.can_add and not item.readonly
        self.add.setVisible(may)
        for button in (self._copy, self._remove):
            button.setVisible(may)
            button.setEnabled(bool(lines))

    def _open(self, at: int) -> None:
        if 0 <= at < len(self.item.rows):
            self.row_opened.emit(self.item.rows[at].ref)

    def _take_away(self) -> None:
        self._about(self.row_removed)

    def _about(self, signal: SignalInstance) -> None:
        at = self._list.at()
        if 0 <= at < len(self.item.rows):
            signal.emit(self.item.rows[at].ref)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Plus and self.add.isVisible():
            self.row_added.emit()
        elif event.key() == Qt.Key.Key_D and not event.modifiers() and self._copy.isVisible():
            self._about(self.row_copied)
        elif event.key() == Qt.Key.Key_Delete and self._remove.isVisible():
            self._take_away()
        else:
            event.ignore()

    def take_back(self) -> None:
        """Rows are taken away one by one."""

    def first(self) -> QWidget | None:
        return self._list if self.item.rows else self.add


def _line(row: RepeatRow) -> Line:
    done, total = row.done
    right = f"{done}/{total}" if total else ""
    return Line(row.label, row.detail, row.mark, right=right, progress=row.done if total else None)
