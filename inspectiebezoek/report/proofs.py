"""What proves that a certificate was good: its chain, and whether any of it was revoked."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from asn1crypto import crl, ocsp, pem, x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.authority import AuthorityWithCert
from pyhanko_certvalidator.errors import PathError, RevokedError, ValidationError
from pyhanko_certvalidator.fetchers.common_utils import (
    enumerate_delivery_point_urls,
    format_ocsp_request,
    gather_aia_issuer_urls,
)
from pyhanko_certvalidator.util import get_ocsp_urls, get_relevant_crl_dps

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report.outside import Outside
from inspectiebezoek.report.signer_key import name_of

CLOCKS_DIFFER = timedelta(minutes=5)
_LONGEST_CHAIN = 8


@dataclass(slots=True)
class Proofs:
    """Certificates, OCSP answers and revocation lists, in the order they came."""

    certificates: list[x509.Certificate] = field(default_factory=list)
    ocsps: list[ocsp.OCSPResponse] = field(default_factory=list)
    crls: list[crl.CertificateList] = field(default_factory=list)

    def add(self, certificates: Iterable[x509.Certificate]) -> None:
        """Take in certificates that are not here yet."""
        known = {each.dump() for each in self.certificates}
        for each in certificates:
            if each.dump() not in known:
                known.add(each.dump())
                self.certificates.append(each)


@dataclass(frozen=True, slots=True)
class Standing:
    """What may be said of a certificate at a moment: `path` from its root, empty when unproven."""

    path: tuple[x509.Certificate, ...] = ()
    revoked: bool = False

    @property
    def proven(self) -> bool:
        """True when every certificate of the path was good, and this is shown."""
        return bool(self.path) and not self.revoked

    @property
    def fingerprints(self) -> frozenset[str]:
        """SHA-256 (hex) of the certificates of the path."""
        return frozenset(hashlib.sha256(each.dump()).hexdigest() for each in self.path)


def read_roots(data: bytes, file: str = "") -> tuple[x509.Certificate, ...]:
    """Certificates from a PEM or DER file; raises `ROOTS_UNREADABLE`."""
    try:
        blocks = pem.unarmor(data, multiple=True) if pem.detect(data) else [("", {}, data)]
        found = tuple(x509.Certificate.load(der) for _, _, der in blocks)
        for each in found:
            name_of(each)
    except (ValueError, TypeError) as error:
        raise InspectionError(Code.ROOTS_UNREADABLE, file=file) from error
    if not found:
        raise InspectionError(Code.ROOTS_UNREADABLE, file=file)
    return found


def is_root(certificate: x509.Certificate) -> bool:
    """True for a certificate that is issued by itself; nobody can revoke it."""
    return bool(certificate.issuer.dump() == certificate.subject.dump())


def collect(certificate: x509.Certificate, proofs: Proofs, outside: Outside) -> None:
    """Ask about a certificate and those above it, and keep the answers in `proofs`.

    Raises `AUTHORITY_UNREACHABLE`. What an authority does not offer is not asked; whether
    enough is known is judged by `standing`.
    """
    proofs.add([certificate])
    for _ in range(_LONGEST_CHAIN):
        if is_root(certificate):
            return
        issuer = _issuer_of(certificate, proofs, outside)
        if issuer is None:
            return
        _revocation(certificate, issuer, proofs, outside)
        certificate = issuer


def _issuer_of(
    certificate: x509.Certificate, proofs: Proofs, outside: Outside
) -> x509.Certificate | None:
    found = _issuer_among(certificate, proofs.certificates)
    if found is None:
        for url in gather_aia_issuer_urls(certificate):
            proofs.add(read_roots(outside.get(url), url))
        found = _issuer_among(certificate, proofs.certificates)
    return found


def _issuer_among(
    certificate: x509.Certificate, known: Iterable[x509.Certificate]
) -> x509.Certificate | None:
    named = (each for each in known if each.subject.dump() == certificate.issuer.dump())
    wanted = certificate.authority_key_identifier
    return next((each for each in named if not wanted or each.key_identifier == wanted), None)


def _revocation(
    certificate: x509.Certificate, issuer: x509.Certificate, proofs: Proofs, outside: Outside
) -> None:
    addresses = get_ocsp_urls(certificate)
    if addresses:
        question = format_ocsp_request(
            certificate, AuthorityWithCert(issuer), certid_hash_algo="sha1", request_nonces=False
        )
        answer = outside.post(addresses[0], question.dump(), "application/ocsp-request")
        if _take_answer(answer, proofs, addresses[0]):
            return
    for url in _list_addresses(certificate):
        _take_list(outside.get(url), proofs, url)
        return


def _take_answer(answer: bytes, proofs: Proofs, url: str) -> bool:
    """Keep an OCSP answer with the certificates in it; False when it says it cannot tell."""
    try:
        response = ocsp.OCSPResponse.load(answer)
        if response["response_status"].native != "successful":
            return False
        held = response.basic_ocsp_response["certs"]
        certificates = list(held) if held else []
    except (ValueError, TypeError) as error:
        raise InspectionError(Code.AUTHORITY_UNUSABLE, host=urlsplit(url).netloc) from error
    proofs.ocsps.append(response)
    proofs.add(certificates)
    return True


def _take_list(data: bytes, proofs: Proofs, url: str) -> None:
    try:
        found = crl.CertificateList.load(pem.unarmor(data)[2] if pem.detect(data) else data)
        found.issuer.dump()
    except (ValueError, TypeError) as error:
        raise InspectionError(Code.AUTHORITY_UNUSABLE, host=urlsplit(url).netloc) from error
    proofs.crls.append(found)


def _list_addresses(certificate: x509.Certificate) -> Iterator[str]:
    for point in get_relevant_crl_dps(certificate, use_deltas=False):
        yield from enumerate_delivery_point_urls(point)


def standing(
    certificate: x509.Certificate,
    proofs: Proofs,
    roots: Iterable[x509.Certificate],
    moment: datetime,
    *,
    stamps: bool = False,
) -> Standing:
    """Was a certificate good at an (aware) moment, by what is in `proofs` alone.

    `stamps`: it must be one for time-stamps. Answers of after the moment count: they say
    since when something is revoked.
    """
    anchors = [*roots, *([certificate] if is_root(certificate) else [])]
    context = ValidationContext(
        trust_roots=anchors,
        other_certs=proofs.certificates,
        ocsps=proofs.ocsps,
        crls=proofs.crls,
        allow_fetching=False,
        moment=moment,
        revocation_mode="hard-fail",
        retroactive_revinfo=True,
        time_tolerance=CLOCKS_DIFFER,
    )
    validator = CertificateValidator(
        certificate, intermediate_certs=proofs.certificates, validation_context=context
    )
    usage = {"time_stamping"} if stamps else set()
    try:
        checking = validator.async_validate_usage(set(), usage)  # type: ignore[no-untyped-call]
        path = asyncio.run(checking)
    except RevokedError:
        return Standing(revoked=True)
    except (PathError, ValidationError):
        return Standing()
    return Standing(tuple(path))
