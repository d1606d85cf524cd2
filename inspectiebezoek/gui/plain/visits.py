"""The list of visits on this laptop: Enter opens one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.visits import VisitsPage
from inspectiebezoek.gui.parts.arrange import column, label
from inspectiebezoek.gui.parts.rows import RowList
from inspectiebezoek.gui.parts.visit_rows import VisitDelegate


class VisitsScreen(QWidget):
    """Emits `opened` with the id of the visit that a person wants."""

    opened = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("surface", "ground")
        space = look.theme.space
        self._page = VisitsPage()
        self._empty = label(look.say("visits.empty"), "body", "muted")
        self._list = RowList(look, look.say("visits.name"), VisitDelegate(look))
        self._list.opened.connect(self._open)
        title = label(look.say("visits.name"), "title")
        margins = (space.xl, space.l, space.xl, space.l)
        self.setLayout(column(title, space.m, self._empty, self._list, margins=margins))

    def show_page(self, page: VisitsPage) -> None:
        """Show the visits."""
        self._page = page
        self._empty.setVisible(not page.visits)
        self._list.setVisible(bool(page.visits))
        at = next((i for i, each in enumerate(page.visits) if each.id == page.current), 0)
        self._list.show_rows(page.visits, at if page.visits else -1)

    def start(self) -> None:
        """Put the focus where one begins."""
        self._list.setFocus()

    def _open(self, at: int) -> None:
        self.opened.emit(self._page.visits[at].id)
