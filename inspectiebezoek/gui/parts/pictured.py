"""A picture that a checklist shows with a question, with its words for who does not see it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

_WIDE, _TALL = 640, 240


def pictured(data: bytes, words: str) -> QLabel:
    """The picture of these bytes, not too large; the words when they are no picture."""
    made = QLabel()
    made.setAccessibleName(words)
    image = QPixmap()
    if not image.loadFromData(data):
        made.setText(words)
        return made
    if image.width() > _WIDE or image.height() > _TALL:
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        image = image.scaled(_WIDE, _TALL, keep, smooth)
    made.setPixmap(image)
    return made
