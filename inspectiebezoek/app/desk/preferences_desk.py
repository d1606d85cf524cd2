"""How a person likes the window, and where they left off: kept in the store, found at a start."""

from __future__ import annotations

from dataclasses import replace

from inspectiebezoek import __version__
from inspectiebezoek.app.desk.lock_desk import LockDesk
from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.preferences import read_preferences, write_preferences
from inspectiebezoek.gui.models.preferences import Preferences
from inspectiebezoek.gui.models.settings import SettingsPage
from inspectiebezoek.gui.screens.checklist import ChecklistScreen
from inspectiebezoek.gui.screens.settings_panel import SettingsPanel
from inspectiebezoek.paths import log_folder

_ONE_HAND = 150


class PreferencesDesk:
    """Puts preferences in force at once, and remembers them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.now = read_preferences(session.place.store, session.language)
        self._percent = self.now.percent
        self.lock = LockDesk(session, self.now.idle)
        session.shell.looks_changed.connect(self._looks)
        if self.now.keys:
            session.shell.take_keys(self.now.keys)
        self._quick_and_letters()

    def ask(self) -> None:
        """Show the settings."""
        self._show("", "search")

    def _show(self, section: str, field: str) -> None:
        shell = self._session.shell
        panel = SettingsPanel(shell.look, self._page(), shell, section)
        panel.begin_at(field)
        panel.changed.connect(self.put)
        panel.lock_asked.connect(self.lock.ask)
        panel.asked.connect(shell.carry_out)
        panel.renewed.connect(lambda field: self._renew(panel, field))
        panel.open()

    def _renew(self, panel: SettingsPanel, field: str) -> None:
        """The panel speaks another language, or its letters have another size."""
        panel.reject()
        self._show(panel.section, field)

    def _page(self) -> SettingsPage:
        session, store = self._session, self._session.place.store
        header = session.visit.header if session.visit is not None else None
        return SettingsPage(
            now=self.now,
            locked=self.lock.is_set,
            folder=str(store.folder),
            logs=str(log_folder()),
            version=__version__,
            office=store.device().office if store.introduced() else "",
            visit=header.title if header is not None else "",
            forbidden=header.forbidden if header is not None else (),
        )

    def put(self, wanted: Preferences) -> None:
        """Put other preferences in force."""
        before, self.now = self.now, wanted
        shell = self._session.shell
        if wanted.language != before.language:
            shell.speak(wanted.language)
        if (wanted.theme, wanted.percent) != (before.theme, before.percent):
            shell.wear(wanted.theme, wanted.percent)
        if wanted.keys != before.keys:
            shell.take_keys(wanted.keys)
        self._quick_and_letters()
        self.lock.wait_minutes(wanted.idle)
        write_preferences(self._session.place.store, self.now)
        self._session.redraw()

    def turn_quick(self) -> None:
        """Quick answers on or off, said aloud."""
        self.put(replace(self.now, quick=not self.now.quick))
        self._session.news("quick_on" if self.now.quick else "quick_off")

    def turn_one_hand(self) -> None:
        """One question that fills the screen, in large letters; or back."""
        screen, shell = self._checklist(), self._session.shell
        screen.one_hand = shell.one_hand = not screen.one_hand
        shell.menus.mark("one_hand", on=screen.one_hand)
        if screen.one_hand:
            self._percent = self.now.percent
        shell.wear(self.now.theme, _ONE_HAND if screen.one_hand else self._percent)
        if self._session.visit is not None:
            self._session.go("checklist")
        self._session.news("one_hand_on" if screen.one_hand else "one_hand_off")

    def _checklist(self) -> ChecklistScreen:
        screen = self._session.shell.screens["checklist"]
        assert isinstance(screen, ChecklistScreen)
        return screen

    def _quick_and_letters(self) -> None:
        screen = self._checklist()
        screen.quick = self.now.quick
        for each in self._session.shell.screens.values():
            each.letters = self.now.letters
        self._session.shell.menus.mark("quick", on=self.now.quick)

    def _looks(self, theme: str, percent: int) -> None:
        """The theme or text size was changed by menu or key."""
        if not self._checklist().one_hand:
            self.now = replace(self.now, theme=theme, percent=percent)
            write_preferences(self._session.place.store, self.now)
