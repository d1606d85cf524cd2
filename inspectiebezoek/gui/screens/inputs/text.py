"""Type an answer: words on one line or several, a whole number, a number with decimals."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.checklist import QuestionItem, QuestionKind
from inspectiebezoek.gui.parts.arrange import column, row
from inspectiebezoek.gui.parts.field import LineField, TextArea
from inspectiebezoek.gui.screens.inputs.base import Input
from inspectiebezoek.gui.typed import shown_decimal, typed_decimal, typed_integer


class TextInput(Input):
    """Free text; Enter goes on from one line, Tab leaves several lines."""

    def __init__(self, look: Look, item: QuestionItem) -> None:
        super().__init__(look, item)
        name = self.accessibleName()
        self.field: LineField | TextArea
        if item.kind is QuestionKind.MULTILINE:
            self.field = TextArea(look, name, item.value, lines=4)
        else:
            self.field = LineField(look, name, item.value)
        self.field.setReadOnly(item.readonly)
        self.field.typing.connect(self.typing)
        self.field.left.connect(self._left)
        self.setLayout(column(self.field))
        if item.draft is not None:
            _put_draft(self.field, item.draft)

    def _left(self, words: str) -> None:
        self.answered.emit(words)

    def show_item(self, item: QuestionItem) -> None:
        super().show_item(item)
        self.field.show_words(item.value)

    def commit(self) -> None:
        self.field.commit()

    def take_back(self) -> None:
        """Text is emptied in its field."""

    def first(self) -> QWidget | None:
        return self.field


class NumberInput(Input):
    """A number; words that are none stay in the field and are said to be wrong."""

    def __init__(self, look: Look, item: QuestionItem) -> None:
        super().__init__(look, item)
        whole = item.kind is QuestionKind.INTEGER
        self._read: Callable[[str], str | None] = typed_integer if whole else typed_decimal
        self._hint = "question.whole_number" if whole else "question.decimal_number"
        self.field = LineField(look, self.accessibleName(), self._shown(item.value))
        self.field.setMaximumWidth(round(220 * look.theme.zoom))
        self.field.setReadOnly(item.readonly)
        self.field.typing.connect(self.typing)
        self.field.left.connect(self._left)
        self.setLayout(row(self.field, None))
        if item.draft is not None:
            _put_draft(self.field, item.draft)

    def _shown(self, value: str) -> str:
        return shown_decimal(value, self.look.language)

    def _left(self, words: str) -> None:
        value = "" if not words.strip() else self._read(words)
        self.field.setProperty("fault", "true" if value is None else "false")
        self.field.style().polish(self.field)
        if value is None:
            self.wrong.emit(self.look.say(self._hint, words=words))
            # Kept as a draft: what was typed is not lost when one goes on.
            self.typing.emit(words)
            return
        self.wrong.emit("")
        self.answered.emit(value)

    def show_item(self, item: QuestionItem) -> None:
        super().show_item(item)
        self.field.show_words(self._shown(item.value))

    def commit(self) -> None:
        self.field.commit()

    def take_back(self) -> None:
        """A number is emptied in its field."""

    def first(self) -> QWidget | None:
        return self.field


def _put_draft(field: LineField | TextArea, words: str) -> None:
    if isinstance(field, LineField):
        field.setText(words)
    else:
        field.setPlainText(words)
