"""Check what a form names beside its questions: codes, filters, entities and settings.

Sources: XLSForm, Cascading selects, Entities and Settings worksheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inspectiebezoek.form.check_expressions import REFERENCE, references
from inspectiebezoek.form.expression.parser import parse
from inspectiebezoek.form.expression.syntax import Binary, Chain, Expression, ExpressionError, Path
from inspectiebezoek.form.faults import Fault
from inspectiebezoek.form.sheets import SheetRow, Workbook

_ENTITY_COLUMNS = frozenset(
    {"list_name", "dataset", "label", "entity_id", "create_if", "update_if", "repeat"}
)
_CODE = "bind::ib:code"
_STAND_IN = " /data/x "


def check_beside(book: Workbook, names: Mapping[str, list[SheetRow]], faults: list[Fault]) -> None:
    """Add the faults of codes, filters, entities and settings."""
    faults.extend(_codes(book))
    faults.extend(_filters(book))
    for sheet in ("entities", "settings"):
        for row in book.rows(sheet):
            for column, cell in row.cells.items():
                faults.extend(references(row, column, cell, names, sheet))
    for row in book.rows("entities"):
        faults.extend(_entity(row))


def _codes(book: Workbook) -> Iterator[Fault]:
    """A code is what a question keeps in every version; two that share it cannot be told apart."""
    known: dict[str, int] = {}
    for row in book.rows("survey"):
        code = row.get(_CODE)
        if code in known:
            yield Fault(
                "survey", row.number, _CODE, "duplicate_code", {"name": code, "other": known[code]}
            )
        elif code:
            known[code] = row.number


def _filters(book: Workbook) -> Iterator[Fault]:
    """A bare name in a choice filter is a column of its list; another one is never true."""
    choices = book.sheets.get("choices")
    columns = {column.partition("::")[0] for column in choices.header} if choices else set()
    for row in book.rows("survey"):
        cell = row.get("choice_filter")
        if not cell or "_from_file" in row.get("type") or "${" in row.get("type"):
            continue
        try:
            expression = parse(REFERENCE.sub(_STAND_IN, cell))
        except ExpressionError:
            continue
        for name in _bare(expression):
            if name not in columns:
                yield Fault("survey", row.number, "choice_filter", "unknown_column", {"name": name})


def _bare(expression: Expression) -> Iterator[str]:
    """The single names that are compared, not those inside functions and paths."""
    match expression:
        case Path(False, (step,), None) if step.plain:
            yield step.test
        case Chain(_, operands):
            for operand in operands:
                yield from _bare(operand)
        case Binary(_, left, right):
            yield from _bare(left)
            yield from _bare(right)


def _entity(row: SheetRow) -> Iterator[Fault]:
    """An entity has a list and a label, or the id of the one that it updates."""
    for column in row.cells:
        if column not in _ENTITY_COLUMNS and not column.startswith("label::"):
            yield Fault("entities", row.number, column, "entity_column", {"name": column})
    if not row.get("list_name", "dataset"):
        yield Fault("entities", row.number, "list_name", "cell_missing", {"name": "list_name"})
    if not row.get("label", "entity_id"):
        yield Fault("entities", row.number, "label", "cell_missing", {"name": "label"})
    if row.get("update_if") and not row.get("entity_id"):
        yield Fault("entities", row.number, "entity_id", "cell_missing", {"name": "entity_id"})
