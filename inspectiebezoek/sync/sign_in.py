"""Sign in through the browser at the provider of the organisation, as RFC 8252 asks of an app.

Authorization code with PKCE (S256): no secret lies in the program, and a code that somebody else
catches on the way is of no use to them. What comes of it is one ID token, which is shown to the
office and then forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import httpx
from authlib.oauth2.base import OAuth2Error
from authlib.oauth2.rfc6749.parameters import (
    parse_authorization_code_response,
    prepare_grant_uri,
    prepare_token_request,
)
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.sync.loopback import Loopback
from inspectiebezoek.sync.protocol import SignInOffer
from inspectiebezoek.sync.provider import Provider, find_provider, provider_client

SECONDS = 300.0
_WORD = re.compile("[a-z_]{1,40}")
_FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


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
        open_page(
            prepare_grant_uri(
                provider.authorization,
                client_id=offer.client_id,
                response_type="code",
                redirect_uri=loopback.uri,
                scope="openid profile",
                state=state,
                nonce=nonce,
                code_challenge=create_s256_code_challenge(verifier),
                code_challenge_method="S256",
            )
        )
        code = _code(loopback.wait(seconds, waiting), state, provider)
        body = prepare_token_request(
            "authorization_code",
            code=code,
            redirect_uri=loopback.uri,
            client_id=offer.client_id,
            code_verifier=verifier,
        )
        return _redeem(http, provider, body)


def _code(came: str, state: str, provider: Provider) -> str:
    refused = parse_qs(urlsplit(came).query).get("error")
    if refused:
        raise InspectionError(Code.SIGN_IN_FAILED, reason=_word(refused[0]))
    try:
        told = parse_authorization_code_response(came, state)
    except OAuth2Error as error:
        raise InspectionError(Code.SIGN_IN_FAILED, reason=_word(error.error)) from error
    # RFC 9207: where a provider names itself, it must be the one that was asked.
    if told.get("iss", provider.issuer) != provider.issuer:
        raise InspectionError(Code.SIGN_IN_FAILED, reason="issuer")
    return str(told["code"])


def _redeem(http: httpx.Client, provider: Provider, body: str) -> str:
    """Give the code for the ID token; a code works once."""
    try:
        answer = http.post(provider.token, content=body, headers=_FORM)
        told = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise InspectionError(Code.PROVIDER_UNREACHABLE, url=provider.issuer) from error
    told = told if isinstance(told, dict) else {}
    if not isinstance(told.get("id_token"), str):
        raise InspectionError(Code.SIGN_IN_FAILED, reason=_word(told.get("error")))
    return str(told["id_token"])


def _word(said: object) -> str:
    """An error as OAuth names it; nothing else that a provider may say is shown."""
    word = str(said)
    return word if _WORD.fullmatch(word) else "answer"
