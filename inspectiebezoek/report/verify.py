"""Verify a signed report: per signature intact, valid, whose, and what changed afterwards."""

from __future__ import annotations

import io
import logging
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel, SuspiciousModification
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report.attached import Attached, read_attached, understand
from inspectiebezoek.report.container import covers_whole_file, is_exact
from inspectiebezoek.report.signer_key import fingerprint_of, name_of, valid_at
from inspectiebezoek.report.verdict import (
    ALTERED,
    CERTIFICATE_EXPIRED,
    CHANGED_AFTERWARDS,
    NO_VISIT_DATA,
    NOT_WHOLE_FILE,
    SIGNER_UNKNOWN,
    SIGNERS_UNDETERMINABLE,
    TRUSTED,
    UNDETERMINABLE,
    UNKNOWN,
    UNREADABLE,
    UNSIGNED,
    SignatureVerdict,
    Verdict,
)

__all__ = ["UNKNOWN", "Verdict", "verify"]

_CLOCKS_DIFFER = timedelta(minutes=5)

# A damaged file can go wrong anywhere in the readers; each of these was seen to.
_BROKEN = (
    PdfError,
    SigningError,
    SignatureValidationError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    OverflowError,
    RecursionError,
    NotImplementedError,
    zlib.error,
)


def verify(
    pdf: bytes, trusted: Collection[str] | None, *, now: datetime, file: str = ""
) -> Verdict:
    """Judge a report. `trusted`: fingerprints of the signers to expect, None when unknown.

    Raises `REPORT_UNREADABLE` (naming `file`) for bytes that are no PDF at all; a damaged PDF
    gets a verdict.
    """
    if not pdf.startswith(b"%PDF-"):
        raise InspectionError(Code.REPORT_UNREADABLE, file=file)
    with _quiet():
        attached = understand(read_attached(pdf))
        try:
            found, faults, empty = _judged(pdf, trusted, attached, now)
        except _BROKEN:
            # Whatever a flipped byte makes of the file: it is not what was signed.
            found, faults, empty = (), [UNREADABLE], 0
    if attached is None:
        return Verdict(signatures=found, faults=(*faults, NO_VISIT_DATA), heads={})
    return Verdict(
        signatures=found,
        faults=tuple(faults),
        log=attached.log,
        attached=attached.sha256,
        heads=attached.heads,
        waiting=tuple(each.name for each in attached.signers[-empty:]) if empty else (),
    )


def _judged(
    pdf: bytes, trusted: Collection[str] | None, attached: Attached | None, now: datetime
) -> tuple[tuple[SignatureVerdict, ...], list[str], int]:
    """The signatures, the faults, and how many places for a signature are empty."""
    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    signatures = reader.embedded_regular_signatures
    named = frozenset(each.fingerprint for each in attached.signers) if attached else frozenset()
    found = tuple(_signature(pdf, each, trusted, named - {""}, now) for each in signatures)
    whole = bool(signatures) and covers_whole_file(pdf, signatures[-1])
    empty = sum(value is None for _, value, _ in enumerate_sig_fields(reader))
    return found, _faults(found, whole), empty


def _signature(
    pdf: bytes,
    signature: EmbeddedPdfSignature,
    trusted: Collection[str] | None,
    named: Collection[str],
    now: datetime,
) -> SignatureVerdict:
    try:
        certificate = signature.signer_cert
        fingerprint = fingerprint_of(certificate)
        claimed = signature.self_reported_timestamp
        # The signer's own certificate is the root: who it is, is judged by its fingerprint.
        context = ValidationContext(
            trust_roots=[certificate],
            allow_fetching=False,
            moment=claimed or now,
            time_tolerance=_CLOCKS_DIFFER,
            revocation_mode="soft-fail",
        )
        status = validate_pdf_signature(signature, context, skip_diff=True)
        exact = is_exact(pdf, signature)
        entry = signature.sig_object
        # Plain strings: pyHanko's carry the whole file with them.
        return SignatureVerdict(
            field=str(signature.field_name),
            name=name_of(certificate),
            capacity=str(entry.get("/Reason", "")),
            place=str(entry.get("/Location", "")),
            fingerprint=fingerprint,
            intact=bool(status.intact) and exact,
            valid=bool(status.valid),
            trust=_trust(fingerprint, trusted, named),
            changed=_changed(signature) if status.intact else "",
            in_time=valid_at(certificate, claimed or now),
            level="B-B" if exact and claimed else "",
            time=claimed.isoformat() if claimed else "",
        )
    except _BROKEN:
        return SignatureVerdict(field=str(signature.field_name))


def _trust(fingerprint: str, trusted: Collection[str] | None, named: Collection[str]) -> str:
    """Whose a signature is. What the report itself names can refute a signer, never confirm one:
    a stranger who alters a report alters the names in it as well.
    """
    if trusted is not None:
        return TRUSTED if fingerprint in trusted else UNKNOWN
    return UNKNOWN if named and fingerprint not in named else UNDETERMINABLE


def _changed(signature: EmbeddedPdfSignature) -> str:
    """What a later revision did that it may not; adding the next signature is allowed.

    The comparison is slow, and says nothing when the signed bytes themselves were altered.
    """
    signature.compute_integrity_info()  # type: ignore[no-untyped-call]
    result = signature.diff_result
    if isinstance(result, SuspiciousModification):
        return str(result) or "unknown"
    if result is None or result.modification_level == ModificationLevel.OTHER:
        return "unknown"
    return ""


def _faults(found: tuple[SignatureVerdict, ...], whole: bool) -> list[str]:
    if not found:
        return [UNSIGNED]
    faults = {
        ALTERED: any(not each.intact or not each.valid for each in found),
        CHANGED_AFTERWARDS: any(each.changed for each in found),
        CERTIFICATE_EXPIRED: any(not each.in_time for each in found),
        SIGNER_UNKNOWN: any(each.trust == UNKNOWN for each in found),
        SIGNERS_UNDETERMINABLE: any(each.trust == UNDETERMINABLE for each in found),
        NOT_WHOLE_FILE: not whole,
    }
    return [code for code, present in faults.items() if present]


@contextmanager
def _quiet() -> Iterator[None]:
    """The readers log every broken file with a traceback; the verdict says it already."""
    logs = [logging.getLogger(name) for name in ("pyhanko", "pyhanko_certvalidator", "pikepdf")]
    before = [log.level for log in logs]
    for log in logs:
        log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for log, level in zip(logs, before, strict=True):
            log.setLevel(level)
