"""A shape that a person puts on a picture, and how it moves and grows within it."""

from __future__ import annotations

from dataclasses import dataclass, replace

BLACK, ARROW, BOX, WORDS, PIN, LINE = "black", "arrow", "box", "words", "pin", "line"
WHOLE, LEAST = 1000, 10
_AREAS = (BLACK, BOX)
_SPOTS = (WORDS, PIN)


@dataclass(frozen=True, slots=True)
class Shape:
    """`kind` is one of the above; places are thousandths of the picture, from left and top.

    An arrow points at the second place, words and pins stand at the first. `points` are those of
    a line drawn by hand, as `x,y x,y …`.
    """

    kind: str
    x1: int
    y1: int
    x2: int
    y2: int
    words: str = ""
    points: str = ""

    def moved(self, across: int, down: int) -> Shape:
        """The same elsewhere, as far as it stays within the picture."""
        places = self.line() or ((self.x1, self.y1), (self.x2, self.y2))
        across = _within(across, [x for x, _ in places])
        down = _within(down, [y for _, y in places])
        points = " ".join(f"{x + across},{y + down}" for x, y in self.line())
        x1, y1, x2, y2 = self.x1 + across, self.y1 + down, self.x2 + across, self.y2 + down
        return replace(self, x1=x1, y1=y1, x2=x2, y2=y2, points=points)

    def grown(self, across: int, down: int) -> Shape:
        """The same with its second place elsewhere; an area keeps a size that can be seen."""
        if self.kind in _SPOTS or self.points:
            return self
        x2, y2 = _clamped(self.x2 + across), _clamped(self.y2 + down)
        if self.kind in _AREAS:
            x2, y2 = max(self.x1 + LEAST, x2), max(self.y1 + LEAST, y2)
        return replace(self, x2=x2, y2=y2)

    def dragged(self, x: int, y: int) -> Shape:
        """The same drawn on to a place of the pointer."""
        x, y = _clamped(x), _clamped(y)
        if self.kind == LINE:
            return replace(self, x2=x, y2=y, points=f"{self.points} {x},{y}".strip())
        if self.kind in _SPOTS:
            return replace(self, x1=x, y1=y, x2=x, y2=y)
        return replace(self, x2=x, y2=y)

    def settled(self) -> Shape:
        """The same once it has been drawn: an area from its left top, and not too small."""
        if self.kind not in _AREAS:
            return self
        left, top = min(self.x1, self.x2, WHOLE - LEAST), min(self.y1, self.y2, WHOLE - LEAST)
        right = max(self.x1, self.x2, left + LEAST)
        bottom = max(self.y1, self.y2, top + LEAST)
        return replace(self, x1=left, y1=top, x2=right, y2=bottom)

    def line(self) -> tuple[tuple[int, int], ...]:
        """The points of a line."""
        pairs = (pair.split(",") for pair in self.points.split())
        return tuple((int(x), int(y)) for x, y in pairs)


def _clamped(place: int) -> int:
    return max(0, min(WHOLE, place))


def _within(step: int, places: list[int]) -> int:
    return max(-min(places), min(WHOLE - max(places), step))


def fresh(kind: str) -> Shape:
    """A new shape in the middle of the picture."""
    if kind == ARROW:
        return Shape(kind, 350, 650, 500, 500)
    if kind in _SPOTS:
        return Shape(kind, 500, 500, 500, 500)
    return Shape(kind, 400, 400, 600, 600)
