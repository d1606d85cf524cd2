"""Charts from reportlab's own drawing library: the judgments counted per value."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.graphics.shapes import Rect, String

from inspectiebezoek.report.fonts import BOLD, REGULAR
from inspectiebezoek.report.layout.flowables import Chart
from inspectiebezoek.report.layout.style import INK, SHADES, TINT, WIDTH

_ROW, _BAR, _NAMES = 20.0, 12.0, 128.0


def judgment_bars(counts: Sequence[tuple[str, str, int]]) -> Chart:
    """A bar a judgment: (value, words, how often)."""
    height = _ROW * len(counts) + 4
    chart = Chart(WIDTH, height)
    most = max((number for _, _, number in counts), default=1) or 1
    room = WIDTH - _NAMES - 40
    for row, (value, words, number) in enumerate(counts):
        y = height - (row + 1) * _ROW + 4
        chart.add(String(0, y + 2, words, fontName=REGULAR, fontSize=9, fillColor=INK))
        chart.add(Rect(_NAMES, y, room, _BAR, fillColor=TINT, strokeColor=None))
        if number:
            shade = SHADES.get(value, INK)
            length = room * number / most
            chart.add(Rect(_NAMES, y, length, _BAR, fillColor=shade, strokeColor=None))
        end = _NAMES + room + 8
        chart.add(String(end, y + 2, str(number), fontName=BOLD, fontSize=9, fillColor=INK))
    return chart
