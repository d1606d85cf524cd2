"""Write tables as files: one workbook, or a folder of CSV or Parquet files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report.tables import Cell, Table

# The most that a cell of a workbook can hold (ECMA-376 does not say; Excel does).
_MOST = 32767
# What makes a spreadsheet take a text for a formula when it opens a CSV file.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
# XML 1.0 has no place for these.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Format(StrEnum):
    """How tables are written."""

    XLSX = "xlsx"
    CSV = "csv"
    PARQUET = "parquet"


def write_tables(
    tables: Sequence[Table], kind: Format, title: str, *, made: datetime
) -> Mapping[str, bytes]:
    """The files by name. Texts stay texts: no program takes one for a formula.

    Raises `PART_MISSING` without the libraries of the extra `export`, and `TABLE_TEXT_TOO_LONG`.
    """
    if kind is Format.CSV:
        return {f"{each.name}.csv": _csv(each) for each in tables}
    try:
        if kind is Format.XLSX:
            return {"tables.xlsx": _workbook(tables, title, made)}
        meanings = {(row[0], row[1]): str(row[3]) for row in tables[-1].rows}
        return {f"{each.name}.parquet": _parquet(each, meanings) for each in tables}
    except ImportError as error:
        raise InspectionError(Code.PART_MISSING, part=f"export ({error.name})") from error


def _csv(table: Table) -> bytes:
    """RFC 4180 in UTF-8 with a mark, which spreadsheets need to see that it is UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows([_harmless(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: Cell) -> Cell:
    """A text that a spreadsheet would run gets an apostrophe in front; a number stays one."""
    if isinstance(cell, int) or not cell.startswith(_FORMULA) or _NUMBER.fullmatch(cell):
        return cell
    return f"'{cell}"


def _workbook(tables: Sequence[Table], title: str, made: datetime) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = title, "inspectiebezoek"
    book.properties.created = book.properties.modified = made.replace(tzinfo=None)
    for table in tables:
        sheet = book.create_sheet(table.name)
        sheet.freeze_panes = "A2"
        for number, column in enumerate(table.columns):
            letter = chr(ord("A") + number)
            sheet.column_dimensions[letter].width = _width(table, number, column)
        head = [WriteOnlyCell(sheet, each) for each in table.columns]
        for cell in head:
            cell.font = Font(bold=True)
        sheet.append(head)
        for row in table.rows:
            cells = []
            for name, value in zip(table.columns, row, strict=True):
                cell = WriteOnlyCell(sheet, _writable(value, table.name, name))
                if isinstance(value, str):
                    cell.data_type = "s"
                    cell.quotePrefix = value.startswith(_FORMULA)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                cells.append(cell)
            sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _width(table: Table, number: int, column: str) -> int:
    """In characters: as wide as the text, within reason."""
    longest = max((len(str(row[number])) for row in table.rows), default=0)
    return max(len(column) + 2, min(longest + 2, 60))


def _writable(value: Cell, table: str, column: str) -> Cell:
    if isinstance(value, int):
        return value
    if len(value) > _MOST:
        raise InspectionError(Code.TABLE_TEXT_TOO_LONG, table=table, column=column, most=_MOST)
    return _UNWRITABLE.sub("\ufffd", value)


def _parquet(table: Table, meanings: Mapping[tuple[Cell, Cell], str]) -> bytes:
    import pyarrow
    from pyarrow import parquet

    kinds = {"text": pyarrow.string(), "whole": pyarrow.int64()}
    schema = pyarrow.schema(
        [
            pyarrow.field(
                each,
                kinds[table.type_of(each)],
                nullable=False,
                metadata={"meaning": meanings.get((table.name, each), "")},
            )
            for each in table.columns
        ]
    )
    columns = zip(*table.rows, strict=True) if table.rows else [[] for _ in table.columns]
    arrays = [
        pyarrow.array(list(cells), type=field.type)
        for cells, field in zip(columns, schema, strict=True)
    ]
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=schema), out)
    return out.getvalue()
