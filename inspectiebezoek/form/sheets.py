"""Read an XLSForm as the sheets that people edit, each cell with its row and column.

Rows count as the editor shows them: lines of a Markdown or CSV file, rows of an Excel sheet.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.faults import Fault

KNOWN = ("survey", "choices", "settings", "external_choices", "entities", "osm")
# The sheets of the largest checklists unpack to some ten million bytes.
MAX_UNPACKED = 200_000_000
_SEPARATOR = re.compile(r"(?<!\\)\|")
_RULER = re.compile(r"[|\-:\s]+\Z")
_COMMENT = re.compile(r"(.*\|)\s*#[^|]+\Z")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row below the header: its number and its cells by column."""

    number: int
    cells: Mapping[str, str]

    def get(self, *names: str) -> str:
        """The first cell that is filled among some columns."""
        return next((self.cells[name] for name in names if self.cells.get(name)), "")


@dataclass(slots=True)
class Sheet:
    """One sheet: its name, its header and its rows."""

    name: str
    header: tuple[str, ...] = ()
    rows: list[SheetRow] = field(default_factory=list)


@dataclass(slots=True)
class Workbook:
    """All sheets of an XLSForm, and what is wrong with their shape."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def rows(self, name: str) -> list[SheetRow]:
        """The rows of a sheet, none when it is absent."""
        found = self.sheets.get(name)
        return found.rows if found is not None else []


def read_sheets(path: Path, content: bytes) -> Workbook:
    """The sheets of an XLSForm.

    Raises:
        InspectionError: FORM_UNREADABLE when it is no text or no workbook.
    """
    suffix = path.suffix.lower()
    try:
        if suffix == ".md":
            return _markdown(content.decode("utf-8-sig"))
        if suffix == ".csv":
            return _comma_separated(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InspectionError(Code.FORM_UNREADABLE, file=path, reason="UTF-8") from error
    return _excel(path, content)


def _markdown(text: str) -> Workbook:
    book = Workbook()
    sheet: Sheet | None = None
    for number, line in enumerate(text.splitlines(), 1):
        trimmed = line.strip()
        if trimmed.startswith("#") or not trimmed.startswith("|"):
            continue
        comment = _COMMENT.match(trimmed)
        if comment is not None:
            trimmed = comment[1]
        if not trimmed.endswith("|") or _RULER.match(trimmed):
            continue
        raw = _SEPARATOR.split(trimmed[1:-1])
        cells = [cell.strip().replace(r"\|", "|") for cell in raw]
        if cells[0]:
            sheet = book.sheets[cells[0].lower()] = Sheet(cells[0].lower())
        if sheet is None or not any(cells[1:]):
            continue
        if not sheet.header:
            sheet.header = tuple(cells[1:])
        else:
            if len(cells) - 1 > len(sheet.header):
                column = sheet.header[_suspect(raw[1:], len(sheet.header))]
                book.faults.append(Fault(sheet.name, number, column, "raw_pipe"))
            _add(sheet, number, cells[1:])
    return book


def _suspect(raw: list[str], width: int) -> int:
    """The column that most likely holds the stray `|`: where it has no space around it."""
    for place, (cell, following) in enumerate(pairwise(raw)):
        if place < width and cell.strip() and not cell.endswith(" "):
            return place
        if place < width and following.strip() and not following.startswith(" "):
            return place
    return max(range(min(width, len(raw))), key=lambda place: len(raw[place].strip()))


def _add(sheet: Sheet, number: int, cells: Iterable[str]) -> None:
    named = {
        column: cell for column, cell in zip(sheet.header, cells, strict=False) if column and cell
    }
    if named:
        sheet.rows.append(SheetRow(number, named))


def _comma_separated(text: str) -> Workbook:
    book = Workbook()
    sheet: Sheet | None = None
    reader = csv.reader(io.StringIO(text, newline=""))
    for row in reader:
        cells = [cell.strip() for cell in row]
        if cells and cells[0]:
            sheet = book.sheets[cells[0].lower()] = Sheet(cells[0].lower())
        if sheet is None or not any(cells[1:]):
            continue
        if not sheet.header:
            sheet.header = tuple(cells[1:])
        else:
            _add(sheet, reader.line_num, cells[1:])
    return book


def _excel(path: Path, content: bytes) -> Workbook:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    book = Workbook()
    try:
        with ZipFile(io.BytesIO(content)) as file:
            size = sum(member.file_size for member in file.infolist())
        if size > MAX_UNPACKED:
            raise InspectionError(Code.FORM_UNREADABLE, file=path, reason=f"> {MAX_UNPACKED} B")
        found = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError) as error:
        raise InspectionError(Code.FORM_UNREADABLE, file=path, reason=str(error)) from error
    for worksheet in found.worksheets:
        sheet = book.sheets[worksheet.title.lower()] = Sheet(worksheet.title.lower())
        for number, row in enumerate(worksheet.iter_rows(values_only=True), 1):
            cells = [_cell(value) for value in row]
            if not any(cells):
                continue
            if not sheet.header:
                sheet.header = tuple(cells)
            else:
                _add(sheet, number, cells)
    found.close()
    return book


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value).strip()


def columns(row: SheetRow, *names: str) -> Iterator[tuple[str, str]]:
    """The filled cells of a row in columns of these names, translated ones (`x::nl`) too."""
    for column, cell in row.cells.items():
        if column.partition("::")[0].strip().lower() in names:
            yield column, cell
