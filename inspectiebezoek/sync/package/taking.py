"""Take a package in: read it whole, judge it, and only then write, all of it or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.erasure import erasures
from inspectiebezoek.store.carried import CarriedLog
from inspectiebezoek.store.evidence import Arriving
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.age_keys import age_key
from inspectiebezoek.sync.carrying import offer
from inspectiebezoek.sync.known import Trust, acquaintances, colleague_of, meet, vouched
from inspectiebezoek.sync.lettering import take_letters
from inspectiebezoek.sync.package import container
from inspectiebezoek.sync.package.container import Keys, without_passphrase
from inspectiebezoek.sync.package.content import Parser, Reading
from inspectiebezoek.sync.package.judging import Judgement, judge
from inspectiebezoek.sync.package.parcel import Parcel, Part, read_parcel

Progress = Callable[[int, int], None]
"""Is told how many bytes of how many are done; may raise to stop."""
_ROOM_BESIDE = 50_000_000


@dataclass(frozen=True, slots=True)
class Arrived:
    """A package that was read and holds; nothing was changed yet."""

    parcel: Parcel
    keys: Keys
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a package: the logs in it, and what was new here.

    `absent` are files (SHA-256) that its maker did not have, or not whole, and that are not here.
    """

    logs: tuple[str, ...]
    changes: int
    files: int
    absent: tuple[str, ...]


def look(store: Store, path: Path, passphrase: str | None, progress: Progress) -> Arrived:
    """Read a package and judge it by what this laptop knows; nothing is written.

    Raises as `container.read`, and `PACKAGE_BROKEN` when anything in it does not hold.
    """
    own = age_key(store)
    keys = without_passphrase(path, Keys((own,) if own else (), passphrase))
    parcel = _read(path, keys, progress)
    held = {log: store.entries(log) for log in parcel.parts}
    proofs = [each for each in parcel.proofs if vouched(store, each)]
    return Arrived(parcel, keys, judge(parcel, acquaintances(store), proofs, held))


def look_from_outside(path: Path, passphrase: str | None, progress: Progress) -> Arrived:
    """Read a package where there is no laptop that knows anybody; raises as `look`."""
    keys = without_passphrase(path, Keys((), passphrase))
    parcel = _read(path, keys, progress)
    return Arrived(parcel, keys, judge(parcel, {}, (), {}))


def _read(path: Path, keys: Keys, progress: Progress) -> Parcel:
    size = _size(path)
    return read_parcel(path, keys, lambda read: progress(read, 2 * size))


def take(
    store: Store,
    arrived: Arrived,
    progress: Progress,
    accepted: frozenset[str] = frozenset(),
) -> Taken:
    """Write what is new of a package; asked twice it changes nothing the second time.

    `accepted`: the fingerprints of laptops of which a person said that they are who they say.
    Raises `PACKAGE_STRANGER` for one that nobody accepted, `NO_ROOM`, `DISK_FULL`; then nothing
    was changed.
    """
    parcel = arrived.parcel
    strangers = arrived.judgement.strangers
    refused = [each for each in strangers if each.fingerprint not in accepted]
    if refused:
        names = ", ".join(f"{each.name} ({each.fingerprint})" for each in refused)
        raise InspectionError(Code.PACKAGE_STRANGER, file=parcel.name, names=names)
    carried = [_carried(store, parcel, part) for part in parcel.parts.values()]
    cited = {sha256 for each in carried for sha256, _size in each.files}
    files = _Files(store, parcel, cited, progress)
    try:
        files.fetch(arrived.keys)
        new = files.settle()
        _letter(store, parcel)
        fresh = store.take_carried(carried)
    except BaseException:
        files.drop()
        raise
    for log in parcel.parts:
        store.come_back(log)  # whoever reads in a visit that had left the laptop wants it here
    store.finish_removal()
    _learn(store, parcel, {each.device for each in strangers})
    for part in parcel.parts.values():
        if part.carried is not None and store.introduced():
            # What another office signed, or a later version, is of no use here and passes by.
            offer(store, part.log, part.carried)
    missing = {
        *parcel.damaged,
        *(sha256 for part in parcel.parts.values() for sha256 in part.absent),
    }
    absent = sorted(sha256 for sha256 in missing if sha256 not in store.evidence)
    return Taken(tuple(parcel.parts), len(fresh), new, tuple(absent))


