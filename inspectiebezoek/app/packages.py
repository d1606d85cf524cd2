"""Carry visits from laptop to laptop: packages for colleagues, and a copy on a stick."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.sync.age_keys import own_recipient, recipients_of
from inspectiebezoek.sync.known import acquaintances
from inspectiebezoek.sync.package import giving
from inspectiebezoek.sync.package.container import Lock
from inspectiebezoek.sync.package.giving import Given, Progress
from inspectiebezoek.visit.exported import PACKAGE, exported

SUFFIX = ".ibz"


def own_digits(place: Workplace) -> str:
    """The fingerprint by which a colleague knows this laptop; raises `NOT_ENROLLED`."""
    return acquaintances(place.store)[place.store.device().id].fingerprint


def silent(_done: int, _total: int) -> None:
    """Tell nobody."""


def lock_for(place: Workplace, to: Sequence[str], passphrase: str | None) -> Lock:
    """Who can open what is made now: these persons (id, name or `age1…`), a passphrase, and we.

    Raises `RECIPIENT_UNKNOWN` for somebody of whom no key is known, and when nobody but this very
    laptop could open it: a copy must outlive the laptop.
    """
    keys: list[str] = []
    for each in to:
        found = recipients_of(place.store, each)
        if not found:
            raise InspectionError(Code.RECIPIENT_UNKNOWN, to=each)
        keys += found
    own = own_recipient(place.store)
    if passphrase is None and not set(keys) - {own}:
        raise InspectionError(Code.RECIPIENT_UNKNOWN, to="-")
    return Lock(tuple(dict.fromkeys([*keys, *([own] if own else [])])), passphrase)


def give_visits(
    place: Workplace, logs: Sequence[str], target: Path, lock: Lock, progress: Progress = silent
) -> Given:
    """Write a package of visits; raises as `giving.give`."""
    made_at = place.clock().isoformat(timespec="seconds")
    return giving.give(place.store, logs, target, lock, made_at, progress)


def note_given(place: Workplace, logs: Sequence[str]) -> None:
    """Write in the log of each visit that it is given to others; raises `DISK_FULL`.

    Not for the copy of all that waits: that must be made when nothing can be written here.
    """
    for log in logs:
        place.store.append(log, [exported(place.uuid(), PACKAGE)], now=place.clock())


def waiting(place: Workplace) -> tuple[str, ...]:
    """The logs of the visits of which not everything is verifiably at the office."""
    return giving.waiting_logs(place.store)


def name_of_copy(now: datetime) -> str:
    """The name of a copy of all that waits, by date and time."""
    return f"bezoeken-{now:%Y-%m-%d-%H%M}{SUFFIX}"


def dated(target: Path, now: datetime) -> Path:
    """Where a copy goes: in a folder it is named by date and time, a file is what it is."""
    return target / name_of_copy(now) if target.is_dir() else target
