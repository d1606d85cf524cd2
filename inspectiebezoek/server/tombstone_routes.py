"""The route by which the office tells of a log that it was destroyed."""

# Annotations are not postponed here: FastAPI must see the dependencies, which are local names.

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.server.door import LOG, Door
from inspectiebezoek.server.people import Caller
from inspectiebezoek.server.tombstones import Tombstones
from inspectiebezoek.sync import protocol


def tombstone_route(tombstones: Tombstones, door: Door, caller: Callable[..., Caller]) -> APIRouter:
    """Told to who had a right on the log; every other route of it answers `LOG_DESTROYED`."""
    router = APIRouter()

    @router.get(LOG + "/tombstone")
    def tombstone(
        kind: str, uuid: str, who: Annotated[Caller, Depends(caller)]
    ) -> protocol.Tombstone:
        log = f"{kind}/{uuid}"
        door.learn(log, who)
        told = tombstones.signed(log)
        if told is None:
            raise InspectionError(Code.FILE_MISSING, file="tombstone")
        return told

    return router
