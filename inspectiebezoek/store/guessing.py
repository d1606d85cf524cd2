"""Unlock a data folder while wrong passphrases are counted, in the window and without it alike."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store.keys import Random, locked, unlock
from inspectiebezoek.store.tries import Tries, read_tries, write_tries

Clock = Callable[[], datetime]


def unlock_in_turn(
    folder: Path, passphrase: str | None, clock: Clock, random: Random = os.urandom
) -> bytes:
    """As `unlock`; in a locked folder a passphrase is counted, and waits its turn.

    Raises `TRIES_WAIT` while wrong ones that went before make it wait; then nothing is tried.
    """
    if passphrase is None or not locked(folder):
        return unlock(folder, passphrase, random)
    tries = read_tries(folder)
    if seconds := tries.wait(clock()):
        raise InspectionError(Code.TRIES_WAIT, seconds=seconds)
    return unlock_counted(folder, passphrase, tries, clock, lambda each: keep(folder, each))


def unlock_counted(
    folder: Path, passphrase: str, tries: Tries, clock: Clock, count: Callable[[Tries], None]
) -> bytes:
    """Try a passphrase on top of the wrong ones of before; `count` is told how many there are.

    Counted before it is known: who stops the program meanwhile has tried all the same.
    """
    count(tries.another(clock()))
    try:
        key = unlock(folder, passphrase)
    except InspectionError as error:
        if error.code is not Code.KEY_WRONG:
            count(tries)
        raise
    count(Tries())
    return key


def keep(folder: Path, tries: Tries) -> None:
    """Keep a count; a disk that takes nothing must not keep anybody out."""
    with suppress(OSError):
        write_tries(folder, tries)
