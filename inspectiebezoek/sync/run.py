"""One sync run: pull, push everything not yet seen back, pull again, then the files.

A change counts as received only when it has come back in a verified pull. Taking the answer to
a push as the receipt lost changes in simulation whenever an answer or the office was lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Entry
from inspectiebezoek.store.local import Store
from inspectiebezoek.store.office_view import Counts, Position
from inspectiebezoek.sync import batches, files
from inspectiebezoek.sync.outcome import Problem, SyncResult
from inspectiebezoek.sync.protocol import QUARANTINED, Pulled

if TYPE_CHECKING:
    from inspectiebezoek.sync.client import OfficeClient

# Trouble that ends the run: the rest would fail alike. Anything else blocks one item only.
_ENDS_RUN = {
    Code.OFFICE_UNREACHABLE,
    Code.DEVICE_REVOKED,
    Code.NOT_ENROLLED,
    Code.OFFICE_INSECURE,
    Code.DISK_FULL,
}


Progress = Callable[[str, Counts], None]


def silent(_log: str, _counts: Counts) -> None:
    """Tell nobody."""


@dataclass(slots=True)
class SyncRun:
    """The way of one run; `progress` is told after each step of a log how far it is."""

    store: Store
    client: OfficeClient
    progress: Progress = silent
    problems: list[Problem] = field(default_factory=list)

    def run(self, kind: str = "visit") -> SyncResult:
        """Sync every log of a kind that this laptop or the office holds.

        Ordinary trouble is told in the result, never raised; nothing here is lost by it.
        """
        logs = set(self.store.logs(kind))
        try:
            self.client.hello()
            self.store.learn_colleagues(self.client.colleagues())
            logs |= set(self.client.logs(kind))
            for log in sorted(logs):
                self._one(log)
        except InspectionError as error:
            self._note(error, "")
        counts = {log: self.store.office.counts(log) for log in sorted(logs)}
        return SyncResult(counts, tuple(self.problems))

    def _one(self, log: str) -> None:
        try:
            if self._at_office(log):
                self._pull(log)
            self._push(log)
            self._pull(log)
            self._files(log)
        except InspectionError as error:
            if error.code in _ENDS_RUN:
                raise
            self._note(error, log)
        self.progress(log, self.store.office.counts(log))

    def _at_office(self, log: str) -> bool:
        return log in self.client.logs(log.partition("/")[0])

    def _pull(self, log: str) -> None:
        while True:
            position = self.store.office.position(log)
            pulled = self.client.pull(log, position.vseq, position.roll)
            if pulled.reset:
                # The office was restored or altered: it gets back what we hold, and we start over.
                self.store.office.forget(log)
                continue
            entries, end = verified(log, position, pulled)
            seals = [seal.seal(log) for seal in pulled.seals]
            self._check_seals(log, seals)
            self.store.office.take_in(log, entries, seals, end)
            self.progress(log, self.store.office.counts(log))
            if not pulled.more:
                return

    def _check_seals(self, log: str, seals: Sequence[chain.Seal]) -> None:
        keys = {each.device: each.public_key for each in self.store.colleagues()}
        device = self.store.device()
        keys[device.id] = device.public_key
        if any(not chain.holds(seal, keys.get(seal.device, b"")) for seal in seals):
            raise InspectionError(Code.OFFICE_UNTRUSTED, log=log)

    def _push(self, log: str) -> None:
        me = self.store.device().id
        for device, waiting in batches.by_device(self.store.office.waiting(log)).items():
            if device == me:
                pieces = list(batches.cuts(waiting))
                for piece in pieces:
                    last = piece[-1]
                    self.store.seal(log, chain.Link(last.change.dseq, last.id))
            else:
                pieces = list(batches.sealed_cuts(waiting, self.store.seals(log)))
            for piece in pieces:
                self._push_piece(log, piece)

    def _push_piece(self, log: str, piece: Sequence[Entry]) -> None:
        ids = {entry.id for entry in piece}
        seals = [seal for seal in self.store.seals(log) if seal.head in ids]
        for verdict in self.client.push(log, piece, seals).verdicts:
            if verdict.verdict == QUARANTINED:
                self.store.office.mark_refused(verdict.id, verdict.code)
                reason = f"{verdict.code} {verdict.id[:12]}"
                self.problems.append(Problem(Code.CHANGE_QUARANTINED, {"reason": reason}, log))

    def _files(self, log: str) -> None:
        for sha256, _size in self.store.office.files(log, received=False):
            try:
                files.exchange(self.store, self.client, log, sha256)
            except InspectionError as error:
                if error.code in _ENDS_RUN:
                    raise
                self._note(error, log)
            self.progress(log, self.store.office.counts(log))

    def _note(self, error: InspectionError, log: str) -> None:
        self.problems.append(Problem(error.code, error.facts, log))


def verified(
    log: str, position: Position, pulled: Pulled
) -> tuple[list[tuple[int, Entry]], Position]:
    """The changes of a pull with the position they lead to, every link of it checked.

    Raises `OFFICE_UNTRUSTED` when a number is skipped, a value is not the promised one, a change
    belongs to another log, or the rolling hash does not come out.
    """
    vseq, roll = position.vseq, position.roll
    entries = []
    for wire in pulled.changes:
        try:
            entry = wire.entry()
        except ValueError as error:
            raise InspectionError(Code.OFFICE_UNTRUSTED, log=log) from error
        if wire.vseq != vseq + 1 or entry.change.log != log or not entry.intact:
            raise InspectionError(Code.OFFICE_UNTRUSTED, log=log)
        vseq, roll = wire.vseq, chain.roll(roll, entry.id)
        entries.append((vseq, entry))
    if pulled.changes and (pulled.vseq != vseq or pulled.roll != roll.hex()):
        raise InspectionError(Code.OFFICE_UNTRUSTED, log=log)
    _refuse_broken(log, [entry for _, entry in entries])
    return entries, Position(vseq, roll)


def _refuse_broken(log: str, entries: Iterable[Entry]) -> None:
    for chained in batches.by_device(entries).values():
        for before, after in pairwise(chained):
            if after.change.prev != before.id:
                raise InspectionError(Code.OFFICE_UNTRUSTED, log=log)
