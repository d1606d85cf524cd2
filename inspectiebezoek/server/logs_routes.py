"""The routes below a log: pull, push, members, receipt, carry-in and files, rights on each."""

# Annotations are not postponed here: FastAPI must see the dependencies, which are local names.

import re
from collections.abc import Callable
from typing import Annotated

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.responses import Response, StreamingResponse

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.canonical import canonical
from inspectiebezoek.log.change import Entry
from inspectiebezoek.server.files import Files
from inspectiebezoek.server.ledger import Ledger, Outcome
from inspectiebezoek.server.people import OWNER, Caller, People
from inspectiebezoek.server.readings import Readings
from inspectiebezoek.sync import protocol

_LOG = "/logs/{kind}/{uuid}"
_FILE = _LOG + "/blobs/{sha256}"
_HASH = re.compile("[0-9a-f]{64}")
_MOST_NUMBER = 2**31 - 1


class _Door:
    """Lets a caller at a log only with a right on it; a stranger cannot tell it from absent.

    What a caller is about to be given of a log is written down first, in `readings`.
    """

    def __init__(self, people: People, readings: Readings) -> None:
        self._people = people
        self.readings = readings

    def read(self, log: str, who: Caller) -> None:
        if self._people.right(log, who.person) is None:
            raise InspectionError(Code.LOG_FORBIDDEN)

    def write(self, log: str, who: Caller) -> None:
        if self._people.right(log, who.person) is None and not self._people.claim(log, who.person):
            raise InspectionError(Code.LOG_FORBIDDEN)

    def own(self, log: str, who: Caller) -> None:
        if self._people.right(log, who.person) != OWNER:
            raise InspectionError(Code.LOG_FORBIDDEN)


def log_routes(
    ledger: Ledger,
    people: People,
    files: Files,
    readings: Readings,
    key: Ed25519PrivateKey,
    caller: Callable[..., Caller],
) -> APIRouter:
    """All routes below a log."""
    router, door = APIRouter(), _Door(people, readings)
    _change_routes(router, ledger, door, caller)
    _paper_routes(router, ledger, people, key, door, caller)
    _file_routes(router, ledger, files, door, caller)
    return router


def _change_routes(
    router: APIRouter, ledger: Ledger, door: _Door, caller: Callable[..., Caller]
) -> None:
    @router.get(_LOG + "/changes")
    def pull(
        kind: str,
        uuid: str,
        who: Annotated[Caller, Depends(caller)],
        after: Annotated[int, Query(ge=0, le=_MOST_NUMBER)] = 0,
        roll: Annotated[str, Query(pattern="^([0-9a-f]{64})?$")] = "",
        limit: int = protocol.MOST_CHANGES,
    ) -> protocol.Pulled:
        log = f"{kind}/{uuid}"
        door.read(log, who)
        limit = max(1, min(limit, protocol.MOST_CHANGES))
        found = ledger.stretch(log, after, bytes.fromhex(roll), limit)
        door.readings.told_changes(who, log, after, found.vseq)
        return protocol.Pulled(
            reset=found.reset,
            changes=[protocol.WireChange.of(entry, vseq) for vseq, entry in found.changes],
            seals=[protocol.WireSeal.of(seal) for seal in found.seals],
            vseq=found.vseq,
            roll=found.roll.hex(),
            more=found.more,
        )

    @router.post(_LOG + "/check")
    def check(kind: str, uuid: str, who: Annotated[Caller, Depends(caller)]) -> protocol.Checked:
        log = f"{kind}/{uuid}"
        door.read(log, who)
        mended = ledger.mend(log)
        return protocol.Checked(damaged=mended.damaged, renumbered=mended.renumbered)

    @router.post(_LOG + "/changes")
    def push(
        kind: str, uuid: str, sent: protocol.Push, who: Annotated[Caller, Depends(caller)]
    ) -> protocol.Pushed:
        log = f"{kind}/{uuid}"
        door.write(log, who)
        if len(sent.changes) > protocol.MOST_CHANGES:
            raise InspectionError(Code.OFFICE_FAULT, reason="size")
        entries = [_entry(change) for change in sent.changes]
        seals = [seal.seal(log) for seal in sent.seals]
        outcome = ledger.take(log, entries, seals, who.device)
        return protocol.Pushed(verdicts=[_verdict(entry.id, outcome) for entry in entries])


