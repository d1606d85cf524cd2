"""Check the sheets of an XLSForm, and trace what only its converted form shows back to a row."""

from __future__ import annotations

from collections.abc import Mapping

from inspectiebezoek.form.check_survey import Survey, check_survey
from inspectiebezoek.form.faults import Fault
from inspectiebezoek.form.sheets import Workbook

_COLUMNS = {
    "calculate": ("calculation", "calculate"),
    "relevant": ("relevant", "relevance"),
    "readonly": ("read_only", "readonly"),
    "count": ("repeat_count",),
    "choices": ("choice_filter",),
    "setvalue": ("trigger", "default"),
}


def sheet_faults(book: Workbook, files: Mapping[str, bytes]) -> tuple[tuple[Fault, ...], Survey]:
    """The faults of the sheets in their order, and where each question stands."""
    survey = check_survey(book, files)
    order = {name: place for place, name in enumerate(("survey", "choices", "settings"))}
    faults = sorted(
        (*book.faults, *survey.faults), key=lambda fault: (order.get(fault.sheet, 9), fault.row)
    )
    return tuple(faults), survey


def converter_fault(text: str, code: str) -> Fault:
    """What the converter says, at the row that it names."""
    marked, _, rest = text.partition("[row : ")
    number, bracket, said = rest.partition("]")
    if bracket and not marked.strip() and number.strip().isdigit():
        return Fault("survey", int(number), "", code, {"reason": said.strip()})
    return Fault("", 0, "", code, {"reason": text.strip()})


def traced(fault: Fault, survey: Survey) -> Fault:
    """A fault of the converted form, at the row and column it comes from."""
    row = survey.by_ref.get(str(fault.facts.get("ref", "")))
    if row is None:
        return fault
    names = _COLUMNS.get(str(fault.facts.get("aspect", "")), (str(fault.facts.get("aspect")),))
    column = next((name for name in row.cells if name.partition("::")[0] in names), "")
    return Fault("survey", row.number, column, fault.code, fault.facts)
