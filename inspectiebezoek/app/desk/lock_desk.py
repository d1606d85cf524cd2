"""The lock of the window: set, changed and taken off by a person, closed by key or by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.unlocking import Unlocking
from inspectiebezoek.errors import InspectionError
from inspectiebezoek.gui.background import Tell
from inspectiebezoek.gui.idle import Idle
from inspectiebezoek.gui.lock_window import LockWindow
from inspectiebezoek.gui.screens.lock_panel import CHANGE, SET, LockPanel
from inspectiebezoek.messages import explain
from inspectiebezoek.store import keys


class LockDesk:
    """Between the lock of the data folder and the window; what goes on, goes on behind it."""

    def __init__(self, session: Session, minutes: int) -> None:
        self._session = session
        self.window: LockWindow | None = None
        self._is_set = keys.locked(self._folder)
        self.idle = Idle(session.shell, session.place.clock, minutes)
        self.idle.reached.connect(self._left_alone)
        session.shell.closing.connect(self._end)

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
        self.window = LockWindow(session.shell.look, at_work=True)
        self.window.may_leave = lambda: session.keep(session.place.store.typed.put_down)
        self.window.left.connect(session.shell.close)
        # Kept here, for Qt does not keep who listens.
        self._unlocking = Unlocking(
            self._folder, self.window, session.background, session.language, self._unlock
        )
        self.window.stand_in(session.shell)

    def _left_alone(self) -> None:
        if self._is_set:
            self.lock()

    def _unlock(self, _key: bytes) -> None:
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
