"""One question on the paper: its words, the answer, what the norm says, remark and evidence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.checklist import MISSING, QuestionItem, QuestionKind, goes_on
from inspectiebezoek.gui.parts.announce import announce
from inspectiebezoek.gui.parts.arrange import clear, column, frame, label, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.chip import Tag
from inspectiebezoek.gui.parts.disclosure import Disclosure
from inspectiebezoek.gui.parts.even_grid import EvenGrid
from inspectiebezoek.gui.parts.field import TextArea, field_label
from inspectiebezoek.gui.parts.message_bar import MessageBar
from inspectiebezoek.gui.parts.pictured import pictured
from inspectiebezoek.gui.parts.tiles import Picture, TileStrip
from inspectiebezoek.gui.screens.inputs.base import Input
from inspectiebezoek.gui.screens.inputs.grid import Grid
from inspectiebezoek.gui.screens.inputs.make import make_input
from inspectiebezoek.gui.screens.inputs.repeats import RepeatRows
from inspectiebezoek.gui.screens.inputs.upload import Upload
from inspectiebezoek.gui.screens.no_answer import NoAnswer

_METHODS = {"D": "document", "I": "person", "O": "observe", "C": "checklist", "S": "search"}


class QuestionCard(QFrame):
    """Draws itself anew for another question; for the same one it only shows what changed."""

    answered = Signal(str, str)
    typing = Signal(str, str)
    remarked = Signal(str, str)
    remark_typing = Signal(str, str)
    photo_asked = Signal(str)
    file_asked = Signal(str)
    signature_asked = Signal(str)
    drawing_asked = Signal(str)
    annotation_asked = Signal(str)
    leave_asked = Signal(str, str)
    waits_again = Signal(str)
    piece_opened = Signal(str)
    clip_opened = Signal(str, str)
    row_opened = Signal(str)
    row_chosen = Signal(str)
    row_added = Signal(str)
    row_copied = Signal(str)
    row_removed = Signal(str)

    def __init__(self, look: Look, picture: Picture, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._look, self._picture, self._clock = look, picture, clock
        self.setProperty("surface", "ground")
        space = look.theme.space
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(space.xl, space.l, space.xl, space.m)
        self._page.setSpacing(0)
        self.item: QuestionItem | None = None
        self._quick = False
        self.input: Input | None = None
        self._remark: TextArea | None = None
        self._strip: TileStrip | None = None
        self._wrong = ""

    def show_item(self, item: QuestionItem | None, *, quick: bool = False) -> None:
        """Show a question, or nothing; `quick`: a digit goes on, which is said."""
        known, self.item = self.item, item
        turned, self._quick = quick != self._quick, quick
        if item is None:
            clear(self._page)
            self.input = None
        elif known is None or _words(known) != _words(item) or self.input is None:
            self._wrong = ""
            self._draw(item)
        else:
            self._update(known, item)
            if turned:
                self._describe(item)

    def _draw(self, item: QuestionItem) -> None:
        clear(self._page)
        self.setAccessibleName(" ".join(item.label.split()))
        space, page = self._look.theme.space, self._page
        self._tags = column()
        self._slot = column()
        self._said = column()
        self._without = column()
        page.addLayout(self._tags)
        page.addSpacing(space.xs)
        page.addWidget(self._label(item))
        if item.image:
            page.addSpacing(space.s)
            page.addWidget(pictured(item.image, " ".join(item.label.split())))
        if item.clips:
            page.addSpacing(space.s)
            page.addWidget(self._clips(item))
        if item.hint:
            page.addSpacing(space.xxs)
            page.addWidget(label(item.hint, "small", "muted", wrap=True))
        page.addSpacing(space.m)
        page.addLayout(self._slot)
        page.addLayout(self._said)
        page.addLayout(self._without)
        self._put_input(item)
        self._put_no_answer(item)
        self._describe(item)
        self._tell(item)
        self._norm(item)
        self._remarks(item)
        self._evidence(item)
        page.addStretch(1)

    def _clips(self, item: QuestionItem) -> QWidget:
        """A button for each sound, film and large picture of the checklist."""
        look, question = self._look, " ".join(item.label.split())
        made = QWidget()
        grid = EvenGrid(look.theme.space.s)
        for clip in item.clips:
            about = clip.words or look.say("question.this")
            if clip.kind == MISSING:
                grid.addWidget(label(look.say("question.clip.missing", file=clip.name), "small"))
                continue
            words = look.say(f"question.clip.{clip.kind}", about=about)
            button = Button(look, words, "search" if clip.kind == "image" else "play")
            title = f"{question} {clip.words}".strip()
            button.clicked.connect(partial(self.clip_opened.emit, clip.name, title))
            grid.addWidget(button)
        made.setLayout(grid)
        return made

    def _label(self, item: QuestionItem) -> QLabel:
        made = label(item.rich or item.label, "question", wrap=True)
        if item.rich:
            # Made safe by the form engine: a few tags, no scripts, nothing from a network.
            made.setTextFormat(Qt.TextFormat.RichText)
            made.setAccessibleName(item.label)
        return made

    def _update(self, known: QuestionItem, item: QuestionItem) -> None:
        if self.input is not None and self.input.fits(item):
            self.input.show_item(item)
        else:
            focused = self.input is not None and self.input.isAncestorOf(self.focusWidget())
            self._put_input(item)
            if focused:
                self.begin()
        if self._remark is not None:
            self._remark.show_words(item.remark)
        if _tagged(known) != _tagged(item):
            self._describe(item)
        if _without(known) != _without(item):
            self._put_no_answer(item)
        if (known.error, known.readonly) != (item.error, item.readonly):
            self._tell(item)
        if known.evidence_count != item.evidence_count or known.evidence != item.evidence:
            self._show_tiles(item)

    def _put_input(self, item: QuestionItem) -> None:
        clear(self._slot)
        made = make_input(self._look, item, self._clock)
        made.answered.connect(lambda value: self.answered.emit(item.ref, value))
        made.typing.connect(lambda words: self.typing.emit(item.ref, words))
        made.wrong.connect(self._is_wrong)
        if isinstance(made, RepeatRows):
            made.row_opened.connect(self.row_opened)
            made.row_added.connect(lambda: self.row_added.emit(item.ref))
            made.row_copied.connect(self.row_copied)
            made.row_removed.connect(self.row_removed)
        if isinstance(made, Grid):
            made.cell_answered.connect(self.answered)
            made.row_chosen.connect(self.row_chosen)
        if isinstance(made, Upload):
            made.file_asked.connect(lambda: self.file_asked.emit(item.ref))
            made.signature_asked.connect(lambda: self.signature_asked.emit(item.ref))
            made.drawing_asked.connect(lambda: self.drawing_asked.emit(item.ref))
            made.annotation_asked.connect(lambda: self.annotation_asked.emit(item.ref))
        self.input = made
        self._slot.addWidget(made)

    def _put_no_answer(self, item: QuestionItem) -> None:
        clear(self._without)
        if not item.leavable or item.value:
            return
        made = NoAnswer(self._look, item)
        made.asked.connect(lambda kind: self.leave_asked.emit(item.ref, kind))
        made.lifted.connect(lambda: self.waits_again.emit(item.ref))
        self._without.addSpacing(self._look.theme.space.s)
        self._without.addWidget(made)

    def _is_wrong(self, words: str) -> None:
        self._wrong = words
        if self.item is not None:
            self._tell(self.item)

    def _describe(self, item: QuestionItem) -> None:
        look, say = self._look, self._look.say
        clear(self._tags)
        line = row(gap=look.theme.space.s)
        if item.code:
            line.addWidget(label(item.code, "small_strong", "muted"))
        if item.section:
            line.addWidget(label(item.section, "small", "muted"), 1)
        line.addStretch(1)
        quick = quick_words(item, quick=self._quick)
        if quick:
            line.addWidget(Tag(look, say(quick), "next", role="caption"))
        if item.required:
            line.addWidget(Tag(look, say("question.required"), "star", role="caption"))
        if item.core:
            words = say("question.core")
            line.addWidget(Tag(look, words, "key", tone="accent", role="caption_strong"))
        for method in item.method.split():
            icon = _METHODS.get(method)
            if icon:
                line.addWidget(Tag(look, say(f"question.method.{method}"), icon))
        self._tags.addLayout(line)

    def _tell(self, item: QuestionItem) -> None:
        look, space = self._look, self._look.theme.space
        clear(self._said)
        for tone, words in (
            ("caution", self._wrong),
            ("caution", item.error),
            ("info", look.say("question.readonly") if _closed(item) else ""),
        ):
            if words:
                self._said.addSpacing(space.s)
                self._said.addWidget(MessageBar(look, tone, words))
        if self.input is not None:
            # Read together with the field (EN 301 549, 11.3.3.1).
            told = " ".join((self._wrong, item.error)).strip()
            field = self.input.first() or self.input
            if told and told != field.accessibleDescription():
                announce(field, told)
            field.setAccessibleDescription(told)

    def _norm(self, item: QuestionItem) -> None:
        if not (item.norm or item.basis):
            return
        look, space = self._look, self._look.theme.space
        words = column(gap=space.xs, margins=(space.l, 0, space.l, space.s))
        for part, tone in ((item.norm, ""), (item.basis, "muted")):
            if part:
                words.addWidget(label(part, "small", tone, wrap=True))
        content = frame(words)
        summary = " ".join((item.basis or item.norm).split())
        self._page.addSpacing(space.s)
        self._page.addWidget(Disclosure(look, look.say("question.norm"), summary, content))

    def _remarks(self, item: QuestionItem) -> None:
        self._remark = None
        if not item.remarkable or item.kind in (QuestionKind.NOTE, QuestionKind.REPEAT):
            return
        look, space = self._look, self._look.theme.space
        name = look.say("question.remark")
        self._remark = TextArea(look, name, item.remark, lines=2)
        self._remark.setReadOnly(item.readonly and item.asked)
        if item.remark_draft is not None:
            self._remark.setPlainText(item.remark_draft)
            self._remark.moveCursor(QTextCursor.MoveOperation.End)
        self._remark.left.connect(lambda words: self.remarked.emit(item.ref, words))
        self._remark.typing.connect(lambda words: self.remark_typing.emit(item.ref, words))
        self._page.addSpacing(space.l)
        self._page.addLayout(field_label(look, name, self._remark, key="N"))
        self._page.addSpacing(space.xs)
        self._page.addWidget(self._remark)

    def _evidence(self, item: QuestionItem) -> None:
        self._strip = None
        if item.kind in (QuestionKind.NOTE, QuestionKind.REPEAT):
            return
        look, space, say = self._look, self._look.theme.space, self._look.say
        photo = Button(look, say("question.photo"), "camera", "F")
        photo.clicked.connect(lambda: self.photo_asked.emit(item.ref))
        file = Button(look, say("question.file"), "document", "K")
        file.clicked.connect(lambda: self.file_asked.emit(item.ref))
        self._pieces = label("", "small", "muted")
        head = row(label(say("place.evidence"), "small_strong"), self._pieces, None, photo, file)
        strip = TileStrip(look, say("question.evidence"), self._picture)
        strip.opened.connect(self._open_piece)
        self._strip = strip
        self._page.addSpacing(space.l)
        self._page.addLayout(head)
        self._page.addSpacing(space.xs)
        self._page.addWidget(strip)
        self._show_tiles(item)

    def _open_piece(self, at: int) -> None:
        if self.item is not None and 0 <= at < len(self.item.evidence):
            self.piece_opened.emit(self.item.evidence[at].id)

    def _show_tiles(self, item: QuestionItem) -> None:
        if self._strip is not None:
            self._strip.show_rows(item.evidence, -1)
            self._strip.setVisible(bool(item.evidence))
            self._pieces.setText(str(item.evidence_count))

    def begin(self) -> None:
        """Put the focus on the answer."""
        first = self.input.first() if self.input is not None else None
        if first is not None and first.isEnabled():
            # Qt shows what was just laid out on its next round; a hidden widget takes no keys.
            each: QWidget | None = first
            while each is not None and each is not self:
                each.show()
                each = each.parentWidget()
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            first.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            # Nothing to answer: the question itself is read, and Tab comes back to it.
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def write_remark(self) -> None:
        """Put the focus in the remark."""
        if self._remark is not None:
            self._remark.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._remark.moveCursor(QTextCursor.MoveOperation.End)

    def commit(self) -> None:
        """Hand over what is being typed."""
        if self.input is not None:
            self.input.commit()
        if self._remark is not None:
            self._remark.commit()


def quick_words(item: QuestionItem, *, quick: bool) -> str:
    """What the digits do in quick mode; empty out of it, and where there are none to press."""
    if not item.asked or item.readonly or item.grid:
        return ""
    if goes_on(item, quick=quick):
        return "question.quick_one"
    return "question.quick_many" if quick and item.kind is QuestionKind.SELECT_MULTIPLE else ""


def _words(item: QuestionItem) -> tuple[str, ...]:
    """What stands on the paper of a question, whatever the answer; in another language all anew."""
    clips = "".join(each.name for each in item.clips)
    return item.ref, item.label, item.hint, item.norm, clips


def _tagged(item: QuestionItem) -> tuple[object, ...]:
    """All that stands in small above a question."""
    return item.code, item.section, item.required, item.core, item.method


def _without(item: QuestionItem) -> tuple[object, ...]:
    """All that decides what is said of a question without an answer."""
    open_ = item.leavable and not item.value
    return open_, item.unanswered, item.reason, item.reason_draft, item.has_zero


def _closed(item: QuestionItem) -> bool:
    told = item.kind in (QuestionKind.NOTE, QuestionKind.CALCULATED)
    return item.readonly and not told
