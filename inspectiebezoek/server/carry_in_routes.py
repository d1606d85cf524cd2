"""The route by which a laptop fetches what the office gives along for a visit."""

# Annotations are not postponed here: FastAPI must see the dependencies, which are local names.

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Header
from fastapi.responses import Response

from inspectiebezoek.server.carry_ins import CarryIns
from inspectiebezoek.server.door import LOG, Door
from inspectiebezoek.server.people import Caller
from inspectiebezoek.sync import protocol
from inspectiebezoek.visit.carry_in import read_carry_in


def carry_in_route(carry_ins: CarryIns, door: Door, caller: Callable[..., Caller]) -> APIRouter:
    """The carry-in, unless the laptop has this very one."""
    router = APIRouter()

    @router.get(LOG + "/carryin", response_model=protocol.CarryIn)
    def carryin(
        kind: str,
        uuid: str,
        who: Annotated[Caller, Depends(caller)],
        if_none_match: Annotated[str, Header()] = "",
    ) -> Response:
        log = f"{kind}/{uuid}"
        door.read(log, who)
        made = carry_ins.of(log)
        tag = {"ETag": f'"{made.version}"'}
        if if_none_match == tag["ETag"]:
            return Response(status_code=304, headers=tag)
        for stand in read_carry_in(made.content).as_of:
            door.readings.told_carry_in(who, stand.log, made.version)
        body = made.model_dump_json()
        return Response(body, headers=tag, media_type="application/json")

    return router
