"""Open the window on the visits of this laptop, or on the practice visit when there is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.first_visit import bring_practice
from inspectiebezoek.app.preferences import read_preferences
from inspectiebezoek.app.unlocking import ask_contact, ask_passphrase
from inspectiebezoek.app.workplace import Workplace, workplace
from inspectiebezoek.collector import collector_paused
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.gui.bugs import bugs_told
from inspectiebezoek.gui.lock_window import LockWindow
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.look.tokens import make_theme
from inspectiebezoek.gui.qt_media import qt_devices
from inspectiebezoek.gui.start import application, theme_of_system
from inspectiebezoek.gui.sweeping import swept_in_window
from inspectiebezoek.settings import Settings
from inspectiebezoek.store.keys import locked


def open_window(
    settings: Settings,
    key: Callable[[], bytes],
    file: Path | None = None,
    news: InspectionError | None = None,
) -> int:
    """Show the window until it is closed; the exit code of Qt.

    `key` gives the key of the data folder; where it is locked, a person is asked instead. `file`
    is a package or a checklist to read, `news` what is told when the window is there.
    """
    application()
    lock_window = None
    if settings.passphrase is None and locked(settings.folder):
        answered = ask_passphrase(settings.folder, _plain_look(settings))
        if answered is None:
            return 0
        unlocked, lock_window = answered
        key = partial(bytes, unlocked)
    try:
        return _work(settings, key, lock_window, file, news)
    except InspectionError as error:
        if error.code not in (Code.LEASE_OVER, Code.CLOCK_BACK):
            raise
        met = ask_contact(_plain_look(settings), error, partial(_meet, settings, key))
        return 0 if met is None else _work(settings, key, met, file, news)


def _work(
    settings: Settings,
    key: Callable[[], bytes],
    lock_window: LockWindow | None,
    file: Path | None,
    news: InspectionError | None,
) -> int:
    """The window at work; the lock window stays until it is there."""
    with workplace(settings, key=key) as place:
        with collector_paused():
            if not place.store.logs("visit"):
                bring_practice(place)
            liked = read_preferences(place.store, settings.language)
            look = Look(make_theme(liked.theme, liked.percent / 100), liked.language)
            look.wear(application())
            desk = Desk(place, look, qt_devices())
            desk.go_where_one_left_off()
            desk.shell.show_whole()
            desk.tell_of_copy()
            if file is not None:
                desk.commands.adding.open_file(file)
            desk.commands.recording.get_ready()
        if lock_window is not None:
            lock_window.close()
        if news is not None:
            desk.session.tell(news)
        try:
            with bugs_told(desk.shell), swept_in_window(application()):
                return application().exec()
        finally:
            desk.close()


def _plain_look(settings: Settings) -> Look:
    """How the window looks while a person's own preferences are still locked away."""
    look = Look(make_theme(theme_of_system()), settings.language)
    look.wear(application())
    return look


def _meet(settings: Settings, key: Callable[[], bytes]) -> None:
    # Loaded when it is needed: the window opens without the network.
    from inspectiebezoek.app.office_link import meet_office

    with workplace(settings, create=False, key=key, contact=True) as place:
        meet_office(place)


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
