"""The time-stamp authority that this laptop makes reports last with; its store keeps it."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store.local import Store

if TYPE_CHECKING:
    from inspectiebezoek.report.outside import Outside
    from inspectiebezoek.report.upgrade import Upgrading

_KEPT = "stamp-service"


@dataclass(frozen=True, slots=True)
class StampService:
    """Its address (RFC 3161) and the highest certificates to build on, each as DER."""

    address: str
    roots: tuple[bytes, ...]

    def upgrading(self, outside: Outside) -> Upgrading:
        """What a report is made lasting with."""
        from asn1crypto import x509

        from inspectiebezoek.report.upgrade import Upgrading

        roots = tuple(x509.Certificate.load(each) for each in self.roots)
        return Upgrading(self.address, roots, outside)


def keep_service(store: Store, address: str, roots: bytes, file: str) -> StampService:
    """Remember an authority; raises `ROOTS_UNREADABLE` (`file`), `AUTHORITY_ADDRESS`."""
    from inspectiebezoek.report.proofs import read_roots

    if not _is_address(address):
        raise InspectionError(Code.AUTHORITY_ADDRESS, address=address)
    service = StampService(address, tuple(each.dump() for each in read_roots(roots, file)))
    kept = {
        "address": address,
        "roots": [base64.b64encode(each).decode() for each in service.roots],
    }
    store.remember(_KEPT, json.dumps(kept).encode())
    return service


def service_of(store: Store) -> StampService | None:
    """The authority of this laptop; None when nobody named one."""
    kept = store.recall(_KEPT)
    if not kept:
        return None
    document = json.loads(kept)
    roots = tuple(base64.b64decode(each) for each in document["roots"])
    return StampService(document["address"], roots)


def forget_service(store: Store) -> None:
    """Work without an authority from now on."""
    store.remember(_KEPT, b"")


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
