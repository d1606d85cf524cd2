"""Charts from reportlab's own drawing library: judgments per value, and moments in their time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from reportlab.graphics.shapes import Circle, Line, Rect, String

from inspectiebezoek.report.fonts import BOLD, REGULAR, plain
from inspectiebezoek.report.layout.flowables import Chart
from inspectiebezoek.report.layout.style import ACCENT, INK, LINE, MUTED, SHADES, TINT, WIDTH

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


_STEP, _AXIS, _LABELS, _CLOCK = 13.0, 18.0, 176.0, 34.0
_LEAST_ROWS, _MOST_ROWS, _MOST_TICKS, _LONGEST = 3, 46, 8, 38
_TICKS = tuple(timedelta(minutes=each) for each in (5, 15, 30, 60, 120, 180, 240))
Moment = tuple[datetime, str]


@dataclass(frozen=True, slots=True)
class TimeChart:
    """The moments of a day that fit on a page: which day, how many, the first and last time."""

    chart: Chart
    day: date
    count: int
    times: tuple[str, str]


def moment_charts(moments: Sequence[Moment], name: Callable[[date], str]) -> Iterator[TimeChart]:
    """Moments (aware, in order) below each other, each at its place in time, day by day.

    Each day has a scale of its own: preparation can lie days before the flight. A day of which
    more happened than fits goes on in a next chart on the same scale. A day with hardly a moment
    has none; the table tells it. `name` writes a day.
    """
    for day, found in groupby(moments, key=lambda each: each[0].date()):
        of_day = list(found)
        if len(of_day) < _LEAST_ROWS or of_day[0][0] == of_day[-1][0]:
            continue
        scale = _Scale(of_day[0][0], of_day[-1][0])
        for start in range(0, len(of_day), _MOST_ROWS):
            part = of_day[start : start + _MOST_ROWS]
            times = (f"{part[0][0]:%H:%M}", f"{part[-1][0]:%H:%M}")
            yield TimeChart(_moments(part, scale, name(day)), day, len(part), times)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a moment stands between the first and the last, in points from the left."""

    first: datetime
    last: datetime

    def x(self, at: datetime) -> float:
        share = (at - self.first) / (self.last - self.first)
        return _LABELS + _CLOCK + share * float(WIDTH - _LABELS - _CLOCK - 8)

    def ticks(self) -> Iterator[datetime]:
        """Round times at equal distances, eight at most."""
        long = self.last - self.first
        step = next((each for each in _TICKS if long / each <= _MOST_TICKS), _TICKS[-1])
        midnight = self.first.replace(hour=0, minute=0, second=0, microsecond=0)
        at = midnight + step * -(-(self.first - midnight) // step)
        while at <= self.last:
            yield at
            at += step


def _moments(moments: Sequence[Moment], scale: _Scale, day: str) -> Chart:
    height = _STEP * len(moments) + _AXIS
    chart = Chart(WIDTH, height)
    chart.add(String(0, height - 10, day, fontName=BOLD, fontSize=8.6, fillColor=INK))
    for tick in scale.ticks():
        x = scale.x(tick)
        chart.add(Line(x, 0, x, height - _AXIS + 4, strokeColor=LINE, strokeWidth=0.4))
        chart.add(_words(x, height - 10, f"{tick:%H:%M}", MUTED, anchor="middle"))
    before: tuple[float, float] | None = None
    for row, (at, words) in enumerate(moments):
        x, y = scale.x(at), height - _AXIS - (row + 0.5) * _STEP
        if before is not None:
            chart.add(Line(before[0], before[1], before[0], y, strokeColor=ACCENT, strokeWidth=0.8))
            chart.add(Line(before[0], y, x, y, strokeColor=ACCENT, strokeWidth=0.8))
        chart.add(Circle(x, y, 2.6, fillColor=ACCENT, strokeColor=None))
        short = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
        chart.add(_words(0, y - 2.6, plain(short), INK))
        chart.add(_words(_LABELS, y - 2.6, f"{at:%H:%M}", MUTED))
        before = (x, y)
    return chart


def _words(x: float, y: float, words: str, colour: object, anchor: str = "start") -> String:
    return String(x, y, words, fontName=REGULAR, fontSize=7.6, fillColor=colour, textAnchor=anchor)
