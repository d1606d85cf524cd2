"""The routes by which a laptop hears what the office lays down, also when it is kept out."""

# Annotations are not postponed here: FastAPI must see the dependencies, which are local names.

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends

from inspectiebezoek.server.ledger import Ledger
from inspectiebezoek.server.orders import Orders
from inspectiebezoek.server.people import Caller
from inspectiebezoek.server.wanted import Wanted
from inspectiebezoek.sync import protocol


def order_routes(
    orders: Orders, ledger: Ledger, wanted: Wanted, epoch: str, known: Callable[..., Caller]
) -> APIRouter:
    """`known` lets in who has a token, revoked or not: an order to wipe must reach that one too."""
    router = APIRouter()

    @router.get("/hello")
    def hello(who: Annotated[Caller, Depends(known)]) -> protocol.Hello:
        return protocol.Hello(
            version=protocol.VERSION,
            epoch=epoch,
            revoked=who.revoked,
            heads={} if who.revoked else ledger.heads(who.device),
            wanted={} if who.revoked else wanted.of(who.person),
            terms=orders.terms(who.device),
        )

    @router.post("/wiped", status_code=204)
    def wiped(told: protocol.Wiped, who: Annotated[Caller, Depends(known)]) -> None:
        orders.hear_wiped(who.device, done=told.done)

    return router
