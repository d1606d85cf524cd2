"""The keys of the screen at hand, in a window that Esc closes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.parts.arrange import column, label, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import RowList


class KeyHelp(QDialog):
    """Shows (key, words) pairs as a list, and the way to the manual."""

    manual_asked = Signal()

    def __init__(self, look: Look, keys: tuple[tuple[str, str], ...], parent: QWidget) -> None:
        super().__init__(parent)
        space = look.theme.space
        self.setWindowTitle(look.say("window.keys"))
        self._list = RowList(look, look.say("window.keys"), LineDelegate(look))
        self._list.show_rows([Line(words, key=key) for key, words in keys], -1)
        title = label(look.say("window.keys"), "title")
        manual = Button(look, look.say("menu.manual"), "info", "Enter", big=True)
        manual.setDefault(True)
        manual.clicked.connect(self._manual)
        edge = space.xl
        parts = (title, self._list, row(None, manual))
        self.setLayout(column(*parts, gap=space.m, margins=(edge, edge, edge, edge)))
        self.setTabOrder(self._list, manual)
        manual.setFocus()
        rows = sum(self._list.sizeHintForRow(at) for at in range(len(keys)))
        tall = self.sizeHint().height() - self._list.sizeHint().height() + rows + space.s
        self.resize(round(460 * look.theme.zoom), min(tall, parent.height()))

    def _manual(self) -> None:
        self.accept()
        self.manual_asked.emit()
