"""Choose photos of a paper in the order of its pages; they become one document."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.link import LinkOption
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.parts.arrange import label
from inspectiebezoek.gui.parts.field import LineField, field_label
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import RowList
from inspectiebezoek.gui.screens.panel import Panel


class ScanPanel(Panel):
    """Emits `joined` with the photos, in order, and what the document is called."""

    joined = Signal(tuple, str)

    def __init__(self, look: Look, photos: tuple[LinkOption, ...], parent: QWidget) -> None:
        say = look.say
        super().__init__(look, say("scan.title"), say("scan.do"), "document", parent)
        self._photos = photos
        self._order: list[str] = [each.value for each in photos if each.on]
        self.body.addWidget(label(say("scan.how"), "small", "muted", wrap=True))
        self.list = RowList(look, say("scan.photos"), LineDelegate(look, wrap=True))
        self.list.setMinimumHeight(round(240 * look.theme.zoom**0.5))
        self.list.opened.connect(self._turn)
        self.list.clicked.connect(lambda index: self._turn(index.row()))
        self.body.addWidget(self.list)
        self.name = LineField(look, say("scan.name"), "", say("scan.name_hint"))
        self.body.addLayout(field_label(look, say("scan.name"), self.name))
        self.body.addWidget(self.name)
        self._draw(0)
        self.list.setFocus()

    def _draw(self, at: int) -> None:
        lines = [self._line(each) for each in self._photos]
        self.list.show_rows(lines, at if lines else -1)

    def _line(self, photo: LinkOption) -> Line:
        if photo.value not in self._order:
            return Line(photo.label, photo.detail, Mark.OPEN, ref=photo.value)
        number = self.look.say("scan.page", number=self._order.index(photo.value) + 1)
        return Line(photo.label, photo.detail, Mark.READY, right=number, ref=photo.value)

    def _turn(self, at: int) -> None:
        """Take a photo as the next page, or out again; those after it move up."""
        photo = self._photos[at].value
        if photo in self._order:
            self._order.remove(photo)
        else:
            self._order.append(photo)
        self._draw(at)

    def confirm(self) -> None:
        name = self.name.text().strip()
        if len(self._order) < 2:
            self.refuse(self.look.say("scan.too_few"))
            self.list.setFocus()
        elif not name:
            self.refuse(self.look.say("scan.no_name"))
            self.name.setFocus()
        else:
            self.accept()
            self.joined.emit(tuple(self._order), name)