def _carried(store: Store, parcel: Parcel, part: Part) -> CarriedLog:
    """A part as the store takes it; the files of a value that was erased do not come back."""
    entries = tuple(part.entries.values())
    together = [*store.entries(part.log), *entries]
    erased = {entry.id for entry in together if entry.expunged} | erasures(together).keys()
    live = (entry for entry in entries if entry.id not in erased)
    cited = {sha256 for entry in live for sha256 in entry.change.blobs}
    files = [(sha256, parcel.files.get(sha256, 0)) for sha256 in sorted(cited)]
    return CarriedLog(part.log, entries, part.seals, files)


def _letter(store: Store, parcel: Parcel) -> None:
    """Take letters where they are needed, before a visit can be opened and a label made in it."""
    for log, part in parcel.parts.items():
        take_letters(store, log, [*store.entries(log), *part.entries.values()], parcel.cards)


def _learn(store: Store, parcel: Parcel, strangers: set[str]) -> None:
    """Remember the laptops that were vouched for or accepted, and where packages reach them."""
    told = [each for each in parcel.proofs if vouched(store, each)]
    store.learn_colleagues(colleague_of(each) for each in told)
    store.keep_proofs({each.device: each.model_dump_json().encode() for each in told})
    known = {
        name
        for name, each in acquaintances(store).items()
        if each.trust in (Trust.OFFICE, Trust.MET)
    }
    meet(store, [card for card in parcel.cards if card.device in known | strangers])


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise InspectionError(Code.FILE_MISSING, file=path.name) from error


class _Files(Reading):
    """Fetches the files of a package that are not here; they get their names all together."""

    def __init__(
        self, store: Store, parcel: Parcel, cited: Collection[str], progress: Progress
    ) -> None:
        self._store, self._parcel, self._progress = store, parcel, progress
        here = store.evidence
        self._wanted = {each for each in parcel.files if each in cited and each not in here}
        self._arrived: list[Arriving] = []
        self._current: Arriving | None = None

    def fetch(self, keys: Keys) -> None:
        """Read the package again and write the files down; each is checked against its hash."""
        if not self._wanted:
            return
        needed = sum(self._parcel.files[sha256] for sha256 in self._wanted) + _ROOM_BESIDE
        free = shutil.disk_usage(self._store.folder).free
        if free < needed:
            facts = {"needed": f"{needed / 1e6:.0f} MB", "free": f"{free / 1e6:.0f} MB"}
            raise InspectionError(Code.NO_ROOM, folder=str(self._store.folder), **facts)
        parser = Parser(self, self._parcel.name)
        container.read(self._parcel.path, keys, parser, self._tell)
        parser.close()

    def _tell(self, read: int) -> None:
        size = max(1, _size(self._parcel.path))
        self._progress(size + read, 2 * size)

    def settle(self) -> int:
        """Give all of them their names; how many."""
        for each in self._arrived:
            each.name()
        return len(self._arrived)

    def drop(self) -> None:
        """None of them stays."""
        for each in self._arrived:
            each.drop()

    # what the package tells; all but the files was read before

    def file(self, sha256: str) -> None:
        if sha256 in self._wanted:
            self._wanted.discard(sha256)
            self._current = self._store.evidence.arriving(sha256)
            self._arrived.append(self._current)

    def piece(self, data: bytes) -> None:
        if self._current is not None:
            self._current.add(data)

    def whole(self, *, right: bool) -> None:  # noqa: ARG002 - a file that is not is not wanted
        if self._current is not None:
            self._current.close()
            self._current = None
