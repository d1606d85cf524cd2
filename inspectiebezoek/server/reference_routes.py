"""The routes of what the office publishes; every laptop that is let in may read all of it."""

# Annotations are not postponed here: FastAPI must see the dependencies, which are local names.

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Header
from fastapi.responses import StreamingResponse

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.server.files import Files
from inspectiebezoek.server.going_out import content_from
from inspectiebezoek.server.people import Caller
from inspectiebezoek.server.reference import Reference
from inspectiebezoek.sync import protocol


def reference_routes(
    reference: Reference, files: Files, caller: Callable[..., Caller]
) -> APIRouter:
    """The signed list and the files of it."""
    router = APIRouter()

    @router.get("/reference")
    def manifest(_who: Annotated[Caller, Depends(caller)]) -> protocol.Manifest:
        return reference.manifest()

    @router.get("/reference/{sha256}")
    def file(
        sha256: str,
        _who: Annotated[Caller, Depends(caller)],
        range_: Annotated[str, Header(alias="range")] = "",
    ) -> StreamingResponse:
        # Evidence lies in the same storage: only what is on the list is for everybody.
        if not reference.holds(sha256) or files.size(sha256) is None:
            raise InspectionError(Code.FILE_MISSING, file=sha256[:12])
        return content_from(files, sha256, range_)

    return router
