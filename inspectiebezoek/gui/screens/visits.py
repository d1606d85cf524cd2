"""Visits: what is on this laptop, and is it ready to go out the door."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QStackedWidget, QVBoxLayout, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.models.visits import NewVisit, NewVisitOptions, VisitRow, VisitsPage
from inspectiebezoek.gui.parts.arrange import clear, column, frame, label, row, rule, scroll
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.chip import Tag
from inspectiebezoek.gui.parts.meter import Meter
from inspectiebezoek.gui.parts.rows import RowList
from inspectiebezoek.gui.parts.segments import Segments
from inspectiebezoek.gui.parts.visit_rows import VisitDelegate
from inspectiebezoek.gui.screens.new_visit import NewVisitPanel
from inspectiebezoek.gui.screens.screen import Keys, Screen

_FILTERS = ("mine", "team", "finished")


class VisitsScreen(Screen):
    """Opens a visit, starts a new one, or says what can be done when there is none."""

    opened = Signal(str)
    selected = Signal(str)
    new_asked = Signal()
    planned = Signal(NewVisit)
    checklist_asked = Signal()
    sync_asked = Signal()
    practice_asked = Signal()

    KEYS: ClassVar[Keys] = (
        ("Enter", "keys.open"),
        ("Ctrl O", "keys.open_checklist"),
        ("Ctrl F", "keys.search"),
        ("F1", "keys.help"),
    )

    def __init__(self, look: Look) -> None:
        self._page = VisitsPage()
        self._shown: tuple[VisitRow, ...] = ()
        self._filter = 0
        super().__init__(look)
        self.draw()

    def show_page(self, page: VisitsPage) -> None:
        """Show the visits on this laptop."""
        self._page = page
        self.draw()

    def show_new(self, options: NewVisitOptions) -> None:
        """Open the panel for a new visit."""
        self._new.show_options(options)
        self._stack.setCurrentWidget(self._new)
        self._new.take_focus()

    def build(self) -> QWidget:
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list_page())
        self._stack.addWidget(self._empty_page())
        self._new = NewVisitPanel(self.look)
        self._new.planned.connect(self._planned)
        self._new.cancelled.connect(self._back)
        self._stack.addWidget(self._new)
        return self._stack

    def _list_page(self) -> QWidget:
        look, space, say = self.look, self.look.theme.space, self.look.say
        self.search = QLineEdit()
        self.search.setPlaceholderText(say("visits.search_hint"))
        self.search.setAccessibleName(say("visits.search"))
        leading = QLineEdit.ActionPosition.LeadingPosition
        self.search.addAction(look.icon("search", "muted"), leading)
        self.search.textChanged.connect(lambda _text: self.draw())
        words = [say(f"visits.filter.{name}") for name in _FILTERS]
        self.filter = Segments(look, say("visits.which"), words, self._filter)
        self.filter.chosen.connect(self._filtered)
        compact = look.theme.compact
        checklist = Button(
            look, say("visits.open_checklist"), "document", look.key("Ctrl O"), show_key=not compact
        )
        checklist.clicked.connect(self.checklist_asked)
        new = Button(look, say("visits.new"), "plus", "", "primary")
        new.clicked.connect(self.new_asked)
        self.list = RowList(look, say("place.visits"), VisitDelegate(look))
        self.list.setSpacing(1)
        # Every visit is as tall as any other: ten thousand of them are laid out at once.
        self.list.setUniformItemSizes(True)
        self.list.setResizeMode(QListView.ResizeMode.Fixed)
        self.list.opened.connect(lambda at: self.opened.emit(self._shown[at].id))
        self.list.picked.connect(self._picked)
        title = row(label(say("place.visits"), "title"), None, checklist, new)
        tools = row(self.search, self.filter, gap=space.m)
        self._none = label("", "body", "muted", wrap=True)
        left = frame(
            column(
                *(title, space.m, tools, space.s, self._none, self.list),
                gap=space.xs,
                margins=(space.xl, space.l, space.xl, space.s),
            ),
            "ground",
        )
        page = row(left, gap=0)
        page.setStretch(0, 1)
        self._detail: QVBoxLayout | None = None
        if not compact:
            page.addWidget(self._side())
        made = QWidget()
        made.setLayout(page)
        return made

    def _side(self) -> QFrame:
        space = self.look.theme.space
        self._detail = column(gap=space.xs, margins=(space.xl, space.l, space.xl, space.l))
        inner = frame(self._detail, "panel")
        side = frame(column(scroll(inner)), "panel", "left")
        side.setFixedWidth(376)
        return side

    def _empty_page(self) -> QWidget:
        look, space, say = self.look, self.look.theme.space, self.look.say
        first = Button(
            look, say("visits.open_checklist"), "document", look.key("Ctrl O"), "primary", big=True
        )
        first.clicked.connect(self.checklist_asked)
        sync = Button(look, say("sync.go"), "sync", big=True)
        sync.clicked.connect(self.sync_asked)
        practice = Button(look, say("visits.practice"), "practice", big=True)
        practice.clicked.connect(self.practice_asked)
        self._first = first
        text = label(say("visits.empty_why"), "body", "muted", wrap=True)
        inner = column(
            *(None, label(say("visits.empty"), "title"), space.s, text, space.xl),
            *(row(first, sync, practice, None, gap=space.m), None, None),
            margins=(space.xxl, space.xxl, space.xxl, space.xxl),
        )
        box = QWidget()
        box.setLayout(inner)
        box.setMaximumWidth(round(720 * look.theme.zoom))
        return frame(row(None, box, None), "ground")

    def draw(self) -> None:
        query, want = self.search.text(), _FILTERS[self._filter]
        self._shown = tuple(
            each for each in self._page.visits if _in(each, want) and each.matches(query)
        )
        at = next((i for i, each in enumerate(self._shown) if each.id == self._page.current), 0)
        self.list.show_rows(self._shown, at if self._shown else -1)
        self.list.setVisible(bool(self._shown))
        self._none.setVisible(not self._shown)
        self._none.setText(self.look.say("visits.none_found"))
        if self._stack.currentWidget() is not self._new:
            self._stack.setCurrentIndex(0 if self._page.visits else 1)
        self._draw_detail()

    def _filtered(self, at: int) -> None:
        self._filter = at
        self.draw()

    def _picked(self, at: int) -> None:
        self._draw_detail()
        self.selected.emit(self._shown[at].id)

    def _draw_detail(self) -> None:
        side = self._detail
        if side is None:
            return
        clear(side)
        at = self.list.at()
        if 0 <= at < len(self._shown):
            self._describe(side, self._shown[at])
        side.addStretch(1)

    def _describe(self, side: QVBoxLayout, visit: VisitRow) -> None:
        look, space, say = self.look, self.look.theme.space, self.look.say
        side.addWidget(label(visit.title, "title", wrap=True))
        about = " · ".join(part for part in (visit.kind, visit.dates) if part)
        side.addWidget(label(about, "small", "muted", wrap=True))
        side.addSpacing(space.m)
        # Before it was looked at, nobody knows how far it is.
        told = say("visits.answered", done=visit.done, total=visit.total) if visit.total else ""
        line = row(label(told, "small_strong"), None)
        if visit.attention:
            words = look.count("visits.attention", visit.attention)
            mark = Mark.ATTENTION
            line.addWidget(Tag(look, words, mark=mark, tone="caution", role="small_strong"))
        side.addLayout(line)
        side.addWidget(Meter(look, say("window.answered"), visit.done, visit.total))
        side.addSpacing(space.m)
        key = "visits.resume" if visit.resume else "visits.open"
        go = Button(look, say(key, code=visit.resume), "next", "Enter", "primary", big=True)
        go.clicked.connect(lambda: self.opened.emit(visit.id))
        side.addLayout(row(go, None))
        self._describe_offline(side, visit)

    def _describe_offline(self, side: QVBoxLayout, visit: VisitRow) -> None:
        look, space, say = self.look, self.look.theme.space, self.look.say
        if visit.ready:
            side.addSpacing(space.l)
            side.addWidget(rule())
            side.addSpacing(space.m)
            good = sum(1 for mark, _ in visit.ready if mark is Mark.READY)
            count = say("part.of", done=good, total=len(visit.ready))
            tone = "good" if good == len(visit.ready) else "caution"
            title = label(say("visits.offline"), "heading")
            side.addLayout(row(title, None, label(count, "small", tone)))
            for mark, words in visit.ready:
                side.addWidget(Tag(look, words, mark=mark, tone="text", role="small"))
        side.addSpacing(space.m)
        side.addWidget(rule())
        side.addSpacing(space.m)
        side.addWidget(label(say("sync.here_title"), "heading"))
        waits = look.count("visits.waiting", visit.waiting)
        side.addWidget(label(waits, "small", wrap=True))
        if visit.last_change:
            side.addWidget(label(visit.last_change, "small", "muted", wrap=True))

    def _planned(self, visit: NewVisit) -> None:
        self._back()
        self.planned.emit(visit)

    def _back(self) -> None:
        self._stack.setCurrentIndex(0 if self._page.visits else 1)
        self.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self.search.setFocus()
            return
        super().keyPressEvent(event)

    def panes(self) -> tuple[QWidget, ...]:
        if self._stack.currentWidget() is self._new:
            return (self._new,)
        return (self.list, self.search) if self._page.visits else (self._first,)


def _in(visit: VisitRow, want: str) -> bool:
    if want == "finished":
        return visit.finished
    return not visit.finished and (want == "team" or visit.mine)
