"""Differences between people, side by side: choose a side, keep both, or write it anew."""

from __future__ import annotations

import difflib
import html
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.models.sync import DifferenceItem, Side
from inspectiebezoek.gui.parts.answer import Answer, one_tab_stop
from inspectiebezoek.gui.parts.arrange import bar, clear, column, frame, label, row, rule, scroll
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.chip import Chip
from inspectiebezoek.gui.parts.even_grid import EvenGrid
from inspectiebezoek.gui.parts.field import LineField, TextArea, field_label
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import ShortList
from inspectiebezoek.gui.parts.select import Select


class DifferencesPanel(QFrame):
    """Nothing is settled until Enter or the button; leaving it means both stay."""

    chosen = Signal(str, int, str)
    both_kept = Signal(str)
    rewritten = Signal(str, str, str, str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("surface", "ground")
        space = look.theme.space
        self._page = QVBoxLayout()
        self._page.setContentsMargins(space.xl, space.l, space.xl, space.m)
        self._page.setSpacing(0)
        later = Button(look, look.say("difference.later"), "later", "L", "quiet", big=True)
        later.clicked.connect(self.later)
        words = look.say("difference.settle")
        self.settle_button = Button(look, words, "check", "Enter", "primary", big=True)
        self.settle_button.clicked.connect(self.settle)
        edge = (space.l, space.s, space.xl, space.s)
        self._foot = bar(row(later, None, self.settle_button, margins=edge), "ground", "top")
        paper = frame(self._page, "ground")
        self.setLayout(column(paper if look.theme.compact else scroll(paper), self._foot))
        self._items: tuple[DifferenceItem, ...] | None = None
        self._at = 0
        self._group: QButtonGroup | None = None
        self._ways: list[Callable[[DifferenceItem, str], None]] = []
        self.show_differences(())

    def show_differences(self, items: tuple[DifferenceItem, ...]) -> None:
        """Show what people differ on; one stays at the same difference where it still stands."""
        if items == self._items:
            return
        focused = self.isAncestorOf(QApplication.focusWidget() or self)
        here = self._items[self._at].address if self._items else ""
        addresses = [each.address for each in items]
        self._at = addresses.index(here) if here in addresses else min(self._at, len(items) - 1)
        self._at = max(0, self._at)
        self._items = items
        self._draw()
        first = self.first()
        if focused and first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _item(self) -> DifferenceItem | None:
        return self._items[self._at] if self._items else None

    def _draw(self) -> None:
        look, space, say, page = self._look, self._look.theme.space, self._look.say, self._page
        clear(page)
        self._group = None
        items = self._items or ()
        self._foot.setVisible(bool(items))
        words = look.count("difference.count", len(items))
        chip = Chip(look, Mark.MISSING if items else Mark.READY, words)
        page.addLayout(row(label(say("difference.title"), "title"), space.s, chip, None))
        page.addSpacing(space.xs)
        if not items:
            page.addWidget(label(say("difference.none"), "body", "muted", wrap=True))
            page.addStretch(1)
            return
        self._list = ShortList(look, say("difference.title"), LineDelegate(look))
        lines = [
            Line(f"{each.code} {each.title}".strip(), _between(each), Mark.OPEN) for each in items
        ]
        self._list.show_rows(lines, self._at)
        self._list.picked.connect(self._pick)
        page.addWidget(self._list)
        page.addSpacing(space.s)
        page.addWidget(rule())
        page.addSpacing(space.m)
        self._draw_one(items[self._at])

    def _draw_one(self, item: DifferenceItem) -> None:
        look, space, say, page = self._look, self._look.theme.space, self._look.say, self._page
        code = label(item.code, "small_strong", "muted")
        page.addLayout(row(code, label(item.section, "small", "muted"), None))
        page.addSpacing(space.xxs)
        page.addWidget(label(item.title, "heading", wrap=True))
        page.addSpacing(space.s)
        sides = row(gap=space.m)
        for side in item.sides:
            sides.addWidget(self._side(side, item), 1)
        page.addLayout(sides)
        page.addSpacing(space.m)
        page.addWidget(self._answers(item))
        page.addSpacing(space.s)
        self._own_words(item)
        self.reason = LineField(look, say("difference.reason"), "", say("difference.reason_hint"))
        page.addLayout(field_label(look, say("difference.reason"), self.reason))
        page.addSpacing(space.xxs)
        page.addWidget(self.reason)
        page.addSpacing(space.s)
        page.addWidget(label(say("difference.safe"), "small", "muted", wrap=True))
        page.addStretch(1)

    def _side(self, side: Side, item: DifferenceItem) -> QFrame:
        space, say = self._look.theme.space, self._look.say
        who = say("difference.me", name=side.who) if side.me else side.who
        when = " · ".join(part for part in (side.when, side.device) if part)
        inside = column(margins=(space.l, space.m, space.l, space.m))
        who_when = row(label(who, "strong", wrap=True), label(when, "caption", "muted"))
        who_when.setStretch(0, 1)
        inside.addLayout(who_when)
        inside.addSpacing(space.s)
        inside.addWidget(label(say("difference.answer"), "small", "muted"))
        inside.addWidget(label(side.answer or say("difference.no_answer"), "heading", wrap=True))
        if side.remark:
            others = [each.remark for each in item.sides if each is not side]
            words = label("", "body", wrap=True)
            words.setTextFormat(Qt.TextFormat.RichText)
            words.setText(marked(side.remark, others[0] if others else side.remark))
            inside.addSpacing(space.s)
            inside.addWidget(words)
        inside.addStretch(1)
        card = frame(inside, "card")
        spoken = f"{side.answer} {side.remark}".strip()
        card.setAccessibleName(say("difference.version", who=who, words=spoken))
        card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return card

    def _answers(self, item: DifferenceItem) -> QWidget:
        look, space, say = self._look, self._look.theme.space, self._look.say
        options = [(side.who, side.answer) for side in item.sides]
        self._ways = [self._choose_side] * len(options)
        if item.together[0]:
            options.append((say("difference.together"), item.together[1]))
            self._ways.append(self._choose_together)
        options.append((say("difference.both"), say("difference.both_sub")))
        self._ways.append(self._keep_both)
        if not item.fixed:
            options.append((say("difference.own"), say("difference.own_sub")))
            self._ways.append(self._rewrite)
        self._group = QButtonGroup(self)
        grid = EvenGrid(space.s)
        for at, (words, sub) in enumerate(options):
            tall = look.theme.size.answer - 4
            short = sub if len(sub) < 40 else f"{sub[:38]}…"
            button = Answer(look, words, str(at + 1), sub=short, tall=tall)
            self._group.addButton(button, at)
            grid.addWidget(button)
        self._group.button(self._ways.index(self._keep_both)).setChecked(True)
        one_tab_stop(self._group)
        self._group.idToggled.connect(lambda _at, _on: self._show_own())
        made = QWidget()
        made.setLayout(grid)
        return made

    def _own_words(self, item: DifferenceItem) -> None:
        look, space, say = self._look, self._look.theme.space, self._look.say
        name = say("difference.own_answer")
        self._own_answer: Select | LineField
        if item.choices:
            pairs = [(each.value, each.label) for each in item.choices]
            self._own_answer = Select(look, name, pairs)
        else:
            self._own_answer = LineField(look, name, item.sides[-1].answer if item.sides else "")
        longest = max((side.remark for side in item.sides), key=len, default="")
        self._own_remark = TextArea(look, say("question.remark"), longest, 2)
        inside = column(
            *(field_label(look, name, self._own_answer), self._own_answer, space.xs),
            *(
                field_label(look, say("question.remark"), self._own_remark),
                self._own_remark,
                space.s,
            ),
            gap=space.xxs,
        )
        self._own = QWidget()
        self._own.setLayout(inside)
        self._page.addWidget(self._own)
        self._show_own()

    def _show_own(self) -> None:
        item = self._item()
        if item is not None and self._group is not None:
            self._own.setVisible(self._ways[self._group.checkedId()] == self._rewrite)

    def _pick(self, at: int) -> None:
        self._at = at
        focused = self._list.hasFocus()
        self._draw()
        if focused:
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def settle(self) -> None:
        """Write down what was chosen, with the reason if one was given."""
        item = self._item()
        if item is None or self._group is None:
            return
        self._ways[self._group.checkedId()](item, self.reason.text())

    def _choose_side(self, item: DifferenceItem, reason: str) -> None:
        assert self._group is not None
        self.chosen.emit(item.address, self._group.checkedId(), reason)

    def _choose_together(self, item: DifferenceItem, reason: str) -> None:
        remark = max((side.remark for side in item.sides), key=len, default="")
        self.rewritten.emit(item.address, item.together[0], remark, reason)

    def _keep_both(self, item: DifferenceItem, _reason: str) -> None:
        self.both_kept.emit(item.address)
        self.later()

    def _rewrite(self, item: DifferenceItem, reason: str) -> None:
        own = self._own_answer
        value = own.value() if isinstance(own, Select) else own.text()
        if not value:
            own.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.rewritten.emit(item.address, value, self._own_remark.toPlainText(), reason)

    def later(self) -> None:
        """Leave this one as it is, both kept, and show the next."""
        if self._items:
            self._pick((self._at + 1) % len(self._items))
            first = self.first()
            if first is not None:
                first.setFocus(Qt.FocusReason.TabFocusReason)

    def press(self, event: QKeyEvent) -> bool:
        """A key was pressed outside a text field; True when it meant something here."""
        if self._group is None or (
            isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)
            and event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            return False
        word = event.text().upper()
        if word.isdigit() and self._group.button(int(word) - 1) is not None:
            button = self._group.button(int(word) - 1)
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            button.setChecked(True)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.settle()
        elif word == "L":
            self.later()
        else:
            return False
        return True

    def first(self) -> QWidget | None:
        """Where one begins; None when people agree."""
        return self._group.checkedButton() if self._group is not None else None

    def commit(self) -> None:
        """Nothing here is settled by leaving."""


def _between(item: DifferenceItem) -> str:
    names = " · ".join(dict.fromkeys(side.who for side in item.sides))
    return f"{names} · {item.section}" if item.section else names


def marked(mine: str, other: str) -> str:
    """Rich text in which the words that differ are underlined and heavy; the rest is escaped."""
    own, theirs = mine.split(), other.split()
    parts = []
    matcher = difflib.SequenceMatcher(None, own, theirs, autojunk=False)
    for tag, start, end, _, _ in matcher.get_opcodes():
        words = html.escape(" ".join(own[start:end]))
        if words:
            parts.append(words if tag == "equal" else f"<b><u>{words}</u></b>")
    return " ".join(parts)
