"""Open the window on the visits of this laptop, or on the practice visit when there is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.first_visit import bring_practice
from inspectiebezoek.app.preferences import read_preferences
from inspectiebezoek.app.unlocking import ask_passphrase
from inspectiebezoek.app.workplace import Workplace, workplace
from inspectiebezoek.collector import collector_paused
from inspectiebezoek.gui.bugs import bugs_told
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.look.tokens import make_theme
from inspectiebezoek.gui.qt_media import qt_devices
from inspectiebezoek.gui.start import application, theme_of_system
from inspectiebezoek.settings import Settings
from inspectiebezoek.store.keys import locked


def open_window(settings: Settings, key: Callable[[], bytes], file: Path | None = None) -> int:
    """Show the window until it is closed; the exit code of Qt.

    `key` gives the key of the data folder; where it is locked, a person is asked instead. `file`
    is a package or a checklist to read.
    """
    app = application()
    lock_window = None
    if settings.passphrase is None and locked(settings.folder):
        asking = Look(make_theme(theme_of_system()), settings.language)
        asking.wear(app)
        answered = ask_passphrase(settings.folder, asking)
        if answered is None:
            return 0
        unlocked, lock_window = answered
        key = partial(bytes, unlocked)
    with workplace(settings, key=key) as place:
        with collector_paused():
            if not place.store.logs("visit"):
                bring_practice(place)
            liked = read_preferences(place.store, settings.language)
            look = Look(make_theme(liked.theme, liked.percent / 100), liked.language)
            look.wear(app)
            desk = Desk(place, look, qt_devices())
            desk.go_where_one_left_off()
            desk.shell.show()
            if file is not None:
                desk.commands.open_file(file)
        if lock_window is not None:
            lock_window.close()
        try:
            with bugs_told(desk.shell):
                return app.exec()
        finally:
            desk.close()


def show_and_close(place: Workplace, language: str = "nl") -> str:
    """Build the window on a workplace and close it again; its title."""
    app = application()
    look = Look(language=language)
    look.wear(app)
    desk = Desk(place, look, qt_devices())
    for line in place.visits()[:1]:
        desk.visits.open(line.id)
    desk.shell.show()
    app.processEvents()
    desk.close()
    return desk.shell.windowTitle()
