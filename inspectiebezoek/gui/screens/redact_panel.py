"""Black out parts of a photo, by keyboard or mouse: what is black here is black in every report."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.parts.arrange import label, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.screens.panel import Panel

Box = tuple[int, int, int, int]
"""Left, top, width and height in thousandths of the picture."""
WHOLE = 1000
_STEP, _FINE, _LEAST = 25, 5, 10
_NEW: Box = (400, 400, 200, 200)
_MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class RedactPanel(Panel):
    """Emits `redacted` with all boxes once a person confirms; the panel starts with those known.

    `photo`: the picture without them, JPEG.
    """

    redacted = Signal(object)

    def __init__(
        self, look: Look, about: str, photo: bytes, boxes: Sequence[Box], parent: QWidget
    ) -> None:
        super().__init__(look, look.say("redact.title"), look.say("redact.do"), "redact", parent)
        self.body.addWidget(label(about, "small", "muted", wrap=True))
        self.picture = Blackened(look, QImage.fromData(photo), boxes or (_NEW,))
        self.body.addWidget(self.picture)
        self.body.addWidget(label(look.say("redact.how"), "small", "muted", wrap=True))
        more = Button(look, look.say("redact.more"), "plus", look.say("redact.space"))
        more.clicked.connect(self.picture.begin)
        less = Button(look, look.say("redact.less"), "undo", "Del", "quiet")
        less.clicked.connect(self.picture.drop)
        self.body.addLayout(row(more, less, None))
        wide = self.picture.width() + 2 * look.theme.space.xl
        self.setMinimumWidth(max(self.minimumWidth(), wide))
        self.picture.setFocus(Qt.FocusReason.PopupFocusReason)

    def confirm(self) -> None:
        self.redacted.emit(self.picture.boxes)
        self.accept()


class Blackened(QWidget):
    """The photo with its boxes; the last one is at hand and follows the keys."""

    def __init__(self, look: Look, image: QImage, boxes: Sequence[Box]) -> None:
        super().__init__()
        self._look, self._image = look, image
        self.boxes: tuple[Box, ...] = tuple(boxes)
        self._from: QPoint | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Smaller where the words are larger: the panel fits on a screen of 768 pixels high.
        room = QSize(760, 420) / look.theme.zoom**0.75
        self.setFixedSize(image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
        self.setAccessibleName(look.say("redact.picture"))
        self._told()

    def begin(self) -> None:
        """One more box, in the middle."""
        self._put((*self.boxes, _NEW))

    def drop(self) -> None:
        """Take the box at hand away."""
        self._put(self.boxes[:-1])

    def _put(self, boxes: tuple[Box, ...]) -> None:
        self.boxes = boxes
        self._told()
        self.update()

    def _told(self) -> None:
        """For people who do not see it: how many boxes there are, and where the one at hand is."""
        say = self._look.say
        words = say("redact.count", count=len(self.boxes))
        if self.boxes:
            left, top, wide, tall = (round(part / 10) for part in self.boxes[-1])
            words += " " + say("redact.at", left=left, top=top, wide=wide, tall=tall)
        self.setAccessibleDescription(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key in _MOVES and self.boxes:
            control = modifiers & Qt.KeyboardModifier.ControlModifier
            across, down = (part * (_FINE if control else _STEP) for part in _MOVES[key])
            grow = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            self._put((*self.boxes[:-1], _moved(self.boxes[-1], across, down, grow=grow)))
        elif key == Qt.Key.Key_Space:
            self.begin()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.drop()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.position().toPoint()
        self._put((*self.boxes, self._between(self._from, self._from)))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            box = self._between(self._from, event.position().toPoint())
            self._put((*self.boxes[:-1], box))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._from = None

    def _between(self, one: QPoint, other: QPoint) -> Box:
        def part(at: int, whole: int) -> int:
            return max(0, min(WHOLE - _LEAST, at * WHOLE // max(1, whole)))

        area = QRect(one, other).normalized()
        left, top = part(area.left(), self.width()), part(area.top(), self.height())
        wide = min(WHOLE - left, max(_LEAST, area.width() * WHOLE // max(1, self.width())))
        tall = min(WHOLE - top, max(_LEAST, area.height() * WHOLE // max(1, self.height())))
        return left, top, wide, tall

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._image)
        for at, (left, top, wide, tall) in enumerate(self.boxes):
            area = QRect(
                left * self.width() // WHOLE,
                top * self.height() // WHOLE,
                max(1, wide * self.width() // WHOLE),
                max(1, tall * self.height() // WHOLE),
            )
            painter.fillRect(area, QColor("black"))
            if at == len(self.boxes) - 1:
                edge = self._look.colour("accent")
                paint.box(painter, area, None, edge, radius=0, thick=3)
        paint.box(painter, self.rect(), None, self._look.colour("divider"), radius=0)


def _moved(box: Box, across: int, down: int, *, grow: bool) -> Box:
    """A box that moved or grew, and stays within the picture."""
    left, top, wide, tall = box
    if grow:
        wide = max(_LEAST, min(WHOLE - left, wide + across))
        tall = max(_LEAST, min(WHOLE - top, tall + down))
    else:
        left = max(0, min(WHOLE - wide, left + across))
        top = max(0, min(WHOLE - tall, top + down))
    return left, top, wide, tall
