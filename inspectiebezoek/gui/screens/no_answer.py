"""Below a question: ways to leave it without an answer, or the reason why it has none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.checklist import QuestionItem
from inspectiebezoek.gui.parts.arrange import column, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.message_bar import MessageBar

NOT_OBSERVED, NOT_APPLICABLE = "not_observed", "not_applicable"


class NoAnswer(QWidget):
    """Emits `asked` with the kind of reason, `lifted` to let the question wait again."""

    asked = Signal(str)
    lifted = Signal()

    def __init__(self, look: Look, item: QuestionItem) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(look.say("no_answer.name"))
        self.setLayout(self._reason(item) if item.unanswered else self._ways(item))

    def _reason(self, item: QuestionItem) -> QLayout:
        look, say = self._look, self._look.say
        alter = Button(look, say("no_answer.alter"), "annotate", "", "quiet")
        alter.clicked.connect(lambda: self.asked.emit(item.unanswered))
        lift = Button(look, say("no_answer.lift"), "undo", "Del", "quiet")
        lift.clicked.connect(self.lifted)
        words = say(f"no_answer.{item.unanswered}")
        told = MessageBar(look, "info", words, item.reason)
        return column(told, row(None, alter, lift), gap=look.theme.space.xs)

    def _ways(self, item: QuestionItem) -> QLayout:
        look, say = self._look, self._look.say
        ways = [(NOT_OBSERVED, "observe", "W")]
        if not item.has_zero:
            ways.append((NOT_APPLICABLE, "cross", "0"))
        line = row()
        for kind, icon, key in ways:
            button = Button(look, say(f"no_answer.{kind}"), icon, key, "quiet")
            button.clicked.connect(lambda _on=False, kind=kind: self.asked.emit(kind))
            line.addWidget(button)
        line.addStretch(1)
        made = column(line, gap=look.theme.space.xs)
        if item.reason_draft:
            words = say("no_answer.draft", words=item.reason_draft)
            made.addWidget(MessageBar(look, "caution", words))
        return made
