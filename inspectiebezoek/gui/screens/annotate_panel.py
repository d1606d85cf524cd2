"""Draw on a photo or plan: arrows, boxes, words, pins and lines; the original stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.shape import ARROW, BOX, LINE, PIN, WORDS, Shape, fresh
from inspectiebezoek.gui.parts.arrange import label, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.canvas import Canvas
from inspectiebezoek.gui.parts.field import Draft, LineField, field_label
from inspectiebezoek.gui.parts.segments import Segments
from inspectiebezoek.gui.screens.panel import Panel

_KINDS = (ARROW, BOX, WORDS, PIN, LINE)


class ShapesPanel(Panel):
    """A digit says what the shape at hand is, and what comes next; an arrow stands there already.

    Emits `drawing` with the shapes a moment after each change, `dropped` at Esc. `words`: the
    title, and what the picture is called for who does not see it; `photo`: the picture without
    the shapes (JPEG or PNG).
    """

    drawing = Signal(object)
    dropped = Signal()

    def __init__(
        self,
        look: Look,
        words: tuple[str, str],
        about: str,
        photo: bytes,
        shapes: Sequence[Shape],
        parent: QWidget,
    ) -> None:
        say, (title, name) = look.say, words
        super().__init__(look, title, say("annotate.do"), "annotate", parent)
        self.body.addWidget(label(about, "small", "muted", wrap=True))
        kinds = [f"{at} {say(f'annotate.kind.{kind}')}" for at, kind in enumerate(_KINDS, 1)]
        self.kinds = Segments(look, say("annotate.kinds"), kinds)
        self.kinds.chosen.connect(self._choose)
        self.picture = Canvas(look, QImage.fromData(photo), shapes, ARROW, name, self._told)
        self.words = LineField(look, say("annotate.words"))
        self.words.textEdited.connect(self.picture.write)
        self._later = Draft(self, look.theme.duration.draft)
        self._later.timeout.connect(lambda: self.drawing.emit(self.picture.shapes))
        self.picture.told.connect(self._changed)
        self._lay_out()
        self.rejected.connect(self.dropped)
        self._changed()
        self._later.stop()
        self.picture.setFocus(Qt.FocusReason.PopupFocusReason)

    def _lay_out(self) -> None:
        look, say = self.look, self.look.say
        more = Button(look, say("redact.more_shape"), "plus", say("redact.space"))
        more.clicked.connect(self.picture.begin)
        less = Button(look, say("redact.less_shape"), "trash", "Del", "quiet")
        less.clicked.connect(self.picture.drop)
        undo = Button(look, say("redact.undo"), "undo", "Ctrl Z", "quiet")
        undo.clicked.connect(self.picture.undo)
        self.body.addLayout(row(self.kinds, None))
        self.body.addWidget(self.picture)
        caption = field_label(look, say("annotate.words"), self.words, key="T")
        line = row(caption, self.words, gap=look.theme.space.s)
        line.setStretch(1, 1)
        self.body.addLayout(line)
        self.body.addLayout(row(more, less, undo, None))
        self.body.addWidget(label(say("annotate.how"), "small", "muted", wrap=True))
        self.make_room(self.picture)

    def _choose(self, at: int) -> None:
        kind = _KINDS[at]
        self.picture.kind = kind
        here = self.picture.at_hand()
        if here is not None and LINE not in (kind, here.kind) and here.kind != kind:
            start = fresh(kind)
            across, down = here.x1 - start.x1, here.y1 - start.y1
            self.picture.alter(replace(start.moved(across, down), words=here.words))

    def _changed(self) -> None:
        here = self.picture.at_hand()
        self.words.setEnabled(here is not None)
        if self.words.text() != (here.words if here else ""):
            self.words.setText(here.words if here else "")
        self._later.touch()

    def _told(self, shapes: tuple[Shape, ...], here: Shape | None) -> str:
        say = self.look.say
        told = say("annotate.count", count=len(shapes))
        if here is None:
            return told
        kind = say(f"annotate.kind.{here.kind}")
        x1, y1, x2, y2 = (round(part / 10) for part in (here.x1, here.y1, here.x2, here.y2))
        key = "annotate.spot" if (x1, y1) == (x2, y2) else "annotate.at"
        where = say(key, kind=kind, x1=x1, y1=y1, x2=x2, y2=y2)
        return " ".join(part for part in (told, where, here.words) if part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        word = event.text().upper()
        if word.isdigit() and 0 < int(word) <= len(_KINDS):
            self.kinds.choose(int(word) - 1)
            self._choose(int(word) - 1)
        elif word == "T" and self.words.isEnabled():
            self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def shapes(self) -> tuple[Shape, ...]:
        """What is drawn now; words that say nothing are none."""
        return tuple(each for each in self.picture.shapes if each.kind != WORDS or each.words)

    def done(self, result: int) -> None:
        # Nothing is told as being drawn any more once the panel has gone.
        self._later.stop()
        super().done(result)


class AnnotatePanel(ShapesPanel):
    """Emits `annotated` with the shapes once a person confirms."""

    annotated = Signal(object)

    def confirm(self) -> None:
        self.accept()
        self.annotated.emit(self.shapes())
