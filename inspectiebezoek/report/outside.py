"""Ask the machines that prove things about signatures: time-stamp, revocation and certificates."""

from __future__ import annotations

import ssl
from typing import Protocol
from urllib.parse import urlsplit

import httpx
import truststore

from inspectiebezoek.errors import Code, InspectionError

_TIMEOUT = httpx.Timeout(20.0, connect=5.0)
# A list of revoked certificates can be some megabytes; more than this is no answer.
_MOST = 32 * 1024 * 1024


class Outside(Protocol):
    """What is asked of the network; each raises `AUTHORITY_UNREACHABLE`."""

    def get(self, url: str) -> bytes:
        """The bytes at an address."""

    def post(self, url: str, data: bytes, kind: str) -> bytes:
        """The answer to a question of a media type."""


class Web:
    """The network of this machine, with its own store of TLS certificates.

    Revocation lists come over plain HTTP by design: they are signed themselves.
    """

    def __init__(self, transport: httpx.BaseTransport | None = None) -> None:
        self._transport = transport
        self._tls = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

    def get(self, url: str) -> bytes:
        """The bytes at an address; raises `AUTHORITY_UNREACHABLE`."""
        return self._ask("GET", url, b"", "")

    def post(self, url: str, data: bytes, kind: str) -> bytes:
        """The answer to a question of a media type; raises `AUTHORITY_UNREACHABLE`."""
        return self._ask("POST", url, data, kind)

    def _ask(self, method: str, url: str, data: bytes, kind: str) -> bytes:
        host = urlsplit(url).netloc or url
        headers = {"Content-Type": kind} if kind else {}
        try:
            with (
                self._client() as client,
                client.stream(method, url, content=data, headers=headers) as answer,
            ):
                answer.raise_for_status()
                found = bytearray()
                for piece in answer.iter_bytes():
                    found += piece
                    if len(found) > _MOST:
                        raise InspectionError(Code.AUTHORITY_UNREACHABLE, host=host)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise InspectionError(Code.AUTHORITY_UNREACHABLE, host=host) from error
        return bytes(found)

    def _client(self) -> httpx.Client:
        return httpx.Client(
            timeout=_TIMEOUT, verify=self._tls, transport=self._transport, follow_redirects=True
        )
