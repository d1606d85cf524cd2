"""The routes of the office (FastAPI): every one asks who comes in before it looks at a log."""

# Annotations are not postponed here: FastAPI must see the dependencies, which are local names.

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from ipaddress import ip_address
from typing import Annotated

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from fastapi import APIRouter, Depends, FastAPI, Header, Request
from fastapi.responses import Response
from sqlalchemy import Engine

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.server import metrics
from inspectiebezoek.server.authoring import Author
from inspectiebezoek.server.carry_in_routes import carry_in_route
from inspectiebezoek.server.carry_ins import CarryIns
from inspectiebezoek.server.counting import Counting
from inspectiebezoek.server.door import Door
from inspectiebezoek.server.file_routes import file_routes
from inspectiebezoek.server.files import Files
from inspectiebezoek.server.leaving import Leaving
from inspectiebezoek.server.ledger import Ledger
from inspectiebezoek.server.logs_routes import log_routes
from inspectiebezoek.server.order_routes import order_routes
from inspectiebezoek.server.orders import Orders
from inspectiebezoek.server.people import Caller, Enrolled, People
from inspectiebezoek.server.projections import Projections
from inspectiebezoek.server.readings import Readings
from inspectiebezoek.server.receipts import receipt_route
from inspectiebezoek.server.reference import Reference
from inspectiebezoek.server.reference_routes import reference_routes
from inspectiebezoek.server.refusing import tell_refusals
from inspectiebezoek.server.sign_in import SignIn
from inspectiebezoek.server.sign_in_routes import sign_in_routes
from inspectiebezoek.server.tombstone_routes import tombstone_route
from inspectiebezoek.server.tombstones import Tombstones
from inspectiebezoek.server.wanted import Wanted
from inspectiebezoek.server.web.browser import Site
from inspectiebezoek.server.web.entrance import entrance_routes
from inspectiebezoek.server.web.guard import Guard
from inspectiebezoek.server.web.headers import PageHeaders
from inspectiebezoek.server.web.log_pages import log_pages
from inspectiebezoek.server.web.own_pages import own_pages
from inspectiebezoek.server.web.pages import page_routes
from inspectiebezoek.server.web.records import Records
from inspectiebezoek.server.web.rights_pages import rights_form
from inspectiebezoek.server.web.sessions import Sessions
from inspectiebezoek.sync import protocol

_MOST_BODY = 8_000_000


@dataclass(frozen=True, slots=True)
class Office:
    """What the routes work with; `public_url`: where browsers reach the pages, or empty."""

    ledger: Ledger
    author: Author
    people: People
    files: Files
    readings: Readings
    reference: Reference
    wanted: Wanted
    projections: Projections
    carry_ins: CarryIns
    leaving: Leaving
    tombstones: Tombstones
    orders: Orders
    key: Ed25519PrivateKey
    epoch: str
    engine: Engine
    clock: Callable[[], datetime]
    sessions: Sessions
    sign_in: SignIn | None = None
    public_url: str = ""


def create_app(office: Office) -> FastAPI:
    """The office as a web application."""
    # Without the pages about it: those fetch scripts from elsewhere. `/openapi.json` stays.
    app = FastAPI(
        title="inspectiebezoek office",
        version=str(protocol.VERSION),
        max_body_size=_MOST_BODY,
        docs_url=None,
        redoc_url=None,
    )
    site = Site(office.public_url.rstrip("/")) if office.public_url else None
    tell_refusals(app, site)
    app.add_middleware(PageHeaders)
    _watch(app, office)

    def known(authorization: Annotated[str, Header()] = "") -> Caller:
        found = office.people.caller(authorization.removeprefix("Bearer "))
        if found is None:
            raise InspectionError(Code.NOT_ENROLLED)
        return found

    def caller(authorization: Annotated[str, Header()] = "") -> Caller:
        who = known(authorization)
        if who.revoked:
            raise InspectionError(Code.DEVICE_REVOKED)
        return who

    _public_routes(app, office)
    _device_routes(app, office, caller)
    app.include_router(sign_in_routes(office.sign_in, office.people, partial(_welcome, office)))
    orders = order_routes(office.orders, office.ledger, office.wanted, office.epoch, known)
    app.include_router(orders)
    app.include_router(reference_routes(office.reference, office.files, caller))
    door = Door(office.people, office.readings, office.tombstones)
    app.include_router(log_routes(office.ledger, office.leaving, door, caller))
    app.include_router(carry_in_route(office.carry_ins, door, caller))
    signing = receipt_route(office.ledger, office.wanted, door, office.key, caller)
    app.include_router(signing)
    app.include_router(file_routes(office.ledger, door, office.wanted, office.leaving, caller))
    app.include_router(tombstone_route(office.tombstones, door, caller))
    app.include_router(_pages(office, door, site))
    return app


