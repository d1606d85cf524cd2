"""The routes below a log: pull, push and check, rights on each."""

# Annotations are not postponed here: FastAPI must see the dependencies, which are local names.

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.responses import Response

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.chain import Seal
from inspectiebezoek.log.change import Entry
from inspectiebezoek.server.door import LOG, Door
from inspectiebezoek.server.leaving import Leaving
from inspectiebezoek.server.ledger import Ledger
from inspectiebezoek.server.people import Caller
from inspectiebezoek.sync import frames, protocol

_MOST_NUMBER = 2**31 - 1


_CHANGES_SENT = {
    "requestBody": {
        "content": {frames.CONTENT_TYPE: {"schema": {"type": "string", "format": "binary"}}},
        "required": True,
    }
}


class Changes(Response):
    """Changes on the way out, as `frames` writes them."""

    media_type = frames.CONTENT_TYPE


def log_routes(
    ledger: Ledger,
    leaving: Leaving,
    door: Door,
    caller: Callable[..., Caller],
) -> APIRouter:
    """The routes below a log, but for those of its files."""
    router = APIRouter()
    _pull_routes(router, ledger, door, caller)
    _push_route(router, ledger, leaving, door, caller)
    return router


def _pull_routes(
    router: APIRouter, ledger: Ledger, door: Door, caller: Callable[..., Caller]
) -> None:
    @router.get(LOG + "/changes", response_class=Changes)
    def pull(
        kind: str,
        uuid: str,
        who: Annotated[Caller, Depends(caller)],
        after: Annotated[int, Query(ge=0, le=_MOST_NUMBER)] = 0,
        roll: Annotated[str, Query(pattern="^([0-9a-f]{64})?$")] = "",
        limit: int = protocol.MOST_CHANGES,
    ) -> Changes:
        log = f"{kind}/{uuid}"
        door.read(log, who)
        limit = max(1, min(limit, protocol.MOST_CHANGES))
        found = ledger.stretch(log, after, bytes.fromhex(roll), limit)
        door.readings.told_changes(who, log, after, found.vseq)
        head = protocol.PulledHead(
            reset=found.reset,
            seals=[protocol.WireSeal.of(seal) for seal in found.seals],
            vseq=found.vseq,
            roll=found.roll.hex(),
            more=found.more,
        )
        return Changes(frames.write(head.model_dump_json().encode(), found.changes))

    @router.post(LOG + "/check")
    def check(kind: str, uuid: str, who: Annotated[Caller, Depends(caller)]) -> protocol.Checked:
        log = f"{kind}/{uuid}"
        door.read(log, who)
        mended = ledger.mend(log)
        return protocol.Checked(damaged=mended.damaged, renumbered=mended.renumbered)


def _push_route(
    router: APIRouter, ledger: Ledger, leaving: Leaving, door: Door, caller: Callable[..., Caller]
) -> None:
    @router.post(LOG + "/changes", openapi_extra=_CHANGES_SENT)
    def push(
        kind: str,
        uuid: str,
        who: Annotated[Caller, Depends(caller)],
        sent: Annotated[bytes, Depends(_body)],
        content_type: Annotated[str, Header()] = "",
    ) -> protocol.Pushed:
        log = f"{kind}/{uuid}"
        door.bring(log, who)
        if content_type != frames.CONTENT_TYPE:
            raise InspectionError(Code.OFFICE_FAULT, reason="form")
        entries, seals = _read(log, sent)
        outcome = ledger.take(log, entries, seals, who)
        if outcome.dropped:
            leaving.remove()
        brought = {entry.id for entry in entries}
        apart = {name: code for name, code in outcome.quarantined.items() if name in brought}
        return protocol.Pushed(known=list(outcome.known), quarantined=apart)


async def _body(request: Request) -> bytes:
    return await request.body()


def _read(log: str, sent: bytes) -> tuple[list[Entry], list[Seal]]:
    try:
        head, changes = frames.read(sent)
        seals = protocol.PushHead.model_validate_json(head).seals
        entries = [framed.entry() for framed in changes]
    except ValueError as error:  # pydantic's are among these
        raise InspectionError(Code.OFFICE_FAULT, reason="change") from error
    if len(entries) > protocol.MOST_CHANGES:
        raise InspectionError(Code.OFFICE_FAULT, reason="size")
    return entries, [seal.seal(log) for seal in seals]
