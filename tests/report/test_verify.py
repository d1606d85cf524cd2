"""Verifying: whose the signatures are, and what may be said when nobody says whom to expect."""

from __future__ import annotations

import copy
import json
from dataclasses import asdict
from datetime import timedelta

import pytest

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report.audience import Audience
from inspectiebezoek.report.content import Signer
from inspectiebezoek.report.sign import Signing, sign
from inspectiebezoek.report.verdict import TRUSTED, UNDETERMINABLE, UNKNOWN
from inspectiebezoek.report.verify import verify
from tests.support.reports import (
    CAPACITY,
    LEAD,
    LOG,
    NOW,
    PLACE,
    SECOND,
    fingerprints,
    key_of,
    made,
    sealed,
    signed,
    signers_of,
)

STRANGER = "Iemand Anders (OEFENING)"


@pytest.mark.parametrize("audience", list(Audience))
def test_a_report_for_any_reader_holds_when_the_expected_people_signed(audience: Audience) -> None:
    verdict = verify(signed(LEAD, SECOND, audience=audience), fingerprints(LEAD, SECOND), now=NOW)

    assert verdict.holds
    assert [each.trust for each in verdict.signatures] == [TRUSTED, TRUSTED]
    assert (verdict.log, verdict.waiting) == (LOG, ())
    assert verdict.heads == {"laptop-a": {"dseq": 12, "head": "ab" * 32}}


def test_a_verdict_is_plain_data_that_drags_nothing_of_the_file_along() -> None:
    """A damaged file broke the copying of what a reader's string carried with it."""
    verdict = verify(signed(LEAD, SECOND), fingerprints(LEAD, SECOND), now=NOW)

    kinds = {type(value) for each in verdict.signatures for value in asdict(each).values()}
    assert kinds == {str, bool}
    assert copy.deepcopy(verdict) == verdict


def test_without_signatures_nothing_holds() -> None:
    verdict = verify(sealed(LEAD, SECOND), None, now=NOW)

    assert verdict.faults == ("unsigned",)
    assert verdict.waiting == (LEAD, SECOND)
    assert not verdict.undeterminable


def test_a_report_that_waits_for_the_second_says_for_whom() -> None:
    verdict = verify(signed(LEAD, places=(LEAD, SECOND)), fingerprints(LEAD, SECOND), now=NOW)

    assert verdict.holds
    assert verdict.waiting == (SECOND,)


def test_nobody_said_whom_to_expect_so_whose_it_is_cannot_be_determined() -> None:
    verdict = verify(signed(LEAD, SECOND), None, now=NOW)

    assert [each.trust for each in verdict.signatures] == [UNDETERMINABLE, UNDETERMINABLE]
    assert all(each.intact and each.valid for each in verdict.signatures)
    assert verdict.undeterminable
    assert not verdict.holds


def test_someone_who_is_not_expected_is_unknown() -> None:
    verdict = verify(signed(LEAD, SECOND), fingerprints(LEAD), now=NOW)

    assert [each.trust for each in verdict.signatures] == [TRUSTED, UNKNOWN]
    assert verdict.faults == ("signer-unknown",)


def test_a_stranger_who_alters_the_report_and_signs_again_is_unknown() -> None:
    forged = made(
        (Signer(LEAD, CAPACITY, PLACE, key_of(STRANGER).fingerprint),), finding="Alles is in orde."
    )
    forged = sign(forged, key_of(STRANGER), Signing(CAPACITY, PLACE, NOW))

    expected = verify(forged, fingerprints(LEAD, SECOND), now=NOW)
    nobody_said = verify(forged, None, now=NOW)

    assert expected.faults == ("signer-unknown",)
    assert expected.signatures[0].trust == UNKNOWN
    assert nobody_said.signatures[0].trust == UNDETERMINABLE
    assert not nobody_said.holds


def test_a_stranger_cannot_sign_under_the_data_of_another_unseen() -> None:
    """The report names the certificates it expects; another one is then refuted by it."""
    genuine, forged = made(signers_of(LEAD)), made(signers_of(STRANGER))
    signature = sign(forged, key_of(STRANGER), Signing(CAPACITY, PLACE, NOW))[len(forged) :]

    assert not verify(genuine + signature, None, now=NOW).undeterminable


def test_a_third_signature_by_a_stranger_is_seen() -> None:
    pdf = made((*signers_of(LEAD, SECOND), Signer("Wie dan ook", CAPACITY, PLACE)))
    for name in (LEAD, SECOND, STRANGER):
        pdf = sign(pdf, key_of(name), Signing(CAPACITY, PLACE, NOW))

    verdict = verify(pdf, fingerprints(LEAD, SECOND), now=NOW)

    assert [each.trust for each in verdict.signatures] == [TRUSTED, TRUSTED, UNKNOWN]
    assert not verdict.holds


def test_signing_with_a_certificate_that_had_run_out_is_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("inspectiebezoek.report.signer_key.SignerKey.valid_at", lambda *_: True)
        late = Signing(CAPACITY, PLACE, NOW + timedelta(days=400))
        pdf = sign(sealed(LEAD), key_of(LEAD), late)

    verdict = verify(pdf, fingerprints(LEAD), now=late.now)

    assert verdict.faults == ("certificate-expired",)
    assert not verdict.signatures[0].in_time


def test_a_certificate_that_ran_out_since_does_no_harm() -> None:
    later = NOW + timedelta(days=3000)

    assert verify(signed(LEAD), fingerprints(LEAD), now=later).holds


@pytest.mark.parametrize("data", [b"", b"geen pdf", b"\x89PNG\r\n", b" %PDF-1.7"])
def test_what_is_no_pdf_is_told_by_name(data: bytes) -> None:
    with pytest.raises(InspectionError) as caught:
        verify(data, None, now=NOW, file="foto.png")

    assert caught.value.code is Code.REPORT_UNREADABLE
    assert caught.value.facts == {"file": "foto.png"}


def test_a_pdf_in_name_only_gets_a_verdict() -> None:
    verdict = verify(b"%PDF-1.7\nverder niets", None, now=NOW)

    assert verdict.faults == ("unreadable", "no-visit-data")


def test_the_verdict_goes_out_as_json() -> None:
    verdict = verify(signed(LEAD, SECOND), fingerprints(LEAD, SECOND), now=NOW)

    table = json.loads(json.dumps(verdict.as_table()))

    assert table["holds"] is True
    assert table["undeterminable"] is False
    assert [each["name"] for each in table["signatures"]] == [LEAD, SECOND]
    assert len(table["attached"]) == 64
