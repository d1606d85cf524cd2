"""Check a visit as it lies on this laptop: its chains, its signatures, every file it names.

It reads the log alone, so that a visit whose checklist is gone can still be checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.chain import Fault, Seal
from inspectiebezoek.log.change import Entry
from inspectiebezoek.log.state import State
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit.kinds import Evidence
from inspectiebezoek.visit.records import read_all


@dataclass(frozen=True, slots=True)
class VisitCheck:
    """What checking a visit came to.

    `changes`: how many; `sealed`: how many of them a signature covers; `files`: how many files
    are whole; `faults`: of chains and signatures; `damaged`, `missing`: files by the label of
    their evidence, or by the beginning of their SHA-256 (the checklist, a report).
    """

    log: str
    changes: int
    sealed: int
    files: int
    faults: tuple[Fault, ...]
    damaged: tuple[str, ...]
    missing: tuple[str, ...]


def check_visit(store: Store, log: str) -> VisitCheck:
    """Check everything of a visit; raises `STORE_DAMAGED` when the database is not whole."""
    faults = store.check(log)
    entries = store.readable(log)
    # The signature of a device that nobody vouched for cannot be checked, so it does not count.
    known = {store.device().id, *(each.device for each in store.colleagues())}
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
    return VisitCheck(
        log=log,
        changes=len(entries),
        sealed=sealed(entries, [each for each in store.seals(log) if each.device in known]),
        files=whole,
        faults=faults,
        damaged=tuple(dict.fromkeys(damaged)),
        missing=tuple(dict.fromkeys(missing)),
    )


def sealed(entries: Iterable[Entry], seals: Sequence[Seal]) -> int:
    """How many changes a signature of their own device covers."""
    reach: dict[str, int] = {}
    for seal in seals:
        reach[seal.device] = max(reach.get(seal.device, 0), seal.dseq)
    return sum(entry.change.dseq <= reach.get(entry.change.device, 0) for entry in entries)


def _files(store: Store, log: str, entries: Sequence[Entry]) -> dict[str, str]:
    """Every file that the visit names: its SHA-256, and what people call it."""
    names = {sha256: sha256[:12] for sha256, _ in store.office.files(log)}
    for piece in read_all(State(entries), Evidence):
        for sha256 in (piece.original, piece.derivative):
            if sha256:
                names[sha256] = piece.label
    return names
