"""The route by which the office signs for a log: how far it goes, and the files that it has."""

# Annotations are not postponed here: FastAPI must see the dependencies, which are local names.

from collections.abc import Callable
from typing import Annotated

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import APIRouter, Depends

from inspectiebezoek.server.door import LOG, Door
from inspectiebezoek.server.ledger import Ledger
from inspectiebezoek.server.people import Caller
from inspectiebezoek.server.wanted import Wanted
from inspectiebezoek.sync import protocol


def receipt_route(
    ledger: Ledger,
    wanted: Wanted,
    door: Door,
    key: Ed25519PrivateKey,
    caller: Callable[..., Caller],
) -> APIRouter:
    """Each change and file is read again before it is signed for: the laptop lets go of its own
    then."""
    router = APIRouter()

    @router.post(LOG + "/receipt")
    def receipt(kind: str, uuid: str, who: Annotated[Caller, Depends(caller)]) -> protocol.Receipt:
        log = f"{kind}/{uuid}"
        door.read(log, who)
        ledger.mend(log)
        vseq, roll = ledger.position(log)
        held = [sha256 for sha256 in ledger.cited(log) if wanted.look(sha256)]
        unsigned = protocol.Receipt(vseq=vseq, roll=roll.hex(), files=held)
        return unsigned.model_copy(update={"signature": key.sign(unsigned.signed_bytes(log))})

    return router
