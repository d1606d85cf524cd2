"""Numbers in the margin, line by line, so that who remarks on a concept can say where."""

from __future__ import annotations

from collections.abc import Iterable

from inspectiebezoek.report.fonts import REGULAR
from inspectiebezoek.report.layout.style import MARGIN, MUTED
from inspectiebezoek.report.layout.tags import TaggingCanvas

_SIZE = 6.5
# Cells of one row of a table stand a little apart; together they are one line.
_ONE_LINE = 5.0


def number_lines(canvas: TaggingCanvas) -> None:
    """Number the lines of the page that is done, from 1; readers pass the numbers over."""
    with canvas.artifact("Pagination", "LineNum"):
        canvas.saveState()
        canvas.setFont(REGULAR, _SIZE)
        canvas.setFillColor(MUTED)
        for number, height in enumerate(lines_of(canvas.baselines), start=1):
            canvas.drawRightString(MARGIN - 12, height, str(number))
        canvas.restoreState()


def lines_of(baselines: Iterable[float]) -> tuple[float, ...]:
    """The heights of the lines from above, columns beside each other taken as one."""
    found: list[float] = []
    for height in sorted(baselines, reverse=True):
        if not found or found[-1] - height >= _ONE_LINE:
            found.append(height)
    return tuple(found)
