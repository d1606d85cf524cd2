"""Promises about a checklist with faults: all are found at once, each with its place and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.check import faults_of
from inspectiebezoek.form.export import export_form
from inspectiebezoek.form.faults import Fault
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.messages import LANGUAGES, texts
from tests.support.forms import write_sheet

BROKEN = """
| | type | name | label | relevant | constraint | calculation |
| | text | a | Wat ${weg} is | ${ook_weg} = 1 | regex(., '(a+)+') | |
| | integer | b | L | fooo(${a}) | . > 1 and ( | |
| | select_one geenlijst | c | L | | | |
| | select_one_from_file weg.csv | d | L | | | |
| | begin_group | g | L | | | |
| | text | h | L|M | | | |
| | tekst | i | L | | | |
| | calculate | x | | | | ${y} + 1 |
| | calculate | y | | | | ${x} + 1 |
| | text | y | L | | | |
| | end_repeat | | | | | |
| | begin_repeat | r | L | | | |
| | text | 1r | L | | | |
"""
WANTED = [
    (3, "label", "unknown_reference"),
    (3, "relevant", "unknown_reference"),
    (3, "constraint", "bad_regex"),
    (4, "relevant", "unknown_function"),
    (4, "constraint", "expression_syntax"),
    (5, "type", "unknown_list"),
    (6, "type", "secondary_missing"),
    (8, "label", "raw_pipe"),
    (9, "type", "unknown_type"),
    (10, "calculation", "cycle"),
    (12, "name", "duplicate_name"),
    (13, "type", "end_mismatch"),
    (14, "type", "begin_without_end"),
    (15, "name", "bad_name"),
]


def places(faults: tuple[Fault, ...]) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.code) for fault in faults]


def test_all_faults_are_found_in_one_pass_with_row_and_column(tmp_path: Path) -> None:
    path = write_sheet(tmp_path, BROKEN)

    faults = faults_of(path)

    assert places(faults) == WANTED
    assert {fault.sheet for fault in faults} == {"survey"}


def test_two_questions_cannot_have_the_same_code(tmp_path: Path) -> None:
    path = write_sheet(
        tmp_path,
        """
| | type | name | label | bind::ib:code |
| | text | a | Een | A1 |
| | text | b | Twee | |
| | text | c | Drie | |
| | text | d | Vier | A1 |
""",
    )
    [fault] = faults_of(path)

    assert places((fault,)) == [(6, "bind::ib:code", "duplicate_code")]
    assert "rij 3" in fault.sentence("nl") and "row 3" in fault.sentence("en")


def test_a_checklist_with_faults_is_not_opened_and_the_error_carries_them(tmp_path: Path) -> None:
    with pytest.raises(InspectionError) as refused:
        load_form(write_sheet(tmp_path, BROKEN))

    assert refused.value.code is Code.FORM_FAULTS
    assert refused.value.facts["count"] == len(WANTED)
    faults = refused.value.facts["faults"]
    assert isinstance(faults, tuple)
    assert places(faults) == WANTED


def test_every_fault_says_what_is_wrong_and_what_to_do_in_both_languages(tmp_path: Path) -> None:
    for fault in faults_of(write_sheet(tmp_path, BROKEN)):
        for language in LANGUAGES:
            assert fault.sentence(language)
            assert fault.remedy(language)
            assert str(fault.row) in fault.place(language)
    assert texts("form", "nl")["faults"].keys() == texts("form", "en")["faults"].keys()


def test_a_ring_of_calculations_names_its_members(tmp_path: Path) -> None:
    ring = faults_of(
        write_sheet(
            tmp_path,
            """
| | type | name | label | calculation |
| | calculate | a | | ${b} + 1 |
| | calculate | b | | ${c} + 1 |
| | calculate | c | | ${a} + 1 |
| | text | d | D | |
""",
        )
    )

    assert [fault.code for fault in ring] == ["cycle"]
    assert ring[0].facts["names"] == "a → b → c → a"


def test_an_excel_sheet_with_a_bad_filter_names_row_and_column(tmp_path: Path) -> None:
    book = Workbook()
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    survey.append(["type", "name", "label", "choice_filter"])
    survey.append(["text", "a", "A", None])
    survey.append(["select_one kleur", "k", "Kleur", "name = ${aa}"])
    choices = book.create_sheet("choices")
    choices.append(["list_name", "name", "label"])
    choices.append(["kleur", "rood", "Rood"])
    book.save(tmp_path / "proef.xlsx")

    faults = faults_of(tmp_path / "proef.xlsx")

    assert places(faults) == [(3, "choice_filter", "unknown_reference")]
    assert faults[0].facts["name"] == "aa"


def test_what_only_the_converter_finds_is_a_fault_too(tmp_path: Path) -> None:
    faults = faults_of(write_sheet(tmp_path, "| | type | name |\n| | text | a |"))

    assert faults
    assert faults[0].code in ("converter", "converter_warning")
    assert "label" in faults[0].sentence("en")


def test_a_good_checklist_has_no_faults_in_any_format(tmp_path: Path) -> None:
    sheet = write_sheet(tmp_path, "| | type | name | label |\n| | text | a | Wat \\| hoe |")
    xml = tmp_path / "proef.xml"
    form = load_form(sheet)
    xml.write_bytes(form.xform)

    assert faults_of(sheet) == ()
    assert faults_of(xml) == ()


@pytest.mark.parametrize("name", ["weg.md", "weg.xlsx", "weg.xml"])
def test_a_missing_file_is_unreadable(tmp_path: Path, name: str) -> None:
    for use in (faults_of, load_form):
        with pytest.raises(InspectionError) as refused:
            use(tmp_path / name)
        assert refused.value.code is Code.FORM_UNREADABLE


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"no workbook"),
        ("a.md", b"\xff\xfe\x00"),
        ("a.xml", b"<data"),
        ("a.xml", b""),
        ("a.xml", b"<html/>"),
    ],
)
def test_a_file_that_is_no_checklist_is_unreadable(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(InspectionError) as refused:
        load_form(tmp_path / name)

    assert refused.value.code is Code.FORM_UNREADABLE


def test_a_text_without_a_survey_sheet_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Only prose\n")

    assert [fault.code for fault in faults_of(tmp_path / "a.md")] == ["no_survey"]


def test_a_checklist_can_be_taken_to_a_spreadsheet_and_back(tmp_path: Path) -> None:
    sheet = write_sheet(tmp_path, "| | type | name | label |\n| | text | a | Wat \\| hoe |")

    export_form(sheet, tmp_path / "uit.xlsx")
    export_form(sheet, tmp_path / "uit.xml")

    assert load_form(tmp_path / "uit.xlsx").xform == load_form(sheet).xform
    assert load_form(tmp_path / "uit.xml").sha256 == load_form(sheet).sha256
    with pytest.raises(InspectionError):
        export_form(tmp_path / "uit.xml", tmp_path / "terug.xlsx")


def test_filters_entities_and_settings_are_checked_with_the_survey(tmp_path: Path) -> None:
    path = tmp_path / "proef.xlsx"
    book = Workbook()
    sheets = {
        "survey": [
            ["type", "name", "label", "choice_filter"],
            ["select_one plaats", "a", "A", "streek = ${a}"],
            ["select_one plaats", "b", "B", "provincie = ${a"],
            ["select_one plaats", "c", "C", "provincie = ${a} and fooo(name)"],
        ],
        "choices": [["list_name", "name", "label", "provincie"], ["plaats", "x", "X", "y"]],
        "entities": [["list_name", "label", "kleur"], ["bomen", "concat(${weg})", "groen"]],
        "settings": [["form_title", "instance_name"], ["Proef", "concat(${kwijt})"]],
    }
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(path)

    faults = faults_of(path)

    assert [(fault.sheet, fault.row, fault.column, fault.code) for fault in faults] == [
        ("survey", 2, "choice_filter", "unknown_column"),
        ("survey", 3, "choice_filter", "expression_syntax"),
        ("survey", 4, "choice_filter", "unknown_function"),
        ("settings", 2, "instance_name", "unknown_reference"),
        ("entities", 2, "label", "unknown_reference"),
        ("entities", 2, "kleur", "entity_column"),
    ]
