"""Judge a report with what is known here: whom to expect, and what its visit really says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from inspectiebezoek.app.reporting import (
    exported_beside,
    log_of,
    trusted_by_file,
    trusted_by_visit,
)
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.log.change import Entry
from inspectiebezoek.log.state import State
from inspectiebezoek.report.attached import Attached, read_attached, understand
from inspectiebezoek.report.verdict import AGREES, BEHIND, DIFFERS, VISIT_DIFFERS, Verdict
from inspectiebezoek.report.verify import Progress, silent, verify
from inspectiebezoek.visit.kinds import Evidence
from inspectiebezoek.visit.records import read_all

Pieces = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """What a report is judged against: `source` says where that came from.

    `trusted`: fingerprints, None when nobody says whom to expect. `entries`: the log of its visit
    on this laptop; `exported`: an exported visit, where the log is not here.
    """

    source: str = ""
    trusted: frozenset[str] | None = None
    entries: Sequence[Entry] | None = None
    exported: Path | None = None


def expected_of(pdf: bytes, path: Path, trust: Path | None, place: Workplace | None) -> Expected:
    """What to expect of a report: by `trust`, by its visit on this laptop, or by its export.

    Raises `FILE_MISSING` when `trust` cannot be read.
    """
    log = log_of(pdf)
    here = place is not None and bool(log) and log in place.store.logs("visit")
    entries = place.store.readable(log) if place is not None and here else None
    if trust is not None:
        named = trust if exported_log(trust) == log else None
        return Expected(str(trust), trusted_by_file(trust), entries, named)
    if place is not None and here:
        visit = place.open(log.partition("/")[2])
        return Expected(log, trusted_by_visit(visit), entries)
    beside = exported_beside(path, log) if log else None
    if beside is not None:
        return Expected(str(beside), trusted_by_file(beside), None, beside)
    return Expected()


def judge(
    pdf: bytes,
    expected: Expected,
    *,
    now: datetime,
    file: str = "",
    progress: Progress = silent,
) -> Verdict:
    """The verdict on a report, its attached data against the visit included.

    Raises `REPORT_UNREADABLE` for bytes that are no PDF at all.
    """
    verdict = verify(pdf, expected.trusted, now=now, file=file, progress=progress)
    attached = understand(read_attached(pdf))
    if attached is None:
        return verdict
    if expected.entries is not None:
        state, differing = _against_log(attached, expected.entries)
    elif expected.exported is not None:
        state, differing = _against_export(attached, expected.exported)
    else:
        return verdict
    faults = (*verdict.faults, VISIT_DIFFERS) if state == DIFFERS else verdict.faults
    return replace(verdict, visit=state, differing=differing, faults=faults)


def _against_log(attached: Attached, entries: Sequence[Entry]) -> tuple[str, tuple[str, ...]]:
    """The log up to the heads that the report names must be the very log it was made of.

    A head is the hash of its whole chain, so one id vouches for all that came before it.
    """
    reach = {device: int(link["dseq"]) for device, link in attached.heads.items()}
    before = [each for each in entries if each.change.dseq <= reach.get(each.change.device, 0)]
    ids = {(each.change.device, each.change.dseq): each.id for each in before}
    behind, other = [], []
    for device, link in sorted(attached.heads.items()):
        known = ids.get((device, int(link["dseq"])))
        if known is None:
            behind.append(device)
        elif known != link["head"]:
            other.append(device)
    writers = {each.change.device: each.change.by for each in entries}
    if other:
        return DIFFERS, tuple(writers[device] for device in other)
    if behind:
        return BEHIND, tuple(writers.get(device, device[:8]) for device in behind)
    return _compared(attached, _pieces(State(before)))


def _pieces(state: State) -> Pieces:
    return tuple((each.label, each.original, each.derivative) for each in read_all(state, Evidence))


def _compared(attached: Attached, known: Pieces) -> tuple[str, tuple[str, ...]]:
    if attached.evidence is None:
        return AGREES, ()
    differing = set(attached.evidence) ^ set(known)
    labels = tuple(sorted({label for label, _, _ in differing}))
    return (DIFFERS, labels) if labels else (AGREES, ())


def _against_export(attached: Attached, exported: Path) -> tuple[str, tuple[str, ...]]:
    """An export says how its evidence stands now; a piece that both name must be the same."""
    records = _document(exported)["records"]
    originals = {each["label"]: each["original"] for each in records.get("evidence", ())}
    named = attached.evidence or ()
    labels = tuple(
        label for label, original, _ in named if originals.get(label, original) != original
    )
    return (DIFFERS, labels) if labels else (AGREES, ())


def exported_log(path: Path) -> str:
    """The log that an exported visit is of; empty when the file is something else."""
    document = _document(path)
    return str(document.get("log", "")) if "records" in document else ""


def _document(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return document if isinstance(document, dict) else {}
