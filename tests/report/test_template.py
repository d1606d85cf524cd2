"""The order of the parts and the words of a report are data that an inspectorate can change."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report.audience import Audience
from inspectiebezoek.report.produce import produce, template_of
from tests.report.test_content import text_of
from tests.support.reports import LEAD, PHOTOS, report_of, signers_of


def own(folder: Path, words: str) -> Path:
    file = folder / "report.toml"
    file.write_text(words, encoding="utf-8")
    return file


def told(file: Path) -> str:
    report = report_of(signers_of(LEAD))
    pdf = produce(report, Audience.INTERNAL, PHOTOS.__getitem__, template=template_of(file))
    return text_of(pdf)


def test_parts_come_in_the_order_of_the_template_and_others_are_left_out(tmp_path: Path) -> None:
    file = own(tmp_path, 'internal = ["title", "evidence", "findings", "signatures"]')

    words = told(file)

    assert words.index("Bewijslijst") < words.index("Bevindingen")
    assert "Aanbevelingen" not in words
    assert template_of(file).parts[Audience.PUBLIC] == template_of(None).parts[Audience.PUBLIC]


def test_words_of_ones_own_stand_in_the_report(tmp_path: Path) -> None:
    file = own(tmp_path, '[texts.nl]\nevidence = "Wat wij meenamen"')

    words = told(file)

    assert "Wat wij meenamen" in words
    assert "Bewijslijst" not in words


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ('internal = ["title", "bevindingen", "signatures"]', "bevindingen"),
        ('internal = ["title", "findings"]', "internal: signatures"),
        ('internal = ["title", "title", "findings", "signatures"]', "title"),
        ('public = ["title", "findings", "signatures"]', "public: withheld"),
        ('intern = ["title"]', "intern"),
        ("internal = 3", "internal"),
        ('[texts.nl]\nbewijs = "x"', "nl.bewijs"),
        ('[texts.nl]\npage_of = "{bladzijde}"', "nl.page_of"),
        ('[texts.fr]\npage_of = "{page}"', "fr"),
        ("texts = 1", "texts"),
        ("[texts]\nnl = 1", "nl"),
    ],
)
def test_a_template_that_is_wrong_is_refused_with_the_word(
    tmp_path: Path, words: str, wrong: str
) -> None:
    with pytest.raises(InspectionError) as refused:
        template_of(own(tmp_path, words))

    assert refused.value.code is Code.TEMPLATE_BROKEN
    assert refused.value.facts == {"file": "report.toml", "words": wrong}


def test_a_template_that_is_no_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InspectionError) as refused:
        template_of(own(tmp_path, "internal = title"))

    assert "line 1" in str(refused.value.facts["words"])
