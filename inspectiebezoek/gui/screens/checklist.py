"""The checklist: questions of one chapter at the left, one on the paper, what we know beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.checklist import (
    Chapter,
    ChecklistPage,
    QuestionItem,
    goes_on,
    next_open,
)
from inspectiebezoek.gui.models.filters import FILTERS, MINE, shows
from inspectiebezoek.gui.parts.arrange import bar, column, frame, label, row, scroll
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.question_rows import QuestionDelegate, QuestionRow, question_rows
from inspectiebezoek.gui.parts.rows import RowList
from inspectiebezoek.gui.parts.select import Select
from inspectiebezoek.gui.parts.tiles import Picture
from inspectiebezoek.gui.screens.checklist_side import ChecklistSide
from inspectiebezoek.gui.screens.no_answer import NOT_APPLICABLE, NOT_OBSERVED
from inspectiebezoek.gui.screens.question_card import QuestionCard
from inspectiebezoek.gui.screens.question_filter import QuestionFilter
from inspectiebezoek.gui.screens.screen import Keys, Screen

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


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
    clip_opened = Signal(str, str)
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
        ("Ctrl F", "keys.search"),
        ("/", "keys.search"),
        ("Del", "keys.take_back"),
        ("Esc", "keys.leave_field"),
    )

    def __init__(self, look: Look, picture: Picture, clock: Callable[[], datetime]) -> None:
        self._picture, self._clock = picture, clock
        self._page = ChecklistPage()
        self._rows: tuple[QuestionRow, ...] = ()
        self._ref, self._filter, self._query = "", 0, ""
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
        self.finder = QuestionFilter(look, self._filter, self._query)
        self.finder.changed.connect(self._filtered)
        self.finder.first.connect(self._to_first)
        self.finder.down.connect(self._to_list)
        self.finder.left.connect(self._to_card)
        self.filter = self.finder.choices
        self.back = Button(look, "", "previous", "Esc", name=say("checklist.back"))
        self.back.clicked.connect(self.row_closed)
        self.languages = Select(look, say("checklist.language"), ())
        self.languages.chosen.connect(self._speak)
        self.list = RowList(look, say("checklist.questions"), QuestionDelegate(look))
        self.list.picked.connect(self._picked)
        self.list.opened.connect(lambda _at: self.card.begin())
        self.list.clicked.connect(lambda _index: self.card.begin())
        self._nothing = label(say("checklist.nothing"), "small", "muted", wrap=True)
        head = column(self.chapters, self.languages, self.finder, self.back, gap=space.s)
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
            *("piece_opened", "clip_opened", "row_opened", "row_added"),
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
        words = [(str(at), self._chapter_words(each)) for at, each in enumerate(page.chapters)]
        self.chapters.show_choices(words, str(page.at))
        self.languages.setVisible(bool(page.languages))
        self.languages.show_choices([(each, each) for each in page.languages], page.language)

    def _chapter_words(self, chapter: Chapter) -> str:
        count = f" {chapter.done}/{chapter.total}" if chapter.total else ""
        mine = f" · {self.look.say('checklist.filter.mine')}" if chapter.mine else ""
        return f"{chapter.title}{count}{mine}"

    def _draw_list(self) -> None:
        here = self._ref
        # The question on the paper stays in the list when its answer takes it out of a filter.
        rows = question_rows(
            self._page.questions,
            lambda item: self._shows(item) or (item.ref == here and not self._query),
        )
        self._rows = rows
        place = next((i for i, each in enumerate(rows) if each.item and each.item.ref == here), -1)
        self.list.show_rows(rows, place)
        self.list.scrollTo(self.list.currentIndex())
        theirs = FILTERS[self._filter][0] == MINE and not self._page.mine
        self._nothing.setText(self.look.say(f"checklist.{'not_mine' if theirs else 'nothing'}"))
        found = (each.item for each in rows if each.item is not None)
        self._nothing.setVisible(not any(self._shows(each) for each in found))

    def _shows(self, item: QuestionItem) -> bool:
        return shows(item, self._filter, self._query, mine=self._page.mine)

    def _item(self) -> QuestionItem | None:
        at = self._page.position(self._ref)
        return self._page.questions[at] if at >= 0 else None

    def _show_current(self) -> None:
        item = self._item()
        self.card.show_item(item, quick=self.quick)
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

    def _filtered(self, at: int, query: str) -> None:
        self._filter, self._query = at, query
        self._draw_list()

    def search(self) -> None:
        """Look for a question of this chapter by its words; with one hand there is no list."""
        if not self.one_hand:
            self.finder.start()

    def _to_list(self) -> None:
        self.list.setFocus()

    def _to_card(self) -> None:
        self.card.begin()

    def _to_first(self) -> None:
        """Enter in the field: the first question that is shown, unless that is at hand already."""
        shown = [each.item.ref for each in self._rows if each.item is not None]
        if shown and self._ref not in shown:
            self.card.commit()
            self._stand_at(shown[0])
        if shown:
            self.card.begin()

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
            "/": self.search,
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
        if item is not None and goes_on(item, quick=self.quick):
            # After the answer has been kept and drawn.
            QTimer.singleShot(0, self, self.next)
        return True
