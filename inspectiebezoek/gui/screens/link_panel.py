"""Link one thing to others: type to narrow, Space or Enter ties or unties."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.link import LinkOption
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.parts.arrange import label, row
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import RowList
from inspectiebezoek.gui.screens.panel import Panel


class LinkPanel(Panel):
    """Emits `linked` with the values of everything that is tied when the person confirms.

    Where only one thing can be linked to, choosing it is confirming it.
    """

    linked = Signal(tuple)

    def __init__(
        self,
        look: Look,
        about: str,
        options: tuple[LinkOption, ...],
        parent: QWidget,
        *,
        single: bool = False,
    ) -> None:
        super().__init__(look, look.say("link.title"), look.say("link.do"), "link", parent)
        self._single = single
        self._options = list(options)
        self._shown: list[int] = []
        self.search = QLineEdit()
        self.search.setAccessibleName(look.say("link.search"))
        self.search.setPlaceholderText(look.say("link.search_hint"))
        self.search.textChanged.connect(lambda _text: self._draw(0))
        self.search.installEventFilter(self)
        self._count = label("", "small", "muted")
        self.list = RowList(look, look.say("link.options"), LineDelegate(look, wrap=True))
        self.list.setMinimumHeight(round(280 * look.theme.zoom**0.5))
        self.list.opened.connect(self._turn)
        self.list.clicked.connect(lambda index: self._turn(index.row()))
        self.list.installEventFilter(self)
        self.body.addWidget(label(about, "body", "muted", wrap=True))
        self.body.addLayout(row(self.search, self._count))
        self.body.addWidget(self.list)
        self.go.setDefault(False)
        self.go.setAutoDefault(False)
        self._draw(0)
        self.search.setFocus()

    def _draw(self, at: int) -> None:
        query = self.search.text()
        self._shown = [i for i, each in enumerate(self._options) if each.matches(query)]
        # What is linked already stands first, so that one sees it at once.
        self._shown.sort(key=lambda i: (not self._options[i].on, i))
        lines = [self._line(self._options[i]) for i in self._shown]
        self.list.show_rows(lines, min(at, len(lines) - 1))
        tied = sum(1 for each in self._options if each.on)
        self._count.setText(self.look.count("link.count", tied))

    def _line(self, option: LinkOption) -> Line:
        words = self.look.say("link.on") if option.on else ""
        mark = Mark.READY if option.on else Mark.OPEN
        return Line(option.label, option.detail, mark, right=words, ref=option.value)

    def _turn(self, at: int) -> None:
        if 0 <= at < len(self._shown):
            here = self._shown[at]
            self._options[here] = replace(self._options[here], on=not self._options[here].on)
            if self._single:
                self.confirm()
                return
            lines = [self._line(self._options[i]) for i in self._shown]
            self.list.show_rows(lines, at)
            tied = sum(1 for each in self._options if each.on)
            self._count.setText(self.look.count("link.count", tied))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.list and event.key() == Qt.Key.Key_Space:
                self._turn(self.list.at())
                return True
            if watched is self.search and event.key() == Qt.Key.Key_Down and self._shown:
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.confirm()
                return True
            if enter and watched is self.search:
                self._turn(0)
                return True
        return super().eventFilter(watched, event)

    def confirm(self) -> None:
        self.accept()
        self.linked.emit(tuple(each.value for each in self._options if each.on))
