"""The window: seven places, the visit at hand, the screen, the status strip."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.parts.arrange import column
from inspectiebezoek.gui.parts.bars import PLACES, PlaceBar, StatusStrip, VisitStrip
from inspectiebezoek.gui.parts.focus_ring import FocusRing
from inspectiebezoek.gui.plain.checklist import ChecklistScreen
from inspectiebezoek.gui.plain.sync import SyncScreen
from inspectiebezoek.gui.plain.visits import VisitsScreen


class Window(QMainWindow):
    """Holds the screens that are there; the others cannot be gone to yet."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.setWindowTitle(look.say("window.title"))
        self.visits, self.checklist = VisitsScreen(look), ChecklistScreen(look)
        self.sync = SyncScreen(look)
        self._screens: dict[str, QWidget] = {
            "visits": self.visits,
            "checklist": self.checklist,
            "sync": self.sync,
        }
        self.places, self.bar, self.status = PlaceBar(look), VisitStrip(look), StatusStrip(look)
        self._stack = QStackedWidget()
        for screen in self._screens.values():
            self._stack.addWidget(screen)
        body = QWidget()
        body.setProperty("surface", "ground")
        body.setLayout(column(self.places, self.bar, self._stack, self.status))
        self.setCentralWidget(body)
        self._ring = FocusRing(look, self)
        self.places.chosen.connect(self.go)
        for number, name in enumerate(PLACES, start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda name=name: self.go(name))
        jump = QShortcut(QKeySequence("Ctrl+J"), self)
        jump.activated.connect(self.checklist.to_next_open)
        self.allow_visit(on=False)
        self.resize(1366, 768)

    def allow_visit(self, *, on: bool) -> None:
        """With a visit open one can go to its checklist."""
        self.bar.setVisible(on)
        self.places.allow(frozenset(self._screens if on else {"visits", "sync"}))

    def go(self, name: str) -> None:
        """Go to a screen, if it is there."""
        screen = self._screens.get(name)
        if screen is None:
            return
        self.places.show_place(name)
        self._stack.setCurrentWidget(screen)
        if isinstance(screen, VisitsScreen | ChecklistScreen | SyncScreen):
            screen.start()
