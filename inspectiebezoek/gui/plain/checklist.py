"""Fill a checklist: chapters, the questions of one, and the question at hand; all by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.checklist import Chapter, ChecklistPage, QuestionItem, next_open
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.parts.arrange import clear, column, frame, label, row, scroll
from inspectiebezoek.gui.parts.field import TextArea
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.message_bar import MessageBar
from inspectiebezoek.gui.parts.question_rows import QuestionDelegate, question_rows
from inspectiebezoek.gui.parts.rows import RowList
from inspectiebezoek.gui.plain.answers import AnswerPane

_LIST = 296


class ChecklistScreen(QWidget):
    """Emits plain values: what was answered, remarked, flagged, and where a person goes."""

    answered = Signal(str, str)
    remarked = Signal(str, str)
    typing = Signal(str, str)
    typing_remark = Signal(str, str)
    flagged = Signal(str, bool)
    photo_asked = Signal(str)
    chapter_chosen = Signal(int)
    row_opened = Signal(str)
    row_wanted = Signal(str)
    left_row = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._page, self._at = look, ChecklistPage(), -1
        self.setProperty("surface", "ground")
        self._chapters = RowList(look, look.say("checklist.chapters"), LineDelegate(look))
        self._questions = RowList(look, look.say("checklist.questions"), QuestionDelegate(look))
        self._chapters.picked.connect(self.chapter_chosen.emit)
        self._chapters.opened.connect(lambda _at: self._go(0))
        self._questions.picked.connect(self._picked)
        self._questions.opened.connect(lambda _at: self._start())
        self._paper = QVBoxLayout()
        self._pane: AnswerPane | None = None
        self._remark: TextArea | None = None
        self._shown: QuestionItem | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        space = self._look.theme.space
        left = frame(column(self._chapters), "panel", "right")
        left.setFixedWidth(_LIST)
        middle = frame(column(self._questions), "panel", "right")
        middle.setFixedWidth(_LIST)
        content = QWidget()
        content.setProperty("surface", "ground")
        self._paper.setContentsMargins(space.xl, space.l, space.xl, space.l)
        self._paper.setSpacing(space.m)
        content.setLayout(self._paper)
        self.setLayout(row(left, middle, scroll(content), gap=0))

    def show_page(self, page: ChecklistPage) -> None:
        """Show a chapter, or the same one after a change; the place is kept."""
        moved = (page.at, page.trail) != (self._page.at, self._page.trail)
        self._page = page
        self._chapters.show_rows([_chapter_line(each) for each in page.chapters], page.at)
        if moved or self._at < 0:
            self._at = max(0, page.position(page.current)) if page.questions else -1
        self._at = min(self._at, len(page.questions) - 1)
        rows = question_rows(page.questions, lambda _item: True)
        at = next((i for i, each in enumerate(rows) if each.item is self._item()), -1)
        self._questions.show_rows(rows, at)
        if self._item() != self._shown:
            self._draw()

    def start(self) -> None:
        """Put the focus at the question at hand."""
        self._start()

    def _start(self) -> None:
        # After the layout has settled: the focus ring measures where its target stands.
        QTimer.singleShot(0, self._focus_answer)

    def _focus_answer(self) -> None:
        if self._pane is not None:
            self._paper.activate()
            # The ring moves when the focus does: let it go for a moment.
            self.setFocus()
            self._pane.start()

    def _item(self) -> QuestionItem | None:
        questions = self._page.questions
        return questions[self._at] if 0 <= self._at < len(questions) else None

    def _picked(self, at: int) -> None:
        rows = question_rows(self._page.questions, lambda _item: True)
        item = rows[at].item if 0 <= at < len(rows) else None
        if item is not None:
            self._go(self._page.position(item.ref), keep_focus=True)

    def _go(self, at: int, *, keep_focus: bool = False) -> None:
        if not 0 <= at < len(self._page.questions):
            return
        self._commit()
        self._at = at
        self.show_page(self._page)
        if not keep_focus:
            self._start()

    def _commit(self) -> None:
        if self._pane is not None:
            self._pane.commit()
        if self._remark is not None:
            self._remark.commit()

    def _draw(self) -> None:
        """Draw the question at hand; the focus stays in it where it was in it."""
        look, item = self._look, self._item()
        focused = self._pane is not None and self._pane.isAncestorOf(self.focusWidget() or self)
        clear(self._paper)
        self._shown, self._pane, self._remark = item, None, None
        if item is None:
            return
        number = f"{item.code} · {item.section}" if item.section else item.code
        self._paper.addWidget(label(number, "caption", "muted"))
        self._paper.addWidget(label(item.label, "question", wrap=True))
        if item.hint:
            self._paper.addWidget(label(item.hint, "small", "muted", wrap=True))
        self._pane = self._answer_pane(item)
        self._paper.addWidget(self._pane)
        if item.error:
            self._paper.addWidget(MessageBar(look, "caution", item.error))
        if item.remarkable:
            self._paper.addWidget(label(look.say("checklist.remark_key"), "small", "muted"))
            self._remark = self._remark_area(item)
            self._paper.addWidget(self._remark)
        if item.norm:
            norm = f"{look.say('checklist.norm')}: {item.norm}"
            self._paper.addWidget(label(norm, "small", wrap=True))
        self._paper.addStretch(1)
        if focused:
            self._start()

    def _answer_pane(self, item: QuestionItem) -> AnswerPane:
        pane = AnswerPane(self._look, item)
        pane.given.connect(lambda value: self.answered.emit(item.ref, value))
        pane.typing.connect(lambda words: self.typing.emit(item.ref, words))
        pane.row_opened.connect(self.row_opened.emit)
        pane.row_wanted.connect(lambda: self.row_wanted.emit(item.ref))
        pane.setEnabled(not self._page.frozen)
        return pane

    def _remark_area(self, item: QuestionItem) -> TextArea:
        words = item.remark_draft if item.remark_draft is not None else item.remark
        area = TextArea(self._look, self._look.say("checklist.remark"), words)
        area.left.connect(lambda text: self.remarked.emit(item.ref, text))
        area.typing.connect(lambda text: self.typing_remark.emit(item.ref, text))
        return area

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the screen; text fields have taken theirs before they come here."""
        if not self._key(event.key(), event.text()):
            super().keyPressEvent(event)

    def _key(self, key: int, text: str) -> bool:
        item = self._item()
        if item is None:
            return False
        if text.isdigit() and self._pane is not None:
            return self._pane.press(text)
        moves = {
            int(Qt.Key.Key_Return): self._at + 1,
            int(Qt.Key.Key_Enter): self._at + 1,
            int(Qt.Key.Key_Backspace): self._at - 1,
        }
        if key in moves:
            self._go(moves[key])
            return True
        if key == Qt.Key.Key_Escape and self._page.trail:
            self._commit()
            self.left_row.emit()
            return True
        letters = {"n": self._to_remark, "v": self._flag, "f": self._photo}
        act = letters.get(text.lower())
        if act is not None:
            act()
        return act is not None

    def to_next_open(self) -> None:
        """Go to the next question that waits for an answer."""
        self._go(next_open(self._page, self._at))

    def _to_remark(self) -> None:
        if self._remark is not None:
            self._remark.setFocus()
            self._remark.moveCursor(QTextCursor.MoveOperation.End)

    def _flag(self) -> None:
        item = self._item()
        if item is not None and item.remarkable:
            self.flagged.emit(item.ref, not item.attention)

    def _photo(self) -> None:
        item = self._item()
        if item is not None and item.remarkable:
            self.photo_asked.emit(item.ref)


def _chapter_line(chapter: Chapter) -> Line:
    mark = Mark.DONE if chapter.total and chapter.done == chapter.total else Mark.OPEN
    if chapter.attention:
        mark = Mark.ATTENTION
    return Line(chapter.title, mark=mark, right=f"{chapter.done}/{chapter.total}", ref=chapter.ref)
