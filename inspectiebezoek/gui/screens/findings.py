"""Findings: a list, the one that is open, and the judgment of its criterion beside it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.findings import FindingsPage
from inspectiebezoek.gui.parts.arrange import clear, column, frame, label, row, scroll
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.message_bar import MessageBar
from inspectiebezoek.gui.parts.rows import RowList
from inspectiebezoek.gui.screens.finding_editor import FindingEditor
from inspectiebezoek.gui.screens.judgment_panel import JudgmentPanel
from inspectiebezoek.gui.screens.recommendations import Recommendations
from inspectiebezoek.gui.screens.screen import Keys, Screen


class FindingsScreen(Screen):
    """`changed` carries (id, part, value) for title, nature and observed; `source_changed` carries
    (id, `heard` or `read`, position, words before, origin, words); `judged` and `motivated` carry
    (ref, value).
    """

    opened = Signal(str)
    added = Signal()
    changed = Signal(str, str, str)
    typing = Signal(str, str, str)
    source_changed = Signal(str, str, int, str, str, str)
    link_asked = Signal(str)
    link_opened = Signal(str)
    removed = Signal(str)
    join_asked = Signal(str)
    judged = Signal(str, str)
    motivated = Signal(str, str)
    motive_typing = Signal(str, str)

    KEYS: ClassVar[Keys] = (
        ("1–9", "keys.judge"),
        ("+", "keys.new_finding"),
        ("K", "keys.link"),
        ("M", "keys.join"),
        ("A", "keys.recommend"),
        ("F1", "keys.help"),
    )

    def __init__(self, look: Look) -> None:
        self._page = FindingsPage()
        super().__init__(look)
        self.draw()

    def show_page(self, page: FindingsPage) -> None:
        """Show the findings of the visit."""
        self._page = page
        self.draw()

    def build(self) -> QWidget:
        self.editor = FindingEditor(self.look)
        heard = ("changed", "typing", "source_changed", "link_asked", "link_opened", "removed")
        for name in heard:
            getattr(self.editor, name).connect(getattr(self, name))
        self.advice = Recommendations(self.look)
        self.panel = JudgmentPanel(self.look)
        for name in ("judged", "motivated", "motive_typing"):
            getattr(self.panel, name).connect(getattr(self, name))
        made = QWidget()
        if self.look.theme.compact:
            below = column(self.editor, self.advice, self.panel)
            middle = scroll(frame(below, "ground"))
            line = row(self._left(), middle, gap=0)
        else:
            side = frame(column(scroll(self.panel)), "panel", "left")
            side.setFixedWidth(344)
            middle = scroll(frame(column(self.editor, self.advice, None), "ground"))
            line = row(self._left(), middle, side, gap=0)
            self._side = side
        line.setStretch(1, 1)
        made.setLayout(line)
        return made

    def _left(self) -> QFrame:
        look, space, say = self.look, self.look.theme.space, self.look.say
        self._title = label("", "heading", wrap=True)
        self.add = Button(
            look,
            say("findings.new"),
            "plus",
            "+",
            "quiet",
            name=say("findings.new_name"),
            show_key=not look.theme.compact,
        )
        self.add.clicked.connect(self.added)
        delegate = LineDelegate(look, inset=6, wrap=True)
        self.list = RowList(look, say("place.findings"), delegate)
        self.list.picked.connect(self._picked)
        self.list.opened.connect(lambda _at: self.editor.begin())
        self._foot: QVBoxLayout = column(margins=(space.m, space.m, space.m, space.m))
        head = row(self._title, self.add, margins=(space.l, space.s, space.s, 0))
        head.setStretch(0, 1)
        self._none = label(say("findings.empty"), "small", "muted", wrap=True)
        none = row(self._none, margins=(space.l, space.s, space.l, space.s))
        panel = frame(column(head, none, self.list, self._foot, gap=space.xs), "panel", "right")
        panel.setFixedWidth(round(296 * (1 + (look.theme.zoom - 1) * 0.25)))
        return panel

    def draw(self) -> None:
        page, look = self._page, self.look
        self._title.setText(look.count("findings.count", page.total))
        current = page.detail.id if page.detail is not None else ""
        at = next((i for i, each in enumerate(page.lines) if each.ref == current), -1)
        self.list.show_rows(page.lines, at)
        self.list.setVisible(bool(page.lines))
        self._none.setVisible(not page.lines)
        self.add.setEnabled(not page.frozen)
        clear(self._foot)
        if page.warning:
            self._foot.addWidget(MessageBar(look, "caution", page.warning, page.warning_detail))
        if not page.lines:
            self._foot.addStretch(1)
        self.editor.show_detail(page.detail, frozen=page.frozen)
        shown = page.detail.recommendations if page.detail is not None else ()
        self.advice.setVisible(page.detail is not None)
        self.advice.show_items(shown, frozen=page.frozen)
        self.panel.show_judgment(page.judgment, frozen=page.frozen)
        if not look.theme.compact:
            self._side.setVisible(page.judgment is not None)

    def _picked(self, at: int) -> None:
        self.commit()
        self.opened.emit(self._page.lines[at].ref)

    def commit(self) -> None:
        self.editor.commit()
        self.advice.commit()
        self.panel.commit()

    def panes(self) -> tuple[QWidget, ...]:
        first = self.list if self._page.lines else self.add
        judgment = self.panel.first()
        return tuple(pane for pane in (first, self.editor.first(), judgment) if pane is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdigit() and not event.modifiers() and self.panel.press(event.text()):
            return
        if event.key() == Qt.Key.Key_Plus and self.add.isEnabled():
            self.added.emit()
        elif event.text().upper() == "K" and self._page.detail is not None:
            self.link_asked.emit(self._page.detail.id)
        elif event.text().upper() == "M" and self._page.detail and not self._page.frozen:
            self.join_asked.emit(self._page.detail.id)
        elif event.text().upper() == "A" and self._page.detail and not self._page.frozen:
            self.advice.added.emit()
        else:
            super().keyPressEvent(event)
