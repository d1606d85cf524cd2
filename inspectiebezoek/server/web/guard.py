"""Who asks for a page: the session of the browser, and for a form also that it is of our page."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from fastapi import Request

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.server.web.browser import Site
from inspectiebezoek.server.web.drawing import Frame
from inspectiebezoek.server.web.records import Records
from inspectiebezoek.server.web.sessions import Session, Sessions

SIGN_IN = "/office/sign-in"
FORM_FIELD = "form"
_MOST_FORM = 20_000


class Guard:
    """Dependencies of the routes; `site` is None where the office has no public address."""

    def __init__(self, sessions: Sessions, site: Site | None) -> None:
        self.sessions = sessions
        self.site = site

    def session_of(self, request: Request) -> Session | None:
        """The session that is open in this browser."""
        token = self.site.kept(request, "session") if self.site is not None else ""
        return self.sessions.find(token) if token else None

    def session(self, request: Request) -> Session:
        """The session; raises `SESSION_ENDED`, which leads to the page to sign in."""
        found = self.session_of(request)
        if found is None:
            raise InspectionError(Code.SESSION_ENDED)
        return found

    async def form(self, request: Request) -> Session:
        """The session of whoever sent a form from its own page; raises `PAGE_NOT_OURS`."""
        told = await fields_of(request)
        session = self.session(request)
        assert self.site is not None
        self.site.check_form(request, session, told.get(FORM_FIELD, ""))
        return session


async def fields_of(request: Request) -> Mapping[str, str]:
    """The fields of a form as browsers send them; raises `PAGE_NOT_OURS` for anything else."""
    sent = await request.body()
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind != "application/x-www-form-urlencoded" or len(sent) > _MOST_FORM:
        raise InspectionError(Code.PAGE_NOT_OURS)
    try:
        return dict(parse_qsl(sent.decode(), keep_blank_values=True, max_num_fields=50))
    except ValueError as error:
        raise InspectionError(Code.PAGE_NOT_OURS) from error


def frame_of(guard: Guard, records: Records, session: Session) -> Frame:
    """The frame of a page for who is signed in."""
    return Frame(guard.site, session, records.names().get(session.person, session.person))
