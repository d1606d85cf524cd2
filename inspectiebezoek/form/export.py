"""Write a checklist in another form: an XForm for other programs, a workbook for a spreadsheet."""

from __future__ import annotations

from pathlib import Path

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.loading import SHEETS, load_form, read_file
from inspectiebezoek.form.sheets import Workbook, read_sheets


def export_form(form: Path, out: Path) -> None:
    """Write the XForm of a checklist (`.xml`) or its sheets as a workbook (`.xlsx`).

    Raises:
        InspectionError: FORM_UNREADABLE or FORM_FAULTS for the checklist; WRONG_USE for another
            kind of file, or for the sheets of what is an XForm; FILE_UNWRITABLE when the file
            cannot be written.
    """
    suffix = out.suffix.lower()
    if suffix == ".xml":
        content = load_form(form).xform
        try:
            out.write_bytes(content)
        except OSError as error:
            raise InspectionError(Code.FILE_UNWRITABLE, file=out) from error
    elif suffix == ".xlsx" and form.suffix.lower() in SHEETS:
        load_form(form)
        _workbook(read_sheets(form, read_file(form)), out)
    else:
        raise InspectionError(Code.WRONG_USE, reason=out.name)


def _workbook(book: Workbook, out: Path) -> None:
    import openpyxl

    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for sheet in book.sheets.values():
        page = made.create_sheet(sheet.name)
        page.append(list(sheet.header))
        page.freeze_panes = "A2"
        for row in sheet.rows:
            page.append([row.cells.get(column, "") for column in sheet.header])
    try:
        made.save(out)
    except OSError as error:
        raise InspectionError(Code.FILE_UNWRITABLE, file=out) from error
