"""Choose one or several of many answers: a field that narrows the list below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.checklist import Choice, QuestionItem
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.parts.arrange import column, label, row
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import RowList
from inspectiebezoek.gui.screens.inputs.base import Input


class SearchChoice(Input):
    """Type to narrow, arrow down into the list, Enter chooses; the answer stays in view."""

    def __init__(self, look: Look, item: QuestionItem) -> None:
        super().__init__(look, item)
        self._shown: tuple[Choice, ...] = ()
        self._chosen = label("", "heading", wrap=True)
        self._search = _Narrowing()
        self._search.setAccessibleName(look.say("question.search"))
        self._search.setPlaceholderText(look.say("question.search_hint"))
        leading = QLineEdit.ActionPosition.LeadingPosition
        self._search.addAction(look.icon("search", "muted"), leading)
        self._search.textChanged.connect(lambda _text: self._narrow())
        self._count = label("", "small", "muted")
        self._list = RowList(look, look.say("question.answers"), LineDelegate(look))
        self._list.setMinimumHeight(round(190 * look.theme.zoom))
        self._list.opened.connect(self._pick)
        self._list.clicked.connect(lambda index: self._pick(index.row()))
        for part in (self._search, self._list):
            part.setEnabled(not item.readonly)
        top = row(self._search, self._count, gap=look.theme.space.m)
        self.setLayout(column(self._chosen, top, self._list, gap=look.theme.space.s))
        self.show_item(item)

    def show_item(self, item: QuestionItem) -> None:
        super().show_item(item)
        chosen = self._values()
        known = ", ".join(each.label for each in item.choices if each.value in chosen)
        self._chosen.setText(known)
        self._chosen.setVisible(bool(known))
        self._narrow()

    def _narrow(self) -> None:
        words = self._search.text().casefold().split()
        self._shown = tuple(
            each
            for each in self.item.choices
            if all(word in each.label.casefold() for word in words)
        )
        chosen = self._values()
        lines = [
            Line(each.label, mark=Mark.DONE if each.value in chosen else None)
            for each in self._shown
        ]
        self._list.show_rows(lines, self._stand())
        self._count.setText(self.look.count("question.found", len(self._shown)))

    def _values(self) -> list[str]:
        return [self.item.value] if self.item.value else []

    def _stand(self) -> int:
        """The row to stand at: the answer, where it is among those shown."""
        return next((i for i, each in enumerate(self._shown) if each.value in self._values()), -1)

    def _pick(self, at: int) -> None:
        if 0 <= at < len(self._shown):
            self.answered.emit(self._shown[at].value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typing = self._search.hasFocus()
        if typing and event.key() == Qt.Key.Key_Down and self._shown:
            self._list.setFocus(Qt.FocusReason.TabFocusReason)
            self._list.choose(max(0, self._list.at()))
        elif typing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if len(self._shown) == 1:
                self._pick(0)
            elif self._search.text():
                return
            else:
                event.ignore()
        else:
            event.ignore()

    def first(self) -> QWidget | None:
        return self._search


class _Narrowing(QLineEdit):
    """The field to type in; with nothing in it, Backspace goes back a question as elsewhere."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            event.ignore()
        else:
            super().keyPressEvent(event)


class SearchMany(SearchChoice):
    """The same for several answers: Enter chooses one more, or takes it away again."""

    def _values(self) -> list[str]:
        return self.item.value.split()

    def _stand(self) -> int:
        at = self._list.at()
        return at if 0 <= at < len(self._shown) else -1

    def _pick(self, at: int) -> None:
        if not 0 <= at < len(self._shown):
            return
        picked, known = self._shown[at].value, self._values()
        wanted = {*known, picked} if picked not in known else set(known) - {picked}
        order = [each.value for each in self.item.choices if each.value in wanted]
        self.answered.emit(" ".join(order))
