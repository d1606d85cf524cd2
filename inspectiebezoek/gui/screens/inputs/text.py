"""Type an answer: words on one line or several, a number, a place on earth."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QLineEdit, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.checklist import QuestionItem, QuestionKind
from inspectiebezoek.gui.parts.arrange import column, row
from inspectiebezoek.gui.parts.field import LineField, TextArea
from inspectiebezoek.gui.screens.inputs.base import Input
from inspectiebezoek.gui.typed import (
    shown_decimal,
    shown_geopoint,
    shown_places,
    typed_decimal,
    typed_geopoint,
    typed_integer,
    typed_places,
)


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
            if "masked" in item.appearance:
                # Not for other eyes: nobody reads along over a shoulder.
                self.field.setEchoMode(QLineEdit.EchoMode.Password)
            else:
                self.field.offer(item.names)
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


class ReadInput(Input):
    """One line that is read; words that cannot be stay in the field and are said to be wrong."""

    _HINT: ClassVar[str]

    def __init__(self, look: Look, item: QuestionItem) -> None:
        super().__init__(look, item)
        self.field = LineField(look, self.accessibleName(), self._shown(item.value))
        self.field.setMaximumWidth(round(220 * look.theme.zoom))
        self.field.setReadOnly(item.readonly)
        self.field.typing.connect(self.typing)
        self.field.left.connect(self._left)
        self.setLayout(row(self.field, None))
        if item.draft is not None:
            _put_draft(self.field, item.draft)

    def _read(self, words: str) -> str | None:
        """The value of what was typed; None when it is none."""
        raise NotImplementedError

    def _shown(self, value: str) -> str:
        """The value as one would type it."""
        raise NotImplementedError

    def _left(self, words: str) -> None:
        value = "" if not words.strip() else self._read(words)
        self.field.setProperty("fault", "true" if value is None else "false")
        self.field.style().polish(self.field)
        if value is None:
            self.wrong.emit(self.look.say(self._HINT, words=words))
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
        """It is emptied in its field."""

    def first(self) -> QWidget | None:
        return self.field


class IntegerInput(ReadInput):
    """A whole number."""

    _HINT = "question.whole_number"

    def _read(self, words: str) -> str | None:
        return typed_integer(words)

    def _shown(self, value: str) -> str:
        return value


class DecimalInput(ReadInput):
    """A number with a comma or a point."""

    _HINT = "question.decimal_number"

    def _read(self, words: str) -> str | None:
        return typed_decimal(words)

    def _shown(self, value: str) -> str:
        return shown_decimal(value, self.look.language)


class GeopointInput(ReadInput):
    """A place on earth, typed as latitude and longitude."""

    _HINT = "question.no_geopoint"

    def __init__(self, look: Look, item: QuestionItem) -> None:
        super().__init__(look, item)
        self.field.setPlaceholderText(look.say("question.geopoint_hint"))
        self.field.setFixedWidth(round(380 * look.theme.zoom**0.5))

    def _read(self, words: str) -> str | None:
        return typed_geopoint(words)

    def _shown(self, value: str) -> str:
        return shown_geopoint(value)


class PlacesInput(ReadInput):
    """A line or an area on earth, typed as places between semicolons."""

    _HINT = "question.no_places"

    def __init__(self, look: Look, item: QuestionItem) -> None:
        super().__init__(look, item)
        self.field.setPlaceholderText(look.say("question.places_hint"))
        self.field.setMaximumWidth(16_777_215)

    def _read(self, words: str) -> str | None:
        return typed_places(words, closed=self.item.kind is QuestionKind.GEOSHAPE)

    def _shown(self, value: str) -> str:
        return shown_places(value)


def _put_draft(field: LineField | TextArea, words: str) -> None:
    if isinstance(field, LineField):
        field.setText(words)
    else:
        field.setPlainText(words)
