"""Find every fault of a checklist in one pass, with its sheet, row, column and remedy.

The converter stops at its first fault and names neither column nor remedy, so our own check of
the sheets runs before it; what only the converted form shows is traced back to its row.
"""

from __future__ import annotations

from pathlib import Path

from inspectiebezoek.form.check_sheets import converter_fault, sheet_faults, traced
from inspectiebezoek.form.faults import Fault
from inspectiebezoek.form.loading import SHEETS, examine, read_file
from inspectiebezoek.form.media import Media, media_of
from inspectiebezoek.form.sheets import read_sheets


def faults_of(path: Path, *, media: Media | None = None) -> tuple[Fault, ...]:
    """Every fault of a checklist, converter warnings included; none means it can be used.

    Raises:
        InspectionError: FORM_UNREADABLE when the file cannot be read at all.
    """
    content = read_file(path)
    files = media_of(media, path.parent)
    if path.suffix.lower() not in SHEETS:
        return examine(content, files)[1]
    book = read_sheets(path, content)
    faults, survey = sheet_faults(book, files)
    if faults:
        return faults
    from inspectiebezoek.form.xlsform import ConversionError, convert

    try:
        converted = convert(path, content)
    except ConversionError as error:
        return (converter_fault(str(error), "converter"),)
    warnings = tuple(converter_fault(text, "converter_warning") for text in converted.warnings)
    _, found = examine(converted.xform, files)
    return tuple(traced(fault, survey) for fault in found) + warnings


def sentence(fault: Fault, language: str = "nl") -> str:
    """What is wrong and what to do about it, in one line."""
    return f"{fault.sentence(language)} {fault.remedy(language)}"
