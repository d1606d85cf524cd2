"""Look at a film: its picture as large as there is room for, and below it what plays and holds."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.media import Player
from inspectiebezoek.gui.parts.arrange import column
from inspectiebezoek.gui.parts.player_bar import PlayerBar

_KEEP = Qt.AspectRatioMode.KeepAspectRatio


class Film(QWidget):
    """The keys are those of the player bar."""

    def __init__(self, look: Look, player: Player, about: str) -> None:
        super().__init__()
        self.picture = _Screen(about)
        self.bar = PlayerBar(look, player)
        made = column(self.picture, self.bar, gap=look.theme.space.s)
        made.setStretch(0, 1)
        self.setLayout(made)
        self.setFocusProxy(self.bar)
        player.frame.connect(self.picture.show_image)


class _Screen(QWidget):
    """One picture of the film, on black in every theme."""

    def __init__(self, about: str) -> None:
        super().__init__()
        self.image = QImage()
        self.setAccessibleName(about)
        self.setMinimumHeight(160)

    def show_image(self, image: QImage) -> None:
        """The next picture; an empty one at the end leaves the last."""
        if not image.isNull():
            self.image = image
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, 360)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor("#000000"))
        if not self.image.isNull():
            place = QRect(0, 0, 0, 0)
            place.setSize(self.image.size().scaled(self.size(), _KEEP))
            place.moveCenter(self.rect().center())
            painter.drawImage(place, self.image)
