"""The routes of the files of a log: where an upload stands, bring, fetch, and look again."""

# Annotations are not postponed here: FastAPI must see the dependencies, which are local names.

import re
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response, StreamingResponse
from starlette.requests import ClientDisconnect

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.server.door import LOG, Door
from inspectiebezoek.server.going_out import content_from
from inspectiebezoek.server.leaving import Leaving
from inspectiebezoek.server.ledger import Ledger
from inspectiebezoek.server.people import Caller
from inspectiebezoek.server.readings import Readings
from inspectiebezoek.server.wanted import Wanted
from inspectiebezoek.sync import protocol

_FILE = LOG + "/blobs/{sha256}"
_BLOCK = 4 << 20
_MOST_PIECE = 64 << 20
_HASH = re.compile("[0-9a-f]{64}")
Cited = Callable[[str, str, Caller], None]


def file_routes(
    ledger: Ledger, door: Door, wanted: Wanted, leaving: Leaving, caller: Callable[..., Caller]
) -> APIRouter:
    """The routes of the files that a log cites."""
    router, cited = APIRouter(), partial(_cited, ledger, door)
    _bringing(router, wanted, leaving, cited, caller)
    _fetching(router, wanted, door.readings, cited, caller)
    return router


def _cited(ledger: Ledger, door: Door, log: str, sha256: str, who: Caller) -> None:
    door.read(log, who)
    # What a change cites is whatever its author wrote; only a hash becomes a name on disk.
    if not _HASH.fullmatch(sha256) or not ledger.cites(log, sha256):
        raise InspectionError(Code.FILE_MISSING, file=sha256[:12])


def _bringing(
    router: APIRouter,
    wanted: Wanted,
    leaving: Leaving,
    cited: Cited,
    caller: Callable[..., Caller],
) -> None:
    files = wanted.files

    @router.head(_FILE)
    def where(
        kind: str, uuid: str, sha256: str, who: Annotated[Caller, Depends(caller)]
    ) -> Response:
        cited(f"{kind}/{uuid}", sha256, who)
        size = files.size(sha256)
        offset = files.offset(sha256) if size is None else size
        complete = "?0" if size is None else "?1"
        return Response(headers={"Upload-Offset": str(offset), "Upload-Complete": complete})

    @router.patch(_FILE, max_body_size=_MOST_PIECE)
    async def add(
        kind: str,
        uuid: str,
        sha256: str,
        request: Request,
        upload_offset: Annotated[int, Header(ge=0)],
        upload_length: Annotated[int, Header(ge=0)],
        who: Annotated[Caller, Depends(caller)],
    ) -> Response:
        log = f"{kind}/{uuid}"
        await run_in_threadpool(cited, log, sha256, who)
        here, coming = upload_offset, request.stream()
        try:
            async for block in _blocks(coming):
                here = await run_in_threadpool(files.add, sha256, here, upload_length, block)
        except InspectionError:
            # Who is still speaking does not hear an answer: let it finish.
            async for _ in _blocks(coming):
                pass
            raise
        if here >= upload_length:
            await run_in_threadpool(wanted.got, sha256)
        await run_in_threadpool(_still, leaving, cited, log, sha256, who)
        return Response(status_code=204, headers={"Upload-Offset": str(here)})


def _still(leaving: Leaving, cited: Cited, log: str, sha256: str, who: Caller) -> None:
    """While a file came its log may have been destroyed, or what cites it erased."""
    try:
        cited(log, sha256, who)
    except InspectionError:
        leaving.let_go(sha256)
        raise


async def _blocks(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytearray]:
    """What comes in, in blocks: never the whole of it is in memory, and one block at least.

    Where the line is cut, what came by then is still a block.
    """
    block, whole = bytearray(), 0
    with suppress(ClientDisconnect):
        async for piece in pieces:
            block += piece
            if len(block) >= _BLOCK:
                yield block
                block, whole = bytearray(), whole + 1
    if block or not whole:
        yield block


def _fetching(
    router: APIRouter,
    wanted: Wanted,
    readings: Readings,
    cited: Cited,
    caller: Callable[..., Caller],
) -> None:
    files = wanted.files

    @router.get(_FILE)
    def read(
        kind: str,
        uuid: str,
        sha256: str,
        who: Annotated[Caller, Depends(caller)],
        range_: Annotated[str, Header(alias="range")] = "",
    ) -> StreamingResponse:
        cited(f"{kind}/{uuid}", sha256, who)
        if files.size(sha256) is None:
            raise InspectionError(Code.FILE_MISSING, file=sha256[:12])
        readings.told_file(who, f"{kind}/{uuid}", sha256)
        return content_from(files, sha256, range_)

    @router.post(_FILE + "/check")
    def check(
        kind: str, uuid: str, sha256: str, who: Annotated[Caller, Depends(caller)]
    ) -> protocol.FileChecked:
        cited(f"{kind}/{uuid}", sha256, who)
        return protocol.FileChecked(whole=wanted.look(sha256))
