"""The provider of OpenID Connect of an organisation: its addresses, as it publishes them itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.sync.secure import refuse_insecure, trust

_TIMEOUT = httpx.Timeout(10.0, connect=5.0)


@dataclass(frozen=True, slots=True)
class Provider:
    """Where a provider lets people sign in, gives tokens, and publishes its keys."""

    issuer: str
    authorization: str
    token: str
    keys: str


def provider_client(issuer: str) -> httpx.Client:
    """A conversation with a provider; raises `OFFICE_INSECURE` for an address that is not safe."""
    return httpx.Client(timeout=_TIMEOUT, verify=trust(issuer), follow_redirects=False)


def find_provider(http: httpx.Client, issuer: str) -> Provider:
    """The addresses of a provider (OpenID Connect Discovery 1.0).

    Raises `PROVIDER_UNREACHABLE`, `SIGN_IN_FAILED` when it says to be another one, or
    `OFFICE_INSECURE` for an address without protection.
    """
    told = read_json(http, issuer, issuer.rstrip("/") + "/.well-known/openid-configuration")
    if told.get("issuer") != issuer:
        raise InspectionError(Code.SIGN_IN_FAILED, reason="issuer")
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    addresses = [str(told.get(name, "")) for name in names]
    for address in addresses:
        refuse_insecure(address)
    return Provider(issuer, *addresses)


def read_json(http: httpx.Client, issuer: str, url: str) -> Mapping[str, Any]:
    """A document of the provider; raises `PROVIDER_UNREACHABLE`."""
    try:
        answer = http.get(url)
        found = answer.raise_for_status().json()
    except (httpx.HTTPError, ValueError) as error:
        raise InspectionError(Code.PROVIDER_UNREACHABLE, url=issuer) from error
    if not isinstance(found, dict):
        raise InspectionError(Code.PROVIDER_UNREACHABLE, url=issuer)
    return found
