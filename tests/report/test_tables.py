"""Tables for other programs: whole, explained, and no text in them is ever run as a formula."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyarrow import parquet

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.messages import LANGUAGES, texts
from inspectiebezoek.report.table_files import Format, write_tables
from inspectiebezoek.report.tables import Table, tables_of
from inspectiebezoek.visit.kinds import Finding
from tests.support.laptop import Laptop
from tests.support.reports import NOW
from tests.support.visits import AANTAL, UITLEG, plan

FORMULA = '=HYPERLINK("http://voorbeeld.invalid";"klik")'
DANGEROUS = (FORMULA, "+1+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1")


@pytest.fixture
def found(tmp_path: Path) -> tuple[Table, ...]:
    laptop = Laptop(tmp_path)
    visit = plan(laptop)
    visit.answer(UITLEG, FORMULA)
    visit.answer(AANTAL, "3")
    visit.set_remark(AANTAL, "geteld")
    heard = [{"interview": "G-1", "role": "bewaarder", "text": "Het tocht."}]
    visit.add(Finding, label="B-01", title="Ramen", heard=heard, criteria=["1.1", "1.2"])
    tables = tables_of(visit, "nl", texts("tables", "nl"))
    laptop.close()
    return tables


def table_of(*cells: str | int) -> Table:
    return Table("answers", tuple("abcdefgh"[: len(cells)]), (cells,))


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_answers_findings_and_evidence_are_there_with_their_source(
    found: tuple[Table, ...],
) -> None:
    answers, findings, evidence, _ = found

    told = {row[answers.columns.index("place")]: row for row in answers.rows}
    assert told[AANTAL][answers.columns.index("code")] == "A3"
    assert told[AANTAL][answers.columns.index("value")] == "3"
    assert told[AANTAL][answers.columns.index("remark")] == "geteld"
    [row] = (dict(zip(findings.columns, row, strict=True)) for row in findings.rows)
    assert (row["label"], row["heard"]) == ("B-01", "G-1 bewaarder: Het tocht.")
    assert (row["criteria"], row["by"]) == ("1.1\n1.2", "Anna")
    assert evidence.rows == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dictionary_explains_every_column(found: tuple[Table, ...], language: str) -> None:
    meanings = texts("tables", language)
    columns = {each.name: set(each.columns) for each in found[:-1]}

    assert {name: set(words) for name, words in meanings.items()} == columns
    assert len(found[-1].rows) == sum(len(each) for each in columns.values())


def test_no_text_in_a_csv_file_is_a_formula() -> None:
    files = write_tables([table_of(*DANGEROUS)], Format.CSV, "", made=NOW)

    [_, row] = rows_of(files["answers.csv"])
    assert row == [f"'{each}" for each in DANGEROUS]


def test_numbers_in_a_csv_file_stay_numbers() -> None:
    files = write_tables([table_of("-3", "-3.5", "+4,5", 7)], Format.CSV, "", made=NOW)

    assert rows_of(files["answers.csv"])[1] == ["-3", "-3.5", "+4,5", "7"]


def test_no_text_in_a_workbook_is_a_formula(found: tuple[Table, ...]) -> None:
    files = write_tables([table_of(*DANGEROUS), *found[1:]], Format.XLSX, "Bezoek", made=NOW)

    book = load_workbook(io.BytesIO(files["tables.xlsx"]))
    assert book.sheetnames == ["answers", "findings", "evidence", "dictionary"]
    cells = next(iter(book["answers"].iter_rows(min_row=2)))
    assert [each.data_type for each in cells] == ["s"] * len(DANGEROUS)
    assert cells[0].value == FORMULA


def test_what_no_workbook_can_hold_is_told_and_characters_without_a_place_are_marked() -> None:
    with pytest.raises(InspectionError) as caught:
        write_tables([table_of("x" * 32768)], Format.XLSX, "", made=NOW)
    files = write_tables([table_of("a\x07b")], Format.XLSX, "", made=NOW)

    assert caught.value.code is Code.TABLE_TEXT_TOO_LONG
    book = load_workbook(io.BytesIO(files["tables.xlsx"]))
    assert book["answers"]["A2"].value == "a\ufffdb"


def test_parquet_gives_back_every_cell_with_its_meaning(found: tuple[Table, ...]) -> None:
    files = write_tables(found, Format.PARQUET, "", made=NOW)

    for table in found:
        read = parquet.read_table(io.BytesIO(files[f"{table.name}.parquet"]))
        assert tuple(read.column_names) == table.columns
        assert [tuple(row.values()) for row in read.to_pylist()] == list(table.rows)
    schema = parquet.read_schema(io.BytesIO(files["answers.parquet"]))
    assert schema.field("question").metadata[b"meaning"] == b"de vraag"
    sizes = parquet.read_schema(io.BytesIO(files["evidence.parquet"]))
    assert str(sizes.field("original_size").type) == "int64"
