"""What the visit holds is in the report that people read: an empty page passes every validator."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from inspectiebezoek.app.reporting import gather, team_signers
from inspectiebezoek.report.audience import Audience, photos_of
from inspectiebezoek.report.build_parts import heard_sentence
from inspectiebezoek.report.layout.style import WIDTH
from inspectiebezoek.report.produce import produce
from tests.support.practice import practice_visit
from tests.support.reports import LEAD, SECOND, report_of, sealed, signers_of

PDF = sealed(LEAD, SECOND)
REPORT = report_of(signers_of(LEAD, SECOND))
FILE_NAME = re.compile(r"\.(jpe?g|png|heic|pdf|m4a)\b|^(IMG|DSC)[_-]?\d", re.IGNORECASE)


def text_of(pdf: bytes) -> str:
    """The words of all pages, with single spaces."""
    document = pypdfium2.PdfDocument(pdf)
    pages = (page.get_textpage().get_text_range() for page in document)
    return " ".join(" ".join(pages).split())


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every element of the structure tree, in reading order."""
    waiting = list(pdf.Root.StructTreeRoot.K)
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, pikepdf.Dictionary) and "/S" in each:
            yield each
            kids = each.K
            waiting[:0] = list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def tagged(pdf: bytes, tag: str) -> list[str]:
    """The alternative texts of the elements with a tag; empty for one without."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        named = pikepdf.Name("/" + tag)
        return [str(each.get("/Alt", "")) for each in elements(document) if each.get("/S") == named]


def test_every_finding_is_told_with_what_it_rests_on() -> None:
    told = text_of(PDF)

    for each in REPORT.findings:
        for words in (each.label, each.title, each.text, each.observed, *each.heard, *each.read):
            assert words in told


def test_every_judgment_has_its_motive_and_every_recommendation_its_owner() -> None:
    told = text_of(PDF)

    for judgment in REPORT.judgments:
        assert f"{judgment.criterion} {judgment.name}: {judgment.words}" in told
        assert judgment.motive in told
    for advice in REPORT.recommendations:
        for words in (advice.text, advice.owner, advice.due):
            assert words in told


def test_each_photo_is_a_figure_that_someone_who_cannot_see_is_told_about() -> None:
    placed = [photo for finding in REPORT.findings for photo in finding.photos]
    figures = tagged(PDF, "Figure")

    assert len(figures) == len(placed) + 2  # the charts of the judgments and of the moments
    assert {photo.alt_text for photo in placed} <= set(figures)
    assert [alt for alt in figures if FILE_NAME.search(alt) or not alt.strip()] == []


def test_the_text_of_every_audience_ends_with_a_place_for_each_signature() -> None:
    for audience in Audience:
        told = text_of(sealed(LEAD, SECOND, audience=audience))

        assert told.rindex(LEAD) < told.rindex(SECOND)


def test_a_line_of_the_contents_leads_to_its_heading() -> None:
    with pikepdf.open(io.BytesIO(PDF)) as document:
        pages = [page.obj.objgen for page in document.pages]
        links = [
            (str(each.Contents), pages.index(each.Dest[0].objgen))
            for page in document.pages
            for each in page.get("/Annots", [])
            if each.Subtype == "/Link"
        ]
    reader = pypdfium2.PdfDocument(PDF)

    assert len(links) > 8
    for words, page in links:
        assert words.split()[-1] in reader[page].get_textpage().get_text_range()


@pytest.mark.parametrize(
    ("interview", "role", "told"),
    [
        ("G-01", "bewaarder", "G-01 (bewaarder): Het tocht."),
        ("", "bewaarder", "bewaarder: Het tocht."),
        ("G-01", "", "G-01: Het tocht."),
        ("", "", "Het tocht."),
    ],
)
def test_who_said_something_is_told_without_empty_brackets(
    interview: str, role: str, told: str
) -> None:
    assert heard_sentence(interview, role, "Het tocht.") == told


@pytest.mark.parametrize("tag", ["TH", "Caption", "Link", "LBody", "H1", "H2"])
def test_readers_find_their_way_by_structure(tag: str) -> None:
    assert tagged(PDF, tag)


def test_every_moment_of_a_day_is_in_the_timeline_and_a_chart_tells_how_many() -> None:
    told = text_of(PDF)
    assert all(row.cells[1] in told for row in REPORT.timeline)
    assert [alt for alt in tagged(PDF, "Figure") if "3 momenten" in alt]


def test_the_basis_of_a_norm_is_a_note_that_can_be_pointed_at() -> None:
    with pikepdf.open(io.BytesIO(PDF)) as document:
        notes = [each for each in elements(document) if each.get("/S") == pikepdf.Name.Note]
        names = document.Root.StructTreeRoot.IDTree.Kids[0].Names

        assert [str(each.ID) for each in notes] == ["note-0001"]
        assert names[1].objgen == notes[0].objgen
    assert "Verzonnen regeling, artikel 1" in text_of(PDF)


def test_the_row_of_an_aspect_spans_the_columns_of_the_judgments_below_it() -> None:
    with pikepdf.open(io.BytesIO(PDF)) as document:
        spans = [
            int(each.A.ColSpan)
            for each in elements(document)
            if each.get("/S") == pikepdf.Name.TH and "/ColSpan" in each.A
        ]
    assert spans == [3]


def test_a_remark_of_the_inspected_stands_with_its_answer() -> None:
    (remark,) = REPORT.comments
    assert all(words in text_of(PDF) for words in (remark.text, remark.reply, remark.place))


def test_all_of_a_whole_visit_is_in_its_report(tmp_path: Path) -> None:
    with practice_visit("vertrek", tmp_path) as (place, visit):
        report = gather(place, visit, team_signers(visit, "Den Haag"))
        pdf = produce(report, Audience.INTERNAL, place.store.evidence.content)
    told, figures = text_of(pdf), tagged(pdf, "Figure")
    wanted = (
        *(each.title for each in report.findings),
        *(f"{each.criterion} {each.name}: {each.words}" for each in report.judgments),
        *(each.label for each in report.recommendations),
        *(each.sha256 for each in report.evidence if each.sha256),
    )

    squeezed = told.replace(" ", "")
    assert len(wanted) > 15
    assert [each for each in wanted if each.replace(" ", "") not in squeezed] == []
    assert {photo.alt_text for photo in photos_of(report)} <= set(figures)
    assert [alt for alt in figures if FILE_NAME.search(alt) or not alt.strip()] == []


def test_a_lone_wide_photo_takes_the_whole_width_and_an_ordinary_one_half() -> None:
    def width_of(size: tuple[int, int]) -> float:
        out = io.BytesIO()
        Image.new("RGB", size, "#345").save(out, "JPEG")
        photo = replace(REPORT.findings[0].photos[0], sha256="wide")
        finding = replace(REPORT.findings[0], photos=(photo,))
        report = replace(REPORT, findings=(finding,))
        pdf = produce(report, Audience.INTERNAL, lambda _sha256: out.getvalue())
        with pikepdf.open(io.BytesIO(pdf)) as document:
            boxes = [
                each.A.BBox
                for each in elements(document)
                if str(each.get("/Alt", "")) == photo.alt_text
            ]
        (box,) = boxes
        return float(box[2]) - float(box[0])

    assert width_of((1000, 500)) == pytest.approx(WIDTH, abs=1)
    assert width_of((640, 480)) == pytest.approx(WIDTH / 2 - 6, abs=1)
