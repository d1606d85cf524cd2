"""Visits of before rights were changes get them from the laptop of who leads them."""

from __future__ import annotations

import json

from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.log.rights import ACL
from inspectiebezoek.log.state import State
from inspectiebezoek.visit.granting import granting
from inspectiebezoek.visit.header import read_header

_LOOKED = "teams"


def name_old_teams(place: Workplace) -> None:
    """Write the rights of the team in each visit that has none yet and is led from here.

    A visit is looked at once: from then on its rights are written with its team. Raises
    `DISK_FULL`.
    """
    looked = set(json.loads(place.store.recall(_LOOKED) or b"[]"))
    fresh = [log for log in place.store.logs("visit") if log not in looked]
    for log in fresh:
        _name_team(place, log)
    if fresh:
        place.store.remember(_LOOKED, json.dumps(sorted(looked.union(fresh))).encode())


def _name_team(place: Workplace, log: str) -> None:
    state = State(place.store.readable(log))
    header = read_header(state)
    lead, me = header.lead(), place.store.device().person
    if lead is not None and lead.person == me and not any(state.fields(ACL)):
        place.store.append(log, granting(header.team, (), state), now=place.clock())
