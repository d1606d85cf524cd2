"""What the office answers when it refuses: a code and its facts to a laptop, a page to a person."""

# Annotations are not postponed here: FastAPI must see those of the handlers.

import psycopg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.server.web.browser import Site
from inspectiebezoek.server.web.headers import is_page
from inspectiebezoek.server.web.pages import refusal_page
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
    Code.DEVICE_UNKNOWN: 404,
    Code.SESSION_ENDED: 401,
    Code.PAGE_NOT_OURS: 403,
}


def tell_refusals(app: FastAPI, site: Site | None) -> None:
    """Answer errors in the way of whoever asked; none of them repeats what was sent."""

    def answer(request: Request, error: InspectionError, status: int) -> Response:
        if is_page(request.url.path):
            return refusal_page(request, site, error, status)
        facts = {name: str(value) for name, value in error.facts.items()}
        refusal = protocol.Refusal(code=error.code.quote, facts=facts)
        return JSONResponse(refusal.model_dump(mode="json"), status)

    @app.exception_handler(InspectionError)
    def refused(request: Request, error: InspectionError) -> Response:
        return answer(request, error, _STATUS.get(error.code, 409))

    @app.exception_handler(psycopg.OperationalError)
    @app.exception_handler(OperationalError)
    def database(request: Request, error: Exception) -> Response:
        if isinstance(getattr(error, "orig", error), psycopg.errors.DiskFull):
            return answer(request, InspectionError(Code.OFFICE_FULL), 507)
        return answer(request, InspectionError(Code.OFFICE_FAULT, reason="database"), 503)

    # FastAPI's own answer repeats what was sent; that could be an answer of an inspection.
    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, _error: RequestValidationError) -> Response:
        return answer(request, InspectionError(Code.OFFICE_FAULT, reason="form"), 422)

    @app.exception_handler(HTTPException)
    def no_such_address(request: Request, error: HTTPException) -> Response:
        if is_page(request.url.path):
            return answer(request, InspectionError(Code.FILE_MISSING, file="-"), error.status_code)
        told = {"detail": error.detail}
        return JSONResponse(told, error.status_code, headers=error.headers)
