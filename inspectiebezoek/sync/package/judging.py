"""Decide what a package is worth: does everything in it hold, and do we know who wrote it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Entry
from inspectiebezoek.log.erasure import erasures
from inspectiebezoek.sync.known import Acquaintance, Trust, of_proof, signed, stranger
from inspectiebezoek.sync.package.content import Card
from inspectiebezoek.sync.package.parcel import Parcel, Part
from inspectiebezoek.sync.protocol import WireDevice

_LOG = re.compile(r"[a-z][a-z-]*/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Sender:
    """A laptop that wrote changes in a package, how well we know it, and how many they are."""

    laptop: Acquaintance
    changes: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """What holds of a package that holds: who wrote it, those that nobody vouches for apart."""

    senders: tuple[Sender, ...]

    @property
    def strangers(self) -> tuple[Acquaintance, ...]:
        """The laptops of which a person must say that they are who they say."""
        laptops = (sender.laptop for sender in self.senders)
        return tuple(each for each in laptops if each.trust is Trust.STRANGER)


def judge(
    parcel: Parcel,
    known: Mapping[str, Acquaintance],
    vouched: Iterable[WireDevice],
    held: Mapping[str, tuple[Entry, ...]],
) -> Judgement:
    """Check every change, link, signature and file of a package.

    `known` are the laptops that this one knows, `vouched` the proofs in the package that our own
    office signed, `held` the changes per log that are here already. Raises `PACKAGE_BROKEN`: one
    thing that does not hold, and nothing of it is believed.
    """
    laptops = _laptops(parcel, known, vouched)
    for part in parcel.parts.values():
        reason = _fault(part, laptops, held.get(part.log, ()))
        if reason:
            raise InspectionError(Code.PACKAGE_BROKEN, file=parcel.name, reason=reason)
    if parcel.files.keys() - parcel.cited():
        raise InspectionError(Code.PACKAGE_BROKEN, file=parcel.name, reason="file")
    entries = (entry for part in parcel.parts.values() for entry in part.entries.values())
    counts = Counter(entry.change.device for entry in entries)
    return Judgement(tuple(Sender(laptops[name], counts[name]) for name in sorted(counts)))


def _laptops(
    parcel: Parcel, known: Mapping[str, Acquaintance], vouched: Iterable[WireDevice]
) -> dict[str, Acquaintance]:
    """Every laptop that is known or tells itself; a known one cannot come with another key."""
    found = {each.device: of_proof(each, Trust.STRANGER) for each in parcel.proofs}
    found |= {card.device: stranger(card) for card in parcel.cards}
    found |= {each.device: of_proof(each, Trust.OFFICE) for each in vouched}
    told: list[Card | WireDevice] = [*parcel.cards, *parcel.proofs]
    found |= known
    for each in told:
        right = not isinstance(each, Card) or signed(
            each.public_key, each.signature, each.signed_bytes()
        )
        if not right or found[each.device].public_key != each.public_key:
            raise InspectionError(Code.PACKAGE_BROKEN, file=parcel.name, reason="laptop")
    return found


def _fault(part: Part, laptops: Mapping[str, Acquaintance], held: tuple[Entry, ...]) -> str:
    """Why a visit in a package cannot be taken in; empty when it can."""
    if not _LOG.fullmatch(part.log):
        return "log"
    here = {entry.id for entry in held}
    # Whoever leaves out a value must not make it look as if it had been erased.
    may_lack = here | erasures([*part.entries.values(), *held]).keys()
    for entry in part.entries.values():
        reason = _change_fault(part.log, entry, laptops)
        if entry.expunged and entry.id not in may_lack:
            reason = "value"
        if reason:
            return reason
    for seal in part.seals:
        laptop = laptops.get(seal.device)
        if laptop is None or not chain.holds(seal, laptop.public_key):
            return "signature"
    covered = chain.vouched(part.entries.values(), part.seals, held)
    return "unsigned" if part.entries.keys() - covered - here else ""


def _change_fault(log: str, entry: Entry, laptops: Mapping[str, Acquaintance]) -> str:
    change, laptop = entry.change, laptops.get(entry.change.device)
    if change.log != log or not entry.intact:
        return "change"
    if laptop is None:
        return "laptop"
    return "" if laptop.writes_as(change.by) else "person"
