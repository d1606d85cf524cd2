"""The judgment of a criterion: a scale from the framework, a suggestion that explains itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QVBoxLayout, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.checklist import keys_of
from inspectiebezoek.gui.models.findings import JudgmentItem
from inspectiebezoek.gui.parts.answer import Answer, one_tab_stop
from inspectiebezoek.gui.parts.arrange import clear, column, frame, label, row
from inspectiebezoek.gui.parts.chip import Chip
from inspectiebezoek.gui.parts.field import TextArea, field_label
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import ShortList


class JudgmentPanel(QFrame):
    """A person decides: nothing is chosen until someone chooses."""

    judged = Signal(str, str)
    motivated = Signal(str, str)
    motive_typing = Signal(str, str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("surface", "panel")
        self.setAccessibleName(look.say("findings.judgment"))
        space = look.theme.space
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(space.l, space.m, space.l, space.s)
        self._page.setSpacing(0)
        self._item: JudgmentItem | None = None
        self._frozen = False
        self._group: QButtonGroup | None = None
        self._motive: TextArea | None = None

    def show_judgment(self, item: JudgmentItem | None, *, frozen: bool) -> None:
        """Show the judgment of a criterion, or none."""
        known, self._item = self._item, item
        if item is None:
            clear(self._page)
            self._group = self._motive = None
        elif known is None or known.ref != item.ref or self._frozen != frozen:
            self._frozen = frozen
            self._draw(item)
        else:
            self._update(known, item)

    def _draw(self, item: JudgmentItem) -> None:
        look, space, say = self._look, self._look.theme.space, self._look.say
        clear(self._page)
        self._page.addWidget(label(item.title, "heading", wrap=True))
        self._answers = label("", "small", "muted", wrap=True)
        self._page.addWidget(self._answers)
        self._page.addSpacing(space.s)
        self._group = QButtonGroup(self)
        keys = keys_of(item.choices)
        self._digits = {key: at for at, key in enumerate(keys) if key}
        for at, (choice, key) in enumerate(zip(item.choices, keys, strict=True)):
            tall = look.theme.size.target + 4
            button = Answer(look, choice.label, key, mark=choice.mark, tall=tall)
            button.setEnabled(not self._frozen)
            self._group.addButton(button, at)
            self._page.addWidget(button)
            self._page.addSpacing(space.s)
        self._quiet = False
        self._choose(item.value)
        one_tab_stop(self._group)
        self._group.idToggled.connect(self._toggled)
        self._why = column()
        self._page.addLayout(self._why)
        self._suggest(item)
        if item.motive_ref:
            name = say("findings.motive")
            self._motive = TextArea(look, name, item.motive, 3)
            self._motive.setReadOnly(self._frozen)
            self._motive.left.connect(lambda text: self.motivated.emit(item.motive_ref, text))
            self._motive.typing.connect(lambda text: self.motive_typing.emit(item.motive_ref, text))
            if item.draft is not None:
                self._motive.setPlainText(item.draft)
            hint = say("question.required")
            self._page.addLayout(field_label(look, name, self._motive, hint=hint))
            self._page.addSpacing(space.xs)
            self._page.addWidget(self._motive)
        self._others = label("", "small", "muted", wrap=True)
        self._page.addSpacing(space.s)
        self._page.addWidget(self._others)
        self._page.addStretch(1)
        self._tell(item)

    def _tell(self, item: JudgmentItem) -> None:
        for place, words in ((self._answers, item.answers), (self._others, item.others)):
            place.setText(words)
            place.setVisible(bool(words))

    def _suggest(self, item: JudgmentItem) -> None:
        clear(self._why)
        if not item.suggestion:
            return
        look, space = self._look, self._look.theme.space
        title = label(look.say("findings.suggestion"), "small_strong")
        chip = Chip(look, item.suggestion_mark, item.suggestion)
        head = row(title, None, chip, margins=(space.m, 0, space.s, 0))
        why = ShortList(look, look.say("findings.why"), LineDelegate(look, wrap=True))
        why.show_rows(item.why, -1)
        inside = column(head, why, margins=(0, space.s, 0, space.xs))
        self._why.addWidget(frame(inside, "card"))
        self._why.addSpacing(space.s)

    def _update(self, known: JudgmentItem, item: JudgmentItem) -> None:
        self._choose(item.value)
        self._tell(item)
        if self._motive is not None:
            self._motive.show_words(item.motive)
        if (known.suggestion, known.why) != (item.suggestion, item.why):
            self._suggest(item)

    def _choose(self, value: str) -> None:
        if self._group is None or self._item is None:
            return
        self._quiet = True
        self._group.setExclusive(False)
        for at, choice in enumerate(self._item.choices):
            self._group.button(at).setChecked(choice.value == value)
        self._group.setExclusive(True)
        self._quiet = False

    def _toggled(self, at: int, on: bool) -> None:
        if on and not self._quiet and self._item is not None:
            self.judged.emit(self._item.ref, self._item.choices[at].value)

    def press(self, digit: str) -> bool:
        """A digit was pressed outside a text field; True when it was a judgment."""
        if self._group is None or self._frozen or digit not in self._digits:
            return False
        button = self._group.button(self._digits[digit])
        button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        button.setChecked(True)
        return True

    def first(self) -> QWidget | None:
        """Where one begins; None when there is no judgment to give."""
        if self._group is None:
            return None
        return self._group.checkedButton() or self._group.buttons()[0]

    def commit(self) -> None:
        """Hand over what is being typed."""
        if self._motive is not None:
            self._motive.commit()
