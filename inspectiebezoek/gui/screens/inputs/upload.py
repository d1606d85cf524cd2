"""A question that is answered with a file: chosen, drawn, signed, or a photo that is drawn on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.checklist import QuestionItem
from inspectiebezoek.gui.parts.arrange import column, label, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.screens.inputs.base import Input

_ICONS = {"image": "camera", "audio": "mic", "video": "camera", "file": "document"}


class Upload(Input):
    """Shows the name of the file and the ways to give one."""

    file_asked = Signal()
    signature_asked = Signal()
    drawing_asked = Signal()
    annotation_asked = Signal()

    def __init__(self, look: Look, item: QuestionItem) -> None:
        super().__init__(look, item)
        say = look.say
        self._name = label("", "heading", wrap=True)
        ways: list[Button] = []
        if "signature" in item.appearance:
            ways.append(self._way("question.sign", "sign", "1", self.signature_asked))
        elif "draw" in item.appearance:
            ways.append(self._way("question.draw", "annotate", "1", self.drawing_asked))
        choose = f"question.choose.{item.media or 'file'}"
        icon = _ICONS.get(item.media, "document")
        ways.append(self._way(choose, icon, str(len(ways) + 1), self.file_asked))
        self._ways = ways
        self._annotate = self._way("question.annotate", "annotate", "A", self.annotation_asked)
        self._clear = Button(look, say("question.take_back"), "undo", "Del", "quiet")
        self._clear.clicked.connect(self.take_back)
        buttons = row(*ways, self._annotate, self._clear, None)
        self.setLayout(column(self._name, buttons, gap=look.theme.space.s))
        self.show_item(item)

    def _way(self, words: str, icon: str, key: str, asked: object) -> Button:
        made = Button(self.look, self.look.say(words), icon, key)
        made.setEnabled(not self.item.readonly)
        made.clicked.connect(asked)
        return made

    def fits(self, item: QuestionItem) -> bool:
        return super().fits(item) and self.item.appearance == item.appearance

    def show_item(self, item: QuestionItem) -> None:
        super().show_item(item)
        self._name.setText(item.shown or item.value or self.look.say("question.no_file"))
        given = bool(item.value) and not item.readonly
        self._clear.setVisible(given)
        self._annotate.setVisible(given and item.media == "image")

    def press(self, digit: str) -> bool:
        at = int(digit) - 1
        if not 0 <= at < len(self._ways) or self.item.readonly:
            return False
        self._ways[at].click()
        return True

    def first(self) -> QWidget | None:
        return self._ways[0]
