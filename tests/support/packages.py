"""Packages for tests: made and read by laptops, and taken apart to be put together wrongly."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pyrage

from inspectiebezoek.app.packages import give_visits, lock_for, silent
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.age_keys import age_key, make_age_key, own_recipient
from inspectiebezoek.sync.known import acquaintances
from inspectiebezoek.sync.package import container
from inspectiebezoek.sync.package.container import Keys, Lock
from inspectiebezoek.sync.package.taking import Taken, look, take
from tests.support.office import SteppingClock

Line = tuple[dict[str, Any], bytes]
"""A line of a package, and the raw bytes after it."""


def workplace(folder: Path, person: str, uuid: Callable[[], UUID] = uuid4) -> Workplace:
    """A laptop that never saw an office."""
    store = Store(folder, bytes(32))
    place = Workplace(store, clock=SteppingClock(), uuid=uuid)
    place.introduce(person, person.title())
    return place


def give(place: Workplace, target: Path, to: Workplace, *chosen: str) -> Path:
    """A package of these logs, or of every visit, for another laptop."""
    make_age_key(to.store)
    logs = chosen or place.store.logs("visit")
    give_visits(place, logs, target, lock_for(place, [own_recipient(to.store)], None))
    return target


def bring(place: Workplace, package: Path, *trusted: Workplace) -> Taken:
    """Take a package in; the laptops in `trusted` were compared over the phone."""
    make_age_key(place.store)
    arrived = look(place.store, package, None, silent)
    return take(place.store, arrived, silent, frozenset(fingerprint(each) for each in trusted))


def fingerprint(place: Workplace) -> str:
    return acquaintances(place.store)[place.store.device().id].fingerprint


def lines_of(package: Path, reader: Workplace) -> list[Line]:
    """What is in a package, line by line."""
    sink = _Bytes()
    key = age_key(reader.store)
    assert key is not None
    container.read(package, Keys((key,)), sink, lambda _read: None)
    found: list[Line] = []
    rest = bytes(sink.data)
    while rest:
        line, _, rest = rest.partition(b"\n")
        members = json.loads(line)
        size = members.get("piece", 0)
        found.append((members, rest[:size]))
        rest = rest[size:]
    return found


def packed(target: Path, lines: Iterable[Line], reader: Workplace) -> Path:
    """A package of these lines, right or wrong."""
    content = b"".join(json.dumps(members).encode() + b"\n" + raw for members, raw in lines)
    return packed_bytes(target, content, reader)


def packed_bytes(target: Path, content: bytes, reader: Workplace) -> Path:
    """A package of these bytes, for this laptop."""
    with target.open("wb") as file:
        container.write(file, [content], Lock((own_recipient(reader.store),)))
    return target


def altered(lines: list[Line], kind: str, alter: Callable[[dict[str, Any]], None]) -> list[Line]:
    """The lines with the last one of a kind altered."""
    copy = [(json.loads(json.dumps(members)), raw) for members, raw in lines]
    last = [members for members, _raw in copy if kind in members][-1]
    alter(last)
    return copy


def everything(store: Store) -> tuple[object, ...]:
    """All that a refused package must leave as it was."""
    logs = store.logs("visit")
    files = sorted(path.name for path in (store.folder / "evidence").rglob("*") if path.is_file())
    return (
        [(log, store.entries(log), sorted(map(str, store.seals(log)))) for log in logs],
        [(log, store.office.files(log), store.office.counts(log)) for log in logs],
        files,
        store.colleagues(),
        dict(store.proofs()),
        store.recall("met"),
    )


class _Bytes:
    def __init__(self) -> None:
        self.data = bytearray()

    def write(self, data: bytes, /) -> int:
        self.data += data
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""


def stranger_key() -> str:
    """The public key of a laptop that nobody here has."""
    return str(pyrage.x25519.Identity.generate().to_public())
