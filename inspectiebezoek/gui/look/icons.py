"""Draw the line icons in any colour and size, sharp on every screen."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from inspectiebezoek.paths import resource


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """The icon `name` in `colour` (`#RRGGBB`), `size` logical pixels square."""
    # Imported at first use: the window is up before the SVG module is needed.
    from PySide6.QtSvg import QSvgRenderer

    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    made = QPixmap(QSize(size, size) * ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    data = QByteArray(drawing.replace("currentColor", colour).encode())
    QSvgRenderer(data).render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def draw_icon(painter: QPainter, name: str, area: QRect, colour: QColor) -> None:
    """Draw an icon as large as fits in the middle of `area`."""
    size = min(area.width(), area.height())
    x = area.x() + (area.width() - size) // 2
    y = area.y() + (area.height() - size) // 2
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(x, y, pixmap(name, colour.name(), size, ratio))


def as_icon(name: str, colour: str, size: int) -> QIcon:
    """An icon for a stock Qt widget."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, colour, size, ratio))
    return made
