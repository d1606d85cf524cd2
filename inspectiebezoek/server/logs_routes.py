"""The routes below a log: pull, push, members, receipt and carry-in, rights on each."""

# Annotations are not postponed here: FastAPI must see the dependencies, which are local names.

from collections.abc import Callable
from typing import Annotated

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.canonical import canonical
from inspectiebezoek.log.change import Entry
from inspectiebezoek.server.door import LOG, Door
from inspectiebezoek.server.ledger import Ledger, Outcome
from inspectiebezoek.server.people import Caller, People
from inspectiebezoek.sync import protocol

_MOST_NUMBER = 2**31 - 1


def log_routes(
    ledger: Ledger,
    people: People,
    door: Door,
    key: Ed25519PrivateKey,
    caller: Callable[..., Caller],
) -> APIRouter:
    """The routes below a log, but for those of its files."""
    router = APIRouter()
    _change_routes(router, ledger, door, caller)
    _paper_routes(router, ledger, people, key, door, caller)
    return router


def _change_routes(
    router: APIRouter, ledger: Ledger, door: Door, caller: Callable[..., Caller]
) -> None:
    @router.get(LOG + "/changes")
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

    @router.post(LOG + "/check")
    def check(kind: str, uuid: str, who: Annotated[Caller, Depends(caller)]) -> protocol.Checked:
        log = f"{kind}/{uuid}"
        door.read(log, who)
        mended = ledger.mend(log)
        return protocol.Checked(damaged=mended.damaged, renumbered=mended.renumbered)

    @router.post(LOG + "/changes")
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
    door: Door,
    caller: Callable[..., Caller],
) -> None:
    @router.put(LOG + "/members")
    def share(
        kind: str, uuid: str, members: protocol.Members, who: Annotated[Caller, Depends(caller)]
    ) -> protocol.Members:
        log = f"{kind}/{uuid}"
        door.own(log, who)
        people.share(log, members.persons)
        return members

    @router.post(LOG + "/receipt")
    def receipt(kind: str, uuid: str, who: Annotated[Caller, Depends(caller)]) -> protocol.Receipt:
        log = f"{kind}/{uuid}"
        door.read(log, who)
        vseq, roll = ledger.position(log)
        signed = canonical({"log": log, "vseq": vseq, "roll": roll.hex()})
        return protocol.Receipt(vseq=vseq, roll=roll.hex(), signature=key.sign(signed))

    @router.get(LOG + "/carryin")
    def carryin(
        kind: str, uuid: str, response: Response, who: Annotated[Caller, Depends(caller)]
    ) -> protocol.CarryIn:
        log = f"{kind}/{uuid}"
        door.read(log, who)
        response.headers["ETag"] = '"0"'
        signed = canonical({"log": log, "items": []})
        return protocol.CarryIn(log=log, items=[], signature=key.sign(signed))
