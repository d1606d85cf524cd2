"""The form by which who decides in a log gives somebody a right on it, or takes it away."""

# Annotations are not postponed here: FastAPI must see the dependencies, which are local names.

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Engine

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.rights import RANK
from inspectiebezoek.server.authoring import Author
from inspectiebezoek.server.door import Door
from inspectiebezoek.server.granting import grant
from inspectiebezoek.server.people import People
from inspectiebezoek.server.web.guard import Guard, fields_of
from inspectiebezoek.server.web.sessions import Session


def rights_form(
    guard: Guard, door: Door, engine: Engine, people: People, author: Author
) -> APIRouter:
    """The office writes the change, in the name of who is signed in."""
    router = APIRouter(include_in_schema=False)

    @router.post("/office/logs/{kind}/{uuid}/rights")
    def give(
        kind: str,
        uuid: str,
        session: Annotated[Session, Depends(guard.form)],
        told: Annotated[Mapping[str, str], Depends(_fields)],
    ) -> Response:
        log = f"{kind}/{uuid}"
        door.decide(log, session.caller)
        person, role = told.get("person", ""), told.get("role", "?")
        if role not in RANK:
            raise InspectionError(Code.PAGE_NOT_OURS)
        people.require(person)
        grant(engine, author, log, person, role, session.person)
        return RedirectResponse(f"/office/logs/{log}", 303)

    return router


async def _fields(request: Request) -> Mapping[str, str]:
    return await fields_of(request)
