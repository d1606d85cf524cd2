"""What is drawn on the copy of a picture that is shown: arrows, boxes, words, pins and lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

ARROW, BOX, WORDS, PIN, LINE = "arrow", "box", "words", "pin", "line"
KINDS = (ARROW, BOX, WORDS, PIN, LINE)
Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Annotation:
    """One shape; places are thousandths of the picture, from the left and from the top.

    An arrow points at (`x2`, `y2`); words begin and a pin stands at (`x1`, `y1`). `points` are
    those of a line drawn by hand, as `x,y x,y …`.
    """

    kind: str
    x1: int
    y1: int
    x2: int
    y2: int
    words: str = ""
    points: str = ""

    def table(self) -> dict[str, str]:
        """As the log keeps it."""
        return {name: str(value) for name, value in asdict(self).items()}

    def line(self) -> tuple[Point, ...]:
        """The points of a line."""
        return points_of(self.points)


def points_of(text: str) -> tuple[Point, ...]:
    """The points in a text such as `10,20 30,40`."""
    pairs = (pair.split(",") for pair in text.split())
    return tuple((int(x), int(y)) for x, y in pairs)


def read(tables: Iterable[Mapping[str, str]]) -> tuple[Annotation, ...]:
    """The shapes that a log holds; those of a kind that only a newer version knows are left out."""
    return tuple(_read(each) for each in tables if each["kind"] in KINDS)


def _read(table: Mapping[str, str]) -> Annotation:
    x1, y1, x2, y2 = (int(table[side]) for side in ("x1", "y1", "x2", "y2"))
    return Annotation(table["kind"], x1, y1, x2, y2, table["words"], table["points"])
