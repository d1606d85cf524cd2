"""The palette: type what you want, Enter does it; every command shows its key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from shiboken6 import isValid

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.palette import Entry, best
from inspectiebezoek.gui.parts.arrange import column, label
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import RowList


class Palette(QDialog):
    """Emits `chosen` with the reference of an entry, after it has closed."""

    chosen = Signal(str)

    def __init__(self, look: Look, entries: tuple[Entry, ...], parent: QWidget) -> None:
        flags = Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint
        super().__init__(parent, flags)
        self._look, self._entries = look, entries
        self._shown: tuple[Entry, ...] = ()
        say, space = look.say, look.theme.space
        self.setAccessibleName(say("palette.name"))
        self.search = QLineEdit()
        self.search.setAccessibleName(say("palette.name"))
        self.search.setPlaceholderText(say("palette.hint"))
        self.search.textChanged.connect(lambda _text: self._draw())
        self.search.installEventFilter(self)
        self.list = RowList(look, say("palette.found"), LineDelegate(look))
        self.list.opened.connect(self._choose)
        self.list.clicked.connect(lambda index: self._choose(index.row()))
        self._none = label(say("palette.none"), "body", "muted", wrap=True)
        self.setLayout(
            column(self.search, self._none, self.list, gap=space.s, margins=(space.m,) * 4)
        )
        window = parent.window()
        wide, tall = round(window.width() * 0.5), round(window.height() * 0.6)
        self.resize(max(wide, 480), tall)
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + tall // 6)
        self._window, self._before = window, QApplication.focusWidget()
        self.finished.connect(self._give_back)
        self._draw()

    def start(self) -> None:
        """Show it with the cursor in the field."""
        self.open()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _give_back(self) -> None:
        """One goes on where one was."""
        self._window.activateWindow()
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw(self) -> None:
        self._shown = best(self._entries, self.search.text())
        lines = [
            Line(each.title, each.detail, icon=each.icon or "next", key=each.key)
            for each in self._shown
        ]
        self.list.show_rows(lines, 0 if lines else -1)
        self.list.setVisible(bool(lines))
        self._none.setVisible(not lines)

    def _choose(self, at: int) -> None:
        if 0 <= at < len(self._shown):
            ref = self._shown[at].ref
            self.accept()
            self.chosen.emit(ref)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self._shown:
                self.list.choose((self.list.at() + step) % len(self._shown))
                self.list.scrollTo(self.list.currentIndex())
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.at())
                return True
        return super().eventFilter(watched, event)
