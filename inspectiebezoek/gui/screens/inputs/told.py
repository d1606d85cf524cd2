"""Questions that tell instead of ask: a note, and what the form calculated."""

from __future__ import annotations

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.checklist import QuestionItem, QuestionKind
from inspectiebezoek.gui.parts.arrange import column, frame, label
from inspectiebezoek.gui.parts.chip import Tag
from inspectiebezoek.gui.screens.inputs.base import Input


class Told(Input):
    """A calculated value with where it comes from; a note has its words in the title."""

    def __init__(self, look: Look, item: QuestionItem) -> None:
        super().__init__(look, item)
        space = look.theme.space
        self._value = label("", "title", wrap=True)
        origin = Tag(look, look.say("question.calculated"), "settings", role="small")
        box = frame(
            column(self._value, origin, gap=space.xs, margins=(space.l, space.m, space.l, space.m)),
            "card",
        )
        if item.kind is not QuestionKind.CALCULATED:
            box.hide()
        self.setLayout(column(box))
        self.show_item(item)

    def show_item(self, item: QuestionItem) -> None:
        super().show_item(item)
        self._value.setText(item.shown or item.value or self.look.say("question.nothing_yet"))

    def take_back(self) -> None:
        """Nobody gave it, so nobody takes it back."""
