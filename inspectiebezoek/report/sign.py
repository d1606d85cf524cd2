"""Sign a sealed report: PAdES B-B, one signer after the other, in the order of the report."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfSigningSession

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report.appearance import appearance
from inspectiebezoek.report.attached import NamedSigner, read_attached, understand
from inspectiebezoek.report.container import DIGEST
from inspectiebezoek.report.pdf_reader import PdfReader
from inspectiebezoek.report.revision import Revision
from inspectiebezoek.report.signer_key import PRACTICE, SignerKey
from inspectiebezoek.report.verdict import SIGNERS_UNDETERMINABLE, UNREADABLE, UNSIGNED
from inspectiebezoek.report.verify import verify

FIELD = "Signature"


@dataclass(frozen=True, slots=True)
class Signing:
    """In which capacity and where someone signs, and the moment (aware)."""

    capacity: str
    place: str
    now: datetime


def sign(pdf: bytes, key: SignerKey, signing: Signing, *, file: str = "") -> bytes:
    """The report with the next signature added; what was there stays byte for byte.

    `file` is only for the errors: `REPORT_UNREADABLE` for a file that is not a sealed report,
    `SIGNATURE_BROKEN` when it is not as the signers before left it, `SIGN_ORDER` when the report
    names another signer next, `REPORT_INCOMPLETE` for a draft that lacks what a report must say,
    `SIGNER_KEY_EXPIRED` and `GLYPH_MISSING`.
    """
    attached = understand(read_attached(pdf))
    if attached is None:
        raise InspectionError(Code.REPORT_UNREADABLE, file=file)
    if attached.lacking:
        raise InspectionError(Code.REPORT_INCOMPLETE, count=len(attached.lacking))
    if not key.valid_at(signing.now):
        until = f"{key.certificate.not_valid_after:%d-%m-%Y}"
        raise InspectionError(Code.SIGNER_KEY_EXPIRED, name=key.name, until=until)
    before = verify(pdf, None, now=signing.now)
    if UNREADABLE in before.faults:
        raise InspectionError(Code.REPORT_UNREADABLE, file=file)
    if set(before.faults) - {UNSIGNED, SIGNERS_UNDETERMINABLE}:
        raise InspectionError(Code.SIGNATURE_BROKEN, file=file)
    signed = tuple(each.fingerprint for each in before.signatures)
    field = _next_field(pdf, file)
    _check_turn(attached.signers, signed, key)
    try:
        writer = Revision(pdf)
        metadata = signers.PdfSignatureMetadata(
            field_name=field,
            md_algorithm=DIGEST,
            subfilter=SigSeedSubFilter.PADES,
            name=key.name,
            reason=signing.capacity,
            location=signing.place,
        )
        signer = _SignerAt(metadata, key.signer, stamp_style=appearance(_lines(key, signing)))
        signer.moment = signing.now
        out = io.BytesIO()
        signer.sign_pdf(writer, existing_fields_only=True, output=out)
    except (PdfError, SigningError) as error:
        raise InspectionError(Code.REPORT_UNREADABLE, file=file) from error
    return out.getvalue()


class _SignerAt(signers.PdfSigner):
    """pyHanko's signer, with the moment of signing as given instead of the clock's."""

    moment: datetime

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.moment
        return session


def _lines(key: SignerKey, signing: Signing) -> tuple[str, ...]:
    moment = f"{signing.now:%d-%m-%Y %H:%M %Z}".strip()
    marked = (PRACTICE,) if key.practice else ()
    return (*marked, key.name, signing.capacity, f"{signing.place}, {moment}")


def _next_field(pdf: bytes, file: str) -> str:
    """The first empty field of ours, in the order of their numbers."""
    try:
        reader = PdfReader(pdf)
        empty = [
            str(name) for name, value, _ in fields.enumerate_sig_fields(reader) if value is None
        ]
    except PdfError as error:
        raise InspectionError(Code.REPORT_UNREADABLE, file=file) from error
    numbers = [name.removeprefix(FIELD) for name in empty if name.startswith(FIELD)]
    ours = sorted(int(number) for number in numbers if number.isdecimal())
    if not ours:
        raise InspectionError(Code.REPORT_FULLY_SIGNED, file=file)
    return f"{FIELD}{ours[0]}"


def _check_turn(named: tuple[NamedSigner, ...], signed: tuple[str, ...], key: SignerKey) -> None:
    """Refuse a key whose turn it is not.

    A place without a fingerprint is open to any certificate, for a certificate need not spell a
    name as the team list does; only not to someone the report names elsewhere, or who has signed.
    """
    expected = named[len(signed)] if len(signed) < len(named) else NamedSigner("-", "")
    if expected.fingerprint:
        refused = expected.fingerprint != key.fingerprint
    else:
        elsewhere = {each.name for each in named} - {expected.name}
        refused = key.name in elsewhere or key.fingerprint in signed
    if refused:
        raise InspectionError(Code.SIGN_ORDER, expected=expected.name)
