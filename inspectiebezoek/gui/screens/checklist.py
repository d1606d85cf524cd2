"""The checklist: questions of one chapter at the left, one on the paper, what we know beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.checklist import (
    ChecklistPage,
    QuestionItem,
    QuestionKind,
    next_open,
)
from inspectiebezoek.gui.parts.arrange import bar, column, frame, label, row, scroll
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.question_rows import QuestionDelegate, QuestionRow, question_rows
from inspectiebezoek.gui.parts.rows import RowList
from inspectiebezoek.gui.parts.segments import Segments
from inspectiebezoek.gui.parts.select import Select
from inspectiebezoek.gui.parts.tiles import Picture
from inspectiebezoek.gui.screens.checklist_side import ChecklistSide
from inspectiebezoek.gui.screens.no_answer import NOT_APPLICABLE, NOT_OBSERVED
from inspectiebezoek.gui.screens.question_card import QuestionCard
from inspectiebezoek.gui.screens.screen import Keys, Screen

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FILTERS: tuple[tuple[str, Callable[[QuestionItem], bool]], ...] = (
    ("all", lambda item: item.relevant),
    ("open", lambda item: item.asked and not item.answered),
    ("attention", lambda item: item.attention or bool(item.error)),
    ("mine", lambda item: item.mine),
)


class ChecklistScreen(Screen):
    """Digits answer, Enter goes on, Backspace goes back; every answer is emitted at once.

    `answered`, `remarked` carry (ref, value); `typing`, `remark_typing` the text so far.
    `chapter_asked` carries the position of a chapter and whether to begin at its end.
    """

    answered = Signal(str, str)
    typing = Signal(str, str)
    remarked = Signal(str, str)
    remark_typing = Signal(str, str)
    flagged = Signal(str)
    photo_asked = Signal(str)
    file_asked = Signal(str)
    finding_asked = Signal(str)
    signature_asked = Signal(str)
    drawing_asked = Signal(str)
    annotation_asked = Signal(str)
    leave_asked = Signal(str, str)
    waits_again = Signal(str)
    piece_opened = Signal(str)
    row_opened = Signal(str)
    row_closed = Signal()
    row_added = Signal(str)
    row_copied = Signal(str)
    row_removed = Signal(str)
    chapter_asked = Signal(int, bool)
    next_open_asked = Signal()
    moved = Signal(str)
    followups_asked = Signal()
    spoken = Signal(str)

    KEYS: ClassVar[Keys] = (
        ("Enter", "keys.next"),
        ("Backspace", "keys.previous"),
        ("Ctrl J", "keys.next_open"),
        ("F1", "keys.help"),
        ("1–9", "keys.answer"),
        ("0", "keys.not_applicable"),
        ("W", "keys.not_observed"),
        ("N", "keys.remark"),
        ("F", "keys.photo"),
        ("K", "keys.file"),
        ("A", "keys.annotate"),
        ("P", "keys.followups"),
        ("V", "keys.flag"),
        ("B", "keys.finding"),
        ("Del", "keys.take_back"),
        ("Esc", "keys.leave_field"),
    )

    def __init__(self, look: Look, picture: Picture, clock: Callable[[], datetime]) -> None:
        self._picture, self._clock = picture, clock
        self._page = ChecklistPage()
        self._rows: tuple[QuestionRow, ...] = ()
        self._ref, self._filter = "", 0
        # Quick: a digit answers and goes on.
        self.quick = self.one_hand = False
        super().__init__(look)
        self.draw()

    def show_page(self, page: ChecklistPage) -> None:
        """Show a chapter, or the same one with other answers; one stays at the question."""
        turned = (page.at, page.trail) != (self._page.at, self._page.trail)
        focused = self.card.isAncestorOf(self.focusWidget()) if self.focusWidget() else turned
        self._page = page
        self.draw()
        if page.current:
            self._stand_at(page.current)
        # Drawn anew, as in another language, the card has lost what had the focus.
        lost = not self.card.isAncestorOf(self.focusWidget() or self)
        if focused and (turned or page.current or lost):
            self.card.begin()

    def current(self) -> str:
        """The ref of the question on the paper; empty when there is none."""
        return self._ref

    def build(self) -> QWidget:
        self._compact = self.look.theme.compact
        self._side = ChecklistSide(self.look)
        self._side.followups_asked.connect(self.followups_asked)
        left = self._left()
        line = row(left, self._centre(), gap=0)
        if not self._compact and not self.one_hand:
            line.addWidget(self._aside())
        # With one hand the question fills the screen.
        if self.one_hand:
            # Never shown here: it has no window yet, and would become one.
            left.hide()
        line.setStretch(1, 1)
        made = QWidget()
        made.setLayout(line)
        return made

    def _left(self) -> QFrame:
        look, space, say = self.look, self.look.theme.space, self.look.say
        self.chapters = Select(look, say("checklist.chapter"), ())
        self.chapters.chosen.connect(lambda at: self._ask_chapter(int(at)))
        words = [say(f"checklist.filter.{name}") for name, _ in _FILTERS]
        self.filter = _filters(look, say("checklist.show"), words, self._filter)
        self.filter.chosen.connect(lambda at: self._filtered(int(at)))
        self.back = Button(look, "", "previous", "Esc", name=say("checklist.back"))
        self.back.clicked.connect(self.row_closed)
        self.languages = Select(look, say("checklist.language"), ())
        self.languages.chosen.connect(self._speak)
        self.list = RowList(look, say("checklist.questions"), QuestionDelegate(look))
        self.list.picked.connect(self._picked)
        self.list.opened.connect(lambda _at: self.card.begin())
        self.list.clicked.connect(lambda _index: self.card.begin())
        self._nothing = label(say("checklist.nothing"), "small", "muted", wrap=True)
        head = column(self.chapters, self.languages, self.filter, self.back, gap=space.s)
        head.setContentsMargins(space.m, space.s, space.m, space.xs)
        none = row(self._nothing, margins=(space.l, space.s, space.l, space.s))
        panel = frame(column(head, none, self.list), "panel", "right")
        panel.setFixedWidth(round(296 * (1 + (look.theme.zoom - 1) * 0.25)))
        return panel

    def _centre(self) -> QFrame:
        look, space, say = self.look, self.look.theme.space, self.look.say
        self.card = QuestionCard(look, self._picture, self._clock)
        for name in (
            *("answered", "typing", "remarked", "remark_typing", "photo_asked", "file_asked"),
            *("piece_opened", "row_opened", "row_added"),
            *("row_copied", "row_removed"),
            *("signature_asked", "drawing_asked", "annotation_asked"),
            *("leave_asked", "waits_again"),
        ):
            getattr(self.card, name).connect(getattr(self, name))
        self.card.row_chosen.connect(self._to_row)
        paper = column(self.card)
        if self._compact and not self.one_hand:
            paper.addWidget(self._aside())
        page = frame(paper, "ground")
        small = self._compact
        words = say("checklist.previous")
        # At twice the text size the arrow alone leaves room for the words of the others.
        shown = words if look.theme.zoom < 1.6 else ""
        previous = Button(
            look, shown, "previous", "Backspace", "quiet", big=True, name=words, show_key=False
        )
        previous.clicked.connect(self.previous)
        self.flag = Button(look, say("checklist.flag"), "flag", "V", big=True, show_key=not small)
        self.flag.clicked.connect(lambda: self._about(self.flagged))
        finding = Button(
            look, say("checklist.finding"), "finding", "B", big=True, show_key=not small
        )
        finding.clicked.connect(lambda: self._about(self.finding_asked))
        self.following = Button(look, say("checklist.next"), "next", "Enter", "primary", big=True)
        self.following.clicked.connect(self.next)
        edge = (space.l, space.s, space.xl, space.s)
        buttons = row(previous, None, self.flag, finding, self.following, margins=edge)
        return frame(column(scroll(page), bar(buttons, "ground", "top")), "ground")

    def _aside(self) -> QWidget:
        if self._compact:
            return self._side
        area = frame(column(scroll(self._side)), "panel", "left")
        area.setFixedWidth(288)
        return area

    def draw(self) -> None:
        page = self._page
        self._draw_chapters(page)
        self.back.setVisible(bool(page.trail))
        if page.trail:
            self.back.setText(page.trail[-1].label)
        if page.position(self._ref) < 0:
            self._ref = page.questions[0].ref if page.questions else ""
            self._tell_moved()
        self._draw_list()
        self._show_current()

    def _draw_chapters(self, page: ChecklistPage) -> None:
        counts = [f" {each.done}/{each.total}" if each.total else "" for each in page.chapters]
        pairs = enumerate(zip(page.chapters, counts, strict=True))
        words = [(str(at), f"{each.title}{count}") for at, (each, count) in pairs]
        self.chapters.show_choices(words, str(page.at))
        self.languages.setVisible(bool(page.languages))
        self.languages.show_choices([(each, each) for each in page.languages], page.language)

    def _draw_list(self) -> None:
        keep = _FILTERS[self._filter][1]
        here = self._ref
        rows = question_rows(self._page.questions, lambda item: keep(item) or item.ref == here)
        self._rows = rows
        at = next((i for i, each in enumerate(rows) if each.item and each.item.ref == here), -1)
        self.list.show_rows(rows, at)
        self.list.scrollTo(self.list.currentIndex())
        self._nothing.setVisible(not rows)

    def _item(self) -> QuestionItem | None:
        at = self._page.position(self._ref)
        return self._page.questions[at] if at >= 0 else None

    def _show_current(self) -> None:
        item = self._item()
        self.card.show_item(item)
        self.flag.setEnabled(item is not None and not self._page.frozen)
        words = "checklist.unflag" if item is not None and item.attention else "checklist.flag"
        self.flag.setText(self.look.say(words))
        self.flag.updateGeometry()
        self._side.show_beside(self._page, item)

    def next(self) -> None:
        """Go to the following question, or chapter."""
        self._step(1)

    def previous(self) -> None:
        """Go back one question, or chapter."""
        self._step(-1)

    def _step(self, way: int) -> None:
        self.card.commit()
        shown = [each.ref for each in self._page.questions if each.relevant]
        at = (shown.index(self._ref) if self._ref in shown else -1) + way
        if 0 <= at < len(shown):
            self._stand_at(shown[at])
            self.card.begin()
        elif self._page.trail:
            self.row_closed.emit()
        else:
            self._ask_chapter(self._page.at + way, at_end=way < 0)

    def next_open(self) -> None:
        """Go to the next question that waits for an answer, here or in another chapter."""
        self.card.commit()
        at = next_open(self._page, self._page.position(self._ref))
        if at >= 0 and self._page.questions[at].ref != self._ref:
            self._stand_at(self._page.questions[at].ref)
            self.card.begin()
        else:
            self.next_open_asked.emit()

    def _ask_chapter(self, at: int, *, at_end: bool = False) -> None:
        if 0 <= at < len(self._page.chapters):
            self.card.commit()
            self.chapter_asked.emit(at, at_end)

    def _speak(self, language: str) -> None:
        self.card.commit()
        self.spoken.emit(language)

    def _stand_at(self, ref: str) -> None:
        if self._page.position(ref) >= 0 and ref != self._ref:
            self._ref = ref
            self._draw_list()
            self._show_current()
            self._tell_moved()

    def _to_row(self, ref: str) -> None:
        """A person went to another row of a table: that one is at hand now."""
        self.card.commit()
        # After Qt is done with the cell, which goes with the table that it stands in.
        QTimer.singleShot(0, self, lambda: self._begin_at(ref))

    def _begin_at(self, ref: str) -> None:
        self._stand_at(ref)
        self.card.begin()

    def _tell_moved(self) -> None:
        if self._ref:
            self.moved.emit(self._ref)

    def _picked(self, at: int) -> None:
        item = self._rows[at].item
        if item is not None and item.ref != self._ref:
            self.card.commit()
            self._ref = item.ref
            self._show_current()
            self._tell_moved()

    def _filtered(self, at: int) -> None:
        self._filter = at
        self._draw_list()

    def _about(self, signal: SignalInstance) -> None:
        if self._ref:
            signal.emit(self._ref)

    def leave(self, kind: str) -> None:
        """Ask to leave the question on the paper without an answer, when it may be."""
        item = self._item()
        if item is not None and item.leavable and not self._page.frozen:
            self.leave_asked.emit(item.ref, kind)

    def commit(self) -> None:
        self.card.commit()

    def panes(self) -> tuple[QWidget, ...]:
        first = self.card.input.first() if self.card.input is not None else None
        return (first or self.following, self.list, self.following)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        typing = isinstance(self.focusWidget(), QPlainTextEdit)
        if event.key() in _ENTER and (control or not typing):
            self.next()
        elif event.key() == Qt.Key.Key_Escape:
            self._escape()
        elif control or not self._press(event):
            super().keyPressEvent(event)

    def _escape(self) -> None:
        focus = self.focusWidget()
        first = self.card.input.first() if self.card.input is not None else None
        if self._page.trail and (focus is first or not self.card.isAncestorOf(focus)):
            self.commit()
            self.row_closed.emit()
        else:
            self.card.begin()

    def _press(self, event: QKeyEvent) -> bool:
        word = event.text().upper()
        acts: dict[str, Callable[[], None]] = {
            "N": self.card.write_remark,
            "W": lambda: self.leave(NOT_OBSERVED),
            "F": lambda: self._about(self.photo_asked),
            "K": lambda: self._about(self.file_asked),
            "A": lambda: self._about(self.annotation_asked),
            "P": self.followups_asked.emit,
            "V": lambda: self._about(self.flagged),
            "B": lambda: self._about(self.finding_asked),
        }
        if event.key() == Qt.Key.Key_Backspace:
            self.previous()
        elif event.key() == Qt.Key.Key_Delete and self.card.input is not None:
            self._take_back()
        elif word.isdigit() and self.card.input is not None:
            return self._digit(word)
        elif word in acts:
            acts[word]()
        else:
            return False
        return True

    def _take_back(self) -> None:
        item = self._item()
        if item is not None and item.unanswered:
            self.waits_again.emit(item.ref)
        elif self.card.input is not None:
            self.card.input.take_back()

    def _digit(self, digit: str) -> bool:
        item, made = self._item(), self.card.input
        if made is None or not made.press(digit):
            if digit == "0":
                self.leave(NOT_APPLICABLE)
            return digit == "0"
        goes_on = self.quick or (item is not None and "quick" in item.appearance)
        if goes_on and item is not None and item.kind is QuestionKind.SELECT_ONE:
            # After the answer has been kept and drawn.
            QTimer.singleShot(0, self, self.next)
        return True


def _filters(look: Look, name: str, words: Sequence[str], at: int) -> Segments | Select:
    """Side by side, or below each other in a list where the words are too large for that."""
    if not look.theme.compact:
        return Segments(look, name, words, at, stretch=True)
    return Select(look, name, [(str(each), word) for each, word in enumerate(words)], str(at))
