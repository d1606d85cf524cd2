"""Draw the shapes of a picture as the copy in the report will have them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.shape import ARROW, BLACK, BOX, LINE, PIN, WHOLE, WORDS, Shape

# The same on every theme: it is drawn on a photo, and stands in the report.
INK, EDGE = QColor("#B3003C"), QColor("#FFFFFF")


class Brush:
    """A painter on a picture of a size, with the thickness and the font that suit it."""

    def __init__(self, painter: QPainter, look: Look, size: QSize, ink: QColor = INK) -> None:
        self._painter, self._size, self._ink = painter, size, ink
        longest = max(size.width(), size.height())
        self._thick = max(2.0, longest / 260)
        self._font = look.font("strong")
        self._font.setPixelSize(max(11, round(longest / 36)))

    def draw(self, shapes: Sequence[Shape]) -> None:
        """Draw all shapes; pins are numbered in order, and black lies on top of all."""
        pins = 0
        for shape in sorted(shapes, key=lambda each: each.kind == BLACK):
            pins += shape.kind == PIN
            self._one(shape, pins)

    def _one(self, shape: Shape, number: int) -> None:
        begin, end = self._at(shape.x1, shape.y1), self._at(shape.x2, shape.y2)
        if shape.kind == BLACK:
            self._painter.fillRect(QRectF(begin, end).normalized(), QColor("black"))
        elif shape.kind == ARROW:
            self._arrow(begin, end)
        elif shape.kind == BOX:
            corners = (begin, QPointF(end.x(), begin.y()), end, QPointF(begin.x(), end.y()), begin)
            self._stroke(corners)
        elif shape.kind == LINE:
            self._stroke([self._at(x, y) for x, y in shape.line()])
        elif shape.kind == PIN:
            self._pin(begin, number)
        if shape.words:
            self._words(self._beside(shape, begin, end), shape.words)
        elif shape.kind == WORDS:
            self._words(begin, "…")

    def _at(self, x: int, y: int) -> QPointF:
        return QPointF(x * self._size.width() / WHOLE, y * self._size.height() / WHOLE)

    def _stroke(self, places: Sequence[QPointF]) -> None:
        cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        for colour, thick in ((EDGE, self._thick * 2), (self._ink, self._thick)):
            self._painter.setPen(QPen(colour, thick, Qt.PenStyle.SolidLine, cap, join))
            self._painter.drawPolyline(QPolygonF(list(places)))

    def _arrow(self, tail: QPointF, head: QPointF) -> None:
        turn = math.atan2(head.y() - tail.y(), head.x() - tail.x())
        size = self._thick * 6
        sides = [
            head - QPointF(size * math.cos(turn + side), size * math.sin(turn + side))
            for side in (0.45, -0.45)
        ]
        self._stroke([tail, head])
        self._stroke([sides[0], head, sides[1]])

    def _pin(self, place: QPointF, number: int) -> None:
        radius = self._font.pixelSize() * 0.8
        self._painter.setPen(QPen(EDGE, self._thick))
        self._painter.setBrush(self._ink)
        self._painter.drawEllipse(place, radius, radius)
        self._painter.setFont(self._font)
        self._painter.setPen(EDGE)
        area = QRectF(place.x() - radius, place.y() - radius, 2 * radius, 2 * radius)
        self._painter.drawText(area, paint.CENTRE, str(number))

    def _beside(self, shape: Shape, begin: QPointF, end: QPointF) -> QPointF:
        size = self._font.pixelSize()
        if shape.kind == PIN:
            return begin + QPointF(size, -size / 2)
        if shape.kind == BOX:
            return QPointF(min(begin.x(), end.x()), begin.y() + self._thick * 2)
        return begin if shape.kind == WORDS else begin + QPointF(0, self._thick * 2)

    def _words(self, place: QPointF, words: str) -> None:
        metrics = QFontMetricsF(self._font)
        room = self._thick
        wide, tall = metrics.horizontalAdvance(words), metrics.height()
        left = max(room, min(place.x(), self._size.width() - wide - room))
        top = max(room, min(place.y(), self._size.height() - tall - room))
        area = QRectF(left, top, wide, tall)
        self._painter.fillRect(area.adjusted(-room, 0, room, 0), EDGE)
        self._painter.setFont(self._font)
        self._painter.setPen(self._ink)
        self._painter.drawText(area, paint.CENTRE, words)
