"""Black out parts of a photo, by keyboard or mouse: what is black here is black in every report."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.shape import BLACK, Shape, fresh
from inspectiebezoek.gui.parts.arrange import label, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.canvas import Canvas
from inspectiebezoek.gui.screens.panel import Panel

Box = tuple[int, int, int, int]
"""Left, top, width and height in thousandths of the picture."""


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
        known = [
            Shape(BLACK, left, top, left + wide, top + tall) for left, top, wide, tall in boxes
        ]
        self.picture = Canvas(
            look,
            QImage.fromData(photo),
            known or [fresh(BLACK)],
            BLACK,
            look.say("redact.picture"),
            self._told,
        )
        self.body.addWidget(self.picture)
        self.body.addWidget(label(look.say("redact.how"), "small", "muted", wrap=True))
        more = Button(look, look.say("redact.more"), "plus", look.say("redact.space"))
        more.clicked.connect(self.picture.begin)
        less = Button(look, look.say("redact.less"), "trash", "Del", "quiet")
        less.clicked.connect(self.picture.drop)
        undo = Button(look, look.say("redact.undo"), "undo", "Ctrl Z", "quiet")
        undo.clicked.connect(self.picture.undo)
        self.body.addLayout(row(more, less, undo, None))
        self.make_room(self.picture)
        self.picture.setFocus(Qt.FocusReason.PopupFocusReason)

    def boxes(self) -> tuple[Box, ...]:
        """What is black now."""
        return tuple(
            (each.x1, each.y1, each.x2 - each.x1, each.y2 - each.y1) for each in self.picture.shapes
        )

    def _told(self, shapes: tuple[Shape, ...], here: Shape | None) -> str:
        """How many boxes there are, and where the one at hand is."""
        say = self.look.say
        words = say("redact.count", count=len(shapes))
        if here is not None:
            parts = (here.x1, here.y1, here.x2 - here.x1, here.y2 - here.y1)
            left, top, wide, tall = (round(part / 10) for part in parts)
            words += " " + say("redact.at", left=left, top=top, wide=wide, tall=tall)
        return words

    def confirm(self) -> None:
        self.redacted.emit(self.boxes())
        self.accept()
