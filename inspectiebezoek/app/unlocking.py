"""Ask for the passphrase of a data folder: at the start of the window, and when it was locked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.gui.background import Background, Tell
from inspectiebezoek.gui.lock_window import CONTACT, LockWindow
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.messages import explain, text
from inspectiebezoek.settings import local_now
from inspectiebezoek.store.guessing import keep, unlock_counted
from inspectiebezoek.store.tries import Tries, read_tries


class Unlocking:
    """Tries what a person types in a lock window; `opened` gets the key once it is right.

    Wrong ones are counted in the folder: closing the program does not shorten the waiting.
    """

    def __init__(
        self,
        folder: Path,
        window: LockWindow,
        background: Background,
        language: str,
        opened: Callable[[bytes], None],
        clock: Callable[[], datetime] = local_now,
    ) -> None:
        self._folder, self._window, self._background = folder, window, background
        self._language, self._opened, self._clock = language, opened, clock
        self._tries = read_tries(folder)
        window.tried.connect(self._try)
        seconds = self._tries.wait(clock())
        if seconds:
            window.refuse(text("gui", "lock.earlier", language), seconds)

    def _try(self, passphrase: str) -> None:
        earlier = self._tries

        def work(_tell: Tell) -> bytes:
            # Argon2id is slow on purpose, so not in the window's thread.
            return unlock_counted(self._folder, passphrase, earlier, self._clock, self._count)

        self._background.run(work, done=self._opened, failed=self._refused)

    def _refused(self, error: InspectionError) -> None:
        if error.code is Code.KEY_WRONG:
            wrong = text("gui", "lock.wrong", self._language)
            self._window.refuse(wrong, self._tries.pause)
        else:
            told = explain(error, self._language)
            self._window.refuse(f"{told.what} {told.now} ({told.quote})", 0)

    def _count(self, tries: Tries) -> None:
        self._tries = tries
        keep(self._folder, tries)


def ask_passphrase(folder: Path, look: Look) -> tuple[bytes, LockWindow] | None:
    """Ask until the passphrase is right; None when the person closed the window.

    The window is still there; close it once the next one is.
    """
    window, background = LockWindow(look), Background()
    found: list[bytes] = []

    def opened(key: bytes) -> None:
        found.append(key)
        window.release()

    trying = Unlocking(folder, window, background, look.language, opened)
    answered = window.ask()
    del trying  # Qt does not keep who listens
    background.close()
    return (found[0], window) if answered else None


class Contact:
    """Meets the office when a person asks for it; `met` once the laptop may be used again."""

    def __init__(
        self,
        window: LockWindow,
        background: Background,
        language: str,
        meet: Callable[[], None],
        met: Callable[[], None],
    ) -> None:
        self._window, self._background, self._language = window, background, language
        self._meet, self._met = meet, met
        window.tried.connect(self._try)

    def show(self, error: InspectionError) -> None:
        """Say why the office must be met, or why it could not be."""
        told = explain(error, self._language)
        self._window.refuse(f"{told.what} {told.safe} ({told.quote})", 0)

    def _try(self, _nothing: str) -> None:
        self._background.run(
            lambda _tell: self._meet(), done=lambda _nothing: self._met(), failed=self.show
        )


def ask_contact(look: Look, why: InspectionError, meet: Callable[[], None]) -> LockWindow | None:
    """Ask until the office was met; None when the person closed the window instead."""
    window, background = LockWindow(look, CONTACT), Background()
    contact = Contact(window, background, look.language, meet, window.release)
    contact.show(why)
    answered = window.ask()
    background.close()
    return window if answered else None
