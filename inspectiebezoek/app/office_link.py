"""Connect a workplace to its office: enrol this laptop, share visits, run a sync."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspectiebezoek.app.lasting import Lasted, make_last, waiting
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.state import State
from inspectiebezoek.store.device import Device
from inspectiebezoek.sync.age_keys import make_age_key
from inspectiebezoek.sync.outcome import Problem, SyncResult
from inspectiebezoek.sync.run import Progress, SyncRun, silent
from inspectiebezoek.visit.header import read_header

if TYPE_CHECKING:
    from inspectiebezoek.sync.client import OfficeClient


def enrol_here(place: Workplace, url: str, code: str) -> Device:
    """Enrol this laptop; what was written before keeps its author only if it is the same."""
    # The window can show all visits without HTTP; it loads with the first talk to the office.
    from inspectiebezoek.sync.client import OfficeClient
    from inspectiebezoek.sync.enrol import enrol

    known = place.known()
    if known is None or known.office:
        key = Ed25519PrivateKey.generate().private_bytes_raw()
        known = Device(str(place.uuid()), "", "", "", key)
    make_age_key(place.store)
    with OfficeClient(url) as client:
        return enrol(place.store, client, code, known)


def sync_here(place: Workplace, progress: Progress = silent) -> SyncResult:
    """One sync run with the office of this laptop; raises `NOT_ENROLLED` before enrolling."""
    from inspectiebezoek.sync.client import OfficeClient

    device = place.store.device()
    if not device.office:
        raise InspectionError(Code.NOT_ENROLLED)
    with OfficeClient(device.office, device.token) as client:
        result = SyncRun(place.store, client, progress).run()
        _share(place, client, result)
        return replace(result, problems=(*result.problems, *_published(place, client, result)))


def sync_and_last(place: Workplace, progress: Progress = silent) -> tuple[SyncResult, Lasted]:
    """A sync run, then time-stamps for the reports that wait; what that made is sent as well."""
    result = sync_here(place, progress)
    if any(each.code is Code.OFFICE_UNREACHABLE for each in result.problems):
        return result, Lasted(waiting=sum(1 for _ in waiting(place)))
    # Reports are seldom signed; no other sync should load what stamps them.
    from inspectiebezoek.report.outside import Web

    lasted = make_last(place, Web(), place.clock())
    return (sync_here(place, progress) if lasted.made else result), lasted


def _published(place: Workplace, client: OfficeClient, result: SyncResult) -> Sequence[Problem]:
    """Fetch the checklists and sites of the office, unless the run told that it is no use."""
    from inspectiebezoek.sync.reference import fetch_published

    if any(each.log == "" for each in result.problems):
        return ()
    try:
        return fetch_published(place.store, client, place.clock().date())
    except InspectionError as error:
        return (Problem(error.code, error.facts),)


def _share(place: Workplace, client: OfficeClient, result: SyncResult) -> None:
    """Let the team of each visit that we lead read and write it."""
    person = place.store.device().person
    for log in result.counts:
        header = read_header(State(place.store.entries(log)))
        lead = header.lead()
        if lead is not None and lead.person == person:
            others = [each.person for each in header.team if each.person != person]
            try:
                client.share(log, others)
            except InspectionError as error:
                if error.code not in (Code.LOG_FORBIDDEN, Code.OFFICE_UNREACHABLE):
                    raise
