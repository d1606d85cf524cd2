"""The routes of the office (FastAPI): every one asks who comes in before it looks at a log."""

# Annotations are not postponed here: FastAPI must see the dependencies, which are local names.

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from ipaddress import ip_address
from typing import Annotated

import psycopg
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from fastapi import Depends, FastAPI, Header, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.server import metrics
from inspectiebezoek.server.authoring import Author
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
from inspectiebezoek.server.sign_in import SignIn
from inspectiebezoek.server.sign_in_routes import sign_in_routes
from inspectiebezoek.server.tombstone_routes import tombstone_route
from inspectiebezoek.server.tombstones import Tombstones
from inspectiebezoek.server.wanted import Wanted
from inspectiebezoek.sync import protocol

_STATUS = {
    Code.ENROL_CODE_UNKNOWN: 403,
    Code.ENROL_CODE_USED: 403,
    Code.ENROL_CODE_EXPIRED: 403,
    Code.DEVICE_REVOKED: 403,
    Code.NOT_ENROLLED: 401,
    Code.LOG_FORBIDDEN: 404,
    Code.LOG_DESTROYED: 410,
    Code.OFFICE_FULL: 507,
    Code.OFFICE_FAULT: 409,
    Code.FILE_MISSING: 404,
    Code.SIGN_IN_NOT_OFFERED: 404,
    Code.SIGN_IN_FAILED: 403,
    Code.PERSON_UNKNOWN: 403,
    Code.PROVIDER_UNREACHABLE: 503,
}
_MOST_BODY = 8_000_000


@dataclass(frozen=True, slots=True)
class Office:
    """What the routes work with."""

    ledger: Ledger
    author: Author
    people: People
    files: Files
    readings: Readings
    reference: Reference
    wanted: Wanted
    projections: Projections
    leaving: Leaving
    tombstones: Tombstones
    orders: Orders
    key: Ed25519PrivateKey
    epoch: str
    engine: Engine
    clock: Callable[[], datetime]
    sign_in: SignIn | None = None


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
    _tell_errors(app)
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
    app.include_router(
        log_routes(office.ledger, office.people, office.leaving, door, office.key, caller)
    )
    signing = receipt_route(office.ledger, office.wanted, door, office.key, caller)
    app.include_router(signing)
    app.include_router(file_routes(office.ledger, door, office.wanted, office.leaving, caller))
    app.include_router(tombstone_route(office.tombstones, door, caller))
    return app


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


def _tell_errors(app: FastAPI) -> None:
    @app.exception_handler(InspectionError)
    def refused(_request: Request, error: InspectionError) -> JSONResponse:
        facts = {name: str(value) for name, value in error.facts.items()}
        refusal = protocol.Refusal(code=error.code.quote, facts=facts)
        status = _STATUS.get(error.code, 409)
        return JSONResponse(refusal.model_dump(mode="json"), status)

    @app.exception_handler(psycopg.OperationalError)
    @app.exception_handler(OperationalError)
    def database(_request: Request, error: Exception) -> JSONResponse:
        full = isinstance(getattr(error, "orig", error), psycopg.errors.DiskFull)
        code, facts = (
            (Code.OFFICE_FULL, {}) if full else (Code.OFFICE_FAULT, {"reason": "database"})
        )
        refusal = protocol.Refusal(code=code.quote, facts=facts)
        return JSONResponse(refusal.model_dump(mode="json"), 507 if full else 503)

    # FastAPI's own answer repeats what was sent; that could be an answer of an inspection.
    @app.exception_handler(RequestValidationError)
    def invalid(_request: Request, _error: RequestValidationError) -> JSONResponse:
        refusal = protocol.Refusal(code=Code.OFFICE_FAULT.quote, facts={"reason": "form"})
        return JSONResponse(refusal.model_dump(mode="json"), 422)


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
