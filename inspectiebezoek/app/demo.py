"""The main job, headless: two laptops and an office, from checklist to verified report."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from inspectiebezoek.app.export import export_entries, heads
from inspectiebezoek.app.office_link import enrol_here, sync_here
from inspectiebezoek.app.practice import (
    Practice,
    Settlement,
    moment,
    read_colleague,
    read_document,
    read_practice,
)
from inspectiebezoek.app.replay import Replay, SetClock
from inspectiebezoek.app.reporting import (
    MadeReport,
    make_report,
    sign_report,
    team_signers,
    trusted_by_visit,
    with_key,
)
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.form import Form
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.paths import shared
from inspectiebezoek.report.audience import Audience
from inspectiebezoek.report.sign import Signing
from inspectiebezoek.report.signer_key import SignerKey, make_practice_key, open_key
from inspectiebezoek.report.verify import verify
from inspectiebezoek.server.running import RunningOffice, running_office
from inspectiebezoek.settings import local_now
from inspectiebezoek.store.keys import unlock
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.outcome import SyncResult
from inspectiebezoek.visit import finishing
from inspectiebezoek.visit.differences import find
from inspectiebezoek.visit.laptops import say_done
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.settling import settle_in

PASSPHRASE = "oefening-oefening"  # noqa: S105 - printed beside the data: it guards nothing
PLACE = "Den Haag"
_MARK = ".inspectiebezoek-demo"
_COLLEAGUE = "second-inspector.json"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the demo's table: which step, how long (s), what was made."""

    name: str
    seconds: float
    made: str


@dataclass(slots=True)
class Laptop:
    """A laptop of the demo: its workplace, the person on it, the visit once it is there."""

    place: Workplace
    clock: SetClock
    key: SignerKey
    visit: OpenVisit | None = None

    def opened(self) -> OpenVisit:
        """The visit; it is a bug to ask before it was planned or fetched."""
        if self.visit is None:
            raise RuntimeError("no visit on this laptop yet")
        return self.visit


