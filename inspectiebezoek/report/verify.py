"""Verify a signed report: per signature intact, valid, whose, and what changed afterwards."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report.attached import Attached, read_attached, understand
from inspectiebezoek.report.changes import changed
from inspectiebezoek.report.container import covers_whole_file, is_exact
from inspectiebezoek.report.longterm import Stamp, judge_stamps, longevity, read_proofs
from inspectiebezoek.report.pdf_reader import PdfReader
from inspectiebezoek.report.proofs import CLOCKS_DIFFER, Proofs
from inspectiebezoek.report.signer_key import fingerprint_of, name_of, valid_at
from inspectiebezoek.report.verdict import (
    ALTERED,
    CERTIFICATE_EXPIRED,
    CERTIFICATE_REVOKED,
    CHANGED_AFTERWARDS,
    NO_VISIT_DATA,
    NOT_WHOLE_FILE,
    SIGNED_AFTER_STAMP,
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
    UnsupportedAlgorithm,
)


@dataclass(frozen=True, slots=True)
class _Judged:
    """What is found in a file, and how many places for a signature are empty."""

    signatures: tuple[SignatureVerdict, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    faults: tuple[str, ...] = (UNREADABLE,)
    empty: int = 0


Progress = Callable[[int, int], None]
"""Told how many of how many signatures and stamps are judged; what it raises stops the work."""


def silent(_done: int, _of: int) -> None:
    """Tell nobody."""


def verify(
    pdf: bytes,
    trusted: Collection[str] | None,
    *,
    now: datetime,
    file: str = "",
    progress: Progress = silent,
) -> Verdict:
    """Judge a report. `trusted`: fingerprints of the signers (and of authorities for time-stamps)
    to expect, None when unknown.

    Raises `REPORT_UNREADABLE` (naming `file`) for bytes that are no PDF at all; a damaged PDF
    gets a verdict.
    """
    if not pdf.startswith(b"%PDF-"):
        raise InspectionError(Code.REPORT_UNREADABLE, file=file)
    with _quiet():
        attached = understand(read_attached(pdf))
        try:
            found = _judged(pdf, trusted, attached, now, progress)
        except _BROKEN:
            # Whatever a flipped byte makes of the file: it is not what was signed.
            found = _Judged()
    stamps = tuple(each.verdict for each in found.stamps)
    if attached is None:
        return Verdict(
            signatures=found.signatures,
            stamps=stamps,
            faults=(*found.faults, NO_VISIT_DATA),
            heads={},
        )
    return Verdict(
        signatures=found.signatures,
        stamps=stamps,
        faults=found.faults,
        log=attached.log,
        attached=attached.sha256,
        heads=attached.heads,
        waiting=tuple(each.name for each in attached.signers[-found.empty :])
        if found.empty
        else (),
    )


def _judged(
    pdf: bytes,
    trusted: Collection[str] | None,
    attached: Attached | None,
    now: datetime,
    progress: Progress,
) -> _Judged:
    reader = PdfReader(pdf, strict=False)
    signatures = reader.embedded_regular_signatures
    steps = len(signatures) + 1
    progress(0, steps)
    proofs = read_proofs(reader)
    stamps = judge_stamps(pdf, reader, proofs, trusted or ())
    named = frozenset(each.fingerprint for each in attached.signers) if attached else frozenset()
    judge = _Judge(pdf, trusted, named - {""}, now, stamps, proofs)
    last = len(signatures) - 1
    found = []
    for number, each in enumerate(signatures):
        progress(number + 1, steps)
        found.append(judge.signature(each, number == last))
    progress(steps, steps)
    whole = bool(signatures) and covers_whole_file(pdf, reader.embedded_signatures[-1])
    empty = sum(value is None for _, value, _ in enumerate_sig_fields(reader))
    return _Judged(tuple(found), stamps, tuple(_faults(found, stamps, whole)), empty)


@dataclass(frozen=True, slots=True)
class _Judge:
    """What every signature of a file is judged with."""

    pdf: bytes
    trusted: Collection[str] | None
    named: Collection[str]
    now: datetime
    stamps: tuple[Stamp, ...]
    proofs: Proofs

    def signature(self, signature: EmbeddedPdfSignature, last: bool) -> SignatureVerdict:
        """What holds of one signature; of a damaged one nothing does."""
        try:
            return self._signature(signature, last)
        except _BROKEN:
            return SignatureVerdict(field=str(signature.field_name))

    def _signature(self, signature: EmbeddedPdfSignature, last: bool) -> SignatureVerdict:
        certificate = signature.signer_cert
        fingerprint = fingerprint_of(certificate)
        claimed = signature.self_reported_timestamp
        # The signer's own certificate is the root: who it is, is judged by its fingerprint.
        context = ValidationContext(
            trust_roots=[certificate],
            allow_fetching=False,
            moment=claimed or self.now,
            time_tolerance=CLOCKS_DIFFER,
            revocation_mode="soft-fail",
        )
        status = validate_pdf_signature(signature, context, skip_diff=True)
        exact = is_exact(self.pdf, signature)
        lasting = longevity(signature, claimed, self.stamps, self.proofs)
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
            trust=_trust(fingerprint, self.trusted, self.named),
            changed=changed(signature, last=last) if status.intact else "",
            in_time=valid_at(certificate, claimed or self.now),
            level=lasting.level if exact and claimed else "",
            time=claimed.isoformat() if claimed else "",
            stamped=lasting.stamped,
            revoked=lasting.revoked,
            too_late=lasting.too_late,
        )


def _trust(fingerprint: str, trusted: Collection[str] | None, named: Collection[str]) -> str:
    """Whose a signature is. What the report itself names can refute a signer, never confirm one:
    a stranger who alters a report alters the names in it as well.
    """
    if trusted is not None:
        return TRUSTED if fingerprint in trusted else UNKNOWN
    return UNKNOWN if named and fingerprint not in named else UNDETERMINABLE


def _faults(found: Sequence[SignatureVerdict], stamps: tuple[Stamp, ...], whole: bool) -> list[str]:
    if not found:
        return [UNSIGNED]
    faults = {
        ALTERED: not (
            all(each.intact and each.valid for each in found)
            and all(each.verdict.intact and each.verdict.valid for each in stamps)
        ),
        CHANGED_AFTERWARDS: any(each.changed for each in found),
        CERTIFICATE_EXPIRED: any(not each.in_time for each in found),
        CERTIFICATE_REVOKED: any(each.revoked for each in found),
        SIGNED_AFTER_STAMP: any(each.too_late for each in found),
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
