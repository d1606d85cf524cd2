"""Decide, change by change, whether the office takes a push into the log; pure.

What cannot be taken goes to quarantine with a code: it is kept and it never holds up the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Entry
from inspectiebezoek.log.erasure import unagreed
from inspectiebezoek.server.members import Members
from inspectiebezoek.sync.protocol import ERASED, RIGHT

DAMAGED, UNSEALED = "damaged", "unsealed"
"""Why a change waits apart for another one, or is no longer what it was."""


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A device at the office: its key, the person enrolled on it, and the name before that.

    `known_as` is what the person called themselves on that laptop before the office knew it;
    empty where that is the same or belongs to somebody else. `office`: it is the office itself,
    which writes for whoever is signed in there.
    """

    public_key: bytes
    person: str
    known_as: str = ""
    office: bool = False

    def author(self, by: str) -> str:
        """Whom the office knows as the author of a change that was written in this name."""
        return by if self.office else self.person

    def writes_as(self, by: str) -> bool:
        """True when its changes may carry this name."""
        return self.office or by == self.person or (self.known_as != "" and by == self.known_as)


Verdicts = Iterator[tuple[Entry, str | None]]
"""Changes, each with the code why it is not taken, or None."""

Places = Mapping[str, tuple[str, int]]
"""Where the office holds changes that a push names as the one before: id → (device, number)."""


def signed(
    seals: Iterable[chain.Seal], devices: Mapping[str, KnownDevice]
) -> tuple[chain.Seal, ...]:
    """The seals that were made with the key of the device that they name."""
    return tuple(
        seal
        for seal in seals
        if seal.device in devices and chain.holds(seal, devices[seal.device].public_key)
    )


def judged(
    log: str,
    entries: Sequence[Entry],
    covered: Collection[str],
    devices: Mapping[str, KnownDevice],
    held: Places,
) -> Verdicts:
    """Each change of a push that the log does not hold yet, with why it is not taken, or None.

    `covered` are the sealed ones. Codes: `log`, `value`, `bytes`, `device`, `person`, `link`,
    `unsealed`. A second branch of a copied laptop and a change whose predecessor is not here are
    taken: they are signed, and `chain.check` tells of them. Refusing them would lose what only
    one laptop still has.
    """
    places = {**held}
    places |= {entry.id: (entry.change.device, entry.change.dseq) for entry in entries}
    for entry in entries:
        code = _fault(log, entry, devices.get(entry.change.device), places)
        yield entry, code or (None if entry.id in covered else UNSEALED)


def agreed_only(
    verdicts: Iterable[tuple[Entry, str | None]],
    held: Iterable[Entry],
    covering: Callable[[Sequence[Entry]], Collection[str]],
) -> list[tuple[Entry, str | None]]:
    """The verdicts, once more strict: a value that is gone without agreement is not taken.

    Code `erased`. `held` are the changes of the log; an agreement counts when the log takes it.
    `covering` tells which changes are sealed without those that are not taken: what only they led
    the seal to waits with them, as `unsealed`, or no laptop could check it.
    """
    known = list(verdicts)
    taken = [entry for entry, code in known if code is None]
    without = unagreed(taken, [*held, *taken])
    if not without:
        return known
    left = [entry for entry in taken if entry.id not in without]
    bare = {entry.id for entry in left} - set(covering(left))
    codes = {**dict.fromkeys(without, ERASED), **dict.fromkeys(bare, UNSEALED)}
    return [(entry, codes.get(entry.id, code)) for entry, code in known]


def rightful(
    verdicts: Verdicts,
    members: Members,
    devices: Mapping[str, KnownDevice],
    barred: str = "",
) -> Verdicts:
    """The verdicts, once more strict: only who ever had the right to write is taken. Code `right`.

    What was written with a right is evidence, also when it comes in after the right was taken
    away: somebody who still is let in brings it. `barred`: a person who may not bring changes of
    their own now.
    """
    for entry, code in verdicts:
        author = "" if code else devices[entry.change.device].author(entry.change.by)
        lacks = not code and (author not in members.wrote or author == barred)
        yield entry, RIGHT if lacks else code


def _fault(log: str, entry: Entry, device: KnownDevice | None, places: Places) -> str | None:
    change = entry.change
    if change.log != log:
        return "log"
    if not entry.canonical:
        return "bytes"
    if not entry.intact:
        return "value"
    if device is None:
        return "device"
    if not device.writes_as(change.by):
        return "person"
    return _link_fault(entry, places)


def _link_fault(entry: Entry, places: Places) -> str | None:
    change = entry.change
    if change.prev is None:
        return None if change.dseq == 1 else "link"
    before = places.get(change.prev, (change.device, change.dseq - 1))
    return None if before == (change.device, change.dseq - 1) else "link"
