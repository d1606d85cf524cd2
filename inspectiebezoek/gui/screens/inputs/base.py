"""What every way of answering shares."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.checklist import QuestionItem


class Input(QWidget):
    """Shows one question's answer and emits what a person gives.

    `answered` carries the value as the form keeps it, empty to take an answer back; `typing`
    the text so far, for the draft; `wrong` a sentence about text that cannot be an answer,
    empty when all is well.
    """

    answered = Signal(str)
    typing = Signal(str)
    wrong = Signal(str)

    def __init__(self, look: Look, item: QuestionItem) -> None:
        super().__init__()
        self.look, self.item = look, item
        self.setAccessibleName(" ".join(item.label.split()))

    def fits(self, item: QuestionItem) -> bool:
        """True when this input can go on showing the item, so that nothing is torn down."""
        mine = (self.item.ref, self.item.kind, self.item.choices, self.item.readonly)
        return mine == (item.ref, item.kind, item.choices, item.readonly)

    def show_item(self, item: QuestionItem) -> None:
        """Show another answer of the same question."""
        self.item = item

    def commit(self) -> None:
        """Hand over what is being typed."""

    def press(self, _digit: str) -> bool:
        """A digit was pressed outside a text field; True when it was an answer."""
        return False

    def take_back(self) -> None:
        """Empty the answer."""
        if self.item.value:
            self.answered.emit("")

    def first(self) -> QWidget | None:
        """What takes the focus when the question comes up."""
        return None
