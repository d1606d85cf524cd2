"""Who changed what when, from what to what, and how well that is proved; type to narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.parts.arrange import label, row
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import RowList
from inspectiebezoek.gui.screens.panel import Panel


class HistoryPanel(Panel):
    """The lines are for reading; the newest stands first."""

    def __init__(self, look: Look, title: str, lines: tuple[Line, ...], parent: QWidget) -> None:
        super().__init__(look, title, look.say("history.close"), "check", parent)
        self._lines = lines
        self.cancel.hide()
        self.search = QLineEdit()
        self.search.setAccessibleName(look.say("history.search"))
        self.search.setPlaceholderText(look.say("history.search_hint"))
        self.search.textChanged.connect(lambda _text: self._draw())
        self.search.installEventFilter(self)
        self._count = label("", "small", "muted")
        self.list = RowList(look, title, LineDelegate(look, wrap=True))
        # Large text leaves less room for it: the panel itself should not scroll as well.
        self.list.setMinimumHeight(round(360 / look.theme.zoom**0.5))
        self.setMinimumWidth(round(760 * look.theme.zoom**0.5))
        self.body.addLayout(row(self.search, self._count))
        self.body.addWidget(self.list)
        self._draw()
        self.search.setFocus()

    def _draw(self) -> None:
        words = self.search.text().casefold().split()
        shown = [each for each in self._lines if _holds(each, words)]
        self.list.show_rows(shown, 0)
        self._count.setText(self.look.count("history.count", len(shown)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
            and watched is self.search
        ):
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    def confirm(self) -> None:
        self.accept()


def _holds(line: Line, words: list[str]) -> bool:
    known = f"{line.title} {line.detail} {line.right}".casefold()
    return all(word in known for word in words)
