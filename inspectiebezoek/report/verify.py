"""Verify a signed report: per signature intact, valid, whose, and what changed afterwards."""

from __future__ import annotations

import hashlib
import io
import json
import logging
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report.attached import read_attached

TRUSTED, UNKNOWN, UNDETERMINABLE = "trusted", "unknown", "undeterminable"


@dataclass(frozen=True, slots=True)
class SignatureVerdict:
    """What holds of one signature.

    `intact`: the bytes it covers are as signed; `valid`: the signature itself is right;
    `trust`: is the signer one that the visit (or `--trust`) names; `changed`: what a later
    revision altered beyond what signing allows; `level`: PAdES level; `time`: as claimed.
    """

    field: str
    name: str
    capacity: str
    place: str
    fingerprint: str
    intact: bool
    valid: bool
    trust: str
    changed: str
    level: str
    time: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What holds of the whole file. `faults` are codes; empty when all is well."""

    signatures: tuple[SignatureVerdict, ...]
    faults: tuple[str, ...]
    log: str
    attached: str
    heads: dict[str, Any]

    @property
    def holds(self) -> bool:
        """True when every signature is intact, valid and of a known signer, to the last byte."""
        return not self.faults

    @property
    def undeterminable(self) -> bool:
        """True when the only doubt is whose the signatures are: nobody said whom to expect."""
        return bool(self.faults) and set(self.faults) == {"signers-undeterminable"}

    def as_table(self) -> dict[str, Any]:
        """For JSON."""
        return {**asdict(self), "holds": self.holds, "undeterminable": self.undeterminable}


def verify(pdf: bytes, trusted: Collection[str] | None, *, now: datetime) -> Verdict:
    """Judge a report. `trusted`: fingerprints of the signers to expect, None when unknown.

    Raises `REPORT_UNREADABLE` for bytes that are no PDF at all; a damaged PDF gets a verdict.
    """
    if not pdf.startswith(b"%PDF-"):
        raise InspectionError(Code.REPORT_UNREADABLE, file="")
    attached = read_attached(pdf)
    data = _data(attached)
    try:
        with _quiet():
            reader = PdfFileReader(io.BytesIO(pdf), strict=False)
            found = tuple(
                _signature(each, trusted, now) for each in reader.embedded_regular_signatures
            )
            faults = _faults(pdf, reader.embedded_regular_signatures, found, data)
    except _BROKEN:
        # Whatever a flipped byte makes of the file: it is not what was signed.
        found, faults = (), ("unreadable",)
    digest = hashlib.sha256(attached).hexdigest() if attached is not None else ""
    return Verdict(found, faults, str(data.get("log", "")), digest, data.get("heads", {}))


# A damaged file can go wrong anywhere in the readers; each of these was seen with flipped bytes.
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
    OSError,
    zlib.error,
)


def _data(attached: bytes | None) -> dict[str, Any]:
    try:
        data = json.loads(attached or b"{}")
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _signature(
    signature: EmbeddedPdfSignature, trusted: Collection[str] | None, now: datetime
) -> SignatureVerdict:
    certificate = signature.signer_cert
    fingerprint = hashlib.sha256(certificate.dump()).hexdigest()
    # The signer's own certificate is the root: who it is, is judged by its fingerprint.
    context = ValidationContext(
        trust_roots=[certificate],
        allow_fetching=False,
        moment=signature.self_reported_timestamp or now,
        time_tolerance=timedelta(minutes=5),
        revocation_mode="soft-fail",
    )
    status = validate_pdf_signature(signature, context)
    level = status.modification_level
    altered = level is None or level == ModificationLevel.OTHER
    claimed = signature.self_reported_timestamp
    entry = signature.sig_object
    return SignatureVerdict(
        field=signature.field_name,
        name=str(certificate.subject.native.get("common_name", "")),
        capacity=str(entry.get("/Reason", "")),
        place=str(entry.get("/Location", "")),
        fingerprint=fingerprint,
        intact=bool(status.intact),
        valid=bool(status.valid),
        trust=_trust(fingerprint, trusted),
        changed=(level.name.lower() if level else "unknown") if altered else "",
        level="B-B",
        time=claimed.isoformat() if claimed else "",
    )


def _trust(fingerprint: str, trusted: Collection[str] | None) -> str:
    if trusted is None:
        return UNDETERMINABLE
    return TRUSTED if fingerprint in trusted else UNKNOWN


def _faults(
    pdf: bytes,
    signatures: list[EmbeddedPdfSignature],
    found: tuple[SignatureVerdict, ...],
    data: dict[str, Any],
) -> tuple[str, ...]:
    faults = []
    if not found:
        faults.append("unsigned")
    if any(not each.intact or not each.valid for each in found):
        faults.append("altered")
    if any(each.changed for each in found):
        faults.append("changed-afterwards")
    if any(each.trust == UNKNOWN for each in found):
        faults.append("signer-unknown")
    if any(each.trust == UNDETERMINABLE for each in found):
        faults.append("signers-undeterminable")
    if signatures and not _whole_file(pdf, signatures[-1]):
        faults.append("not-whole-file")
    if any(not _zero_padding(pdf, each) for each in signatures):
        faults.append("padding")
    if not data.get("log"):
        faults.append("no-visit-data")
    return tuple(faults)


def _whole_file(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """The last signature must reach the last byte: nothing may be appended after it."""
    start, length, resume, rest = (int(each) for each in signature.byte_range)
    return start == 0 and resume + rest == len(pdf) and length < resume


def _zero_padding(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """The room left in /Contents must be zeros: readers ignore it, so it could hide something."""
    _, length, resume, _ = (int(each) for each in signature.byte_range)
    gap = pdf[length:resume]
    if not (gap.startswith(b"<") and gap.endswith(b">")):
        return False
    contents = bytes.fromhex(gap[1:-1].decode("ascii"))
    return not any(contents[_der_length(contents) :])


def _der_length(data: bytes) -> int:
    """The whole length of the DER value at the start of some bytes (X.690 §8.1.3)."""
    first = data[1]
    if first < 0x80:
        return 2 + first
    count = first & 0x7F
    return 2 + count + int.from_bytes(data[2 : 2 + count], "big")


@contextmanager
def _quiet() -> Iterator[None]:
    """pyHanko logs every broken signature with a traceback; the verdict says it already."""
    logs = [logging.getLogger(name) for name in ("pyhanko", "pyhanko_certvalidator")]
    before = [log.level for log in logs]
    for log in logs:
        log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for log, level in zip(logs, before, strict=True):
            log.setLevel(level)
