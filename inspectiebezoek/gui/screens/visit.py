"""The visit at a glance: who does what, how far it is, and what is missing to finish."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.overview import ChapterLine, VisitOverview
from inspectiebezoek.gui.parts.arrange import clear, column, frame, label, row, rule, scroll
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.chapter_table import ChapterTable
from inspectiebezoek.gui.parts.chip import Tag
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import ShortList
from inspectiebezoek.gui.parts.segments import Segments
from inspectiebezoek.gui.screens.screen import Keys, Screen


class VisitScreen(Screen):
    """Goes on where one left off, opens a chapter, shows what stands in the way of finishing."""

    continue_asked = Signal()
    chapter_opened = Signal(int)
    chapter_taken = Signal(int)
    assign_asked = Signal(int)
    finish_asked = Signal()
    gap_opened = Signal(str)
    loose_asked = Signal()

    KEYS: ClassVar[Keys] = (
        ("Enter", "keys.open_chapter"),
        ("T", "keys.take_chapter"),
        ("W", "keys.assign_chapter"),
        ("Ctrl Shift F", "keys.finish"),
        ("F1", "keys.help"),
    )

    def __init__(self, look: Look) -> None:
        self._page = VisitOverview(title="")
        self._chapters: tuple[ChapterLine, ...] = ()
        self._mine = False
        self._gaps: ShortList | None = None
        super().__init__(look)
        self.draw()

    def show_page(self, page: VisitOverview) -> None:
        """Show the visit as it stands now."""
        self._page = page
        self.draw()

    def build(self) -> QWidget:
        look, space, say = self.look, self.look.theme.space, self.look.say
        compact = look.theme.compact
        self._subtitle = label("", "small", "muted", wrap=True)
        self.go = Button(look, say("visit.continue"), "next", "", "primary", big=True)
        self.go.clicked.connect(self.continue_asked)
        words = column(label(say("visit.title"), "title"), self._subtitle, gap=space.xxs)
        head = row(words, self.go, gap=space.l)
        head.setStretch(0, 1)
        self.table = ChapterTable(look)
        self.table.opened.connect(lambda at: self.chapter_opened.emit(self._chapters[at].at))
        which = [say("visit.all"), say("visit.mine")]
        self.filter = Segments(look, say("visit.which"), which, int(self._mine))
        self.filter.chosen.connect(self._filter)
        self._none = label(say("visit.none_mine"), "body", "muted", wrap=True)
        self.take = Button(look, say("visit.take"), "person", "T", show_key=not compact)
        self.take.clicked.connect(lambda: self._about(self.chapter_taken))
        self.assign = Button(look, say("visit.assign"), "team", "W", show_key=not compact)
        self.assign.clicked.connect(lambda: self._about(self.assign_asked))
        self.finish = Button(
            look, say("visit.finish"), "check", look.key("Ctrl Shift F"), show_key=not compact
        )
        self.finish.clicked.connect(self.finish_asked)
        self._below = column(gap=space.s)
        self._shown: object = None
        self._beside: object = None
        foot = row(self.take, self.assign, None, self.finish)
        filters = row(self.filter, None)
        edge = (space.xl, space.l, space.xl, space.m)
        table = (filters, space.s, self._none, self.table)
        parts = (head, space.m, *table, space.m, foot, space.l, self._below, None)
        left = frame(column(*parts, margins=edge), "ground")
        self._side = column(gap=space.xs, margins=(space.l, space.l, space.l, space.m))
        panel = frame(self._side, "panel", "" if compact else "left")
        made = QWidget()
        if compact:
            self._left = scroll(frame(column(left, panel), "ground"))
            made.setLayout(column(self._left))
        else:
            side = scroll(panel)
            side.setFixedWidth(376)
            self._left = scroll(left)
            line = row(self._left, side, gap=0)
            line.setStretch(0, 1)
            made.setLayout(line)
        return made

    def draw(self) -> None:
        page, look = self._page, self.look
        self._subtitle.setText(page.subtitle)
        key = "visit.resume" if page.resume else "visit.continue"
        self.go.setText(look.say(key, code=page.resume))
        self.go.updateGeometry()
        self._chapters = tuple(each for each in page.chapters if each.mine or not self._mine)
        self.table.show_rows(self._chapters)
        self.table.setVisible(bool(self._chapters))
        self._none.setVisible(self._mine and not self._chapters)
        self.finish.setEnabled(not page.finished)
        for each in (self.take, self.assign):
            each.setEnabled(not page.finished and bool(self._chapters))
        self._draw_below()
        self._draw_side()

    def to_gaps(self) -> None:
        """Go to what stands in the way of finishing."""
        if self._gaps is not None:
            self._gaps.choose(0)
            self._gaps.setFocus(Qt.FocusReason.OtherFocusReason)
            # Where it stands is known only after the layout has settled.
            QTimer.singleShot(0, self, self._reveal_gaps)

    def _reveal_gaps(self) -> None:
        if self._gaps is None or not isValid(self._gaps):
            return
        content = self._left.widget()
        assert content is not None
        top = self._gaps.mapTo(content, self._gaps.rect().topLeft()).y()
        self._left.verticalScrollBar().setValue(top - 2 * self.look.theme.size.answer)

    def _draw_below(self) -> None:
        look, space, page = self.look, self.look.theme.space, self._page
        shown = (page.gaps, page.unanswered, page.merged, page.loose_notes, page.loose_pieces)
        if shown == self._shown:
            # The place in the list stays.
            return
        self._shown = shown
        self._gaps = None
        clear(self._below)
        if page.gaps:
            count = label(look.count("visit.gaps", len(page.gaps)), "heading")
            self._below.addWidget(count)
            gaps = self._lines(self._below, look.say("visit.missing"), page.gaps, wrap=True)
            gaps.opened.connect(lambda at: self.gap_opened.emit(page.gaps[at].ref))
            self._gaps = gaps
        if page.unanswered:
            count = label(look.count("visit.unanswered", len(page.unanswered)), "heading")
            self._below.addWidget(count)
            name = look.say("visit.without_answer")
            left = self._lines(self._below, name, page.unanswered, wrap=True)
            left.opened.connect(lambda at: self.gap_opened.emit(page.unanswered[at].ref))
        if page.merged:
            name = look.say("visit.merged")
            self._below.addWidget(label(name, "heading"))
            merged = self._lines(self._below, name, page.merged, wrap=True)
            merged.opened.connect(lambda at: self.gap_opened.emit(page.merged[at].ref))
        if page.loose_notes or page.loose_pieces:
            notes = look.count("visit.loose_notes", page.loose_notes)
            pieces = look.count("visit.loose_pieces", page.loose_pieces)
            link = Button(look, look.say("visit.link"), "link")
            link.clicked.connect(self.loose_asked)
            line = row(
                *(label(look.say("visit.loose"), "strong"), Tag(look, notes, "note", role="small")),
                *(Tag(look, pieces, "evidence", role="small"), None, link),
                gap=space.m,
                margins=(space.l, space.s, space.s, space.s),
            )
            self._below.addWidget(frame(line, "card"))

    def _draw_side(self) -> None:
        look, space, page, side = self.look, self.look.theme.space, self._page, self._side
        beside = (page.team, page.programme, page.recommendations)
        if beside == self._beside:
            return
        self._beside = beside
        clear(side)
        blocks = (
            ("visit.team", page.team),
            ("visit.programme", page.programme),
            ("visit.recommendations", page.recommendations),
        )
        shown = [(key, lines) for key, lines in blocks if lines]
        for i, (key, lines) in enumerate(shown):
            if i:
                side.addSpacing(space.s)
                side.addWidget(rule())
                side.addSpacing(space.s)
            title = label(look.say(key), "heading")
            side.addLayout(row(title, margins=(space.s, 0, space.s, 0)))
            self._lines(side, look.say(key), lines)
        side.addStretch(1)

    def _lines(
        self, place: QVBoxLayout, name: str, lines: Sequence[Line], *, wrap: bool = False
    ) -> ShortList:
        made = ShortList(self.look, name, LineDelegate(self.look, wrap=wrap))
        made.show_rows(lines, -1)
        place.addWidget(made)
        return made

    def _filter(self, at: int) -> None:
        self._mine = bool(at)
        self.draw()

    def _about(self, signal: SignalInstance) -> None:
        """Tell something about the chapter at hand."""
        at = self.table.currentIndex().row()
        if 0 <= at < len(self._chapters):
            signal.emit(self._chapters[at].at)

    def panes(self) -> tuple[QWidget, ...]:
        gaps = (self._gaps,) if self._gaps is not None else ()
        table = (self.table,) if self._chapters else ()
        return (*table, *gaps, self.go)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().upper() if not event.modifiers() else ""
        if letter in ("T", "W") and self.take.isEnabled():
            self._about(self.chapter_taken if letter == "T" else self.assign_asked)
        else:
            super().keyPressEvent(event)
