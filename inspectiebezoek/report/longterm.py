"""Judge the stamps and proofs of a report: how long its signatures can be believed.

Everything is read from the file itself, so it works offline and years later.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import crl, ocsp, tsp, x509
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext

from inspectiebezoek.report.container import is_exact
from inspectiebezoek.report.pdf_reader import PdfReader
from inspectiebezoek.report.proofs import CLOCKS_DIFFER, Proofs, Standing, is_root, standing
from inspectiebezoek.report.signer_key import fingerprint_of, name_of
from inspectiebezoek.report.verdict import TRUSTED, UNDETERMINABLE, StampVerdict

# The levels of EN 319 142-1 §6.
BASIC, STAMPED, PROVEN, LASTING = "B-B", "B-T", "B-LT", "B-LTA"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time-stamp in the file, its verdict, and how many bytes from the start it covers."""

    verdict: StampVerdict
    moment: datetime
    covers: int


@dataclass(frozen=True, slots=True)
class Longevity:
    """What stamps and proofs say of one signature; `stamped`: it existed then (ISO 8601)."""

    level: str = BASIC
    stamped: str = ""
    revoked: bool = False
    too_late: bool = False


def read_proofs(reader: PdfReader) -> Proofs:
    """The proofs that a file carries (its DSS, ETSI EN 319 142-1 §5.4.2); empty without."""
    if "/DSS" not in reader.root:
        return Proofs()
    store = reader.root["/DSS"]

    def held(name: str) -> Iterator[bytes]:
        for each in store[name] if name in store else ():  # noqa: SIM401 - get() leaves references
            yield each.get_object().data

    return Proofs(
        [x509.Certificate.load(each) for each in held("/Certs")],
        [ocsp.OCSPResponse.load(each) for each in held("/OCSPs")],
        [crl.CertificateList.load(each) for each in held("/CRLs")],
    )


def judge_stamps(
    pdf: bytes, reader: PdfReader, proofs: Proofs, trusted: Collection[str]
) -> tuple[Stamp, ...]:
    """The stamps of a file, in their order. `trusted`: fingerprints of authorities to believe."""
    found = reader.embedded_timestamp_signatures
    return tuple(_judged(pdf, each, proofs, trusted) for each in found)


def _judged(
    pdf: bytes, stamp: EmbeddedPdfSignature, proofs: Proofs, trusted: Collection[str]
) -> Stamp:
    certificate = stamp.signer_cert
    info: tsp.TSTInfo = stamp.signed_data["encap_content_info"]["content"].parsed
    moment = info["gen_time"].native
    context = ValidationContext(
        trust_roots=[certificate],
        allow_fetching=False,
        moment=moment,
        time_tolerance=CLOCKS_DIFFER,
        revocation_mode="soft-fail",
    )
    status = validate_pdf_timestamp(stamp, context, skip_diff=True)
    known = standing(certificate, proofs, _roots(proofs.certificates), moment, stamps=True)
    verdict = StampVerdict(
        field=str(stamp.field_name),
        authority=name_of(certificate),
        fingerprint=fingerprint_of(certificate),
        root=fingerprint_of(known.path[0]) if known.path else "",
        time=moment.isoformat(),
        intact=bool(status.intact) and is_exact(pdf, stamp),
        valid=bool(status.valid),
        proven=known.proven,
        revoked=known.revoked,
        trust=TRUSTED
        if {fingerprint_of(certificate), *known.fingerprints} & set(trusted)
        else UNDETERMINABLE,
    )
    return Stamp(verdict, moment, end_of(stamp))


def end_of(signature: EmbeddedPdfSignature) -> int:
    """Where the part of the file ends that a signature or a stamp covers."""
    _, _, resume, rest = (int(each) for each in signature.byte_range)
    return resume + rest


def longevity(
    signature: EmbeddedPdfSignature,
    claimed: datetime | None,
    stamps: Sequence[Stamp],
    proofs: Proofs,
) -> Longevity:
    """The level of a signature: only stamps that are whole and come after it count.

    `too_late`: it claims to be made after the stamp that lies over it.
    """
    good = [each for each in stamps if each.covers > end_of(signature) and _holds(each)]
    if not good:
        return Longevity()
    first, last = good[0], good[-1]
    known = _standing_of(signature, first.moment, proofs)
    return Longevity(
        level=_level(known, first, last),
        stamped=first.moment.isoformat(),
        revoked=known.revoked,
        too_late=claimed is not None and claimed > first.moment + CLOCKS_DIFFER,
    )


def _level(known: Standing, first: Stamp, last: Stamp) -> str:
    if not (known.proven and first.verdict.proven):
        return STAMPED
    # The proofs are younger than the first stamp; only a later one shows when they were there.
    return LASTING if last is not first and last.verdict.proven else PROVEN


def _holds(stamp: Stamp) -> bool:
    return stamp.verdict.intact and stamp.verdict.valid and not stamp.verdict.revoked


def _standing_of(signature: EmbeddedPdfSignature, moment: datetime, proofs: Proofs) -> Standing:
    held = [each.chosen for each in signature.signed_data["certificates"]]
    known = Proofs([*proofs.certificates], proofs.ocsps, proofs.crls)
    known.add(held)
    return standing(signature.signer_cert, known, _roots(known.certificates), moment)


def _roots(certificates: Iterable[x509.Certificate]) -> list[x509.Certificate]:
    return [each for each in certificates if is_root(each)]
