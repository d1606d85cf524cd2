"""What the office gives along for a visit: fetched at a sync, looked at, and taken by a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.sync.outcome import Problem, SyncResult
from inspectiebezoek.visit.carry_in import CARRY_IN, CarryIn, read_carry_in
from inspectiebezoek.visit.header import IN_PROGRESS, PLANNED
from inspectiebezoek.visit.records import alteration

if TYPE_CHECKING:
    from inspectiebezoek.sync.client import OfficeClient

_ONE_VISIT_ONLY = {Code.OFFICE_UNTRUSTED, Code.OFFICE_FAULT, Code.LOG_FORBIDDEN, Code.LOG_DESTROYED}


@dataclass(frozen=True, slots=True)
class CarriedIn:
    """What lies beside a visit: what was taken, what waits to be taken, and the version
    (SHA-256) that the log says the team has; empty before anybody took one."""

    taken: CarryIn | None
    offered: CarryIn | None
    team_has: str


def fetch_carry_ins(
    place: Workplace, client: OfficeClient, result: SyncResult
) -> tuple[Problem, ...]:
    """Fetch the newest for every visit that is still to be done or at work, after a sync run.

    Trouble with one is told and holds up no other.
    """
    from inspectiebezoek.sync.carrying import fetch_carry_in

    told = {each.log for each in result.problems}
    if "" in told:
        return ()
    problems = []
    for line in place.visits():
        log = f"visit/{line.id}"
        if log not in result.counts or log in told:
            continue
        if line.header.state not in (PLANNED, IN_PROGRESS):
            continue
        try:
            fetch_carry_in(place.store, client, log)
        except InspectionError as error:
            problems.append(Problem(error.code, error.facts, log))
            if error.code not in _ONE_VISIT_ONLY:
                break
    return tuple(problems)


def carried_in(place: Workplace, visit: str) -> CarriedIn:
    """What lies beside a visit; raises `VISIT_UNKNOWN`."""
    from inspectiebezoek.sync.carrying import offered, taken

    log = place.log_of(visit)
    had, waiting = taken(place.store, log), offered(place.store, log)
    return CarriedIn(
        taken=None if had is None else read_carry_in(had.content),
        offered=None if waiting is None else read_carry_in(waiting.content),
        team_has=str(place.open(visit).state.value(CARRY_IN) or ""),
    )


def take_carry_in(place: Workplace, visit: str) -> CarryIn | None:
    """Take what waits; the log says from then on that the team has it. None when nothing waits.

    Raises `VISIT_UNKNOWN`, `VISIT_FROZEN`, `DISK_FULL`.
    """
    from inspectiebezoek.sync.carrying import offered, take_offered

    log = place.log_of(visit)
    waiting = offered(place.store, log)
    if waiting is None:
        return None
    opened = place.open(visit)
    # The log first: what it says the team has must never be less than what somebody looked at.
    if opened.state.value(CARRY_IN) != waiting.version:
        opened.write([alteration(opened.state, CARRY_IN, waiting.version)])
    take_offered(place.store, log)
    return read_carry_in(waiting.content)
