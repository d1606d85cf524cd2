"""Laptops for tests: real encrypted stores with a known key, and a way to swap changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Entry, Proposal
from inspectiebezoek.log.state import State
from inspectiebezoek.store.device import Colleague, Device
from inspectiebezoek.store.local import Store
from inspectiebezoek.store.office_view import START, Position
from tests.support.forms import NOON

KEY = bytes(range(32))
LOG = "visit/0190a0a0-0000-7000-8000-000000000001"


class Clock:
    """A clock that goes on one second at each look."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class Laptop(Store):
    """A store that knows who it is, with the shortest way to write a field."""

    def __init__(self, folder: Path, letter: str = "A", key: bytes = KEY) -> None:
        super().__init__(folder, key)
        self.clock = Clock()
        person = f"insp-{letter.lower()}"
        self.introduce(Device(f"d-{letter}", person, f"Inspecteur {letter}", letter, _seed(letter)))

    def write(self, field: str, value: object, log: str = LOG) -> Entry:
        """Give a field a value on top of what this laptop sees."""
        parents = State(self.entries(log)).head_ids(field)
        proposal = Proposal(field, value, parents=parents)  # type: ignore[arg-type]
        return self.append(log, [proposal], now=self.clock())[0]


def _seed(letter: str) -> bytes:
    return letter.encode().ljust(32, b"-")


def meet(laptops: Iterable[Store], log: str = LOG) -> None:
    """All laptops take in each other's changes, as if an office had ordered them."""
    stores = list(laptops)
    together: dict[str, Entry] = {}
    for store in stores:
        store.seal(log)
        together |= {entry.id: entry for entry in store.entries(log)}
    seals = [seal for store in stores for seal in store.seals(log)]
    known = [_colleague(store.device()) for store in stores]
    roll = START.roll
    numbered = list(enumerate(together.values(), start=1))
    for _, entry in numbered:
        roll = chain.roll(roll, entry.id)
    for store in stores:
        store.learn_colleagues(known)
        store.office.take_in(log, numbered, seals, Position(len(numbered), roll))


def _colleague(device: Device) -> Colleague:
    return Colleague(device.id, device.public_key, device.person, device.name, device.letter)
