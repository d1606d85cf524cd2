"""Open the window on the visits of this laptop, or on the practice visit when there is none."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.first_visit import bring_practice
from inspectiebezoek.app.workplace import Workplace, workplace
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.settings import Settings


def open_window(settings: Settings) -> int:
    """Show the window until it is closed; the exit code of Qt."""
    app = _application()
    with workplace(settings) as place:
        if not place.visits():
            bring_practice(place)
        look = Look(language=settings.language)
        look.wear(app)
        desk = Desk(place, look)
        desk.shell.show()
        try:
            return app.exec()
        finally:
            desk.close()


def _application() -> QApplication:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    return app


def show_and_close(place: Workplace, language: str = "nl") -> str:
    """Build the window on a workplace and close it again; its title."""
    app = _application()
    look = Look(language=language)
    look.wear(app)
    desk = Desk(place, look)
    for line in place.visits()[:1]:
        desk.visits.open(line.id)
    desk.shell.show()
    app.processEvents()
    desk.close()
    return desk.shell.windowTitle()
