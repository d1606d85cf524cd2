"""The lock of the window: set, changed and taken off by a person, closed by key or by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.unlocking import Contact, Unlocking
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.gui.background import Tell
from inspectiebezoek.gui.idle import Idle
from inspectiebezoek.gui.lock_window import AT_WORK, CONTACT, LockWindow
from inspectiebezoek.gui.screens.lock_panel import CHANGE, SET, LockPanel
from inspectiebezoek.messages import explain
from inspectiebezoek.store import keys
from inspectiebezoek.store.terms import check_lease


class LockDesk:
    """Between the lock of the data folder and the window; what goes on, goes on behind it."""

    def __init__(self, session: Session, minutes: int) -> None:
        self._session = session
        self.window: LockWindow | None = None
        self.stop_recording: Callable[[], object] = lambda: None
        self._is_set = keys.locked(self._folder)
        self._listener: Unlocking | Contact | None = None  # Qt does not keep who listens
        self.idle = Idle(session.shell, session.place.clock, minutes)
        self.idle.reached.connect(self._left_alone)
        self.idle.looked.connect(self._check_lease)
        session.shell.closing.connect(self._end)
        session.on_recording(self._show_recording)

    @property
    def _folder(self) -> Path:
        return self._session.place.store.folder

    @property
    def is_set(self) -> bool:
        """True when there is a passphrase to lock with."""
        return self._is_set

    def wait_minutes(self, minutes: int) -> None:
        """Lock after so long."""
        self.idle.limit = timedelta(minutes=minutes)

    def cover(self) -> None:
        """Lock; without a passphrase the screen is only covered."""
        if self._is_set:
            self.lock()
        else:
            self._session.shell.cover.lie_down()

    def lock(self) -> None:
        """Show nothing but a field for the passphrase; nothing that goes on is stopped."""
        if self.window is not None:
            return
        session = self._session
        window = self._put_up(AT_WORK)
        self._listener = Unlocking(
            self._folder,
            window,
            session.background,
            session.language,
            self._unlock,
            session.place.clock,
        )

    def _put_up(self, kind: str) -> LockWindow:
        session = self._session
        window = self.window = LockWindow(session.shell.look, kind)
        window.may_leave = lambda: session.keep(session.place.store.typed.put_down)
        window.left.connect(session.shell.close)
        window.stop_asked.connect(self.stop_recording)
        window.show_recording(session.recording)
        window.stand_in(session.shell)
        return window

    def _show_recording(self, length: str) -> None:
        """Who finds the laptop locked may know that it listens, and end that."""
        if self.window is not None:
            self.window.show_recording(length)

    def _check_lease(self) -> None:
        """A laptop that nobody unlocks may not stay away from the office for ever."""
        session = self._session
        if self._is_set or self.window is not None:
            return
        try:
            check_lease(session.place.store, session.place.clock())
        except InspectionError as error:
            if error.code not in (Code.LEASE_OVER, Code.CLOCK_BACK):
                raise
            window = self._put_up(CONTACT)
            self._listener = Contact(
                window, session.background, session.language, self._meet, self._unlock
            )
            self._listener.show(error)

    def _meet(self) -> None:
        from inspectiebezoek.app.office_link import meet_office

        meet_office(self._session.place)

    def _left_alone(self) -> None:
        if self._is_set:
            self.lock()

    def _unlock(self, _key: bytes = b"") -> None:
        assert self.window is not None
        window, self.window = self.window, None
        self.idle.touch()
        window.step_aside()

    def _end(self) -> None:
        self.idle.stop()
        if self.window is not None:
            self.window.put_down()

    # setting it

    def ask(self, act: str) -> None:
        """Ask what is needed to set, change or take off the passphrase."""
        panel = LockPanel(self._session.shell.look, act, self._session.shell)
        panel.given.connect(lambda current, new: self._act(panel, act, current, new))
        panel.open()

    def _act(self, panel: LockPanel, act: str, current: str, new: str) -> None:
        session, folder = self._session, self._folder
        acts: dict[str, Callable[[], None]] = {
            SET: lambda: keys.set_lock(folder, new),
            CHANGE: lambda: keys.change_lock(folder, current, new),
        }

        def work(_tell: Tell) -> None:
            acts.get(act, lambda: keys.remove_lock(folder, current))()

        def done(_nothing: object) -> None:
            self._is_set = keys.locked(folder)
            panel.accept()
            session.news(f"lock_{act}")

        def failed(error: InspectionError) -> None:
            words = explain(error, session.language)
            panel.refuse(f"{words.what} {words.now}")

        session.background.run(work, done=done, failed=failed)
