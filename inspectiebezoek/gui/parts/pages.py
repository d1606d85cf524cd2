"""Pages as pictures, to look at from near: zoom and leaf through them by keyboard or wheel."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.look import Look

# A page (from 1), about so many pixels wide, as PNG or JPEG; empty when it cannot be drawn.
Page = Callable[[int, int], bytes]
STEPS = (100, 125, 150, 200, 300, 400, 600)
"""Per cent of the size at which a whole page is seen."""
_LARGER = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
_FORTH = (Qt.Key.Key_PageDown, Qt.Key.Key_Right)
_BACK = (Qt.Key.Key_PageUp, Qt.Key.Key_Left)


class Pages(QScrollArea):
    """Emits `turned` whenever another page, or the same one larger or smaller, is seen."""

    turned = Signal()

    def __init__(self, look: Look, page: Page, pages: int, about: str) -> None:
        super().__init__()
        self._look, self._page, self._about = look, page, about
        self.pages, self.number, self.percent = pages, 1, STEPS[0]
        self._sheet = _Sheet(look)
        self.setWidget(self._sheet)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._show_page()

    def turn(self, way: int) -> None:
        """Leaf: 1 to the next page, -1 back."""
        number = min(self.pages, max(1, self.number + way))
        if number != self.number:
            self.number = number
            self._show_page()
            self.verticalScrollBar().setValue(0)

    def zoom(self, way: int) -> None:
        """One step larger (1) or smaller (-1); 0: the whole page."""
        at = STEPS.index(self.percent)
        percent = STEPS[min(len(STEPS) - 1, max(0, at + way))] if way else STEPS[0]
        if percent != self.percent:
            self.percent = percent
            self._show_page()

    def _show_page(self) -> None:
        fit = self.maximumViewportSize()
        wide = round(max(200, fit.width()) * self.percent / 100 * self.devicePixelRatioF())
        image = QImage.fromData(self._page(self.number, wide))
        self._sheet.show_image(image)
        self._fit()
        look = self._look
        words = look.say("viewer.page", page=self.number, pages=self.pages, percent=self.percent)
        self.setAccessibleName(f"{self._about}. {words}")
        self.setAccessibleDescription(look.say("viewer.pages_how"))
        self.turned.emit()

    def _fit(self) -> None:
        size = self._sheet.image.size()
        room = self.maximumViewportSize() * (self.percent / 100)
        self._sheet.setFixedSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(480, 160)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        along = key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.percent > STEPS[0]
        if key in _LARGER or key == Qt.Key.Key_Minus:
            self.zoom(-1 if key == Qt.Key.Key_Minus else 1)
        elif key == Qt.Key.Key_0:
            self.zoom(0)
        elif key in _FORTH + _BACK and not along:
            self.turn(1 if key in _FORTH else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.turn(self.pages if key == Qt.Key.Key_End else -self.pages)
        else:
            super().keyPressEvent(event)


class _Sheet(QWidget):
    """One page; paper and photos look the same in every theme."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self.image = look, QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_image(self, image: QImage) -> None:
        """Show another picture."""
        self.image = image
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor("#FFFFFF"))
        if not self.image.isNull():
            painter.drawImage(self.rect(), self.image)
        paint.box(painter, self.rect(), None, self._look.colour("divider"), radius=0)
