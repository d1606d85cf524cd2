"""Put answers in order: each digit gives the next place; say yes to a single statement."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.checklist import QuestionItem
from inspectiebezoek.gui.parts.answer import Tick
from inspectiebezoek.gui.parts.arrange import column, label
from inspectiebezoek.gui.screens.inputs.base import Input
from inspectiebezoek.gui.screens.inputs.choices import Ticks


class Ranking(Ticks):
    """The value holds the answers in the order in which they were chosen.

    What was not chosen comes behind them, in the order of the list: so the form reads it.
    """

    def __init__(self, look: Look, item: QuestionItem) -> None:
        super().__init__(look, item)
        page = column(gap=look.theme.space.s)
        for at, (choice, key) in enumerate(zip(item.choices, self._keys, strict=True)):
            tick = Tick(look, choice.label, key)
            tick.setEnabled(not item.readonly)
            tick.toggled.connect(lambda on, at=at: self._toggled(at, on=on))
            self._ticks.append(tick)
            page.addWidget(tick)
        page.addWidget(label(look.say("question.ranking"), "small", "muted", wrap=True))
        self.setLayout(page)
        self.show_item(item)

    def _toggled(self, at: int, *, on: bool) -> None:
        if self._quiet:
            return
        value = self.item.choices[at].value
        others = [each for each in self.item.value.split() if each != value]
        self.answered.emit(" ".join([*others, value] if on else others))

    def show_item(self, item: QuestionItem) -> None:
        super().show_item(item)
        order = item.value.split()
        self._quiet = True
        for tick, choice in zip(self._ticks, item.choices, strict=True):
            ranked = choice.value in order
            tick.setChecked(ranked)
            words = choice.label
            if ranked:
                place = order.index(choice.value) + 1
                words = self.look.say("question.ranked", words=words, place=place)
            tick.setText(words)
            tick.setAccessibleName(tick.text())
        self._quiet = False


class Acknowledge(Input):
    """A statement that one ticks; the value is `OK` (Body Elements, trigger)."""

    def __init__(self, look: Look, item: QuestionItem) -> None:
        super().__init__(look, item)
        self._tick = Tick(look, look.say("question.acknowledge"), "1")
        self._tick.setEnabled(not item.readonly)
        self._tick.toggled.connect(self._toggled)
        self._quiet = False
        self.setLayout(column(self._tick))
        self.show_item(item)

    def _toggled(self, on: bool) -> None:
        if not self._quiet:
            self.answered.emit("OK" if on else "")

    def show_item(self, item: QuestionItem) -> None:
        super().show_item(item)
        self._quiet = True
        self._tick.setChecked(item.value == "OK")
        self._quiet = False

    def press(self, digit: str) -> bool:
        if digit != "1" or not self._tick.isEnabled():
            return False
        self._tick.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._tick.toggle()
        return True

    def first(self) -> QWidget | None:
        return self._tick
