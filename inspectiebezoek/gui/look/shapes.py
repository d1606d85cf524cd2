"""Draw the shape of each state; told apart in black and white and at 16 pixels."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.mark import Mark


class _Pencil:
    """One shape in the middle of a square: its centre, radius, ink and paper."""

    def __init__(self, painter: QPainter, area: QRect, ink: QColor, paper: QColor) -> None:
        size = min(area.width(), area.height())
        self.painter, self.ink, self.paper, self.size = painter, ink, paper, size
        self.area = area
        self.centre = QPointF(area.x() + area.width() / 2, area.y() + area.height() / 2)
        self.radius = size / 2 - 1
        self.stroke = max(1.6, size / 11)

    def at(self, x: float, y: float) -> QPointF:
        return self.centre + QPointF(x, y) * self.radius

    def pen(self, colour: QColor, thick: float = 1) -> None:
        cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        self.painter.setPen(QPen(colour, self.stroke * thick, Qt.PenStyle.SolidLine, cap, join))

    def fill(self) -> None:
        self.painter.setBrush(self.ink)

    def on_fill(self) -> None:
        self.pen(self.paper, 1.1)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)

    def ring(self, less: float = 0.5) -> None:
        self.painter.drawEllipse(self.centre, self.radius - less, self.radius - less)

    def tick(self, k: float) -> None:
        corners = [self.at(-0.5 * k, 0.05 * k), self.at(-0.12 * k, 0.42 * k)]
        self.painter.drawPolyline(QPolygonF([*corners, self.at(0.52 * k, -0.38 * k)]))


def _open(pencil: _Pencil) -> None:
    pencil.ring(1)


def _done(pencil: _Pencil) -> None:
    pencil.tick(1.35)


def _dash(pencil: _Pencil) -> None:
    pencil.painter.drawLine(pencil.at(-0.6, 0), pencil.at(0.6, 0))


def _struck(pencil: _Pencil) -> None:
    pencil.ring(1)
    pencil.painter.drawLine(pencil.at(-0.55, 0.55), pencil.at(0.55, -0.55))


def _full_circle(pencil: _Pencil) -> None:
    pencil.fill()
    pencil.ring()
    pencil.on_fill()
    pencil.tick(1)


def _open_circle(pencil: _Pencil) -> None:
    pencil.ring()
    pencil.tick(0.9)


def _flag(pencil: _Pencil) -> None:
    pencil.painter.drawLine(pencil.at(-0.55, -0.85), pencil.at(-0.55, 0.9))
    pencil.fill()
    cloth = [pencil.at(-0.55, -0.8), pencil.at(0.8, -0.32), pencil.at(-0.55, 0.15)]
    pencil.painter.drawPolygon(QPolygonF(cloth))


def _triangle(pencil: _Pencil) -> None:
    pencil.fill()
    corners = [pencil.at(0, -0.85), pencil.at(0.95, 0.75), pencil.at(-0.95, 0.75)]
    pencil.painter.drawPolygon(QPolygonF(corners))
    pencil.on_fill()
    pencil.painter.drawLine(pencil.at(0, -0.25), pencil.at(0, 0.2))
    pencil.painter.drawPoint(pencil.at(0, 0.52))


def _square(pencil: _Pencil) -> None:
    pencil.fill()
    pencil.painter.drawRoundedRect(QRectF(pencil.at(-0.9, -0.9), pencil.at(0.9, 0.9)), 2, 2)
    pencil.on_fill()
    pencil.painter.drawLine(pencil.at(-0.4, -0.4), pencil.at(0.4, 0.4))
    pencil.painter.drawLine(pencil.at(-0.4, 0.4), pencil.at(0.4, -0.4))


def _question(pencil: _Pencil) -> None:
    pencil.ring()
    font = pencil.painter.font()
    font.setPixelSize(max(8, round(pencil.size * 0.62)))
    pencil.painter.setFont(font)
    pencil.painter.drawText(pencil.area, Qt.AlignmentFlag.AlignCenter, "?")


def _record(pencil: _Pencil) -> None:
    pencil.ring()
    pencil.fill()
    pencil.painter.setPen(Qt.PenStyle.NoPen)
    pencil.ring(pencil.radius / 2)


_SHAPES: dict[Mark, Callable[[_Pencil], None]] = {
    Mark.OPEN: _open,
    Mark.DONE: _done,
    Mark.NOT_APPLICABLE: _dash,
    Mark.NOT_OBSERVED: _struck,
    Mark.ATTENTION: _flag,
    Mark.MEETS: _full_circle,
    Mark.MOSTLY: _open_circle,
    Mark.LIMITED: _triangle,
    Mark.FAILS: _square,
    Mark.UNKNOWN: _question,
    Mark.READY: _full_circle,
    Mark.MISSING: _triangle,
    Mark.BLOCKED: _square,
    Mark.RECORDING: _record,
}


def draw_mark(
    painter: QPainter,
    look: Look,
    area: QRect,
    mark: Mark,
    *,
    ink: QColor | None = None,
    paper: QColor | None = None,
) -> None:
    """Draw the shape of a state in the middle of `area`; `paper` is what it stands on."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(look.font("caption_strong"))
    tone = ink or look.colour(mark.tone)
    pencil = _Pencil(painter, area, tone, paper or look.colour("ground"))
    pencil.pen(tone)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _SHAPES[mark](pencil)
    painter.restore()
