"""Check a visit as it lies on this laptop: its chains, its signatures, every file it names.

It reads the log alone, so that a visit whose checklist is gone can still be checked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from inspectiebezoek.app.proofs import Proof, proofs
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.chain import Fault
from inspectiebezoek.log.change import Entry
from inspectiebezoek.log.state import State
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.known import Acquaintance, Trust, acquaintances
from inspectiebezoek.visit.kinds import Evidence
from inspectiebezoek.visit.records import read_all

_SIGNED = (Proof.SIGNED, Proof.OFFICE, Proof.MET)


@dataclass(frozen=True, slots=True)
class LaptopCheck:
    """What one laptop, or the office, wrote, how many of it a signature covers, and who vouches
    for it.

    `trust` is `own`, `office`, `met`, or `stranger` for one of which nothing is known here.
    """

    name: str
    letter: str
    trust: str
    changes: int
    signed: int


@dataclass(frozen=True, slots=True)
class FaultPlace:
    """A fault with whose change it is: the name and letter of the laptop, and when (ISO 8601)."""

    fault: Fault
    name: str
    letter: str
    at: str


@dataclass(frozen=True, slots=True)
class VisitCheck:
    """What checking a visit came to.

    `changes`: how many; `sealed`: how many of them a signature covers; `laptops`: whose they
    are; `files`: how many files are whole; `faults`: of chains and signatures; `damaged`,
    `missing`: files by the label of their evidence, or by the beginning of their SHA-256 (the
    checklist, a report).
    """

    log: str
    changes: int
    sealed: int
    laptops: tuple[LaptopCheck, ...]
    files: int
    faults: tuple[FaultPlace, ...]
    damaged: tuple[str, ...]
    missing: tuple[str, ...]


def check_visit(store: Store, log: str) -> VisitCheck:
    """Check everything of a visit; raises `STORE_DAMAGED` when the database is not whole."""
    known = acquaintances(store)
    faults = store.check(log, {name: each.public_key for name, each in known.items()})
    entries = store.readable(log)
    proved = proofs(store, log, entries)
    signed = {name for name, each in proved.items() if each in _SIGNED}
    damaged, missing, whole = _check_files(store, log, entries)
    return VisitCheck(
        log=log,
        changes=len(entries),
        sealed=len(signed),
        laptops=_laptops(entries, known, signed),
        files=whole,
        faults=tuple(_place(each, entries, known) for each in faults),
        damaged=damaged,
        missing=missing,
    )


def _check_files(
    store: Store, log: str, entries: Sequence[Entry]
) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Read every file: the names of those that are damaged or missing, and how many are whole."""
    damaged: list[str] = []
    missing: list[str] = []
    whole = 0
    for sha256, name in _files(store, log, entries).items():
        try:
            for _ in store.evidence.read(sha256):
                pass
        except InspectionError as error:
            if error.code not in (Code.EVIDENCE_DAMAGED, Code.EVIDENCE_UNREADABLE):
                raise
            (damaged if error.code is Code.EVIDENCE_DAMAGED else missing).append(name)
        else:
            whole += 1
    return tuple(dict.fromkeys(damaged)), tuple(dict.fromkeys(missing)), whole


def _laptops(
    entries: Sequence[Entry], known: Mapping[str, Acquaintance], signed: Collection[str]
) -> tuple[LaptopCheck, ...]:
    written = Counter(entry.change.device for entry in entries)
    covered = Counter(entry.change.device for entry in entries if entry.id in signed)
    found = []
    for device, count in written.items():
        laptop = known.get(device)
        name, letter = (laptop.name, laptop.letter) if laptop else (device[:8], "?")
        trust = (laptop.trust if laptop else Trust.STRANGER).value
        found.append(LaptopCheck(name, letter, trust, count, covered[device]))
    return tuple(found)


def _place(fault: Fault, entries: Sequence[Entry], known: Mapping[str, Acquaintance]) -> FaultPlace:
    laptop = known.get(fault.device)
    name, letter = (laptop.name, laptop.letter) if laptop else (fault.device[:8], "?")
    at = next((entry.change.at for entry in entries if entry.id == fault.id), "")
    return FaultPlace(fault, name, letter, at)


def _files(store: Store, log: str, entries: Sequence[Entry]) -> dict[str, str]:
    """Every file that the visit names: its SHA-256, and what people call it."""
    names = {sha256: sha256[:12] for sha256, _ in store.office.files(log)}
    for piece in read_all(State(entries), Evidence):
        for sha256 in (piece.original, piece.derivative):
            if sha256:
                names[sha256] = piece.label
    return names