def _verdict(change: str, outcome: Outcome) -> protocol.Verdict:
    code = outcome.quarantined.get(change, "")
    stored = protocol.STORED if change in outcome.stored else protocol.KNOWN
    return protocol.Verdict(id=change, verdict=protocol.QUARANTINED if code else stored, code=code)


def _entry(change: protocol.WireChange) -> Entry:
    try:
        return change.entry()
    except ValueError as error:
        raise InspectionError(Code.OFFICE_FAULT, reason="change") from error


def _paper_routes(
    router: APIRouter,
    ledger: Ledger,
    people: People,
    key: Ed25519PrivateKey,
    door: _Door,
    caller: Callable[..., Caller],
) -> None:
    @router.put(_LOG + "/members")
    def share(
        kind: str, uuid: str, members: protocol.Members, who: Annotated[Caller, Depends(caller)]
    ) -> protocol.Members:
        log = f"{kind}/{uuid}"
        door.own(log, who)
        people.share(log, members.persons)
        return members

    @router.post(_LOG + "/receipt")
    def receipt(kind: str, uuid: str, who: Annotated[Caller, Depends(caller)]) -> protocol.Receipt:
        log = f"{kind}/{uuid}"
        door.read(log, who)
        vseq, roll = ledger.position(log)
        signed = canonical({"log": log, "vseq": vseq, "roll": roll.hex()})
        return protocol.Receipt(vseq=vseq, roll=roll.hex(), signature=key.sign(signed))

    @router.get(_LOG + "/carryin")
    def carryin(
        kind: str, uuid: str, response: Response, who: Annotated[Caller, Depends(caller)]
    ) -> protocol.CarryIn:
        log = f"{kind}/{uuid}"
        door.read(log, who)
        response.headers["ETag"] = '"0"'
        signed = canonical({"log": log, "items": []})
        return protocol.CarryIn(log=log, items=[], signature=key.sign(signed))


def _file_routes(
    router: APIRouter, ledger: Ledger, files: Files, door: _Door, caller: Callable[..., Caller]
) -> None:
    def cited(log: str, sha256: str, who: Caller) -> None:
        door.read(log, who)
        # What a change cites is whatever its author wrote; only a hash becomes a name on disk.
        if not _HASH.fullmatch(sha256) or not ledger.cites(log, sha256):
            raise InspectionError(Code.FILE_MISSING, file=sha256[:12])

    @router.head(_FILE)
    def where(
        kind: str, uuid: str, sha256: str, who: Annotated[Caller, Depends(caller)]
    ) -> Response:
        cited(f"{kind}/{uuid}", sha256, who)
        size = files.size(sha256)
        offset = files.offset(sha256) if size is None else size
        complete = "?0" if size is None else "?1"
        return Response(headers={"Upload-Offset": str(offset), "Upload-Complete": complete})

    @router.patch(_FILE)
    async def add(
        kind: str,
        uuid: str,
        sha256: str,
        request: Request,
        upload_offset: Annotated[int, Header()],
        upload_length: Annotated[int, Header()],
        who: Annotated[Caller, Depends(caller)],
    ) -> Response:
        cited(f"{kind}/{uuid}", sha256, who)
        here = files.add(sha256, upload_offset, upload_length, await request.body())
        return Response(status_code=204, headers={"Upload-Offset": str(here)})

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
        door.readings.told_file(who, f"{kind}/{uuid}", sha256)
        start = _range_start(range_)
        content, status = files.read(sha256, start), 206 if start else 200
        return StreamingResponse(content, status, media_type="application/octet-stream")


def _range_start(header: str) -> int:
    number = header.removeprefix("bytes=").removesuffix("-")
    return int(number) if number.isdigit() else 0
