"""Long-term validity: time-stamps and proofs in the file, and nothing that they could hide."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfTimeStamper

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report.audience import Audience
from inspectiebezoek.report.authority import Authority
from inspectiebezoek.report.content import Signer
from inspectiebezoek.report.outside import Web
from inspectiebezoek.report.revision import Revision
from inspectiebezoek.report.sign import Signing, sign
from inspectiebezoek.report.signer_key import SignerKey, fingerprint_of, open_key
from inspectiebezoek.report.upgrade import Upgrading, upgrade
from inspectiebezoek.report.verify import verify
from tests.report.verapdf import broken_rules
from tests.support.authority import LocalAuthority, local_authority
from tests.support.reports import (
    CAPACITY,
    LEAD,
    NOW,
    PASSPHRASE,
    PLACE,
    SECOND,
    fingerprints,
    made,
    signed,
)

YEARS_LATER = NOW + timedelta(days=3000)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalAuthority]:
    moment = NOW + timedelta(hours=1)
    with local_authority(tmp_path_factory.mktemp("authority"), moment) as found:
        yield found


@pytest.fixture(scope="module")
def people(authority: LocalAuthority) -> dict[str, SignerKey]:
    return {
        who: open_key(authority.key_file(who, PASSPHRASE), PASSPHRASE)
        for who in ("vera", "sam", "ria")
    }


def using(authority: LocalAuthority, *, roots: bool = True) -> Upgrading:
    return Upgrading(authority.stamps, (authority.root,) if roots else (), Web())


def signed_by(*keys: SignerKey, at: datetime = NOW) -> bytes:
    pdf = made(tuple(Signer(each.name, CAPACITY, PLACE, each.fingerprint) for each in keys))
    for key in keys:
        pdf = sign(pdf, key, Signing(CAPACITY, PLACE, at))
    return pdf


@pytest.fixture(scope="module")
def lasting(authority: LocalAuthority, people: dict[str, SignerKey]) -> bytes:
    """A report that two people signed, made to last."""
    return upgrade(signed_by(people["vera"], people["sam"]), using(authority), now=NOW)


@pytest.fixture(scope="module")
def expected(people: dict[str, SignerKey]) -> frozenset[str]:
    return frozenset(each.fingerprint for each in people.values())


def refusal(pdf: bytes, using: Upgrading) -> Code:
    with pytest.raises(InspectionError) as caught:
        upgrade(pdf, using, now=NOW, file="verslag.pdf")
    return caught.value.code


def test_both_signatures_last_and_the_time_is_shown(
    lasting: bytes, expected: frozenset[str], authority: LocalAuthority
) -> None:
    verdict = verify(lasting, expected | {fingerprint_of(authority.root)}, now=YEARS_LATER)

    assert verdict.holds
    assert [each.level for each in verdict.signatures] == ["B-LTA", "B-LTA"]
    assert verdict.signatures[0].stamped == verdict.stamps[0].time
    assert [each.authority for each in verdict.stamps] == ["Verzonnen tijdstempeldienst"] * 2
    assert {(each.proven, each.trust) for each in verdict.stamps} == {(True, "trusted")}


def test_a_stamp_of_an_authority_nobody_named_is_no_fault_but_is_told(
    lasting: bytes, expected: frozenset[str]
) -> None:
    verdict = verify(lasting, expected, now=YEARS_LATER)

    assert verdict.holds
    assert {each.trust for each in verdict.stamps} == {"undeterminable"}


def test_upgrading_leaves_every_byte_that_was_there(
    authority: LocalAuthority, people: dict[str, SignerKey]
) -> None:
    before = signed_by(people["vera"])

    assert upgrade(before, using(authority), now=NOW).startswith(before)


def test_it_can_be_renewed_with_a_fresh_stamp(
    lasting: bytes, expected: frozenset[str], authority: LocalAuthority
) -> None:
    verdict = verify(upgrade(lasting, using(authority), now=NOW), expected, now=YEARS_LATER)

    assert verdict.holds
    assert len(verdict.stamps) == 4
    assert {each.level for each in verdict.signatures} == {"B-LTA"}


def test_a_practice_report_lasts_as_well(authority: LocalAuthority) -> None:
    pdf = upgrade(signed(LEAD, SECOND), using(authority), now=NOW)

    verdict = verify(pdf, fingerprints(LEAD, SECOND), now=YEARS_LATER)

    assert verdict.holds
    assert {each.level for each in verdict.signatures} == {"B-LTA"}


@pytest.mark.validator
@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_a_lasting_report_still_meets_the_standard(
    flavour: str, lasting: bytes, authority: LocalAuthority, tmp_path: Path
) -> None:
    brief = upgrade(signed(LEAD, audience=Audience.SUMMARY), using(authority), now=NOW)

    broken = broken_rules({"report": lasting, "summary": brief}, flavour, tmp_path)

    assert broken == {"report": [], "summary": []}


def test_a_revoked_certificate_is_refused_and_nothing_is_made(
    authority: LocalAuthority, people: dict[str, SignerKey]
) -> None:
    assert refusal(signed_by(people["ria"]), using(authority)) is Code.CERTIFICATE_REVOKED


def test_a_report_that_waits_for_a_signature_is_not_upgraded(authority: LocalAuthority) -> None:
    waiting = signed(LEAD, places=(LEAD, SECOND))

    assert refusal(waiting, using(authority)) is Code.REPORT_WAITS


def test_an_altered_report_is_not_upgraded(authority: LocalAuthority) -> None:
    assert refusal(signed(LEAD) + b"\n% erbij\n", using(authority)) is Code.SIGNATURE_BROKEN


def test_an_authority_that_nobody_trusts_makes_nothing(authority: LocalAuthority) -> None:
    assert refusal(signed(LEAD), using(authority, roots=False)) is Code.AUTHORITY_UNTRUSTED


def test_an_authority_that_cannot_be_reached_is_told(authority: LocalAuthority) -> None:
    nowhere = Upgrading("http://127.0.0.1:9/tsa", (authority.root,), Web())

    assert refusal(signed(LEAD), nowhere) is Code.AUTHORITY_UNREACHABLE


def test_what_is_no_stamp_is_told(authority: LocalAuthority) -> None:
    other = Upgrading(f"{authority.address}/test/crls/root", (authority.root,), Web())

    assert refusal(signed(LEAD), other) is Code.AUTHORITY_UNUSABLE


def test_a_signature_that_claims_to_be_made_after_its_stamp_is_seen(
    authority: LocalAuthority,
) -> None:
    authority_now, authority.now = authority.now, NOW - timedelta(days=2)
    try:
        pdf = stamped_by_anyone(signed(LEAD), authority)
    finally:
        authority.now = authority_now

    assert "signed-after-stamp" in verify(pdf, fingerprints(LEAD), now=NOW).faults


@pytest.mark.parametrize("places", [12, pytest.param(240, marks=pytest.mark.long)])
def test_a_flipped_bit_in_stamps_and_proofs_is_seen(
    lasting: bytes, expected: frozenset[str], people: dict[str, SignerKey], places: int
) -> None:
    begin = len(signed_by(people["vera"], people["sam"]))
    step = (len(lasting) - begin) // places

    missed = []
    for at in range(begin, len(lasting), step):
        data = bytearray(lasting)
        data[at] ^= 1
        if verify(bytes(data), expected, now=NOW).holds:
            missed.append(at)

    assert missed == []


def test_cut_off_after_its_proofs_it_is_not_whole(lasting: bytes, expected: frozenset[str]) -> None:
    """The proofs are covered by the last stamp alone."""
    last = lasting.rindex(b"%%EOF", 0, len(lasting) - 10) + len(b"%%EOF\n")

    assert not verify(lasting[:last], expected, now=NOW).holds


def stamped_by_anyone(
    pdf: bytes, authority: LocalAuthority, writer: IncrementalPdfFileWriter | None = None
) -> bytes:
    """The file with a time-stamp on top, as anyone can buy one."""
    out = io.BytesIO()
    PdfTimeStamper(Authority(authority.stamps, Web()), field_name="Timestamp9").timestamp_pdf(
        writer or Revision(pdf), "sha256", output=out
    )
    return out.getvalue()


def _box(writer: IncrementalPdfFileWriter) -> None:
    box = generic.StreamObject(stream_data=b"1 1 1 rg 100 300 300 300 re f")
    writer.add_stream_to_page(0, writer.add_object(box))


def _title(writer: IncrementalPdfFileWriter) -> None:
    writer.trailer["/Info"]["/Title"] = generic.pdf_string("Alles in orde")
    writer.mark_update(writer.trailer.raw_get("/Info"))


def _metadata(writer: IncrementalPdfFileWriter) -> None:
    stream = writer.root["/Metadata"]
    changed = generic.StreamObject(
        {generic.NameObject("/Type"): generic.NameObject("/Metadata")},
        stream_data=stream.data.replace(b"Voorbeeldstad", b"Elders"),
    )
    writer.root["/Metadata"] = writer.add_object(changed)
    writer.update_root()


def _data(writer: IncrementalPdfFileWriter) -> None:
    stream = writer.root["/AF"][0]["/EF"]["/F"]
    stream._data = stream.data.replace(b'"dseq": 12', b'"dseq": 13')
    stream._encoded_data = None
    writer.mark_update(writer.root["/AF"][0]["/EF"].raw_get("/F"))


def _look(writer: IncrementalPdfFileWriter) -> None:
    """The look of a signature says another thing than the signature."""
    form = writer.root["/AcroForm"]["/Fields"][0]
    look = writer.add_object(
        generic.StreamObject(
            {
                generic.NameObject("/Subtype"): generic.NameObject("/Form"),
                generic.NameObject("/BBox"): generic.ArrayObject(
                    map(generic.NumberObject, (0, 0, 200, 60))
                ),
            },
            stream_data=b"0 0 200 60 re f",
        )
    )
    form["/AP"] = generic.DictionaryObject({generic.NameObject("/N"): look})
    writer.mark_update(writer.root["/AcroForm"]["/Fields"].raw_get(0))


@pytest.mark.parametrize("alter", [_box, _title, _metadata, _data, _look])
@pytest.mark.parametrize("upgraded", [False, True])
def test_a_revision_that_changes_something_is_seen_also_under_a_real_stamp(
    alter, upgraded: bool, lasting: bytes, authority: LocalAuthority, expected: frozenset[str]
) -> None:
    """Anyone can buy a time-stamp: it may not cover up what came between."""
    pdf = lasting if upgraded else signed(LEAD)
    trusted = expected if upgraded else fingerprints(LEAD)
    writer = Revision(pdf)
    alter(writer)

    verdict = verify(stamped_by_anyone(pdf, authority, writer), trusted, now=NOW)

    assert "changed-afterwards" in verdict.faults


def test_a_stamp_alone_on_top_is_allowed(authority: LocalAuthority) -> None:
    verdict = verify(stamped_by_anyone(signed(LEAD), authority), fingerprints(LEAD), now=NOW)

    assert verdict.holds
    assert verdict.signatures[0].level == "B-T"


def test_a_stamp_with_a_look_of_its_own_is_seen(authority: LocalAuthority) -> None:
    """A time-stamp field of some size over the text would show whatever its maker likes."""
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    writer = Revision(signed(LEAD))
    append_signature_field(writer, SigFieldSpec("Timestamp9", on_page=0, box=(90, 90, 400, 400)))

    verdict = verify(
        stamped_by_anyone(signed(LEAD), authority, writer), fingerprints(LEAD), now=NOW
    )

    assert "changed-afterwards" in verdict.faults


def test_the_fields_of_stamps_are_on_no_page_that_people_see(lasting: bytes) -> None:
    with pikepdf.open(io.BytesIO(lasting)) as document:
        boxes = [
            [float(each) for each in field.Rect]
            for field in document.Root.AcroForm.Fields
            if str(field.T).startswith("Timestamp")
        ]

    assert len(boxes) == 2
    assert all((box[0], box[1]) == (box[2], box[3]) for box in boxes)
