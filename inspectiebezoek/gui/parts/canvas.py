"""A picture on which a person puts shapes, by keyboard, mouse or pen; each step can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.shape import LINE, WHOLE, Shape, fresh
from inspectiebezoek.gui.parts.draw_shape import Brush

_STEP, _FINE = 25, 5
_MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Canvas(QWidget):
    """One shape is at hand: the arrow keys move it, with Shift they make it larger or smaller.

    `kind` is what Space and the pointer begin. `told` comes whenever the shapes, or the one at
    hand, are other ones. `words` says for people who do not see it what there is.
    """

    told = Signal()

    def __init__(
        self,
        look: Look,
        image: QImage,
        shapes: Sequence[Shape],
        kind: str,
        name: str,
        words: Callable[[tuple[Shape, ...], Shape | None], str],
    ) -> None:
        super().__init__()
        self.look, self.image, self.kind = look, image, kind
        self.shapes, self.at = tuple(shapes), len(shapes) - 1
        self._words, self._past = words, list[tuple[tuple[Shape, ...], int]]()
        self._drawing = self._typing = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Smaller where the words are larger: the panel fits on a screen of 768 pixels high.
        room = QSize(760, 340) / look.theme.zoom**0.5
        self.setFixedSize(image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
        self.setAccessibleName(name)
        self._tell()

    def at_hand(self) -> Shape | None:
        """The shape that follows the keys; None when there is none."""
        return self.shapes[self.at] if self.shapes else None

    def begin(self) -> None:
        """One more shape, in the middle."""
        if self.kind != LINE:
            self._put((*self.shapes, fresh(self.kind)), len(self.shapes))

    def drop(self) -> None:
        """Take the shape at hand away."""
        if self.shapes:
            left = self.shapes[: self.at] + self.shapes[self.at + 1 :]
            self._put(left, len(left) - 1)

    def undo(self) -> None:
        """Take back the last step."""
        if self._past:
            self.shapes, self.at = self._past.pop()
            self._tell()

    def take_up(self, shapes: Sequence[Shape]) -> None:
        """Go on with what was drawn before; each shape is a step that can be undone."""
        steps = range(len(shapes))
        self._past = [(tuple(shapes[:step]), step - 1) for step in steps]
        self.shapes, self.at = tuple(shapes), len(shapes) - 1
        self._tell()

    def alter(self, shape: Shape) -> None:
        """Put another shape in place of the one at hand."""
        if self.shapes and shape != self.at_hand():
            self._put((*self.shapes[: self.at], shape, *self.shapes[self.at + 1 :]), self.at)

    def write(self, words: str) -> None:
        """Give the shape at hand words; a whole text is one step to undo."""
        here, typing = self.at_hand(), self._typing
        if here is None or here.words == words:
            return
        self.alter(replace(here, words=words))
        if typing:
            self._past.pop()
        self._typing = True

    def choose(self, step: int) -> None:
        """Take another shape at hand."""
        if self.shapes:
            self.at = (self.at + step) % len(self.shapes)
            self._typing = False
            self._tell()

    def _put(self, shapes: tuple[Shape, ...], at: int) -> None:
        self._past.append((self.shapes, self.at))
        self._typing = False
        self.shapes, self.at = shapes, at
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleDescription(self._words(self.shapes, self.at_hand()))
        self.update()
        self.told.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        here = self.at_hand()
        if key in _MOVES and here is not None:
            across, down = (part * (_FINE if control else _STEP) for part in _MOVES[key])
            grow = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            self.alter(here.grown(across, down) if grow else here.moved(across, down))
        elif key == Qt.Key.Key_Space:
            self.begin()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.drop()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.choose(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Z and control:
            self.undo()
        else:
            super().keyPressEvent(event)

    def _place(self, event: QMouseEvent) -> tuple[int, int]:
        spot = event.position()
        wide, tall = max(1, self.width()), max(1, self.height())
        return round(spot.x() * WHOLE / wide), round(spot.y() * WHOLE / tall)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x, y = self._place(event)
        self._drawing = True
        started = Shape(self.kind, x, y, x, y).dragged(x, y)
        self._put((*self.shapes, started), len(self.shapes))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = self.at_hand()
        if self._drawing and here is not None:
            # Part of the same step.
            self.shapes = (*self.shapes[:-1], here.dragged(*self._place(event)))
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        here = self.at_hand()
        if self._drawing and here is not None:
            self._drawing = False
            self.shapes = (*self.shapes[:-1], here.settled())
            self._tell()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.draw_on(painter, QSize(self.width(), self.height()))
        here = self.at_hand()
        if here is not None and self.hasFocus():
            self._ring(painter, here)
        paint.box(painter, self.rect(), None, self.look.colour("divider"), radius=0)

    def draw_on(self, painter: QPainter, size: QSize) -> None:
        """Draw the picture and its shapes in a size."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawImage(QRect(QPoint(0, 0), size), self.image)
        Brush(painter, self.look, size).draw(self.shapes)

    def _ring(self, painter: QPainter, shape: Shape) -> None:
        """What is at hand has a handle at each of its places."""
        places = shape.line()[:1] or ((shape.x1, shape.y1), (shape.x2, shape.y2))
        edge, fill = self.look.colour("focus"), self.look.colour("ground")
        for x, y in places:
            spot = QPointF(x * self.width() / WHOLE, y * self.height() / WHOLE)
            painter.setPen(edge)
            painter.setBrush(fill)
            painter.drawEllipse(spot, 5, 5)
