"""One sync run: pull, push everything not yet seen back, pull again, then the files.

A change counts as received only when it has come back in a verified pull. Taking the answer to
a push as the receipt lost changes in simulation whenever an answer or the office was lost.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Entry
from inspectiebezoek.log.erasure import unagreed
from inspectiebezoek.settings import local_now
from inspectiebezoek.store.device import Device
from inspectiebezoek.store.local import Store
from inspectiebezoek.store.office_view import START, Counts, Position
from inspectiebezoek.sync import batches, files
from inspectiebezoek.sync.age_keys import keep_recipients, own_recipient
from inspectiebezoek.sync.clock_check import clock_notice
from inspectiebezoek.sync.destroyed import heed as heed_tombstone
from inspectiebezoek.sync.enrol import succeed
from inspectiebezoek.sync.frames import Framed
from inspectiebezoek.sync.known import colleague_of
from inspectiebezoek.sync.outcome import Problem, SyncResult
from inspectiebezoek.sync.protocol import (
    ERASED,
    RIGHT,
    WIPE_AFTER,
    WIPE_NOW,
    Hello,
    PulledHead,
    WireDevice,
)
from inspectiebezoek.sync.terms import heed, told_time
from inspectiebezoek.visit.header import says_it_stays

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


# What makes such a change good may have come after it, in the chain of another device: that two
# persons agreed to erase, or that somebody may write.
_MAY_FOLLOW = {ERASED, RIGHT}


Progress = Callable[[str, Counts], None]


def silent(_log: str, _counts: Counts) -> None:
    """Tell nobody."""


def fresh_identity() -> tuple[str, bytes]:
    """An id and a private key (32 bytes) that no other device has."""
    return str(uuid4()), Ed25519PrivateKey.generate().private_bytes_raw()


def stays_here(store: Store, log: str) -> bool:
    """True for a visit that says of itself that it never leaves the laptop.

    Only one that the office never saw can stay: what once left has left.
    """
    if store.office.position(log) != START:
        return False
    return says_it_stays(store.readable(log))


class _AlreadyToldError(Exception):
    """What was the matter with a log is among the problems already."""


@dataclass(slots=True)
class SyncRun:
    """The way of one run; `progress` is told after each step of a log how far it is.

    `identity` makes the id and key for a laptop that turns out to be an old copy or to have one;
    `clock` is that of the laptop, to be compared with the office's.
    """

    store: Store
    client: OfficeClient
    progress: Progress = silent
    identity: Callable[[], tuple[str, bytes]] = fresh_identity
    clock: Callable[[], datetime] = local_now
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)

    def run(
        self, kind: str = "visit", wanted: Collection[str] = (), *, pass_on: bool = False
    ) -> SyncResult:
        """Sync every log of a kind that this laptop or the office holds, and those `wanted` again.

        `pass_on`: logs of other kinds that this laptop holds as well; a newer program may have
        brought them in a package. Ordinary trouble is told in the result, never raised; nothing
        here is lost by it.
        """
        staying = {log for log in self.store.logs(kind) if stays_here(self.store, log)}
        others = self.store.kinds() - {kind} if pass_on else frozenset()
        held = {log for other in others for log in self.store.logs(other)}
        logs, order = {*self.store.logs(kind), *wanted} - staying | held, ""
        # Asked for by a person only: they were taken from this laptop.
        apart = staying | {each.log for each in self.store.purged()}
        try:
            hello, order = self._greet()
            if order == WIPE_NOW:
                return SyncResult({}, (), wipe=True)
            if hello.revoked:
                raise InspectionError(Code.DEVICE_REVOKED)
            self._know_thyself(hello)
            self._know_others()
            for log, lost in hello.wanted.items():
                self.store.office.doubt_files(log, lost)
            there = set(self.client.logs(kind)) - apart
            for other in others:
                there |= held & set(self.client.logs(other))
            logs |= there
            for log in sorted(logs):
                self._one(log, there=log in there)
        except InspectionError as error:
            self._note(error, "")
        self.store.finish_removal()
        logs -= {each.log for each in self.notices}
        counts = {log: self.store.office.counts(log) for log in sorted(logs)}
        wipe = order == WIPE_AFTER and self._brought(counts)
        return SyncResult(
            counts, tuple(self.problems), tuple(sorted(staying)), wipe, (*self.notices,)
        )

    def _greet(self) -> tuple[Hello, str]:
        """How the office is, and its order to wipe; a clock that is off is noted."""
        asked = self.clock()
        hello = self.client.hello()
        answered = self.clock()
        order = heed(self.store, hello.terms)
        if hello.terms is not None:
            notice = clock_notice(told_time(hello.terms), asked, answered)
            self.notices += [notice] if notice else []
        return hello, order

    def _brought(self, counts: Mapping[str, Counts]) -> bool:
        """True when the office has all of this laptop; what is left is told, and holds the wipe.

        What the office set apart it has too. Words that are still being
        typed and sound that is not evidence yet cannot be brought.
        """
        left = sum(each.items - each.received - each.refused for each in counts.values())
        left += sum(len(self.store.drafts(log)) for log in counts)
        left += len(self.store.recordings.left())
        # A run that broke off may not know of everything.
        if left or any(each.log == "" for each in self.problems):
            self.problems.append(Problem(Code.WIPE_WAITS, {"count": left}))
            return False
        return True

    def _know_thyself(self, hello: Hello) -> None:
        """Find out whether this laptop was put back from an old copy, or has a double.

        Then the office holds a change of this very device that is not here. Going on under the
        same id would give one number to two changes.
        """
        me = self.store.device().id
        away = {each.log: each.dseq for each in self.store.purged() if each.device == me}
        # Of a log that is gone here only the last change is known; the office may name another.
        heads = {head for log, (dseq, head) in hello.heads.items() if dseq > away.get(log, 0)}
        if all(self.store.holds(head) for head in heads):
            return
        fresh, key = self.identity()
        device = succeed(self.store, self.client, Device(fresh, "", "", "", key))
        self.client.go_on_as(device.token)

    def _know_others(self) -> None:
        """Learn whom the office vouches for, and remind it of those it has forgotten."""
        kept = self.store.proofs()
        told = {each.device: each for each in self.client.devices()}
        lost = [WireDevice.model_validate_json(kept[name]) for name in kept.keys() - told.keys()]
        if lost:
            self.client.remind(lost)
        fresh = {name: each for name, each in told.items() if name not in kept}
        self.store.keep_proofs(
            {name: each.model_dump_json().encode() for name, each in fresh.items()}
        )
        self.store.learn_colleagues(colleague_of(each) for each in told.values())
        keep_recipients(self.store, told.values())
        own, me = own_recipient(self.store), told.get(self.store.device().id)
        if own and me is not None and me.recipient != own:
            self.client.tell_recipient(own)

    def _one(self, log: str, *, there: bool) -> None:
        try:
            if there:
                self._pull(log, covered=False)
            elif self.store.office.position(log) != START:
                # The office had it: now it lost the log, or the change that let us in.
                self._push_all(log, self.store.entries(log))
            self._push(log)
            self._pull(log)
            self._files(log)
        except _AlreadyToldError:
            pass
        except InspectionError as error:
            if error.code in _ENDS_RUN:
                raise
            if error.code is not Code.LOG_DESTROYED:
                self._note(error, log)
            elif self._let_go(log):
                return
        self.progress(log, self.store.office.counts(log))

    def _let_go(self, log: str) -> bool:
        """The office says that it destroyed the log; true when it has left this laptop for it."""
        try:
            self.notices.append(heed_tombstone(self.store, self.client, log, self.clock()))
        except InspectionError as error:
            if error.code in _ENDS_RUN:
                raise
            self._note(error, log)
            return False
        return True

    def _pull(self, log: str, *, covered: bool = True) -> None:
        """Take in what is new; `covered=False`: a change that no signature reaches may wait.

        The signature that reaches it may be over a change that only this laptop still has.
        """
        try:
            self._pull_all(log, covered=covered)
        except InspectionError as error:
            if error.code is not Code.OFFICE_UNTRUSTED:
                raise
            # Told, for it must be known; then the office gets one chance to set itself right.
            self._note(error, log)
            if not self.client.check(log).renumbered:
                raise _AlreadyToldError from error
            self._pull_all(log, covered=covered)

    def _pull_all(self, log: str, *, covered: bool) -> None:
        position = self.store.office.position(log)
        gathered: list[tuple[int, Entry]] = []
        while True:
            pulled, changes = self.client.pull(log, position.vseq, position.roll)
            if pulled.reset:
                # The office was restored or altered: it gets back what we hold, and we start over.
                self.store.office.forget(log)
                position, gathered = self.store.office.position(log), []
                continue
            entries, position = verified(log, position, pulled, changes)
            gathered += entries
            seals = [seal.seal(log) for seal in pulled.seals]
            self._check_seals(log, seals)
            if self._covered(log, gathered, seals):
                self.store.office.take_in(log, gathered, seals, position)
                gathered = []
                self.progress(log, self.store.office.counts(log))
            if not pulled.more:
                break
        if gathered and covered:
            raise InspectionError(Code.OFFICE_UNTRUSTED, log=log)

    def _covered(
        self, log: str, gathered: Sequence[tuple[int, Entry]], seals: Sequence[chain.Seal]
    ) -> bool:
        """True when each change is signed by its device, and no value is gone without agreement;
        the signature, or the agreement, may be pages further on."""
        entries = [entry for _, entry in gathered]
        whole = not any(entry.expunged for entry in entries)
        if whole and len(chain.vouched(entries, seals)) == len({entry.id for entry in entries}):
            return True
        # What is here already was covered when it came, and covers what comes before it.
        held = self.store.entries(log)
        known = {entry.id for entry in held}
        covered = chain.vouched(entries, seals, held)
        if unagreed(entries, [*held, *entries]):
            return False  # an office that lost a value must not make it look erased
        return all(entry.id in covered or entry.id in known for entry in entries)

    def _check_seals(self, log: str, seals: Sequence[chain.Seal]) -> None:
        keys = {each.device: each.public_key for each in self.store.colleagues()}
        for device in (*self.store.earlier_devices(), self.store.device()):
            keys[device.id] = device.public_key
        known = set(self.store.seals(log))
        fresh = [seal for seal in seals if seal not in known]
        if any(not chain.holds(seal, keys.get(seal.device, b"")) for seal in fresh):
            raise InspectionError(Code.OFFICE_UNTRUSTED, log=log)

    def _push(self, log: str) -> None:
        refused = self._push_all(log, self.store.office.waiting(log))
        if _MAY_FOLLOW.intersection(refused.values()):
            refused = self._push_all(log, self.store.office.waiting(log))
        for change_id, code in refused.items():
            self.store.office.mark_refused(change_id, code)
            reason = f"{code} {change_id[:12]}"
            self.problems.append(Problem(Code.CHANGE_QUARANTINED, {"reason": reason}, log))

    def _push_all(self, log: str, entries: Sequence[Entry]) -> dict[str, str]:
        """Push changes, device by device; what was set apart, with the code why."""
        refused: dict[str, str] = {}
        for chained in batches.by_device(entries).values():
            refused |= self._push_chain(log, chained)
        return refused

    def _push_chain(self, log: str, waiting: Sequence[Entry]) -> dict[str, str]:
        """Push changes of one device; only our own can still be signed."""
        if waiting[0].change.device == self.store.device().id:
            pieces = list(batches.cuts(waiting))
            for piece in pieces:
                last = piece[-1]
                self.store.seal(log, chain.Link(last.change.dseq, last.id))
        else:
            pieces = list(batches.sealed_cuts(waiting, self.store.seals(log)))
        refused: dict[str, str] = {}
        for piece in pieces:
            refused |= self._push_piece(log, piece)
        return refused

    def _push_piece(self, log: str, piece: Sequence[Entry]) -> Mapping[str, str]:
        ids = {entry.id for entry in piece}
        seals = [seal for seal in self.store.seals(log) if seal.head in ids]
        return self.client.push(log, piece, seals).quarantined

    def _files(self, log: str) -> None:
        for sha256, _size in self.store.office.files(log, received=False):
            try:
                files.exchange(self.store, self.client, log, sha256)
            except InspectionError as error:
                if error.code in (*_ENDS_RUN, Code.LOG_DESTROYED):
                    raise
                self._note(error, log)
            self.progress(log, self.store.office.counts(log))

    def _note(self, error: InspectionError, log: str) -> None:
        self.problems.append(Problem(error.code, error.facts, log))


def verified(
    log: str, position: Position, pulled: PulledHead, changes: Sequence[Framed]
) -> tuple[list[tuple[int, Entry]], Position]:
    """The changes of a pull with the position they lead to, every link of it checked.

    Raises `OFFICE_UNTRUSTED` when a number is skipped, a value is not the promised one, a change
    belongs to another log, or the rolling hash does not come out.
    """
    vseq, roll = position.vseq, position.roll
    entries = []
    for framed in changes:
        try:
            entry = framed.entry()
        except ValueError as error:
            raise InspectionError(Code.OFFICE_UNTRUSTED, log=log) from error
        if framed.vseq != vseq + 1 or entry.change.log != log or not entry.intact:
            raise InspectionError(Code.OFFICE_UNTRUSTED, log=log)
        vseq, roll = framed.vseq, chain.roll(roll, entry.id)
        entries.append((vseq, entry))
    if changes and (pulled.vseq != vseq or pulled.roll != roll.hex()):
        raise InspectionError(Code.OFFICE_UNTRUSTED, log=log)
    return entries, Position(vseq, roll)
