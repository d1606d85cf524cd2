"""Sign in through the browser at the provider of the organisation, as RFC 8252 asks of an app.

What comes of it is one ID token, which is shown to the office and then forgotten.
"""

from __future__ import annotations

from collections.abc import Callable

from inspectiebezoek.sync.code_flow import Asking, id_token, page_to_sign_in
from inspectiebezoek.sync.loopback import Loopback
from inspectiebezoek.sync.protocol import SignInOffer
from inspectiebezoek.sync.provider import find_provider, provider_client

SECONDS = 300.0


def sign_in(
    offer: SignInOffer,
    nonce: str,
    *,
    open_page: Callable[[str], object],
    random: Callable[[int], bytes],
    page: str,
    seconds: float = SECONDS,
    waiting: Callable[[], object] = lambda: None,
) -> str:
    """The ID token for the person who signs in.

    Args:
        offer: the provider, and who we are there.
        nonce: what the token must carry.
        open_page: shows an address to the person, in a browser or as text.
        random: gives so many bytes that nobody can guess.
        page: HTML that the browser shows at the end.
        seconds: how long we wait for the person.
        waiting: called a few times a second meanwhile; what it raises ends the waiting.

    Raises:
        InspectionError: PROVIDER_UNREACHABLE, OFFICE_INSECURE, or SIGN_IN_FAILED with a `reason`:
            what the provider says, `time`, `issuer`, or `answer`.
    """
    state, verifier = random(32).hex(), random(32).hex()
    with provider_client(offer.issuer) as http, Loopback(state, page) as loopback:
        provider = find_provider(http, offer.issuer)
        asking = Asking(loopback.uri, state, nonce, verifier)
        open_page(page_to_sign_in(offer, provider, asking))
        return id_token(http, offer, provider, asking, loopback.wait(seconds, waiting))