def _pages(office: Office, door: Door, site: Site | None) -> APIRouter:
    guard, records = Guard(office.sessions, site), Records(office.engine, office.projections)
    return page_routes(
        entrance_routes(guard, office.people, records, office.sign_in),
        log_pages(guard, office.people, records, office.ledger, office.wanted, door),
        rights_form(guard, door, office.engine, office.people, office.author),
        own_pages(guard, office.people, records),
    )


def _public_routes(app: FastAPI, office: Office) -> None:
    @app.get("/health")
    def health(response: Response) -> dict[str, str]:
        good = metrics.healthy(office.engine)
        response.status_code = 200 if good else 503
        status = "good" if good else "database"
        return {"status": status, "time": office.clock().isoformat()}

    @app.post("/enrol")
    def enrol(request: protocol.Enrolment) -> protocol.Welcome:
        found = office.people.enrol(
            request.code,
            request.device,
            request.public_key,
            request.token_hash,
            known_as=request.known_as,
            earlier=request.earlier,
        )
        return _welcome(office, request.device, found)


def _signed(key: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _welcome(office: Office, device: str, found: Enrolled) -> protocol.Welcome:
    return protocol.Welcome(
        device=device,
        person=found.person,
        name=found.name,
        letter=found.letter,
        office_key=office.key.public_key().public_bytes_raw(),
        known_as=found.known_as,
        terms=office.orders.terms(device),
    )


def _device_routes(app: FastAPI, office: Office, caller: Callable[..., Caller]) -> None:
    @app.post("/succeed")
    def succeed(
        request: protocol.Succession, who: Annotated[Caller, Depends(caller)]
    ) -> protocol.Welcome:
        found = office.people.succeed(
            who, request.device, request.public_key, request.token_hash, request.earlier
        )
        return _welcome(office, request.device, found)

    @app.get("/devices")
    def devices(_who: Annotated[Caller, Depends(caller)]) -> protocol.DeviceList:
        known = office.people.devices()
        return protocol.DeviceList(
            devices=[
                each.model_copy(update={"proof": office.key.sign(each.vouched_bytes())})
                for each in known
            ]
        )

    @app.put("/recipient", status_code=204)
    def recipient(told: protocol.Recipient, who: Annotated[Caller, Depends(caller)]) -> None:
        office.people.set_recipient(who.device, told.recipient)

    @app.post("/devices", status_code=204)
    def remind(reminded: protocol.DeviceList, _who: Annotated[Caller, Depends(caller)]) -> None:
        own = office.key.public_key()
        office.people.recall(
            [each for each in reminded.devices if _signed(own, each.proof, each.vouched_bytes())]
        )

    @app.get("/logs")
    def logs(kind: str, who: Annotated[Caller, Depends(caller)]) -> protocol.LogList:
        return protocol.LogList(logs=office.people.logs(who.person, kind))


def _watch(app: FastAPI, office: Office) -> None:
    requests = metrics.Requests()
    app.add_middleware(Counting, requests=requests)

    @app.get("/metrics")
    def told(request: Request) -> Response:
        # For a collector on this machine; laptops and strangers have nothing to seek there.
        if request.client is None or not ip_address(request.client.host).is_loopback:
            raise InspectionError(Code.FILE_MISSING, file="metrics")
        told = metrics.text(requests, office.engine)
        return Response(told, media_type=metrics.CONTENT_TYPE)
