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
    """A device at the office: its key and the person enrolled on it."""

    public_key: bytes
    person: str


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
    links: Mapping[str, chain.Link],
) -> Admission:
    """Judge the changes of a push that the log does not hold yet.

    `links` is where each device stands in the office's log. Codes: `log`, `value`, `bytes`,
    `device`, `person`, `fork`, `gap`, `link`, `unsealed`.
    """
    valid = [seal for seal in seals if _holds(seal, devices)]
    taken: list[Entry] = []
    refused: list[tuple[Entry, str]] = []
    for device, chained in _by_device(entries).items():
        sealed = _sealed_until(chained, [seal for seal in valid if seal.device == device])
        link = links.get(device)
        for entry in chained:
            code = _fault(log, entry, devices.get(device), link)
            if code or entry.change.dseq > sealed:
                refused.append((entry, code or "unsealed"))
                continue
            taken.append(entry)
            link = chain.Link(entry.change.dseq, entry.id)
    ids = {entry.id for entry in taken} | {link.head for link in links.values()}
    kept = tuple(seal for seal in valid if seal.head in ids)
    order = {entry.id: number for number, entry in enumerate(entries)}
    return Admission(tuple(sorted(taken, key=lambda each: order[each.id])), tuple(refused), kept)


def _by_device(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.change.device, []).append(entry)
    return {
        device: sorted(chained, key=lambda entry: entry.change.dseq)
        for device, chained in found.items()
    }


def _holds(seal: chain.Seal, devices: Mapping[str, KnownDevice]) -> bool:
    device = devices.get(seal.device)
    return device is not None and chain.holds(seal, device.public_key)


def _sealed_until(chained: Sequence[Entry], seals: Iterable[chain.Seal]) -> int:
    """How far the chain is signed: a seal counts only over the very change that was brought."""
    ids = {entry.change.dseq: entry.id for entry in chained}
    return max((seal.dseq for seal in seals if ids.get(seal.dseq) == seal.head), default=0)


def _fault(
    log: str, entry: Entry, device: KnownDevice | None, link: chain.Link | None
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
    if change.by != device.person:
        return "person"
    return _link_fault(entry, link)


def _link_fault(entry: Entry, link: chain.Link | None) -> str | None:
    stands, head = (link.dseq, link.head) if link else (0, None)
    if entry.change.dseq <= stands:
        return "fork"
    if entry.change.dseq > stands + 1:
        return "gap"
    return None if entry.change.prev == head else "link"
