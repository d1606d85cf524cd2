"""Signing: in the order of the report, in one's own capacity, and only what is still whole."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report.content import Signer
from inspectiebezoek.report.sign import Signing, sign
from inspectiebezoek.report.signer_key import load_key, make_practice_key, open_key
from inspectiebezoek.report.verify import verify
from tests.support.keys import key_file, key_file_of_an_authority
from tests.support.reports import (
    CAPACITY,
    LEAD,
    NOW,
    PASSPHRASE,
    PLACE,
    SECOND,
    fingerprints,
    key_of,
    made,
    sealed,
    signed,
)

HERE = Signing(CAPACITY, PLACE, NOW)


def refusal(pdf: bytes, name: str, signing: Signing = HERE) -> InspectionError:
    with pytest.raises(InspectionError) as caught:
        sign(pdf, key_of(name), signing, file="verslag.pdf")
    return caught.value


def test_two_people_sign_in_order_and_the_report_names_both() -> None:
    verdict = verify(signed(LEAD, SECOND), fingerprints(LEAD, SECOND), now=NOW)

    assert verdict.holds
    assert [(each.name, each.capacity, each.place) for each in verdict.signatures] == [
        (LEAD, CAPACITY, PLACE),
        (SECOND, CAPACITY, PLACE),
    ]
    assert {each.level for each in verdict.signatures} == {"B-B"}


def test_the_time_of_a_signature_is_the_time_that_was_given() -> None:
    signatures = verify(signed(LEAD, SECOND), None, now=NOW).signatures

    times = [datetime.fromisoformat(each.time) for each in signatures]
    assert times == [NOW, NOW + timedelta(minutes=1)]


def test_signing_leaves_every_byte_that_was_there() -> None:
    first = sign(sealed(LEAD, SECOND), key_of(LEAD), HERE)

    assert first.startswith(sealed(LEAD, SECOND))
    assert sign(first, key_of(SECOND), HERE).startswith(first)


def test_a_signature_shows_who_in_which_capacity_where_when_and_that_it_is_practice() -> None:
    shown = _text_of(signed(LEAD))

    with pikepdf.open(io.BytesIO(signed(LEAD))) as document:
        fonts = document.Root.AcroForm.Fields[0].AP.N.Resources.Font.values()
        assert all("/FontFile2" in each.DescendantFonts[0].FontDescriptor for each in fonts)
    for words in ("OEFENING", LEAD, CAPACITY, f"{PLACE}, 12-03-2026 15:04 UTC"):
        assert words in shown


def test_the_second_may_not_sign_before_the_first() -> None:
    error = refusal(sealed(LEAD, SECOND), SECOND)

    assert error.code is Code.SIGN_ORDER
    assert error.facts["expected"] == LEAD


def test_nobody_signs_in_the_place_of_another() -> None:
    error = refusal(signed(LEAD, places=(LEAD, SECOND)), LEAD)

    assert error.code is Code.SIGN_ORDER
    assert error.facts["expected"] == SECOND


def test_when_all_have_signed_nobody_can_sign() -> None:
    assert refusal(signed(LEAD, SECOND), LEAD).code is Code.REPORT_FULLY_SIGNED


def test_an_open_place_takes_a_certificate_that_spells_the_name_in_full() -> None:
    pdf = made((Signer("N. van der Aa", CAPACITY, PLACE), Signer(SECOND, CAPACITY, PLACE)))

    once = sign(pdf, key_of(LEAD), HERE)

    assert verify(once, fingerprints(LEAD), now=NOW).holds
    assert refusal(once, LEAD).code is Code.SIGN_ORDER
    assert refusal(pdf, SECOND).facts["expected"] == "N. van der Aa"


def test_places_are_filled_by_number_also_beyond_nine() -> None:
    people = tuple(f"Inspecteur {number} (OEFENING)" for number in range(11))
    pdf = sealed(*people)

    for name in people[:3]:
        pdf = sign(pdf, key_of(name), HERE)

    verdict = verify(pdf, fingerprints(*people), now=NOW)
    assert [each.field for each in verdict.signatures] == [
        "Signature1",
        "Signature2",
        "Signature3",
    ]
    assert verdict.waiting == people[3:]


@pytest.mark.parametrize("data", [b"", b"geen pdf", b"%PDF-1.7\nkapot", b"PK\x03\x04"])
def test_what_is_no_report_of_ours_is_refused_by_name(data: bytes) -> None:
    error = refusal(data, LEAD)

    assert error.code is Code.REPORT_UNREADABLE
    assert error.facts["file"] == "verslag.pdf"


def test_a_pdf_of_someone_else_is_refused() -> None:
    document = pikepdf.new()
    document.add_blank_page()
    out = io.BytesIO()
    document.save(out)

    assert refusal(out.getvalue(), LEAD).code is Code.REPORT_UNREADABLE


def test_nobody_adds_a_signature_to_a_report_that_was_altered() -> None:
    pdf = bytearray(signed(LEAD, places=(LEAD, SECOND)))
    pdf[len(sealed(LEAD, SECOND)) // 2] ^= 1
    appended = signed(LEAD, places=(LEAD, SECOND)) + b"\n% erbij\n"

    assert refusal(bytes(pdf), SECOND).code in {Code.SIGNATURE_BROKEN, Code.REPORT_UNREADABLE}
    assert refusal(appended, SECOND).code is Code.SIGNATURE_BROKEN


def test_a_certificate_that_ran_out_cannot_sign() -> None:
    later = Signing(CAPACITY, PLACE, NOW + timedelta(days=400))

    error = refusal(sealed(LEAD), LEAD, later)

    assert error.code is Code.SIGNER_KEY_EXPIRED
    assert error.facts == {"name": LEAD, "until": "12-03-2027"}


def test_a_character_that_the_font_lacks_is_named_and_not_drawn_as_a_box() -> None:
    error = refusal(sealed(LEAD), LEAD, Signing(CAPACITY, "東京", NOW))

    assert error.code is Code.GLYPH_MISSING
    assert error.facts["character"] == "東"


@pytest.mark.parametrize("place", ["100% hier", "%(signer)s", "(a) \\ b", "Den\nHaag"])
def test_odd_characters_in_a_place_come_out_as_typed(place: str) -> None:
    pdf = sign(sealed(LEAD), key_of(LEAD), Signing(CAPACITY, place, NOW))

    assert verify(pdf, fingerprints(LEAD), now=NOW).signatures[0].place == place
    assert " ".join(place.split()) in _text_of(pdf)


def test_a_key_with_the_chain_of_an_authority_signs_as_well(tmp_path: Path) -> None:
    path = tmp_path / "sleutel.p12"
    path.write_bytes(key_file_of_an_authority("Vera Bos", PASSPHRASE, now=NOW))
    key = load_key(path, PASSPHRASE)

    pdf = sign(made((Signer("Vera Bos", CAPACITY, PLACE, key.fingerprint),)), key, HERE)

    assert not key.practice
    assert verify(pdf, {key.fingerprint}, now=NOW).holds
    assert "Vera Bos hoofdinspecteur" in _text_of(pdf)
    assert _text_of(pdf).count("OEFENING") == 1


def test_a_wrong_passphrase_is_told_with_the_name_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "sleutel.p12"
    path.write_bytes(make_practice_key(LEAD, PASSPHRASE, now=NOW, serial=1))

    with pytest.raises(InspectionError) as caught:
        load_key(path, "fout")

    assert caught.value.code is Code.SIGNER_KEY_UNREADABLE
    assert caught.value.facts == {"file": "sleutel.p12"}


@pytest.mark.parametrize("kind", ["no key", "no certificate", "ed25519", "text", "empty"])
def test_a_file_that_cannot_sign_is_told_and_does_not_crash(kind: str) -> None:
    data = {"text": b"geen sleutel", "empty": b""}.get(kind)
    if data is None:
        data = key_file(kind, PASSPHRASE, now=NOW)

    with pytest.raises(InspectionError) as caught:
        open_key(data, PASSPHRASE, "sleutel.p12")

    assert caught.value.code is Code.SIGNER_KEY_UNREADABLE


def test_a_key_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InspectionError) as caught:
        load_key(tmp_path / "weg.p12", PASSPHRASE)

    assert caught.value.code is Code.FILE_MISSING


def test_a_practice_key_says_so_and_can_sign_visits_of_long_ago() -> None:
    key = open_key(make_practice_key(LEAD, PASSPHRASE, now=NOW, serial=1), PASSPHRASE)

    assert key.practice
    assert key.name == LEAD
    assert key.valid_at(datetime(2020, 1, 1, tzinfo=UTC))
    assert not key.valid_at(NOW + timedelta(days=366))


def _text_of(pdf: bytes) -> str:
    """The text that a reader draws on the last page, signatures included, on one line."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        document.init_forms()
        number = len(document) - 1
        # The text of a page leaves out what is drawn by its fields, unless they become the page.
        document[number].flatten()
        return " ".join(document[number].get_textpage().get_text_bounded().split())
    finally:
        document.close()
