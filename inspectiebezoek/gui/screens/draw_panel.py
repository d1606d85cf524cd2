"""A drawing on empty paper, with the words that say what it shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.shape import Shape
from inspectiebezoek.gui.parts.arrange import row
from inspectiebezoek.gui.parts.field import LineField, field_label
from inspectiebezoek.gui.parts.paper import as_png, drawn, paper
from inspectiebezoek.gui.screens.annotate_panel import ShapesPanel

_SIZE = QSize(1600, 900)


class DrawPanel(ShapesPanel):
    """Emits `drawn` with the drawing (PNG) and the words that describe it; both are asked.

    `drafted` carries shapes and words a moment after each change, and when the panel goes: Esc
    leaves them for later. `draft` is what was there before.
    """

    drawn = Signal(bytes, str)
    drafted = Signal(object, str)

    def __init__(
        self, look: Look, about: str, draft: tuple[Sequence[Shape], str], parent: QWidget
    ) -> None:
        words = (look.say("annotate.draw"), look.say("annotate.paper"))
        super().__init__(look, words, about, as_png(paper(_SIZE)), (), parent)
        say = look.say
        self.alt = LineField(look, say("describe.alt"), draft[1], say("describe.alt_hint"))
        line = row(field_label(look, say("describe.alt"), self.alt), self.alt)
        line.setStretch(1, 1)
        self.body.addLayout(line)
        if draft[0]:
            self.picture.take_up(draft[0])
        self.drawing.connect(lambda _shapes: self._hand_over())
        self.alt.typing.connect(lambda _words: self._hand_over())

    def _hand_over(self) -> None:
        self.drafted.emit(self.picture.shapes, self.alt.text().strip())

    def done(self, result: int) -> None:
        self.alt.commit()
        self._hand_over()
        super().done(result)

    def confirm(self) -> None:
        words = self.alt.text().strip()
        if not self.shapes():
            self.refuse(self.look.say("annotate.nothing"))
        elif not words:
            self.refuse(self.look.say("annotate.no_alt"))
            self.alt.setFocus()
        else:
            self.accept()
            self.drawn.emit(drawn(self.picture), words)
