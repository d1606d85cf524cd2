"""Check the expressions and references in the cells of an XLSForm, and find their rings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from inspectiebezoek.form.expression.parser import parse
from inspectiebezoek.form.expression.specials import SPECIALS
from inspectiebezoek.form.expression.syntax import Call, ExpressionError, Literal, walk
from inspectiebezoek.form.faults import Fault
from inspectiebezoek.form.functions.catalogue import FUNCTIONS
from inspectiebezoek.form.functions.patterns import PatternError, translate_pattern
from inspectiebezoek.form.sheets import SheetRow, Workbook

REFERENCE = re.compile(r"\$\{\s*(?:last-saved#)?([^}]*?)\s*\}")
_LOGIC = frozenset(
    "relevant relevance constraint calculation calculate choice_filter repeat_count".split()  # noqa: SIM905
)
_MAYBE_LOGIC = frozenset({"required", "read_only", "readonly"})
_WORDS = frozenset({"yes", "no", "true", "false", "true()", "false()", ""})
_DEPENDING = frozenset({"calculation", "calculate"})


def check_expressions(
    book: Workbook, names: Mapping[str, list[SheetRow]], faults: list[Fault]
) -> None:
    """Add the faults of all cells: references, functions, syntax, patterns and rings."""
    for row in book.rows("survey"):
        for column, cell in row.cells.items():
            faults.extend(references(row, column, cell, names))
            base = column.partition("::")[2] if column.startswith("bind::") else column
            word = base.strip().lower()
            if word in _LOGIC or (word in _MAYBE_LOGIC and cell.lower() not in _WORDS):
                faults.extend(_expression(row, column, cell))
    faults.extend(_rings(book))


def references(
    row: SheetRow,
    column: str,
    cell: str,
    names: Mapping[str, list[SheetRow]],
    sheet: str = "survey",
) -> Iterator[Fault]:
    """The references in a cell to names that the survey does not have."""
    for name in dict.fromkeys(REFERENCE.findall(cell)):
        if name not in names:
            facts = {"name": name, "path": f"${{{name}}}"}
            yield Fault(sheet, row.number, column, "unknown_reference", facts)


def _expression(row: SheetRow, column: str, cell: str) -> Iterator[Fault]:
    # A path stands in for each reference, so that only the formula itself is judged.
    text = REFERENCE.sub(" /data/x ", cell)
    try:
        expression = parse(text)
    except ExpressionError as error:
        yield Fault("survey", row.number, column, error.code, error.facts)
        return
    for part in walk(expression):
        if isinstance(part, Call):
            yield from (
                Fault("survey", row.number, column, code, facts) for code, facts in _call(part)
            )


def _call(call: Call) -> Iterator[tuple[str, dict[str, object]]]:
    count = len(call.arguments)
    function = FUNCTIONS.get(call.name)
    if function is None and call.name not in SPECIALS:
        yield "unknown_function", {"name": call.name}
    elif function is not None and (
        count < function.least or (function.most is not None and count > function.most)
    ):
        yield "wrong_arguments", {"name": call.name, "count": count}
    elif call.name == "regex" and count == 2 and isinstance(call.arguments[1], Literal):
        pattern = call.arguments[1].value
        try:
            translate_pattern(pattern)
        except PatternError as error:
            yield "bad_regex", {"name": pattern, "reason": str(error)}


def _rings(book: Workbook) -> Iterator[Fault]:
    """Calculations that need each other in a ring; each ring is told once."""
    needs: dict[str, list[str]] = {}
    rows: dict[str, tuple[SheetRow, str]] = {}
    for row in book.rows("survey"):
        for column, cell in row.cells.items():
            if column.strip().lower() in _DEPENDING and row.get("name") not in rows:
                # Looking into other rows of a repeat is no ring.
                direct = re.sub(r"indexed-repeat\([^)]*\)|\[[^\]]*\]", "", cell)
                needs[row.get("name")] = REFERENCE.findall(direct)
                rows[row.get("name")] = (row, column)
    done: set[str] = set()
    for start in needs:
        ring = _ring(start, needs, done)
        if ring:
            row, column = rows[ring[0]]
            facts = {"names": " → ".join([*ring, ring[0]]), "ref": ring[0]}
            yield Fault("survey", row.number, column, "cycle", facts)


def _ring(start: str, needs: Mapping[str, list[str]], done: set[str]) -> list[str]:
    """The first ring that a name leads into; every name is looked at once."""
    if start in done:
        return []
    path = [start]
    waiting = [iter(needs[start])]
    while waiting:
        following = next(waiting[-1], None)
        if following is None:
            waiting.pop()
            done.add(path.pop())
        elif following in path:
            ring = path[path.index(following) :]
            done.update(path)
            return ring
        elif following in needs and following not in done:
            path.append(following)
            waiting.append(iter(needs[following]))
    return []
