"""The keys of the screen at hand, in a window that Esc closes."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.parts.arrange import column, label
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import ShortList


class KeyHelp(QDialog):
    """Shows (key, words) pairs as a list."""

    def __init__(self, look: Look, keys: tuple[tuple[str, str], ...], parent: QWidget) -> None:
        super().__init__(parent)
        space = look.theme.space
        self.setWindowTitle(look.say("window.keys"))
        self._list = ShortList(look, look.say("window.keys"), LineDelegate(look))
        self._list.show_rows([Line(words, key=key) for key, words in keys], -1)
        title = label(look.say("window.keys"), "title")
        edge = space.xl
        self.setLayout(column(title, self._list, gap=space.m, margins=(edge, edge, edge, edge)))
        self.resize(round(460 * look.theme.zoom), self.sizeHint().height())
