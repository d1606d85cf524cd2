"""Make a signed report last: time-stamps and what proves its certificates, inside the file.

From PAdES B-B to B-LTA (EN 319 142-1 §6) in three revisions, each allowed after signing:
a time-stamp over the signatures, the proofs gathered after it, and a time-stamp over those.
So the proofs are younger than the first stamp, as strict validators want, and the containers
of the signatures stay what they were.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from asn1crypto import x509
from pyhanko.sign.fields import InvisSigSettings
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report.authority import Authority
from inspectiebezoek.report.container import DIGEST
from inspectiebezoek.report.longterm import read_proofs
from inspectiebezoek.report.outside import Outside
from inspectiebezoek.report.pdf_reader import PdfReader
from inspectiebezoek.report.proofs import Proofs, collect
from inspectiebezoek.report.revision import Revision
from inspectiebezoek.report.signer_key import fingerprint_of
from inspectiebezoek.report.verdict import (
    CERTIFICATE_REVOKED,
    SIGNER_UNKNOWN,
    SIGNERS_UNDETERMINABLE,
    Verdict,
)
from inspectiebezoek.report.verify import verify

# Outside every page: PDF/A wants a field to be printed, and PDF/UA lets this one be untagged.
_UNSEEN = InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)
_WHOSE = {SIGNER_UNKNOWN, SIGNERS_UNDETERMINABLE}


@dataclass(frozen=True, slots=True)
class Upgrading:
    """With whom: the address of the time-stamp authority, the roots to build on, the network."""

    authority: str
    roots: tuple[x509.Certificate, ...]
    outside: Outside


def upgrade(pdf: bytes, using: Upgrading, *, now: datetime, file: str = "") -> bytes:
    """The signed report with stamps and proofs behind it (B-LTA); what was there stays.

    A report that has them already gets the proofs of its last stamp and a fresh stamp. Raises
    `REPORT_WAITS` while someone must still sign, `SIGNATURE_BROKEN`, `CERTIFICATE_REVOKED`,
    `AUTHORITY_UNREACHABLE`, `AUTHORITY_UNUSABLE`, `AUTHORITY_UNTRUSTED` and `PROOFS_MISSING`.
    """
    before = verify(pdf, None, now=now, file=file)
    _check(before, file)
    authority = Authority(using.authority, using.outside)
    authority.introduce()
    stamped = _stamp(pdf, authority)
    proofs = _gathered(stamped, authority, using)
    made = _stamp(_with_proofs(stamped, proofs), authority)
    _check_result(verify(made, None, now=now), using)
    return made


def _check(verdict: Verdict, file: str) -> None:
    if CERTIFICATE_REVOKED in verdict.faults:
        raise InspectionError(Code.CERTIFICATE_REVOKED, file=file)
    if set(verdict.faults) - _WHOSE:
        raise InspectionError(Code.SIGNATURE_BROKEN, file=file)
    if verdict.waiting:
        raise InspectionError(Code.REPORT_WAITS, file=file, names=", ".join(verdict.waiting))


def _stamp(pdf: bytes, authority: Authority) -> bytes:
    number = len(PdfReader(pdf).embedded_timestamp_signatures) + 1
    out = io.BytesIO()
    stamper = PdfTimeStamper(authority, field_name=f"Timestamp{number}", invis_settings=_UNSEEN)
    stamper.timestamp_pdf(Revision(pdf), DIGEST, output=out)
    return out.getvalue()


def _gathered(pdf: bytes, authority: Authority, using: Upgrading) -> Proofs:
    """The proofs for every signer and every stamp in the file."""
    reader = PdfReader(pdf)
    proofs = read_proofs(reader)
    proofs.add([*authority.certificates, *using.roots])
    for each in reader.embedded_signatures:
        proofs.add([held.chosen for held in each.signed_data["certificates"]])
    for each in reader.embedded_signatures:
        collect(each.signer_cert, proofs, using.outside)
    return proofs


def _with_proofs(pdf: bytes, proofs: Proofs) -> bytes:
    writer = Revision(pdf)
    DocumentSecurityStore.supply_dss_in_writer(
        writer, None, certs=proofs.certificates, ocsps=proofs.ocsps, crls=proofs.crls
    )
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def _check_result(verdict: Verdict, using: Upgrading) -> None:
    """We verify our own output before calling it done."""
    if CERTIFICATE_REVOKED in verdict.faults:
        raise InspectionError(Code.CERTIFICATE_REVOKED, file="")
    roots = {fingerprint_of(each) for each in using.roots}
    if not all(each.proven and each.root in roots for each in verdict.stamps):
        host = urlsplit(using.authority).netloc
        raise InspectionError(Code.AUTHORITY_UNTRUSTED, host=host)
    if set(verdict.faults) - _WHOSE:
        raise RuntimeError(f"what was made does not hold: {verdict.faults}")
    unproven = [each.name for each in verdict.signatures if each.level != "B-LTA"]
    if unproven:
        raise InspectionError(Code.PROOFS_MISSING, names=", ".join(unproven))
