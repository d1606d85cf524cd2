"""The authorization code flow with PKCE (S256) at a provider, whoever the browser comes back to.

No secret lies in the program, and a code that somebody else catches on the way is of no use to
them. What comes of it is one ID token, which the office judges.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
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
from inspectiebezoek.sync.protocol import SignInOffer
from inspectiebezoek.sync.provider import Provider

_WORD = re.compile("[a-z_]{1,40}")
_FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


@dataclass(frozen=True, slots=True)
class Asking:
    """One signing in: where the browser comes back to, and what only who began it knows.

    `state` ties the answer to the browser, `nonce` the token to the asking, `verifier` (43 to 128
    characters, RFC 7636) the code to who asked for it.
    """

    redirect: str
    state: str
    nonce: str
    verifier: str


def page_to_sign_in(offer: SignInOffer, provider: Provider, asking: Asking) -> str:
    """The address at the provider where a person signs in."""
    return str(
        prepare_grant_uri(
            provider.authorization,
            client_id=offer.client_id,
            response_type="code",
            redirect_uri=asking.redirect,
            scope="openid profile",
            state=asking.state,
            nonce=asking.nonce,
            code_challenge=create_s256_code_challenge(asking.verifier),
            code_challenge_method="S256",
        )
    )


def id_token(
    http: httpx.Client, offer: SignInOffer, provider: Provider, asking: Asking, came: str
) -> str:
    """The ID token for the address that the browser came back with; a code works once.

    Raises `SIGN_IN_FAILED` with a `reason` (what the provider says, `issuer` or `answer`), or
    `PROVIDER_UNREACHABLE`.
    """
    body = prepare_token_request(
        "authorization_code",
        code=_code(came, asking.state, provider),
        redirect_uri=asking.redirect,
        client_id=offer.client_id,
        code_verifier=asking.verifier,
    )
    try:
        answer = http.post(provider.token, content=body, headers=_FORM)
        told = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise InspectionError(Code.PROVIDER_UNREACHABLE, url=provider.issuer) from error
    told = told if isinstance(told, dict) else {}
    if not isinstance(told.get("id_token"), str):
        raise InspectionError(Code.SIGN_IN_FAILED, reason=_word(told.get("error")))
    return str(told["id_token"])


def _code(came: str, state: str, provider: Provider) -> str:
    try:
        told = parse_authorization_code_response(came, state)
    except OAuth2Error as error:
        refused = parse_qs(urlsplit(came).query).get("error")
        reason = refused[0] if refused else error.error
        raise InspectionError(Code.SIGN_IN_FAILED, reason=_word(reason)) from error
    # RFC 9207: where a provider names itself, it must be the one that was asked.
    if told.get("iss", provider.issuer) != provider.issuer:
        raise InspectionError(Code.SIGN_IN_FAILED, reason="issuer")
    return str(told["code"])


def _word(said: object) -> str:
    """An error as OAuth names it; nothing else that a provider may say is shown."""
    word = str(said)
    return word if _WORD.fullmatch(word) else "answer"
