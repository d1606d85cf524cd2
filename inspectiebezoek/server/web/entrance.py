"""The pages by which people come in and go out: sign in at the provider, and sign out."""

# Annotations are not postponed here: FastAPI must see the dependencies, which are local names.

import hmac
import secrets
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.server.people import People
from inspectiebezoek.server.sign_in import SignIn
from inspectiebezoek.server.web.browser import BACK, SIGNING_IN_SECONDS, Site, asking_of
from inspectiebezoek.server.web.drawing import Frame, draw
from inspectiebezoek.server.web.guard import SIGN_IN, Guard
from inspectiebezoek.server.web.records import Records
from inspectiebezoek.server.web.sessions import Session
from inspectiebezoek.sync.code_flow import id_token, page_to_sign_in
from inspectiebezoek.sync.protocol import SignInOffer
from inspectiebezoek.sync.provider import find_provider, provider_client

_SIGNING_IN = "signing-in"


def entrance_routes(
    guard: Guard,
    people: People,
    records: Records,
    sign_in: SignIn | None,
    random: Callable[[int], str] = secrets.token_hex,
) -> APIRouter:
    """The entrance; without a provider or a public address it says what lacks."""
    router = APIRouter(include_in_schema=False)
    site = guard.site

    def open_way() -> tuple[SignIn, Site]:
        if sign_in is None or site is None:
            raise InspectionError(Code.SIGN_IN_NOT_OFFERED)
        return sign_in, site

    @router.get(SIGN_IN)
    def welcome(request: Request) -> HTMLResponse:
        lacks = "provider" if sign_in is None else "address" if site is None else ""
        # In full: who came by another name of this machine must come back to where they began.
        way = f"{site.url}/office/go" if site is not None else ""
        return draw(request, Frame(site), "sign-in", lacks=lacks, way=way)

    @router.get("/office/go")
    def go(way: Annotated[tuple[SignIn, Site], Depends(open_way)]) -> Response:
        checks, here = way
        offer, secret = _offer(checks), random(32)
        with provider_client(offer.issuer) as http:
            provider = find_provider(http, offer.issuer)
        target = page_to_sign_in(offer, provider, asking_of(here, secret))
        answer = RedirectResponse(target, 303)
        here.keep(answer, _SIGNING_IN, secret, SIGNING_IN_SECONDS)
        return answer

    @router.get(BACK)
    def back(request: Request, way: Annotated[tuple[SignIn, Site], Depends(open_way)]) -> Response:
        checks, here = way
        person = _vouched(checks, here, request, people, records)
        before = guard.session_of(request)
        if before is not None:
            guard.sessions.end(before)
        answer = RedirectResponse("/office", 303)
        here.keep_session(answer, guard.sessions.begin(person))
        here.forget(answer, _SIGNING_IN)
        return answer

    _way_out(router, guard)
    return router


def _way_out(router: APIRouter, guard: Guard) -> None:
    @router.post("/office/sign-out")
    def sign_out(session: Annotated[Session, Depends(guard.form)]) -> Response:
        guard.sessions.end(session)
        answer = RedirectResponse(SIGN_IN, 303)
        if guard.site is not None:
            guard.site.forget(answer, "session")
        return answer


def _vouched(checks: SignIn, here: Site, request: Request, people: People, records: Records) -> str:
    """The person that the provider vouches for to this browser, and that the office lets in.

    Raises `SIGN_IN_FAILED`, `PROVIDER_UNREACHABLE` or `PERSON_UNKNOWN`.
    """
    secret = here.kept(request, _SIGNING_IN)
    asking = asking_of(here, secret)
    told = request.query_params.get("state", "")
    if not secret or not hmac.compare_digest(told.encode(), asking.state.encode()):
        raise InspectionError(Code.SIGN_IN_FAILED, reason="state")
    offer = _offer(checks)
    with provider_client(offer.issuer) as http:
        provider = find_provider(http, offer.issuer)
        token = id_token(http, offer, provider, asking, str(request.url))
    vouched = checks.vouched(token, asking.nonce)
    if vouched.allowed:
        people.know(vouched.person, vouched.name)
    elif vouched.person not in records.names():
        raise InspectionError(Code.PERSON_UNKNOWN, person=vouched.person)
    return vouched.person


def _offer(checks: SignIn) -> SignInOffer:
    return SignInOffer(issuer=checks.rule.issuer, client_id=checks.rule.client_id)
