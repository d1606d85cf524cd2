"""One person's workplace on this laptop: the opened store and the visits in it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from errno import ENOSPC
from pathlib import Path
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.form import Form
from inspectiebezoek.log.change import Entry
from inspectiebezoek.log.state import State
from inspectiebezoek.settings import Settings, local_now
from inspectiebezoek.store.device import Device
from inspectiebezoek.store.durable import make_folder
from inspectiebezoek.store.guessing import unlock_in_turn
from inspectiebezoek.store.keys import locked, tidy_keys
from inspectiebezoek.store.local import Store
from inspectiebezoek.store.office_view import Counts
from inspectiebezoek.store.summaries import Summary
from inspectiebezoek.store.terms import check_lease
from inspectiebezoek.store.wiping import begin_anew, read_wiped
from inspectiebezoek.visit.header import Header, header_of, plain_header, read_header
from inspectiebezoek.visit.kinds import ReportVersion
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.package import reference, unpack
from inspectiebezoek.visit.planning import form_of, plan_visit
from inspectiebezoek.visit.records import read_all
from inspectiebezoek.visit.versions import lasts


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit as the list shows it; `to_last`: how many signed reports wait for time-stamps."""

    id: str
    header: Header
    counts: Counts
    changed: str
    to_last: int = 0


class Workplace:
    """The store of this laptop, opened, with what one does to visits as a whole."""

    def __init__(
        self,
        store: Store,
        *,
        clock: Callable[[], datetime] = local_now,
        uuid: Callable[[], UUID] = uuid4,
    ) -> None:
        self.store = store
        self.clock = clock
        self.uuid = uuid
        self._forms: dict[str, Form] = {}
        self._told: dict[str, tuple[Summary, VisitLine]] = {}

    def introduce(self, person: str, name: str) -> Device:
        """Give this laptop an identity of its own, until the office gives it one.

        Visits can be planned and filled before the laptop ever saw an office.
        """
        from inspectiebezoek.sync.age_keys import make_age_key

        key = Ed25519PrivateKey.generate().private_bytes_raw()
        device = Device(str(self.uuid()), person, name, "A", key)
        self.store.introduce(device)
        make_age_key(self.store)
        return device

    def known(self) -> Device | None:
        """Who this laptop is; None before it was introduced."""
        return self.store.device() if self.store.introduced() else None

    def visits(self) -> tuple[VisitLine, ...]:
        """Every visit on this laptop, latest change first; in one second the latest visit first."""
        kept = self.store.summaries.all("visit", _summarise)
        lines = (self._line(each) for each in kept if each.content)
        return tuple(
            sorted(lines, key=lambda line: (line.changed, line.header.start), reverse=True)
        )

    def _line(self, summary: Summary) -> VisitLine:
        known = self._told.get(summary.log)
        if known is not None and known[0] == summary:
            return known[1]
        told = json.loads(summary.content)
        visit, header = summary.log.partition("/")[2], header_of(told["header"])
        line = VisitLine(visit, header, summary.counts, told["changed"], told.get("to_last", 0))
        self._told[summary.log] = summary, line
        return line

    def plan(self, form: Form, header: Header) -> OpenVisit:
        """Make a new visit with a checklist."""
        self._forms[reference(form).sha256] = form
        return plan_visit(self.store, form, header, clock=self.clock, uuid=self.uuid)

    def open(self, visit: str) -> OpenVisit:
        """Open a visit by its UUID, or by the beginning of it when only one fits.

        Raises `VISIT_UNKNOWN`, `VISIT_AMBIGUOUS`, or `EVIDENCE_UNREADABLE` when its checklist has
        not arrived yet.
        """
        log = self.log_of(visit)
        version = form_of(self.store, log)
        if version is None:
            raise InspectionError(Code.VISIT_UNKNOWN, visit=visit)
        form = self._forms.get(version.sha256)
        if form is None:
            form = unpack(self.store.evidence.content(version.sha256))
            self._forms[version.sha256] = form
        return OpenVisit(log, form, self.store, clock=self.clock, uuid=self.uuid)

    def log_of(self, visit: str) -> str:
        """The log of a visit, by its UUID or the beginning of it.

        Raises `VISIT_UNKNOWN` or `VISIT_AMBIGUOUS`.
        """
        logs = self.store.logs("visit", visit)
        if not logs or not visit:
            raise InspectionError(Code.VISIT_UNKNOWN, visit=visit or "-")
        if len(logs) > 1:
            raise InspectionError(Code.VISIT_AMBIGUOUS, visit=visit, count=len(logs))
        return logs[0]


def _summarise(entries: Sequence[Entry]) -> bytes:
    """What the list tells of a visit; empty when nothing of it can be read any more."""
    if not entries:
        return b""
    state = State(entries)
    changed = max(entries, key=lambda entry: entry.change.hlc).change.at
    told = {
        "header": plain_header(read_header(state)),
        "changed": changed,
        "to_last": sum(not lasts(each) for each in read_all(state, ReportVersion)),
    }
    return json.dumps(told).encode()


_MADE = ("store.db", "evidence")


@contextmanager
def workplace(
    settings: Settings,
    *,
    create: bool = True,
    key: Callable[[], bytes] | None = None,
    contact: bool = False,
    clock: Callable[[], datetime] = local_now,
    random: Callable[[int], bytes] = os.urandom,
) -> Iterator[Workplace]:
    """Open the workplace of a data folder and let go of it afterwards.

    `key` gives the key of the folder where it was unlocked, or is being unlocked, already.
    `create=False` raises `STORE_MISSING` when there is no data yet, or `WIPED`; a folder that
    cannot be made raises `FILE_UNWRITABLE`. A laptop without a passphrase that stayed away from
    the office too long raises `LEASE_OVER` or `CLOCK_BACK`, unless it is opened for `contact`; a
    passphrase after wrong ones raises `TRIES_WAIT`.
    """
    wiped = read_wiped(settings.folder)
    if not create and wiped is not None and not (settings.folder / "store.db").exists():
        raise InspectionError(Code.WIPED, at=wiped)
    # Where evidence is, a database was: that it is gone is told as such.
    if not create and not any((settings.folder / name).exists() for name in _MADE):
        raise InspectionError(Code.STORE_MISSING, folder=str(settings.folder))
    try:
        make_folder(settings.folder)
        begin_anew(settings.folder)
        found = (
            key() if key else unlock_in_turn(settings.folder, settings.passphrase, clock, random)
        )
    except OSError as error:
        if error.errno == ENOSPC:
            raise InspectionError(Code.DISK_FULL, folder=str(settings.folder)) from error
        raise InspectionError(Code.FILE_UNWRITABLE, file=str(settings.folder)) from error
    store = _unlocked(settings.folder, found, random)
    try:
        tidy_keys(settings.folder)
        if not contact and not locked(settings.folder):
            check_lease(store, clock())
        yield Workplace(store, clock=clock)
    finally:
        store.close()


def _unlocked(folder: Path, key: bytes, random: Callable[[int], bytes]) -> Store:
    try:
        return Store(folder, key, random)
    except InspectionError as error:
        if error.code is not Code.KEY_WRONG:
            raise
        # The folder's own key was unlocked, so another passphrase would not help: the database
        # is not what that key closed.
        raise InspectionError(Code.STORE_DAMAGED, file="store.db") from error
