"""The widget with which one question is answered, by its kind."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.checklist import QuestionItem, QuestionKind, keys_of
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.parts.answer import Answer, Tick, one_tab_stop
from inspectiebezoek.gui.parts.arrange import label
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.field import LineField, TextArea
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import ShortList


class AnswerPane(QWidget):
    """Emits `given` with XForms text, `typing` while text is typed, `row_opened`, `row_wanted`."""

    given = Signal(str)
    typing = Signal(str)
    row_opened = Signal(str)
    row_wanted = Signal()

    def __init__(self, look: Look, item: QuestionItem) -> None:
        super().__init__()
        self._look, self._item = look, item
        self._buttons: dict[str, Answer | Tick] = {}
        self._start: QWidget | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(look.theme.space.s)
        self._build()

    def start(self) -> None:
        """Put the focus where one answers."""
        (self._start or self).setFocus()

    def press(self, digit: str) -> bool:
        """A digit was pressed: choose that answer; false when there is none."""
        button = self._buttons.get(digit)
        if button is None:
            return False
        button.setChecked(not button.isChecked() if isinstance(button, Tick) else True)
        button.setFocus()
        return True

    def commit(self) -> None:
        """Hand over what was typed and not handed over yet."""
        if isinstance(self._start, LineField | TextArea):
            self._start.commit()

    def _build(self) -> None:
        item = self._item
        if item.readonly or item.kind in (QuestionKind.NOTE, QuestionKind.CALCULATED):
            self._box.addWidget(label(item.shown or "–", "heading", wrap=True))
        elif item.kind is QuestionKind.SELECT_ONE:
            self._one()
        elif item.kind is QuestionKind.SELECT_MULTIPLE:
            self._several()
        elif item.kind is QuestionKind.REPEAT:
            self._rows()
        else:
            self._text()

    def _one(self) -> None:
        group = QButtonGroup(self)
        for choice, digit in zip(self._item.choices, keys_of(self._item.choices), strict=True):
            button = Answer(self._look, choice.label, digit, mark=choice.mark)
            group.addButton(button)
            button.setChecked(choice.value == self._item.value)
            button.toggled.connect(
                lambda on, value=choice.value: self.given.emit(value) if on else None
            )
            self._keep(button, digit)
        one_tab_stop(group)
        self._start = group.checkedButton() or self._start

    def _several(self) -> None:
        chosen = self._item.value.split()
        for choice, digit in zip(self._item.choices, keys_of(self._item.choices), strict=True):
            tick = Tick(self._look, choice.label, digit)
            tick.setChecked(choice.value in chosen)
            tick.toggled.connect(lambda _on: self._ticked())
            tick.setProperty("value", choice.value)
            self._keep(tick, digit)

    def _ticked(self) -> None:
        ticks = self.findChildren(Tick)
        self.given.emit(" ".join(str(each.property("value")) for each in ticks if each.isChecked()))

    def _keep(self, button: Answer | Tick, digit: str) -> None:
        if digit:
            self._buttons[digit] = button
        self._start = self._start or button
        self._box.addWidget(button)

    def _rows(self) -> None:
        rows = tuple(
            Line(each.label, each.detail, each.mark, ref=each.ref) for each in self._item.rows
        )
        listed = ShortList(self._look, self._look.say("checklist.rows"), LineDelegate(self._look))
        listed.show_rows(rows, 0 if rows else -1)
        listed.opened.connect(lambda at: self.row_opened.emit(rows[at].ref))
        add = Button(self._look, self._look.say("checklist.add_row"), "plus")
        add.clicked.connect(self._want_row)
        add.setEnabled(self._item.can_add)
        self._box.addWidget(listed)
        self._box.addWidget(add)
        self._start = listed if rows else add

    def _want_row(self) -> None:
        self.row_wanted.emit()

    def _text(self) -> None:
        words = self._item.draft if self._item.draft is not None else self._item.value
        name = self._item.label
        field: LineField | TextArea
        if self._item.kind is QuestionKind.MULTILINE:
            field = TextArea(self._look, name, words, lines=6)
        else:
            field = LineField(self._look, name, words)
        field.left.connect(self.given.emit)
        field.typing.connect(self.typing.emit)
        self._box.addWidget(field)
        self._start = field
