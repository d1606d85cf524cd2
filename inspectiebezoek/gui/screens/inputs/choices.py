"""Choose one or several of a few answers: big buttons, one digit each."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.checklist import QuestionItem, keys_of
from inspectiebezoek.gui.parts.answer import Answer, Tick, one_tab_stop
from inspectiebezoek.gui.parts.even_grid import EvenGrid
from inspectiebezoek.gui.screens.inputs.base import Input


def _columns(item: QuestionItem, usual: int) -> int:
    """How many answers may stand beside each other: `columns-2` says so, `likert` wants all."""
    if "likert" in item.appearance:
        return max(1, len(item.choices))
    named = (word.removeprefix("columns-") for word in item.appearance)
    return next((int(word) for word in named if word.isdigit() and word != "0"), usual)


class OneChoice(Input):
    """One answer out of a few; the arrow keys go round, a digit chooses at once."""

    def __init__(self, look: Look, item: QuestionItem) -> None:
        super().__init__(look, item)
        self._quiet = False
        self._group = QButtonGroup(self)
        grid = EvenGrid(look.theme.space.s, _columns(item, 5))
        keys = keys_of(item.choices)
        tall = 0 if len(item.choices) <= 5 else look.theme.size.action
        for at, (choice, key) in enumerate(zip(item.choices, keys, strict=True)):
            button = Answer(
                look, choice.label, key, mark=choice.mark, tall=tall, image=choice.image
            )
            button.setEnabled(not item.readonly)
            self._group.addButton(button, at)
            grid.addWidget(button)
        self.setLayout(grid)
        self._choose(item.value)
        one_tab_stop(self._group)
        self._group.idToggled.connect(self._toggled)
        self._digits = {key: at for at, key in enumerate(keys) if key}

    def _toggled(self, at: int, on: bool) -> None:
        if on and not self._quiet:
            self.answered.emit(self.item.choices[at].value)

    def _choose(self, value: str) -> None:
        self._quiet = True
        self._group.setExclusive(False)
        for at, choice in enumerate(self.item.choices):
            self._group.button(at).setChecked(choice.value == value)
        self._group.setExclusive(True)
        self._quiet = False

    def show_item(self, item: QuestionItem) -> None:
        super().show_item(item)
        self._choose(item.value)

    def press(self, digit: str) -> bool:
        button = self._group.button(self._digits.get(digit, -1))
        if button is None or not button.isEnabled():
            return False
        button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        button.setChecked(True)
        return True

    def first(self) -> QWidget | None:
        buttons = self._group.buttons()
        return self._group.checkedButton() or (buttons[0] if buttons else None)


class Ticks(Input):
    """Answers that are ticked, each also by the digit of its key."""

    def __init__(self, look: Look, item: QuestionItem) -> None:
        super().__init__(look, item)
        self._quiet = False
        self._ticks: list[Tick] = []
        self._keys = keys_of(item.choices)
        self._digits = {key: at for at, key in enumerate(self._keys) if key}

    def press(self, digit: str) -> bool:
        at = self._digits.get(digit, -1)
        if at < 0 or not self._ticks[at].isEnabled():
            return False
        self._ticks[at].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._ticks[at].toggle()
        return True

    def first(self) -> QWidget | None:
        return self._ticks[0] if self._ticks else None


class ManyChoices(Ticks):
    """Any number of answers; the value is the chosen ones in the order of the list."""

    def __init__(self, look: Look, item: QuestionItem) -> None:
        super().__init__(look, item)
        grid = EvenGrid(look.theme.space.s, _columns(item, 3))
        for choice, key in zip(item.choices, self._keys, strict=True):
            tick = Tick(look, choice.label, key, image=choice.image)
            tick.setEnabled(not item.readonly)
            tick.toggled.connect(self._toggled)
            self._ticks.append(tick)
            grid.addWidget(tick)
        self.setLayout(grid)
        self.show_item(item)

    def _toggled(self, _on: bool) -> None:
        if self._quiet:
            return
        pairs = zip(self._ticks, self.item.choices, strict=True)
        chosen = [choice.value for tick, choice in pairs if tick.isChecked()]
        self.answered.emit(" ".join(chosen))

    def show_item(self, item: QuestionItem) -> None:
        super().show_item(item)
        chosen = set(item.value.split())
        self._quiet = True
        for tick, choice in zip(self._ticks, item.choices, strict=True):
            tick.setChecked(choice.value in chosen)
        self._quiet = False
