"""Empty paper to draw on, and what was drawn as a file."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from inspectiebezoek.gui.parts.canvas import Canvas


def paper(size: QSize) -> QImage:
    """White paper of a size in pixels."""
    made = QImage(size, QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.white)
    return made


def drawn(canvas: Canvas) -> bytes:
    """The picture of a canvas with its shapes, in its own size, as PNG."""
    made = paper(canvas.image.size())
    painter = QPainter(made)
    canvas.draw_on(painter, made.size())
    painter.end()
    return as_png(made)


def as_png(image: QImage) -> bytes:
    """A picture as the bytes of a PNG file."""
    held = QByteArray()
    out = QBuffer(held)
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(out, "PNG")  # type: ignore[call-overload]
    return bytes(held.data())
