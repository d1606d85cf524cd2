"""Sign by hand with mouse or pen, or by typing a name: a question that asks for a signature."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.shape import LINE, Shape
from inspectiebezoek.gui.parts.arrange import label, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.canvas import Canvas
from inspectiebezoek.gui.parts.field import LineField, field_label
from inspectiebezoek.gui.parts.paper import drawn, paper
from inspectiebezoek.gui.screens.panel import Panel

_SIZE = QSize(1200, 400)


class SignaturePanel(Panel):
    """Emits `signed` with the picture (PNG), the name and whether it was typed.

    A name is asked either way: a drawn signature alone does not say whose it is. `drafted`
    carries shapes and name as they come, and when the panel goes: Esc leaves them for later.
    """

    signed = Signal(bytes, str, bool)
    drafted = Signal(object, str)

    def __init__(
        self, look: Look, about: str, draft: tuple[Sequence[Shape], str], parent: QWidget
    ) -> None:
        say = look.say
        super().__init__(look, say("signature.title"), say("signature.do"), "sign", parent)
        self.body.addWidget(label(about, "small", "muted", wrap=True))
        self.name = LineField(look, say("signature.name"), draft[1], say("signature.name_hint"))
        self.body.addLayout(field_label(look, say("signature.name"), self.name))
        self.body.addWidget(self.name)
        self.picture = Canvas(look, paper(_SIZE), (), LINE, say("signature.paper"), self._told)
        self.body.addWidget(label(say("signature.how"), "small", "muted", wrap=True))
        self.body.addWidget(self.picture)
        undo = Button(look, say("redact.undo"), "undo", "Ctrl Z", "quiet")
        undo.clicked.connect(self.picture.undo)
        self.body.addLayout(row(undo, None))
        self.make_room(self.picture)
        self.picture.take_up(draft[0])
        self.picture.told.connect(self._hand_over)
        self.name.typing.connect(lambda _words: self._hand_over())
        self.name.setFocus(Qt.FocusReason.PopupFocusReason)

    def _told(self, shapes: tuple[Shape, ...], _here: Shape | None) -> str:
        return self.look.say("signature.drawn" if shapes else "signature.empty")

    def _hand_over(self) -> None:
        self.drafted.emit(self.picture.shapes, self.name.text().strip())

    def done(self, result: int) -> None:
        self.name.commit()
        self._hand_over()
        super().done(result)

    def confirm(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.refuse(self.look.say("signature.missing"))
            self.name.setFocus()
            return
        typed = not self.picture.shapes
        if typed:
            self.picture.image = _typed(self.look, name)
        self.accept()
        self.signed.emit(drawn(self.picture), name, typed)


def _typed(look: Look, name: str) -> QImage:
    made = paper(_SIZE)
    painter = QPainter(made)
    font = look.font("title")
    font.setItalic(True)
    size = 140
    font.setPixelSize(size)
    painter.setFont(font)
    while painter.fontMetrics().horizontalAdvance(name) > _SIZE.width() - 80 and size > 20:
        size -= 10
        font.setPixelSize(size)
        painter.setFont(font)
    painter.setPen(Qt.GlobalColor.black)
    painter.drawText(QRect(40, 0, _SIZE.width() - 80, _SIZE.height()), paint.LEFT, name)
    painter.end()
    return made
