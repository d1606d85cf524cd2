"""Decide, change by change, whether the office takes a push into the log; pure.

What cannot be taken goes to quarantine with a code: it is kept and it never holds up the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from inspectiebezoek.log import chain
from inspectiebezoek.log.canonical import canonical_again
from inspectiebezoek.log.change import Entry


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A device at the office: its key, the person enrolled on it, and the name before that.

    `known_as` is what the person called themselves on that laptop before the office knew it;
    empty where that is the same or belongs to somebody else.
    """

    public_key: bytes
    person: str
    known_as: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """What the office holds around a push: the places (device, number) of the changes that are
    named as the one before, and the changes that follow directly on what is brought."""

    places: Mapping[str, tuple[str, int]]
    following: Sequence[Entry] = ()


@dataclass(frozen=True, slots=True)
class Admission:
    """What is taken, in order, and what is not, with the code why."""

    taken: tuple[Entry, ...]
    refused: tuple[tuple[Entry, str], ...]
    seals: tuple[chain.Seal, ...]


def admit(
    log: str,
    entries: Sequence[Entry],
    seals: Iterable[chain.Seal],
    devices: Mapping[str, KnownDevice],
    held: Held,
) -> Admission:
    """Judge the changes of a push that the log does not hold yet.

    Codes: `log`, `value`, `bytes`, `device`, `person`, `link`, `unsealed`. A second branch of a
    copied laptop and a change whose predecessor is not here are taken: they are signed, and
    `chain.check` tells of them. Refusing them would lose what only one laptop still has.
    """
    valid = [seal for seal in seals if _holds(seal, devices)]
    covered = chain.vouched(entries, valid, held.following)
    places = {**held.places}
    places |= {entry.id: (entry.change.device, entry.change.dseq) for entry in entries}
    taken: list[Entry] = []
    refused: list[tuple[Entry, str]] = []
    for entry in entries:
        code = _fault(log, entry, devices.get(entry.change.device), places)
        if code is None and entry.id not in covered:
            code = "unsealed"
        if code is None:
            taken.append(entry)
        else:
            refused.append((entry, code))
    return Admission(tuple(taken), tuple(refused), tuple(valid))


def _holds(seal: chain.Seal, devices: Mapping[str, KnownDevice]) -> bool:
    device = devices.get(seal.device)
    return device is not None and chain.holds(seal, device.public_key)


def _fault(
    log: str, entry: Entry, device: KnownDevice | None, places: Mapping[str, tuple[str, int]]
) -> str | None:
    change = entry.change
    if change.log != log:
        return "log"
    if not canonical_again(entry.data):
        return "bytes"
    if not entry.intact:
        return "value"
    if device is None:
        return "device"
    if change.by != device.person and (not device.known_as or change.by != device.known_as):
        return "person"
    return _link_fault(entry, places)


def _link_fault(entry: Entry, places: Mapping[str, tuple[str, int]]) -> str | None:
    change = entry.change
    if change.prev is None:
        return None if change.dseq == 1 else "link"
    before = places.get(change.prev, (change.device, change.dseq - 1))
    return None if before == (change.device, change.dseq - 1) else "link"
