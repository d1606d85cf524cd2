"""The timeline: stamp a moment with one key, say afterwards what it was, see what lay between."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.link import LinkOption
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.models.registers import TimelinePage
from inspectiebezoek.gui.parts.arrange import column, label, row, tab_order
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.field import LineField
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import RowList
from inspectiebezoek.gui.screens.panel import Panel

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TimelinePanel(Panel):
    """`named` carries the row and what it was; `opened` the row to correct or to add to."""

    LARGE: ClassVar[bool] = True
    stamp_asked = Signal()
    named = Signal(str, str)
    opened = Signal(str)

    def __init__(self, look: Look, page: TimelinePage, current: str, parent: QWidget) -> None:
        super().__init__(look, look.say("timeline.title"), look.say("timeline.do"), "check", parent)
        say, space = look.say, look.theme.space
        self.cancel.hide()
        self.go.setDefault(False)
        self.go.setAutoDefault(False)
        self._page, self._shown = page, tuple[LinkOption, ...]()
        self.moments = RowList(look, say("timeline.title"), LineDelegate(look))
        self.moments.opened.connect(self._open)
        self.moments.picked.connect(lambda _at: self._tell_about())
        self.stamp = Button(look, say("timeline.stamp"), "later", look.key("Ctrl T"), big=True)
        self.stamp.clicked.connect(self.stamp_asked)
        self.correct = Button(look, say("timeline.correct"), "annotate", "Enter", big=True)
        self.correct.clicked.connect(lambda: self._open(self.moments.at()))
        self._none = label(say("timeline.none"), "body", "muted", wrap=True)
        self.search = LineField(look, say("timeline.what"), "", say("timeline.what_hint"))
        self.search.textChanged.connect(lambda _words: self._draw_choices())
        self.search.installEventFilter(self)
        self.choices = RowList(look, say("timeline.choices"), LineDelegate(look))
        self.choices.opened.connect(self._name)
        self.choices.clicked.connect(lambda index: self._name(index.row()))
        self._about = label("", "small_strong", wrap=True)
        left = column(self._none, self.moments)
        right = column(self._about, self.search, self.choices, gap=space.xs)
        both = row(left, right, gap=space.l)
        both.setStretch(0, 3)
        both.setStretch(1, 2)
        self.body.addLayout(both)
        for each in (self.stamp, self.correct):
            self.foot.insertWidget(self.foot.count() - 2, each)
        tab_order(self.moments, self.search, self.choices, self.stamp, self.correct)
        self.show_page(page, current)
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_page(self, page: TimelinePage, current: str = "") -> None:
        """Show the moments; `current` is the row that is named next.

        Without it the same as before, the first that waits for a name, or the last.
        """
        wanted = current or self._current()
        self._page = page
        waits = (i for i, each in enumerate(page.lines) if each.mark is Mark.MISSING)
        known = (i for i, each in enumerate(page.lines) if wanted and each.ref == wanted)
        at = next(known, next(waits, len(page.lines) - 1))
        self.moments.show_rows(page.lines, at)
        self.moments.scrollTo(self.moments.currentIndex())
        self.moments.setVisible(bool(page.lines))
        self._none.setVisible(not page.lines)
        for each in (self.stamp, self.search, self.choices):
            each.setEnabled(not page.frozen)
        self.correct.setEnabled(bool(page.lines))
        if self.search.text():
            self.search.clear()
        self._draw_choices()
        self._tell_about()

    def _current(self) -> str:
        at = self.moments.at()
        return self._page.lines[at].ref if 0 <= at < len(self._page.lines) else ""

    def _tell_about(self) -> None:
        at = self.moments.at()
        lines = self._page.lines
        named = 0 <= at < len(lines) and bool(lines[at].ref)
        say = self.look.say
        what = say("timeline.about", title=lines[at].title) if named else say("timeline.what")
        self._about.setText(what)

    def _draw_choices(self) -> None:
        query = self.search.text()
        self._shown = tuple(each for each in self._page.choices if each.matches(query))
        lines = [Line(each.label, ref=each.value) for each in self._shown]
        self.choices.show_rows(lines, 0 if lines else -1)

    def _name(self, at: int) -> None:
        current = self._current()
        if current and 0 <= at < len(self._shown):
            self.named.emit(current, self._shown[at].value)

    def _open(self, at: int) -> None:
        if 0 <= at < len(self._page.lines) and self._page.lines[at].ref:
            self.accept()
            self.opened.emit(self._page.lines[at].ref)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _ENTER:
                if self.search.text():
                    self._name(0)
                else:
                    self.choices.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() == Qt.Key.Key_Down and self._shown:
                self.choices.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def confirm(self) -> None:
        self.accept()
