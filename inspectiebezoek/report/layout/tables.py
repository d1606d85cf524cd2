"""Tables of a report: cells that are elements, heads that repeat, bands that group rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import Color

from inspectiebezoek.report.fonts import covered
from inspectiebezoek.report.layout.flowables import TaggedTable, Text
from inspectiebezoek.report.layout.style import STYLES, TABLE, TINT, WIDTH
from inspectiebezoek.report.layout.tags import Element


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its cells and the shade of the mark before its last cell.

    A band is a row of one cell over the whole width that names the rows below it.
    """

    cells: tuple[str, ...]
    shade: Color | None = None
    band: bool = False


def table(
    within: Element,
    head: Sequence[str],
    lines: Sequence[Line],
    shares: Sequence[float],
    *,
    summary: str,
    place: str,
    small: Sequence[int] = (),
) -> TaggedTable:
    """A table with a head that repeats on every page; the first column heads its row.

    `shares` of the width per column; `small`: columns in small type, such as hashes; `place`
    names where we are for `GLYPH_MISSING`.
    """
    top = _element(within, summary)
    row = Element("TR", top)
    made = [_cell(words, _heading(row, "Column"), "head", place) for words in head]
    cells, style = [made], list(TABLE)
    for number, line in enumerate(lines, start=1):
        row = Element("TR", top)
        if line.band:
            cells.append(_band(line, row, len(head), place))
            style += [("SPAN", (0, number), (-1, number)), ("BACKGROUND", *_whole(number), TINT)]
            continue
        made = [_cell(line.cells[0], _heading(row, "Row"), "cell", place)]
        for column, words in enumerate(line.cells[1:], start=1):
            look = "mono" if column in small else "cell"
            made.append(_cell(words, Element("TD", row), look, place))
        cells.append(made)
        if line.shade is not None:
            style.append(("LINEBEFORE", (-1, number), (-1, number), 3, line.shade))
    return _assembled(cells, shares, style, heads=1)


def facts(
    within: Element,
    rows: Sequence[tuple[str, str]],
    style: Sequence[Any],
    *,
    summary: str,
    place: str,
    share: float,
) -> TaggedTable:
    """A table of names and values, without a head; the names take `share` of the width."""
    top = _element(within, summary)
    cells = []
    for name, value in rows:
        row = Element("TR", top)
        first = _cell(name, _heading(row, "Row"), "name", place)
        cells.append([first, _cell(value, Element("TD", row), "cell", place)])
    return _assembled(cells, (share, 1 - share), list(style), heads=0)


def _whole(number: int) -> tuple[tuple[int, int], tuple[int, int]]:
    return (0, number), (-1, number)


def _element(within: Element, summary: str) -> Element:
    return Element("Table", within, attributes={"O": "Table", "Summary": summary})


def _heading(row: Element, scope: str) -> Element:
    return Element("TH", row, attributes={"O": "Table", "Scope": scope})


def _band(line: Line, row: Element, columns: int, place: str) -> list[Any]:
    attributes = {"O": "Table", "Scope": "Column", "ColSpan": str(columns)}
    element = Element("TH", row, attributes=attributes)
    return [_cell(line.cells[0], element, "head", place), *[""] * (columns - 1)]


def _cell(words: str, element: Element, style: str, place: str) -> Text:
    text = Text(covered(words, place), STYLES[style])
    text.element = element
    return text


def _assembled(
    cells: list[list[Any]], shares: Sequence[float], style: list[Any], heads: int
) -> TaggedTable:
    whole = sum(shares)
    widths = [WIDTH * share / whole for share in shares]
    made = TaggedTable(cells, colWidths=widths, style=style, repeatRows=heads, splitInRow=1)
    made.rows = tuple(
        tuple(cell.element for cell in row if isinstance(cell, Text)) for row in cells
    )
    made.heads = heads
    made.hAlign = "LEFT"
    return made
