"""Synchronisation: what waits, what is under way, what the office has; and the differences."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.icons import draw_icon
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.sync import SyncPage
from inspectiebezoek.gui.parts.arrange import clear, column, frame, label, row, scroll
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.message_bar import MessageBar
from inspectiebezoek.gui.parts.rows import RowList
from inspectiebezoek.gui.screens.differences import DifferencesPanel
from inspectiebezoek.gui.screens.screen import Keys, Screen


class SyncScreen(Screen):
    """Three words, always these: on this laptop, under way, received.

    `chosen` carries (address, position of the side, reason); `rewritten` (address, value,
    remark, reason); `both_kept` the address.
    """

    sync_asked = Signal()
    enrol_asked = Signal()
    chosen = Signal(str, int, str)
    both_kept = Signal(str)
    rewritten = Signal(str, str, str, str)

    KEYS: ClassVar[Keys] = (
        ("F5", "keys.sync"),
        ("1–4", "keys.choose"),
        ("Enter", "keys.settle"),
        ("F1", "keys.help"),
        ("L", "keys.later"),
    )

    def __init__(self, look: Look) -> None:
        self._page = SyncPage()
        super().__init__(look)
        self.draw()

    def show_page(self, page: SyncPage) -> None:
        """Show the counts, the queue and the differences as they are now."""
        self._page = page
        self.draw()

    def build(self) -> QWidget:
        self.differences = DifferencesPanel(self.look)
        for name in ("chosen", "both_kept", "rewritten"):
            getattr(self.differences, name).connect(getattr(self, name))
        left = self._queue()
        made = QWidget()
        if self.look.theme.compact:
            both = frame(column(left, self.differences), "ground")
            made.setLayout(column(scroll(both)))
        else:
            line = row(left, self.differences, gap=0)
            line.setStretch(1, 1)
            made.setLayout(line)
        return made

    def _queue(self) -> QFrame:
        look, space, say = self.look, self.look.theme.space, self.look.say
        self.go = Button(look, say("sync.go"), "sync", "F5", "primary", big=True)
        self.go.clicked.connect(self._ask)
        self._last = label("", "small", "muted", wrap=True)
        self.stations = _Stations(look)
        self._news = column()
        self._waits = label("", "small", "muted")
        self.queue = RowList(look, say("sync.queue"), LineDelegate(look))
        self.queue.setMinimumHeight(round(150 * look.theme.zoom))
        self._empty = label("", "body", "muted", wrap=True)
        self._empty.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        head = row(label(say("place.sync"), "title"), None, self.go)
        title = row(label(say("sync.queue"), "heading"), None, self._waits)
        parts = (head, self._last, space.m, self.stations, space.m, self._news)
        below = (space.s, title, space.xs, self._empty, self.queue)
        edge = (space.xl, space.l, space.xl, space.m)
        inside = column(*parts, *below, margins=edge)
        if look.theme.compact:
            return frame(inside, "ground")
        panel = frame(column(scroll(frame(inside, "panel"))), "panel", "right")
        panel.setFixedWidth(568)
        return panel

    def draw(self) -> None:
        page, look, say = self._page, self.look, self.look.say
        self.stations.show_counts(page)
        self.go.setText(say("sync.running" if page.running else "sync.go"))
        self.go.setEnabled(not page.running)
        self.go.updateGeometry()
        self._last.setText(page.last or say("sync.never"))
        self._waits.setText(page.waiting)
        clear(self._news)
        for bar in self._messages():
            self._news.addWidget(bar)
            self._news.addSpacing(look.theme.space.s)
        self.queue.show_rows(page.items, -1)
        self.queue.setVisible(bool(page.items))
        self._empty.setVisible(not page.items)
        whole = page.total > 0 and page.received == page.total
        self._empty.setText(say("sync.all_received" if whole else "sync.nothing_waits"))
        self.differences.show_differences(page.differences)

    def _messages(self) -> list[MessageBar]:
        page, look, say = self._page, self.look, self.look.say
        found = []
        if not page.enrolled:
            enrol = Button(look, say("sync.enrol"), "key")
            enrol.clicked.connect(self.enrol_asked)
            title, body = say("sync.not_enrolled"), say("sync.not_enrolled_detail")
            found.append(MessageBar(look, "info", title, body, (enrol,)))
        if page.problem:
            again = Button(look, say("sync.again"))
            again.clicked.connect(self._ask)
            found.append(MessageBar(look, "caution", page.problem, page.problem_detail, (again,)))
        if page.total and page.received == page.total:
            words = look.count("sync.received_all", page.total)
            found.append(MessageBar(look, "good", words))
        return found

    def _ask(self) -> None:
        if not self._page.running:
            self.sync_asked.emit()

    def panes(self) -> tuple[QWidget, ...]:
        first = self.differences.first()
        if first is not None:
            return (first, self.go)
        return (self.go, self.queue) if self._page.items else (self.go,)

    def commit(self) -> None:
        self.differences.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F5:
            self._ask()
        elif not self.differences.press(event):
            super().keyPressEvent(event)


class _Stations(QWidget):
    """Numbers in three boxes, with arrows between them."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._parts: tuple[tuple[str, str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, page: SyncPage) -> None:
        """Show other counts, and tell them to a screen reader."""
        say = self._look.say
        received = say("part.of", done=page.received, total=page.total)
        self._parts = (
            (str(page.here), say("sync.station_here"), "disk"),
            (str(page.under_way), say("sync.under_way"), "sync"),
            (received, say("sync.received"), "check"),
        )
        spoken = ", ".join(f"{number} {words}" for number, words, _ in self._parts)
        self.setAccessibleName(spoken)
        self.update()

    def words(self) -> str:
        """The counts as a sentence."""
        return self.accessibleName()

    def sizeHint(self) -> QSize:
        look = self._look
        tall = look.height("title") + look.height("small") + 2 * look.theme.space.m
        return QSize(420, tall)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, theme = self._look, self._look.theme
        painter, space = QPainter(self), theme.space
        arrow = theme.size.icon + 2 * space.s
        wide = (self.width() - 2 * arrow) // 3
        top, low = look.height("title"), look.height("small")
        for i, (number, words, icon) in enumerate(self._parts):
            area = QRect(i * (wide + arrow), 0, wide, self.height())
            ground, edge = look.colour("ground"), look.colour("divider")
            radius, thick = theme.radius.card, theme.size.line
            paint.box(painter, area, ground, edge, radius=radius, thick=thick)
            inner = area.adjusted(space.l, space.s, -space.m, -space.s)
            first = QRect(inner.x(), inner.y(), inner.width(), top)
            paint.line_of_text(painter, look, first, number, "title")
            second = QRect(inner.x(), inner.y() + top, inner.width() - theme.size.icon, low)
            paint.line_of_text(painter, look, second, words, "small", "muted")
            shape = QRect(inner.right() - theme.size.icon, second.y(), theme.size.icon, low)
            draw_icon(painter, icon, shape, look.colour("muted"))
            if i < len(self._parts) - 1:
                place = QRect(area.right() + space.s, 0, theme.size.icon, self.height())
                draw_icon(painter, "next", place, look.colour("muted"))
