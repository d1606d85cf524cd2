"""Check the chain of each device in a log, link by link, and the signatures over it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from inspectiebezoek.log.canonical import canonical
from inspectiebezoek.log.change import Entry
from inspectiebezoek.log.erasure import unagreed

ROLL_START = bytes(32)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a device stands in a log: how many changes, and the id of the last one."""

    dseq: int
    head: str


@dataclass(frozen=True, slots=True)
class Seal:
    """A device's signature over its chain up to and including change number `dseq`.

    It covers every change before it too, because each one names the id before it.
    """

    log: str
    device: str
    dseq: int
    head: str
    signature: bytes

    def message(self) -> bytes:
        """The bytes that are signed (Ed25519, RFC 8032)."""
        return seal_message(self.log, self.device, self.dseq, self.head)


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold, and at which change: `value`, `gap`, `link`, `log`, `fork`,
    `signature`, `person`, `erased`: a value that is gone and nobody agreed to that, or `bytes`: a
    row that no longer is the change it was."""

    kind: str
    device: str
    dseq: int
    id: str


def seal_message(log: str, device: str, dseq: int, head: str) -> bytes:
    """The bytes that a device signs over the head of its chain."""
    return canonical({"log": log, "device": device, "dseq": dseq, "head": head})


def sign(key: Ed25519PrivateKey, log: str, device: str, link: Link) -> Seal:
    """Sign a device's chain up to `link`."""
    message = seal_message(log, device, link.dseq, link.head)
    return Seal(log, device, link.dseq, link.head, key.sign(message))


def holds(seal: Seal, public_key: bytes) -> bool:
    """True when the seal was made with the device's key (32 raw bytes)."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(seal.signature, seal.message())
    except (InvalidSignature, ValueError):
        return False
    return True


def check(log: str, entries: Iterable[Entry]) -> tuple[Fault, ...]:
    """Every fault in the chains of a log; entries of one device in any order."""
    by_device: dict[str, list[Entry]] = {}
    faults, held = [], list(entries)
    without = unagreed(held, held)
    for entry in held:
        if entry.id in without:
            faults.append(_fault("erased", entry))
        by_device.setdefault(entry.change.device, []).append(entry)
        if not entry.intact:
            faults.append(_fault("value", entry))
        if entry.change.log != log:
            faults.append(_fault("log", entry))
    for chain in by_device.values():
        faults.extend(_check_links(sorted(chain, key=lambda entry: entry.change.dseq)))
    return tuple(faults)


def _check_links(chain: list[Entry]) -> Iterable[Fault]:
    expected, head = 1, None
    for entry in chain:
        change = entry.change
        if change.dseq < expected:
            yield _fault("fork", entry)
            continue
        if change.dseq > expected:
            yield _fault("gap", entry)
        elif change.prev != head:
            yield _fault("link", entry)
        expected, head = change.dseq + 1, entry.id


def check_seals(
    entries: Iterable[Entry], seals: Iterable[Seal], keys: Mapping[str, bytes]
) -> tuple[Fault, ...]:
    """Seals that do not hold: made by another key, or over a head that is not in the log."""
    ids = {(entry.change.device, entry.change.dseq): entry.id for entry in entries}
    faults = []
    for seal in seals:
        key = keys.get(seal.device)
        known = ids.get((seal.device, seal.dseq))
        if key is None or not holds(seal, key) or known != seal.head:
            faults.append(Fault("signature", seal.device, seal.dseq, seal.head))
    return tuple(faults)


def vouched(
    entries: Iterable[Entry], seals: Iterable[Seal], following: Iterable[Entry] = ()
) -> frozenset[str]:
    """The ids of the changes that a signature covers, link by link back from what was signed.

    `seals` must hold; `following` are changes already covered that may name these as the one
    before. No place in the order counts, only hashes: so a change that was lost can be put back,
    and both branches of a copied laptop are covered.
    """
    by_id = {entry.id: entry for entry in entries}
    ahead: list[tuple[str, str | None]] = [(seal.device, seal.head) for seal in seals]
    ahead += [(entry.change.device, entry.change.prev) for entry in following]
    found: set[str] = set()
    while ahead:
        device, change_id = ahead.pop()
        entry = by_id.get(change_id or "")
        if entry is not None and entry.id not in found and entry.change.device == device:
            found.add(entry.id)
            ahead.append((device, entry.change.prev))
    return frozenset(found)


def _fault(kind: str, entry: Entry) -> Fault:
    return Fault(kind, entry.change.device, entry.change.dseq, entry.id)


def links(entries: Iterable[Entry]) -> dict[str, Link]:
    """Where each device stands in a log."""
    found: dict[str, Link] = {}
    for entry in entries:
        change = entry.change
        if change.device not in found or found[change.device].dseq < change.dseq:
            found[change.device] = Link(change.dseq, entry.id)
    return found


def roll(before: bytes, change_id: str) -> bytes:
    """The rolling hash of a log's order at the office: roll_n = H(roll_{n-1} ‖ id_n)."""
    return hashlib.sha256(before + bytes.fromhex(change_id)).digest()
