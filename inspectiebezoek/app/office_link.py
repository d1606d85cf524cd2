"""Connect a workplace to its office: enrol this laptop, run a sync."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspectiebezoek.app.carrying_in import fetch_carry_ins
from inspectiebezoek.app.lasting import Lasted, make_last, waiting
from inspectiebezoek.app.old_teams import name_old_teams
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.messages import text
from inspectiebezoek.store.device import Device
from inspectiebezoek.store.removal import Purged
from inspectiebezoek.store.terms import check_lease
from inspectiebezoek.sync.age_keys import make_age_key
from inspectiebezoek.sync.outcome import Problem, SyncResult
from inspectiebezoek.sync.run import Progress, SyncRun, silent

if TYPE_CHECKING:
    from inspectiebezoek.sync.client import OfficeClient

_PAGE = """<!doctype html><html lang="{language}"><meta charset="utf-8">
<title>inspectiebezoek</title><p style="font: 1.2rem sans-serif; margin: 4rem">{words}</p></html>
"""
_OF_DESTROYED = (Code.DESTROYED_WAITS, Code.TOMBSTONE_UNSIGNED)


def enrol_here(place: Workplace, url: str, code: str) -> Device:
    """Enrol this laptop; what was written before keeps its author only if it is the same."""
    # The window can show all visits without HTTP; it loads with the first talk to the office.
    from inspectiebezoek.sync.client import OfficeClient
    from inspectiebezoek.sync.enrol import enrol

    with OfficeClient(url) as client:
        return enrol(place.store, client, code, _to_enrol(place))


def sign_in_here(
    place: Workplace,
    url: str,
    open_page: Callable[[str], object],
    *,
    language: str = "nl",
    random: Callable[[int], bytes] = os.urandom,
    seconds: float = 300.0,
    waiting: Callable[[], object] = lambda: None,
) -> Device:
    """Enrol this laptop as the person who signs in at the provider of the organisation.

    `open_page` shows that person the address to sign in at, within so many seconds; `waiting` is
    called meanwhile, and what it raises ends it. What the
    provider gives is shown to the office and kept nowhere. Raises as `sign_in` and
    `enrol_signed_in`, and `SIGN_IN_NOT_OFFERED`.
    """
    from inspectiebezoek.sync.client import OfficeClient
    from inspectiebezoek.sync.enrol import enrol_signed_in
    from inspectiebezoek.sync.sign_in import sign_in

    page = _PAGE.format(language=language, words=text("cli", "sync.signed_in", language))
    with OfficeClient(url) as client:
        prove = partial(
            sign_in,
            client.sign_in_offer(),
            open_page=open_page,
            random=random,
            page=page,
            seconds=seconds,
            waiting=waiting,
        )
        return enrol_signed_in(place.store, client, _to_enrol(place), prove, random(32))


def _to_enrol(place: Workplace) -> Device:
    """The identity that is enrolled: that of now, or a fresh one where an office knows it.

    The key of its packages is made with it, so that it is told at the first sync.
    """
    make_age_key(place.store)
    known = place.known()
    if known is not None and not known.office:
        return known
    key = Ed25519PrivateKey.generate().private_bytes_raw()
    return Device(str(place.uuid()), "", "", "", key)


def sync_here(
    place: Workplace, progress: Progress = silent, wanted: Collection[str] = ()
) -> SyncResult:
    """One sync run with the office of this laptop; raises `NOT_ENROLLED` before enrolling.

    `wanted`: logs that were taken from this laptop and are asked for again.
    """
    from inspectiebezoek.sync.client import OfficeClient

    device = place.store.device()
    if not device.office:
        raise InspectionError(Code.NOT_ENROLLED)
    name_old_teams(place)
    with OfficeClient(device.office, device.token) as client:
        run = SyncRun(place.store, client, progress, clock=place.clock)
        result = run.run(wanted=wanted, pass_on=True)
        if result.wipe:
            _wipe(place, client)
            return result
        beside = (*_published(place, client, result), *fetch_carry_ins(place, client, result))
        return replace(result, problems=(*result.problems, *beside))


def sync_and_last(place: Workplace, progress: Progress = silent) -> tuple[SyncResult, Lasted]:
    """A sync run, then time-stamps for the reports that wait; what that made is sent as well."""
    result = sync_here(place, progress)
    if result.wipe:
        return result, Lasted()
    if any(each.code is Code.OFFICE_UNREACHABLE for each in result.problems):
        return result, Lasted(waiting=sum(1 for _ in waiting(place)))
    # Reports are seldom signed; no other sync should load what stamps them.
    from inspectiebezoek.report.outside import Web

    lasted = make_last(place, Web(), place.clock())
    if not lasted.made:
        return result, lasted
    again = sync_here(place, progress)
    told_once = [each for each in result.notices if each.log in result.destroyed]
    return replace(again, notices=(*told_once, *again.notices)), lasted


def purge_here(place: Workplace, visit: str, *, destroyed: bool = False) -> Purged:
    """Take a visit from this laptop, after a sync, once the office signed that it has all of it.

    Of one that was destroyed there, what the office may never have had goes only when a person
    decided so (`destroyed`). Raises `VISIT_UNKNOWN`, `NOT_ENROLLED`, `OFFICE_UNREACHABLE`,
    `DESTROYED_WAITS`, `TOMBSTONE_UNSIGNED`, or as `purge`.
    """
    from inspectiebezoek.sync.client import OfficeClient
    from inspectiebezoek.sync.destroyed import let_go
    from inspectiebezoek.sync.purging import purge

    log = place.log_of(visit)
    result = meet_office(place)
    if log in result.destroyed:
        return next(each for each in place.store.purged() if each.log == log)
    blocked = [each for each in result.problems if each.log == log and each.code in _OF_DESTROYED]
    waits = bool(blocked) and blocked[0].code is Code.DESTROYED_WAITS
    if blocked and not (waits and destroyed):
        raise InspectionError(blocked[0].code, **blocked[0].facts)
    device = place.store.device()
    with OfficeClient(device.office, device.token) as client:
        leave = let_go if blocked else purge
        return leave(place.store, client, log, place.clock())


def fetch_here(place: Workplace, visit: str) -> SyncResult:
    """Fetch a visit again that was taken from this laptop; raises `VISIT_UNKNOWN`."""
    found = [each.log for each in place.store.purged() if each.log.startswith(f"visit/{visit}")]
    if len(found) != 1 or not visit:
        raise InspectionError(Code.VISIT_UNKNOWN, visit=visit or "-")
    place.store.come_back(found[0])
    result = sync_here(place, wanted=found)
    place.store.stay_away(found[0])  # unless it came
    return result


def meet_office(place: Workplace) -> SyncResult:
    """Meet the office so that a laptop that stayed away too long can be used again.

    Raises what stood in the way: `OFFICE_UNREACHABLE`, `WIPED`, `LEASE_OVER`, `CLOCK_BACK`…
    """
    result = sync_here(place)
    check_lease(place.store, place.clock())
    for problem in result.problems:
        if not problem.log:
            raise InspectionError(problem.code, **problem.facts)
    return result


def _wipe(place: Workplace, client: OfficeClient) -> None:
    """Wipe this laptop; the office hears that it begins and that it is done, when it can hear."""
    with suppress(InspectionError):
        client.tell_wiped(done=False)
    place.store.wipe(place.clock().isoformat(timespec="minutes"))
    with suppress(InspectionError):
        client.tell_wiped(done=True)


def _published(place: Workplace, client: OfficeClient, result: SyncResult) -> Sequence[Problem]:
    """Fetch the checklists and sites of the office, unless the run told that it is no use."""
    from inspectiebezoek.sync.reference import ABOUT, fetch_published

    if any(each.log == "" for each in result.problems):
        return ()
    try:
        return fetch_published(place.store, client, place.clock().date())
    except InspectionError as error:
        return (Problem(error.code, error.facts, ABOUT),)
