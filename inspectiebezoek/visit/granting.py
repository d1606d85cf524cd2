"""The rights that a team gives: who leads decides, the others write, who left has none."""

from __future__ import annotations

from collections.abc import Iterable

from inspectiebezoek.log.change import Proposal
from inspectiebezoek.log.rights import DECIDER, NONE, WRITER, role_field
from inspectiebezoek.log.state import State
from inspectiebezoek.visit.header import Header, Member, read_header, to_proposals
from inspectiebezoek.visit.records import alteration


def header_and_rights(header: Header, state: State) -> list[Proposal]:
    """The changes that write down what differs of a header, with the rights of its team."""
    before = read_header(state).team
    return [*to_proposals(header, state), *granting(header.team, before, state)]


def granting(team: Iterable[Member], before: Iterable[Member], state: State) -> list[Proposal]:
    """The changes of rights that go with another team in place of the one before."""
    now, then = tuple(team), tuple(before)
    if now == then:
        return []
    roles = {each.person: NONE for each in then}
    roles |= {each.person: DECIDER if each.role == "lead" else WRITER for each in now}
    return [
        alteration(state, role_field(person), role)
        for person, role in sorted(roles.items())
        if person and (state.value(role_field(person)) or NONE) != role
    ]