@dataclass(slots=True)
class Demo:
    """Runs the steps one after the other and tells each when it is done."""

    folder: Path
    practice_file: Path
    tell: Callable[[Step], None]
    language: str = "nl"
    steps: list[Step] = field(default_factory=list)

    def run(self) -> None:
        """Do the whole job; raises when any of it does not come out."""
        prepare(self.folder)
        base = shared("forms", "oefenbezoek")
        document = read_document(self.practice_file)
        form = load_form(shared("forms", f"{_form_id(document)}.md"))
        practice = read_practice(self.practice_file, form, base)
        colleague = _colleague_of(base, document)
        with ExitStack() as stack:
            with self._step("office") as made:
                served = stack.enter_context(running_office(self.folder / "kantoor"))
                lead, second = self._laptops(stack, served, practice)
                made.append(served.url)
            self._fill(lead, second, form, practice, colleague)
            self._settle(lead, second, form, colleague)
            self._judge(lead, second, practice)
            reports = self._report(lead, second)
            self._export(lead, second, served)
            self._verify(lead, reports)

    @contextmanager
    def _step(self, name: str) -> Iterator[list[str]]:
        made: list[str] = []
        start = perf_counter()
        yield made
        step = Step(name, perf_counter() - start, ", ".join(made))
        self.steps.append(step)
        self.tell(step)

    def _laptops(
        self, stack: ExitStack, served: RunningOffice, practice: Practice
    ) -> tuple[Laptop, Laptop]:
        now = local_now()
        laptops = []
        for number, member in enumerate(practice.header.team[:2]):
            folder = self.folder / f"laptop-{'ab'[number]}"
            store = Store(folder, unlock(folder, PASSPHRASE))
            stack.callback(store.close)
            clock = SetClock(practice.acts[0].at)
            place = Workplace(store, clock=clock)
            enrol_here(place, served.url, served.office.people.invite(member.person, member.name))
            data = make_practice_key(member.name, PASSPHRASE, now=now, serial=number + 1)
            (self.folder / f"oefensleutel-{'ab'[number]}.p12").write_bytes(data)
            laptops.append(Laptop(place, clock, open_key(data, PASSPHRASE)))
        (self.folder / "wachtwoordzin.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
        return laptops[0], laptops[1]

    def _fill(
        self,
        lead: Laptop,
        second: Laptop,
        form: Form,
        practice: Practice,
        colleague: _Colleague,
    ) -> None:
        with self._step("plan") as made:
            lead.visit = lead.place.plan(form, practice.header)
            made.append(practice.header.title)
        replay = Replay(lead.visit, practice, lead.place.store.evidence, lead.clock)
        with self._step("fill") as made:
            before = [act for act in practice.acts if act.at <= colleague.last_sync]
            made.append(f"{replay.play(before)} acts")
        with self._step("share") as made:
            _must_be_done(sync_here(lead.place))
            result = sync_here(second.place)
            second.visit = second.place.open(lead.visit.id)
            made.append(_received(result))
        with self._step("colleague") as made:
            acts, _ = colleague.read(form)
            other = Replay(second.visit, practice, second.place.store.evidence, second.clock)
            made.append(f"B: {other.play(acts)}")
            between = [
                act
                for act in practice.acts
                if colleague.last_sync < act.at <= colleague.back_online
            ]
            made.append(f"A: {replay.play(between)}")

    def _settle(self, lead: Laptop, second: Laptop, form: Form, colleague: _Colleague) -> None:
        with self._step("differences") as made:
            self._sync_all(lead, second)
            made.append(str(len(find(lead.opened().state))))
        with self._step("settle") as made:
            _, settlements = colleague.read(form)
            count = _settle_all(lead, settlements)
            left = find(lead.opened().state)
            if left:
                raise InspectionError(Code.VISIT_INCOMPLETE, count=len(left))
            made.append(str(count))

    def _judge(self, lead: Laptop, second: Laptop, practice: Practice) -> None:
        visit = lead.opened()
        with self._step("judge") as made:
            replay = Replay(visit, practice, lead.place.store.evidence, lead.clock)
            late = [act for act in practice.acts if act.at > lead.clock.now]
            made.append(f"{replay.play(late)} acts")
            missing = finishing.finish(visit)
            if missing:
                raise InspectionError(Code.VISIT_INCOMPLETE, count=len(missing))
        with self._step("sync") as made:
            self._sync_all(lead, second)
            say_done(second.opened())
            made.append(_received(self._sync_all(lead, second)))

    def _report(self, lead: Laptop, second: Laptop) -> dict[str, bytes]:
        visit = lead.opened()
        for laptop in (lead, second):
            laptop.clock.now = max(lead.clock.now, local_now())
        with self._step("report") as made:
            keys = (lead.key, second.key)
            signers = [
                with_key(each, key)
                for each, key in zip(team_signers(visit, PLACE), keys, strict=True)
            ]
            reports: dict[str, MadeReport] = {}
            for audience, name in _REPORTS:
                reports[name] = make_report(
                    lead.place, visit, audience, signers, language=self.language
                )
                made.append(f"{name} {len(reports[name].pdf) // 1024} kB")
        with self._step("sign") as made:
            for report in reports.values():
                _sign(lead, report.version)
            self._sync_all(lead, second)
            signed = {}
            for name, report in reports.items():
                signed[name] = _sign(second, report.version)
                (self.folder / f"{name}.pdf").write_bytes(signed[name])
            made.append(_received(self._sync_all(lead, second)))
        return signed

    def _sync_all(self, lead: Laptop, second: Laptop) -> SyncResult:
        for laptop in (second, lead, second):
            result = _must_be_done(sync_here(laptop.place))
            laptop.opened().refresh()
        return result

    def _export(self, lead: Laptop, second: Laptop, served: RunningOffice) -> None:
        log = lead.opened().log
        holders = {
            "bezoek-laptop-a": lead.place.store.entries(log),
            "bezoek-laptop-b": second.place.store.entries(log),
            "bezoek-kantoor": served.office.ledger.entries(log),
        }
        for name, entries in holders.items():
            path = self.folder / f"{name}.json"
            path.write_text(export_entries(log, entries), encoding="utf-8")
        standing = [json.dumps(heads(entries)) for entries in holders.values()]
        if len(set(standing)) != 1:
            raise InspectionError(Code.LOG_BROKEN, visit=log, count=len(set(standing)))

    def _verify(self, lead: Laptop, signed: dict[str, bytes]) -> None:
        visit = lead.opened()
        with self._step("verify") as made:
            for name, pdf in signed.items():
                verdict = verify(pdf, trusted_by_visit(visit), now=local_now())
                if not verdict.holds:
                    raise InspectionError(Code.SIGNATURE_BROKEN, file=f"{name}.pdf")
                made.append(f"{name}: {len(verdict.signatures)}")
            counts = lead.place.store.office.counts(visit.log)
            if counts.items != counts.received:
                raise InspectionError(
                    Code.SYNC_INCOMPLETE, received=counts.received, items=counts.items
                )


_REPORTS = ((Audience.INTERNAL, "verslag-intern"), (Audience.SUMMARY, "verslag-samenvatting"))


@dataclass(frozen=True, slots=True)
class _Colleague:
    """What the second inspector does, and between which moments that laptop was offline."""

    path: Path | None
    last_sync: datetime
    back_online: datetime

    def read(self, form: Form) -> tuple[Sequence[Any], tuple[Settlement, ...]]:
        """The colleague's acts and the settlements of the differences."""
        return read_colleague(self.path, form) if self.path is not None else ((), ())


def _colleague_of(base: Path, document: dict[str, Any]) -> _Colleague:
    other = read_document(base / _COLLEAGUE)
    if other["visit"] != document["visit"]["id"]:
        end = moment(document["visit"]["end"])
        return _Colleague(None, end, end)
    return _Colleague(base / _COLLEAGUE, moment(other["last_sync"]), moment(other["back_online"]))


def _form_id(document: dict[str, Any]) -> str:
    try:
        return str(document["visit"]["form"])
    except (KeyError, TypeError) as error:
        raise InspectionError(Code.PRACTICE_UNREADABLE, file="", reason="visit.form") from error


def prepare(folder: Path) -> None:
    """Empty the folder of an earlier demo; raises `WRONG_USE` for a folder with other things."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / _MARK).exists():
            raise InspectionError(Code.WRONG_USE, reason=str(folder))
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).touch()


def _settle_all(lead: Laptop, settlements: Sequence[Settlement]) -> int:
    visit, count = lead.opened(), 0
    for settlement in settlements:
        address = visit.address(settlement.ref)
        difference = next((each for each in find(visit.state) if each.address == address), None)
        if difference is None:
            continue
        lead.clock.now = settlement.at
        chosen = next(
            (each for each in difference.variants if each.value == settlement.value),
            difference.variants[-1],
        )
        settle_in(
            visit,
            difference,
            value=settlement.value,
            remark=chosen.remark,
            reason=settlement.reason,
            uuid=lead.place.uuid,
        )
        count += 1
    lead.clock.now += timedelta(seconds=1)
    return count


def _sign(laptop: Laptop, version: str) -> bytes:
    visit = laptop.opened()
    person = visit.author().person
    member = next(each for each in visit.header.team if each.person == person)
    signing = Signing(member.role_label or member.role, PLACE, laptop.clock.now)
    return sign_report(laptop.place, visit, version, laptop.key, signing)


def _must_be_done(result: SyncResult) -> SyncResult:
    if not result.done:
        items = sum(counts.items for counts in result.counts.values())
        received = sum(counts.received for counts in result.counts.values())
        raise InspectionError(Code.SYNC_INCOMPLETE, received=received, items=items)
    return result


def _received(result: SyncResult) -> str:
    items = sum(counts.items for counts in result.counts.values())
    received = sum(counts.received for counts in result.counts.values())
    return f"{received}/{items}"
