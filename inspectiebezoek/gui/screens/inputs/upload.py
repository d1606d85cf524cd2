"""A question that is answered with a file."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.checklist import QuestionItem
from inspectiebezoek.gui.parts.arrange import label, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.screens.inputs.base import Input


class Upload(Input):
    """Shows the name of the file and asks for one."""

    file_asked = Signal()

    def __init__(self, look: Look, item: QuestionItem) -> None:
        super().__init__(look, item)
        self._name = label("", "heading")
        self._choose = Button(look, look.say("question.choose_file"), "document")
        self._choose.setEnabled(not item.readonly)
        self._choose.clicked.connect(self.file_asked)
        self._clear = Button(look, look.say("question.take_back"), "undo", "Del", "quiet")
        self._clear.clicked.connect(self.take_back)
        self.setLayout(row(self._choose, self._name, self._clear, None, gap=look.theme.space.m))
        self.show_item(item)

    def show_item(self, item: QuestionItem) -> None:
        super().show_item(item)
        self._name.setText(item.shown or item.value or self.look.say("question.no_file"))
        self._clear.setVisible(bool(item.value) and not item.readonly)

    def first(self) -> QWidget | None:
        return self._choose
