"""Who takes which part of the checklist: an agreement between colleagues, never a lock."""

from __future__ import annotations

from inspectiebezoek.log.state import State
from inspectiebezoek.visit import records
from inspectiebezoek.visit.open_visit import OpenVisit

TAKEN = "visit:/taken"


def takers(state: State) -> dict[str, str]:
    """The part of the form → the person who took it last; parts that nobody took are absent."""
    found = {}
    for field in state.fields(TAKEN + "/"):
        person = state.value(field)
        if isinstance(person, str) and person:
            found[field.removeprefix(TAKEN)] = person
    return found


def take(visit: OpenVisit, part: str) -> None:
    """Take a part of the form, or give it back when one has it already."""
    me = visit.author().person
    assign(visit, part, "" if visit.state.value(TAKEN + part) == me else me)


def assign(visit: OpenVisit, part: str, person: str) -> None:
    """Give a part of the form to someone of the team, or to nobody (empty)."""
    field = TAKEN + part
    if (visit.state.value(field) or "") != person:
        visit.write([records.alteration(visit.state, field, person)])
