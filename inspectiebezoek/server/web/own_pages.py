"""The pages about oneself: one's laptops, of which a lost one is revoked, and one's sessions."""

# Annotations are not postponed here: FastAPI must see the dependencies, which are local names.

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.server.people import People
from inspectiebezoek.server.web.drawing import draw
from inspectiebezoek.server.web.guard import Guard, frame_of
from inspectiebezoek.server.web.records import Laptop, Records
from inspectiebezoek.server.web.sessions import Session

_LAPTOPS, _SESSIONS = "/office/laptops", "/office/sessions"


def own_pages(guard: Guard, people: People, records: Records) -> APIRouter:
    """Nobody reaches a laptop or a session of somebody else here."""
    router = APIRouter(include_in_schema=False)
    _laptop_pages(router, guard, people, records)
    _session_pages(router, guard, records)
    return router


def _laptop_pages(router: APIRouter, guard: Guard, people: People, records: Records) -> None:
    def own(device: str, session: Session) -> Laptop:
        for each in records.laptops(session.person):
            if each.device == device:
                return each
        raise InspectionError(Code.DEVICE_UNKNOWN, device=device)

    @router.get(_LAPTOPS)
    def laptops(
        request: Request, session: Annotated[Session, Depends(guard.session)]
    ) -> HTMLResponse:
        found = records.laptops(session.person)
        return draw(request, frame_of(guard, records, session), "laptops", laptops=found)

    @router.get(_LAPTOPS + "/{device}")
    def laptop(
        request: Request, device: str, session: Annotated[Session, Depends(guard.session)]
    ) -> HTMLResponse:
        found = own(device, session)
        return draw(request, frame_of(guard, records, session), "laptop", laptop=found)

    @router.post(_LAPTOPS + "/{device}/revoke")
    def revoke(device: str, session: Annotated[Session, Depends(guard.form)]) -> Response:
        people.revoke(own(device, session).device)
        return RedirectResponse(_LAPTOPS, 303)


def _session_pages(router: APIRouter, guard: Guard, records: Records) -> None:
    @router.get(_SESSIONS)
    def sessions(
        request: Request, session: Annotated[Session, Depends(guard.session)]
    ) -> HTMLResponse:
        found = guard.sessions.of(session.person)
        return draw(request, frame_of(guard, records, session), "sessions", sessions=found)

    @router.post(_SESSIONS + "/end-others")
    def end_others(session: Annotated[Session, Depends(guard.form)]) -> Response:
        guard.sessions.end_others(session)
        return RedirectResponse(_SESSIONS, 303)
