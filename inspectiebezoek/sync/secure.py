"""Safe ways over the network: https with the authorities of this machine, http on it alone."""

from __future__ import annotations

import ipaddress
import ssl
from urllib.parse import urlsplit

import truststore

from inspectiebezoek.errors import Code, InspectionError


def trust(url: str) -> ssl.SSLContext:
    """Whom to trust at an address; raises `OFFICE_INSECURE` as `refuse_insecure`."""
    refuse_insecure(url)
    # The machine's own certificate store: an inspectorate has its own authority. Without TLS,
    # on this machine itself, nothing is trusted and no list of authorities is read.
    kind = truststore.SSLContext if url.startswith("https:") else ssl.SSLContext
    return kind(ssl.PROTOCOL_TLS_CLIENT)


def refuse_insecure(url: str) -> None:
    """Raise `OFFICE_INSECURE` unless the address is https, or http on this very machine."""
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return
    host = parts.hostname or ""
    try:
        here = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        here = False
    if parts.scheme != "http" or not here:
        raise InspectionError(Code.OFFICE_INSECURE, url=url)
