"""Draw annotations on a picture, so large and with such edges that they are seen on any photo."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from inspectiebezoek.paths import resource
from inspectiebezoek.visit.annotations import ARROW, BOX, LINE, PIN, WORDS, Annotation

INK, EDGE = "#B3003C", "#FFFFFF"
Place = tuple[float, float]


def draw(picture: Image.Image, annotations: Sequence[Annotation]) -> None:
    """Draw on the picture itself; pins are numbered in order."""
    pen = _Pen(picture)
    pins = 0
    for each in annotations:
        pins += each.kind == PIN
        pen.draw(each, pins)


class _Pen:
    """A picture with the thickness and the font that suit its size."""

    def __init__(self, picture: Image.Image) -> None:
        self._draw = ImageDraw.Draw(picture)
        self._wide, self._tall = picture.size
        self._thick = max(3, round(max(picture.size) / 260))
        font = resource("fonts", "SourceSans3-Semibold.ttf")
        self._font = ImageFont.truetype(str(font), max(16, round(max(picture.size) / 36)))

    def draw(self, shape: Annotation, number: int) -> None:
        begin, end = self._at(shape.x1, shape.y1), self._at(shape.x2, shape.y2)
        if shape.kind == ARROW:
            self._arrow(begin, end)
        elif shape.kind == BOX:
            corners = [begin, (end[0], begin[1]), end, (begin[0], end[1]), begin]
            self._stroke(corners)
        elif shape.kind == LINE:
            self._stroke([self._at(x, y) for x, y in shape.line()])
        elif shape.kind == PIN:
            self._pin(begin, number)
        if shape.words:
            self._words(self._beside(shape, begin, end), shape.words)

    def _at(self, x: int, y: int) -> Place:
        return x * self._wide / 1000, y * self._tall / 1000

    def _stroke(self, places: Sequence[Place]) -> None:
        if len(places) < 2:
            return
        for colour, thick in ((EDGE, self._thick * 2), (INK, self._thick)):
            self._draw.line(list(places), fill=colour, width=thick, joint="curve")

    def _arrow(self, tail: Place, head: Place) -> None:
        turn = math.atan2(head[1] - tail[1], head[0] - tail[0])
        size = self._thick * 6
        sides = [
            (head[0] - size * math.cos(turn + side), head[1] - size * math.sin(turn + side))
            for side in (0.45, -0.45)
        ]
        self._stroke([tail, head])
        self._stroke([sides[0], head, sides[1]])

    def _pin(self, place: Place, number: int) -> None:
        radius = self._font.size * 0.8
        x, y = place
        area = (x - radius, y - radius, x + radius, y + radius)
        self._draw.ellipse(area, fill=INK, outline=EDGE, width=self._thick)
        self._draw.text(place, str(number), fill=EDGE, font=self._font, anchor="mm")

    def _beside(self, shape: Annotation, begin: Place, end: Place) -> Place:
        """Words stand where an arrow begins, beside a pin, below the top of a box."""
        if shape.kind == PIN:
            return begin[0] + self._font.size, begin[1] - self._font.size / 2
        if shape.kind == WORDS:
            return begin
        return min(begin[0], end[0]) if shape.kind == BOX else begin[0], begin[1] + self._thick * 2

    def _words(self, place: Place, words: str) -> None:
        area = self._draw.textbbox(place, words, font=self._font)
        room = self._thick
        # Moved inwards: words that run out of the picture cannot be read.
        left = min(0.0, self._wide - area[2] - room)
        up = min(0.0, self._tall - area[3] - room)
        spot = (max(room, place[0] + left), max(room, place[1] + up))
        area = self._draw.textbbox(spot, words, font=self._font)
        plate = (area[0] - room, area[1] - room, area[2] + room, area[3] + room)
        self._draw.rectangle(plate, fill=EDGE)
        self._draw.text(spot, words, fill=INK, font=self._font)
