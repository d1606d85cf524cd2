"""The routes of signing in through the provider of the organisation, instead of with a code."""

# Annotations are not postponed here: FastAPI must see the dependencies, which are local names.

from collections.abc import Callable

from fastapi import APIRouter

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.server.people import Enrolled, People
from inspectiebezoek.server.sign_in import SignIn
from inspectiebezoek.sync import protocol

Welcome = Callable[[str, Enrolled], protocol.Welcome]


def sign_in_routes(sign_in: SignIn | None, people: People, welcome: Welcome) -> APIRouter:
    """Both routes; without a provider they say that it is not offered."""
    router = APIRouter()

    def offered() -> SignIn:
        if sign_in is None:
            raise InspectionError(Code.SIGN_IN_NOT_OFFERED)
        return sign_in

    @router.get("/sign-in")
    def offer() -> protocol.SignInOffer:
        rule = offered().rule
        return protocol.SignInOffer(issuer=rule.issuer, client_id=rule.client_id)

    @router.post("/sign-in")
    def enrol(proof: protocol.SignedIn) -> protocol.Welcome:
        vouched = offered().vouched(proof.id_token, proof.nonce())
        if vouched.allowed:
            people.know(vouched.person, vouched.name)
        found = people.enrol_known(
            vouched.person,
            proof.device,
            proof.public_key,
            proof.token_hash,
            known_as=proof.known_as,
            earlier=proof.earlier,
        )
        return welcome(proof.device, found)

    return router
