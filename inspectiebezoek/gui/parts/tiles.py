"""Evidence as tiles with a picture, for the strip below a question and the evidence screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QBuffer,
    QIODevice,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.icons import draw_icon
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.checklist import Tile
from inspectiebezoek.gui.parts.rows import ROW, RowDelegate, RowList

# The picture of a piece as PNG or JPEG of about so many pixels wide; empty when there is none.
Picture = Callable[[str, int], bytes]
_ICONS = {"photo": "camera", "audio": "mic", "document": "document", "interview": "person"}


class TileDelegate(RowDelegate):
    """Picture or icon above, name and detail below; pictures are fetched once."""

    def __init__(self, look: Look, picture: Picture) -> None:
        super().__init__(look)
        self._picture = picture
        self._images: dict[str, QImage] = {}

    def size(self) -> QSize:
        """How large one tile is."""
        theme = self.look.theme
        tall = round(66 * theme.zoom) + self.look.height("caption") + theme.space.m
        return QSize(round(126 * theme.zoom), tall)

    def tall(self, _row: Tile, _width: int) -> int:
        return self.size().height()

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return self.size()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look, theme = self.look, self.look.theme
        row: Tile = index.data(ROW)
        rect: QRect = option.rect
        area = rect.adjusted(0, 2, -theme.space.s, -2)
        words = look.height("caption")
        tile = area.adjusted(3, 3, -3, -words - theme.space.xs)
        self._face(painter, tile, row)
        low = QRect(tile.x(), tile.bottom() + 1, tile.width(), words + theme.space.xs)
        wide = paint.line_of_text(painter, look, low, row.name, "caption_strong")
        beside = low.adjusted(wide + theme.space.s, 0, 0, 0)
        if beside.width() > words:
            paint.line_of_text(painter, look, beside, row.detail, "caption", "muted")
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            view = option.widget
            focused = view is not None and view.hasFocus()
            ring = look.colour("focus" if focused else "accent")
            around = tile.adjusted(-3, -3, 3, 3)
            radius = theme.radius.small + 3
            paint.box(painter, around, None, ring, radius=radius, thick=theme.size.ring)

    def _face(self, painter: QPainter, tile: QRect, row: Tile) -> None:
        look, theme = self.look, self.look.theme
        image = self._image(row)
        if image.isNull():
            radius, thick = theme.radius.small, theme.size.line
            panel, edge = look.colour("panel"), look.colour("divider")
            paint.box(painter, tile, panel, edge, radius=radius, thick=thick)
            size = theme.size.icon
            middle = QRect(tile.center().x() - size // 2, tile.y(), size, tile.height())
            draw_icon(painter, _ICONS.get(row.kind, "evidence"), middle, look.colour("muted"))
        else:
            _draw_cover(painter, tile, image, theme.radius.small)
        if row.redacted:
            size = theme.size.icon_small
            badge = QRect(tile.right() - size - 9, tile.y() + 5, size + 4, size + 4)
            paint.box(painter, badge, look.colour("ground"), radius=theme.radius.small)
            draw_icon(painter, "redact", badge.adjusted(2, 2, -2, -2), look.colour("text"))

    def _image(self, row: Tile) -> QImage:
        if row.id not in self._images:
            double = self.size() * 2
            data = self._picture(row.id, double.width()) if row.kind == "photo" else b""
            self._images[row.id] = small_image(data, double)
        return self._images[row.id]


def small_image(data: bytes, least: QSize) -> QImage:
    """A picture read no larger than it takes to cover a size; null when it is none.

    A photo of a camera is then read many times faster, and takes that much less memory.
    """
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    whole = reader.size()
    fitted = whole.scaled(least, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    if whole.isValid() and fitted.width() < whole.width():
        reader.setScaledSize(fitted)
    return reader.read()


def _draw_cover(painter: QPainter, area: QRect, image: QImage, radius: float) -> None:
    painter.save()
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    clip = QPainterPath()
    clip.addRoundedRect(QRectF(area), radius, radius)
    painter.setClipPath(clip)
    scale = max(area.width() / image.width(), area.height() / image.height())
    wide, tall = area.width() / scale, area.height() / scale
    source = QRectF((image.width() - wide) / 2, (image.height() - tall) / 2, wide, tall)
    painter.drawImage(QRectF(area), image, source)
    painter.restore()


class TileStrip(RowList):
    """One row of tiles; the arrow keys go along it."""

    def __init__(self, look: Look, name: str, picture: Picture) -> None:
        delegate = TileDelegate(look, picture)
        super().__init__(look, name, delegate)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setMinimumWidth(100)
        self.setFixedHeight(delegate.size().height() + 4)
