"""Rights on a log as people at the office see and give them."""

from __future__ import annotations

from sqlalchemy import Engine

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.change import Proposal
from inspectiebezoek.log.rights import DECIDER, Rights, role_field
from inspectiebezoek.log.state import State
from inspectiebezoek.server.authoring import Act, Author
from inspectiebezoek.server.members import readable, rights_in


def rights_at_office(engine: Engine, log: str) -> Rights:
    """Who may what in a log, and who gave it; raises `LOG_UNKNOWN`."""
    with engine.begin() as connection:
        found = rights_in(connection, log)
    if not found.named:
        raise InspectionError(Code.LOG_UNKNOWN, log=log)
    return found


def grant(engine: Engine, author: Author, log: str, person: str, role: str, by: str) -> None:
    """Give a person a role, on top of what stands; the same again changes nothing.

    Raises `LOG_UNKNOWN`, `LOG_FORBIDDEN` for who does not decide, `LAST_DECIDER`, and as
    `Author.write`.
    """
    rights, field = rights_at_office(engine, log), role_field(person)
    if rights.role(by) != DECIDER:
        raise InspectionError(Code.LOG_FORBIDDEN)
    others = (each for each in rights.named.values() if each.person != person)
    if role != DECIDER and all(each.role != DECIDER for each in others):
        raise InspectionError(Code.LAST_DECIDER)
    with engine.begin() as connection:
        state = State(each for each in readable(connection, log) if each.change.field == field)
    if len(state.heads(field)) != 1 or state.value(field) != role:
        proposal = Proposal(field, role, parents=state.head_ids(field))
        author.write([Act(log, (proposal,), by)])
