"""Read a package whole before anything is changed: what is in it, and whether that holds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Entry
from inspectiebezoek.sync.package import container
from inspectiebezoek.sync.package.container import Keys
from inspectiebezoek.sync.package.content import Card, Opening, PackedChange, Parser, Reading
from inspectiebezoek.sync.protocol import CarryIn, WireDevice, WireSeal


@dataclass(slots=True)
class Part:
    """One visit of a package: its title as the maker saw it, its changes and signatures.

    `absent` are files (SHA-256) that the maker did not have; `carried` what the office gave along.
    """

    log: str
    title: str
    entries: dict[str, Entry] = field(default_factory=dict)
    seals: set[chain.Seal] = field(default_factory=set)
    absent: set[str] = field(default_factory=set)
    carried: CarryIn | None = None


@dataclass(slots=True)
class Parcel:
    """What is in a package; `files` by SHA-256 with their size, `damaged` those not whole."""

    path: Path
    opening: Opening = field(default_factory=lambda: Opening(person="", name="", made_at=""))
    cards: list[Card] = field(default_factory=list)
    proofs: list[WireDevice] = field(default_factory=list)
    parts: dict[str, Part] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of the file, for people."""
        return self.path.name

    def cited(self) -> frozenset[str]:
        """The files that the changes in it speak of."""
        entries = (entry for part in self.parts.values() for entry in part.entries.values())
        return frozenset(sha256 for entry in entries for sha256 in entry.change.blobs)


def read_parcel(path: Path, keys: Keys, tell: Callable[[int], None]) -> Parcel:
    """Read a package and check that each part of it is whole; `tell` gets the bytes read so far.

    Raises as `container.read`; what the changes say is checked by `judge`.
    """
    parcel = Parcel(path)
    parser = Parser(_Gathering(parcel), path.name)
    container.read(path, keys, parser, tell)
    parser.close()
    return parcel


class _Gathering(Reading):
    """Puts what is told in a parcel; of a file it keeps the hash alone."""

    def __init__(self, parcel: Parcel) -> None:
        self._parcel = parcel
        self._part = Part("", "")
        self._sha256, self._size, self._digest = "", 0, hashlib.sha256()

    def opening(self, opening: Opening) -> None:
        self._parcel.opening = opening

    def card(self, card: Card) -> None:
        self._parcel.cards.append(card)

    def proof(self, proof: WireDevice) -> None:
        self._parcel.proofs.append(proof)

    def log(self, log: str, title: str) -> None:
        self._part = self._parcel.parts.setdefault(log, Part(log, title))

    def carry_in(self, carried: CarryIn) -> None:
        self._part.carried = carried

    def change(self, change: PackedChange) -> None:
        entry = change.entry()
        self._part.entries[entry.id] = entry

    def seal(self, seal: WireSeal) -> None:
        self._part.seals.add(seal.seal(self._part.log))

    def absent(self, sha256: str) -> None:
        self._part.absent.add(sha256)

    def file(self, sha256: str) -> None:
        self._sha256, self._size, self._digest = sha256, 0, hashlib.sha256()

    def piece(self, data: bytes) -> None:
        self._digest.update(data)
        self._size += len(data)

    def whole(self, *, right: bool) -> None:
        if not right:
            self._parcel.damaged.append(self._sha256)
        elif self._digest.hexdigest() != self._sha256:
            facts = {"file": self._parcel.name, "reason": "file"}
            raise InspectionError(Code.PACKAGE_BROKEN, **facts)
        else:
            self._parcel.files[self._sha256] = self._size
