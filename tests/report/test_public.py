"""The public version holds no word that was withheld, and says what is missing and why."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pikepdf
import pytest

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report.audience import Audience, for_audience
from inspectiebezoek.report.content import (
    INTERNAL,
    OPEN,
    Answer,
    Chapter,
    Finding,
    Photo,
    Report,
    Row,
)
from inspectiebezoek.report.leaks import still_told, withheld_words
from inspectiebezoek.report.legible import legible
from inspectiebezoek.report.produce import produce
from tests.report.test_content import text_of
from tests.support.reports import LEAD, PHOTOS, SECOND, report_of, sealed, signers_of

SECRET = (
    "Een gedetineerde met suikerziekte kreeg geen insuline.",
    "Zij vertelde ons dat zij bang is voor haar celgenoot.",
    "Een vrouw met een rode jas staat bij het raam.",
    "Hij is eerder veroordeeld voor een overval in Voorbeeldstad.",
)


def sensitive() -> Report:
    """A report in which each kind of withheld text occurs."""
    report = report_of(signers_of(LEAD, SECOND))
    first, second = report.findings
    closed = Photo("B-003", min(PHOTOS), "Raam", SECRET[2], INTERNAL)
    medical = Finding(
        "A-03", "Zorg", "risico", SECRET[0], SECRET[0], (), (), (), (), sensitivity="medisch"
    )
    return replace(
        report,
        findings=(
            replace(first, heard=(f"G-1 (gedetineerde): {SECRET[1]}",), confidentiality=OPEN),
            replace(second, photos=(closed,), confidentiality=OPEN),
            medical,
        ),
        judgments=(replace(report.judgments[0], motive=SECRET[0], sensitivity="medisch"),),
        timeline=(Row(("09:00", "vertrek", "dossier", SECRET[3]), "strafrechtelijk"),),
        interviews=(Row(("G-1", "gedetineerde", SECRET[1])),),
        secrets=("Amal Voorbeeld", "begeleider"),
        answers=(Chapter("Zorg", (Answer("Is er zorg?", "nee", SECRET[0], "medisch"),)),),
        data=json.dumps({**json.loads(report.data), "calculated": {"a": SECRET[3]}}).encode(),
    )


def everything_in(pdf: bytes) -> str:
    """All that a reader or a program can get out of a file: text, streams, strings, bytes."""
    found = [text_of(pdf), pdf.decode("latin-1")]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for each in document.objects:
            if isinstance(each, pikepdf.Stream):
                if each.get("/Subtype") != "/Image":
                    found.append(each.read_bytes().decode("utf-8", "replace"))
            elif isinstance(each, pikepdf.Dictionary):
                found += [
                    str(value) for value in each.values() if isinstance(value, pikepdf.String)
                ]
    return " ".join(" ".join(found).split())


def test_the_internal_version_tells_all() -> None:
    told = everything_in(produce(sensitive(), Audience.INTERNAL, PHOTOS.__getitem__))

    assert [words for words in SECRET if words not in told] == []


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.SUMMARY])
def test_no_withheld_word_is_anywhere_in_the_file(audience: Audience) -> None:
    told = everything_in(produce(sensitive(), audience, PHOTOS.__getitem__))

    assert {words for words in SECRET if any(words in each for each in withheld_words(sensitive()))}
    assert [words for words in (*SECRET, *withheld_words(sensitive())) if words in told] == []


def test_the_public_version_says_how_much_is_missing_and_on_which_ground() -> None:
    shown = for_audience(sensitive(), Audience.PUBLIC)

    assert {(each.what, each.ground): each.count for each in shown.withheld} == {
        ("heard", "privacy"): 1,
        ("finding", "medisch"): 1,
        ("motive", "medisch"): 1,
        ("row", "strafrechtelijk"): 1,
        ("interview", "privacy"): 1,
        ("decision", "deliberation"): 1,
        ("photo", "privacy"): 1,
        ("answer", "medisch"): 1,
    }
    told = text_of(produce(sensitive(), Audience.PUBLIC, PHOTOS.__getitem__))
    assert "Gegevens over gezondheid" in told
    assert "Openbaar" in told
    assert "Intern" not in told


def test_a_finding_that_nobody_marked_as_public_is_not_published() -> None:
    report = report_of(signers_of(LEAD, SECOND))
    opened, closed = (
        replace(report.findings[0], confidentiality=OPEN),
        replace(report.findings[1], confidentiality=INTERNAL),
    )

    shown = for_audience(replace(report, findings=(opened, closed)), Audience.PUBLIC)

    assert [each.label for each in shown.findings] == [opened.label]
    assert ("finding", "intern", 1) in [(w.what, w.ground, w.count) for w in shown.withheld]


def test_a_withheld_sentence_repeated_elsewhere_stops_the_public_version() -> None:
    report = sensitive()
    advice = replace(report.recommendations[0], text=f"Los dit op: {SECRET[0]}")
    repeated = replace(report, recommendations=(advice,))

    with pytest.raises(InspectionError) as refused:
        produce(repeated, Audience.PUBLIC, PHOTOS.__getitem__)

    assert refused.value.code is Code.REPORT_LEAKS
    assert refused.value.facts["words"] == SECRET[0]


@pytest.mark.parametrize(
    ("advice", "leaks"),
    [
        ("Vraag Amal Voorbeeld opnieuw om toestemming.", True),
        ("Kies een begeleider en een amal voorbeeld.", False),
        ("Het dossier van Amal Voorbeelden is een ander.", False),
    ],
)
def test_a_name_written_at_a_sensitive_question_is_found_however_short(
    advice: str, leaks: bool
) -> None:
    told = replace(sensitive().recommendations[0], text=advice)
    repeated = replace(sensitive(), recommendations=(told,))

    if not leaks:
        assert advice in text_of(produce(repeated, Audience.PUBLIC, PHOTOS.__getitem__))
        return
    with pytest.raises(InspectionError) as refused:
        produce(repeated, Audience.PUBLIC, PHOTOS.__getitem__)
    assert refused.value.facts["words"] == "Amal Voorbeeld"


def test_what_only_the_file_itself_tells_is_found_as_well() -> None:
    pdf = produce(sensitive(), Audience.INTERNAL, PHOTOS.__getitem__)

    assert set(still_told(SECRET, legible(pdf))) == set(SECRET)
    hidden = "Een vrouw met een rode jas staat bij het raam."
    with pikepdf.open(io.BytesIO(sealed(LEAD))) as document:
        document.pages[0].PieceInfo = pikepdf.Dictionary(Note=pikepdf.Array([hidden]))
        out = io.BytesIO()
        document.save(out)
    assert still_told([hidden], legible(out.getvalue())) == (hidden,)
