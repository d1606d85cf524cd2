"""The concept for the inspected: every line can be named, there is room, and nobody signs it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report.audience import Audience
from inspectiebezoek.report.layout.numbers import lines_of
from inspectiebezoek.report.produce import produce
from inspectiebezoek.report.sign import Signing, sign
from tests.report.test_content import text_of
from tests.report.verapdf import broken_rules
from tests.support.reports import (
    CAPACITY,
    LEAD,
    NOW,
    PHOTOS,
    PLACE,
    key_of,
    report_of,
    signers_of,
)


@cache
def concept(audience: Audience = Audience.INTERNAL) -> bytes:
    return produce(report_of(signers_of(LEAD)), audience, PHOTOS.__getitem__, concept=True)


def numbers_on(page: pypdfium2.PdfPage) -> list[int]:
    """What stands in the left margin, from above."""
    words = page.get_textpage().get_text_bounded(left=20, right=56, bottom=60, top=775)
    return [int(each) for each in re.findall(r"\d+", words)]


def test_the_lines_of_every_page_are_numbered_from_one() -> None:
    document = pypdfium2.PdfDocument(concept())

    for page in document:
        found = numbers_on(page)
        assert found == list(range(1, len(found) + 1))
    assert len(numbers_on(document[2])) > 15


def test_cells_beside_each_other_are_one_line() -> None:
    assert lines_of([700, 699.2, 686, 700, 672]) == (700, 686, 672)


def test_it_says_that_it_is_a_concept_and_has_room_for_remarks() -> None:
    told = text_of(concept())

    assert "Concept - Intern" in told
    assert "Opmerkingen bij dit concept" in told
    assert "Bladzijde, regel" in told


def test_nobody_signs_a_concept() -> None:
    with pytest.raises(InspectionError) as caught:
        sign(concept(), key_of(LEAD), Signing(CAPACITY, PLACE, NOW))

    assert caught.value.code is Code.REPORT_FULLY_SIGNED


@pytest.mark.validator
@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_a_concept_meets_the_standard(flavour: str, tmp_path: Path) -> None:
    files = {each.value: concept(each) for each in Audience}

    assert broken_rules(files, flavour, tmp_path) == {each.value: [] for each in Audience}
