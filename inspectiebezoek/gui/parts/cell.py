"""One cell of a table of answers: a radio button or tick box without words of its own."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.icons import draw_icon
from inspectiebezoek.gui.look.look import Look


class OneCell(QRadioButton):
    """One of the answers of a row; its name holds the row and the answer."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        _settle(self, name)

    def sizeHint(self) -> QSize:
        return _size(self._look)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        _draw(self, self._look, square=False)


class ManyCell(QCheckBox):
    """One of the answers of a row that may have several."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        _settle(self, name)

    def sizeHint(self) -> QSize:
        return _size(self._look)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        _draw(self, self._look, square=True)


def _settle(cell: QAbstractButton, name: str) -> None:
    cell.setAccessibleName(name)
    cell.setToolTip(name)
    cell.setCursor(Qt.CursorShape.PointingHandCursor)
    cell.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)


def _size(look: Look) -> QSize:
    return QSize(look.theme.size.action, look.theme.size.action)


def _draw(cell: QAbstractButton, look: Look, *, square: bool) -> None:
    painter, theme = QPainter(cell), look.theme
    chosen = cell.isChecked()
    if cell.underMouse() and cell.isEnabled():
        paint.box(painter, cell.rect(), look.colour("hover"), radius=theme.radius.control)
    size = theme.size.icon
    area = QRect((cell.width() - size) // 2, (cell.height() - size) // 2, size, size)
    radius = theme.radius.small - 1 if square else size / 2
    if chosen:
        paint.box(painter, area, look.colour("accent"), radius=radius)
        draw_icon(painter, "check", area.adjusted(3, 3, -3, -3), look.colour("on_accent"))
    else:
        edge = look.colour("border" if cell.isEnabled() else "divider")
        paint.box(painter, area, look.colour("ground"), edge, radius=radius, thick=2)
