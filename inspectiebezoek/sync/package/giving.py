"""Make a package of visits: nothing is written in the store, so that a full disk does not matter.

What the store would sign at a sync is signed here for the package alone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from errno import EDQUOT, ENOSPC
from pathlib import Path
from typing import BinaryIO

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Entry
from inspectiebezoek.log.state import State
from inspectiebezoek.store.device import Device
from inspectiebezoek.store.durable import sync_folder
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync import carrying
from inspectiebezoek.sync.age_keys import own_recipient
from inspectiebezoek.sync.known import card_of, met
from inspectiebezoek.sync.package import container, content
from inspectiebezoek.sync.package.container import Keys, Lock
from inspectiebezoek.sync.protocol import WireDevice, WireSeal
from inspectiebezoek.visit.header import read_header, says_it_stays

Progress = Callable[[int, int], None]
"""Is told how many bytes of how many are done; may raise to stop."""
_NOT_WHOLE = (Code.EVIDENCE_DAMAGED, Code.EVIDENCE_UNREADABLE)
_ROOM_BESIDE = 1_000_000


@dataclass(frozen=True, slots=True)
class Given:
    """What went into a package.

    `absent` and `damaged` are files (SHA-256) that did not; `broken` are logs of which only what
    still is what was written did.
    """

    path: Path
    logs: tuple[str, ...]
    changes: int
    files: int
    bytes: int
    absent: tuple[str, ...]
    damaged: tuple[str, ...]
    broken: tuple[str, ...]


def give(
    store: Store, logs: Sequence[str], target: Path, lock: Lock, made_at: str, progress: Progress
) -> Given:
    """Write a package of visits to `target`, and read it back before it gets its name.

    `made_at`: ISO 8601 with offset. Raises `NO_ROOM` before anything is written, `DISK_FULL`,
    `FILE_UNWRITABLE`, and `COPY_UNREADABLE` when it does not read back as it was written.
    """
    packing = _Packing(store, logs, made_at, progress)
    _check_room(target, packing.expected)
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as file:
            keys = container.write(file, packing.lines(), lock)
            _put_on_disk(file)
        _read_back(part, keys, packing)
        part.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        if error.errno in (ENOSPC, EDQUOT):
            raise InspectionError(Code.DISK_FULL, folder=str(target.parent)) from error
        raise InspectionError(Code.FILE_UNWRITABLE, file=str(target)) from error
    finally:
        with suppress(OSError):  # a stick that was pulled out
            part.unlink(missing_ok=True)
    return packing.given(target)


def waiting_logs(store: Store, kind: str = "visit") -> tuple[str, ...]:
    """The visits of which not everything is verifiably at the office; practice stays here."""
    found = []
    for log in store.logs(kind):
        counts = store.office.counts(log)
        if counts.received < counts.items and not says_it_stays(store.readable(log)):
            found.append(log)
    return tuple(found)


class _Packing:
    """The lines of one package, while they are made, and what to tell of them."""

    def __init__(self, store: Store, logs: Sequence[str], made_at: str, progress: Progress) -> None:
        self._store, self._logs, self._made_at = store, tuple(logs), made_at
        self._progress = progress
        self._files = {
            sha256: log for log in self._logs for sha256, _size in store.office.files(log)
        }
        self.expected = sum(store.evidence.room_of(sha256) for sha256 in self._files)
        self._done = self._changes = 0
        self._absent: list[str] = []
        self._damaged: list[str] = []
        self._broken: list[str] = []
        self._digest = hashlib.sha256()

    def lines(self) -> Iterator[bytes]:
        """The whole content; each line counts for what is read back."""
        for each in self._lines():
            self._digest.update(each)
            self._done += len(each)
            self._progress(self._done, 2 * max(self.expected, self._done))
            yield each

    def _lines(self) -> Iterator[bytes]:
        me = self._store.device()
        opening = content.Opening(person=me.person, name=me.name, made_at=self._made_at)
        yield content.line(opening=opening)
        entries = {log: self._held(log) for log in self._logs}
        yield from _laptops(self._store, {e.change.device for log in entries.values() for e in log})
        for log, held in entries.items():
            yield from self._log_lines(log, held, me)
        for sha256 in self._files:
            if sha256 in self._store.evidence:
                yield from self._file_lines(sha256)
        yield content.line(end=self._changes)

    def _held(self, log: str) -> Sequence[Entry]:
        try:
            return self._store.entries(log)
        except InspectionError as error:
            if error.code is not Code.LOG_BROKEN:
                raise
            self._broken.append(log)
            return self._store.readable(log)

    def _log_lines(self, log: str, held: Sequence[Entry], me: Device) -> Iterator[bytes]:
        # What the team has goes before what still waits: the log of the visit names it.
        carried = carrying.taken(self._store, log) or carrying.offered(self._store, log)
        yield content.line(log=log, title=read_header(State(held)).title, carryin=carried)
        for entry in held:
            self._changes += 1
            yield content.line(change=content.PackedChange.of(entry))
        for seal in {*self._store.seals(log), *_own_seals(log, held, me)}:
            yield content.line(seal=WireSeal.of(seal))
        for sha256, _size in self._store.office.files(log):
            if sha256 not in self._store.evidence:
                self._absent.append(sha256)
                yield content.line(absent=sha256)

    def _file_lines(self, sha256: str) -> Iterator[bytes]:
        right = content.line(whole=True)
        last = b""
        for last in content.file_lines(sha256, self._store.evidence.read(sha256), _NOT_WHOLE):
            yield last
        if last != right:
            self._damaged.append(sha256)

    def read_back(self, digest: str, size: int) -> bool:
        """True when what was read is what was written."""
        return (digest, size) == (self._digest.hexdigest(), self._done)

    def tell_reading(self, read: int) -> None:
        """Reading back is the second half of the work."""
        self._progress(self._done + read, 2 * self._done)

    def given(self, path: Path) -> Given:
        """What went into it."""
        files = len(self._files) - len(set(self._absent)) - len(self._damaged)
        size = path.stat().st_size
        return Given(
            *(path, self._logs, self._changes, files, size),
            *(tuple(dict.fromkeys(self._absent)), tuple(self._damaged), tuple(self._broken)),
        )


def _laptops(store: Store, devices: set[str]) -> Iterator[bytes]:
    """Who the laptops are that wrote: ours by their own word, others by what was told of them."""
    own = {each.id: each for each in (*store.earlier_devices(), store.device())}
    for device in own.values():
        key = own_recipient(store) if device.id == store.device().id else ""
        if device.id in devices or key:
            yield content.line(card=card_of(device, key))
    for card in met(store):
        if card.device in devices:
            yield content.line(card=card)
    proofs = store.proofs()
    for each in store.colleagues():
        if each.device in devices:
            kept = proofs.get(each.device)
            told = {name: getattr(each, name) for name in type(each).__slots__}
            proof = WireDevice(**told) if kept is None else WireDevice.model_validate_json(kept)
            yield content.line(proof=proof)


def _own_seals(log: str, held: Sequence[Entry], me: Device) -> Iterator[chain.Seal]:
    """Signatures over every end of our chain; a lost row or a fork leaves more than one."""
    followed = {entry.change.prev for entry in held}
    for entry in held:
        if entry.change.device == me.id and entry.id not in followed:
            yield chain.sign(me.key, log, me.id, chain.Link(entry.change.dseq, entry.id))


def _check_room(target: Path, expected: int) -> None:
    try:
        free = shutil.disk_usage(target.parent).free
    except OSError as error:
        raise InspectionError(Code.FILE_UNWRITABLE, file=str(target)) from error
    needed = expected + _ROOM_BESIDE
    if free < needed:
        raise InspectionError(
            Code.NO_ROOM, folder=str(target.parent), needed=_mb(needed), free=_mb(free)
        )


def _mb(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


def _put_on_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
    if hasattr(os, "posix_fadvise"):
        # What is read back should come from the stick, not from memory.
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


class _ReadBack:
    """Counts and hashes what is read."""

    def __init__(self) -> None:
        self.digest, self.size = hashlib.sha256(), 0

    def write(self, data: bytes, /) -> int:
        self.digest.update(data)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""


def _read_back(path: Path, keys: Keys, packing: _Packing) -> None:
    sink = _ReadBack()
    try:
        container.read(path, keys, sink, packing.tell_reading)
    except InspectionError as error:
        raise InspectionError(Code.COPY_UNREADABLE, file=path.name) from error
    if not packing.read_back(sink.digest.hexdigest(), sink.size):
        raise InspectionError(Code.COPY_UNREADABLE, file=path.name)
