"""All pages of the office together, their look, and what they say when something is refused."""

# Annotations are not postponed here: FastAPI must see the dependencies, which are local names.

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, RedirectResponse, Response

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.messages import explain, text
from inspectiebezoek.paths import resource
from inspectiebezoek.server.web.browser import Site
from inspectiebezoek.server.web.drawing import Frame, draw, language_of
from inspectiebezoek.server.web.guard import SIGN_IN


def page_routes(*parts: APIRouter) -> APIRouter:
    """The routes below `/office`: a session opens them, the token of a laptop never does."""
    router = APIRouter(include_in_schema=False)
    for part in parts:
        router.include_router(part)

    @router.get("/office/style.css")
    def style() -> FileResponse:
        return FileResponse(resource("web", "style.css"), media_type="text/css")

    return router


def refusal_page(
    request: Request, site: Site | None, error: InspectionError, status: int
) -> Response:
    """What a person sees instead of a page; who is not signed in is led to where one signs in."""
    if error.code is Code.SESSION_ENDED:
        return RedirectResponse(SIGN_IN, 303)
    language = language_of(request, site)
    told = explain(error, language)
    absent = error.code is Code.FILE_MISSING
    what = text("web", "refusal.no_page", language) if absent else told.what
    # What a laptop is told of its own data says nothing to a browser.
    safe = text("web", "refusal.safe", language)
    return draw(request, Frame(site), "refusal", status, what=what, safe=safe, quote=told.quote)
