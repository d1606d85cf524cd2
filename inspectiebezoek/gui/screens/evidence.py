"""Evidence: every piece of the visit, where it came from, and what it is linked to."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListView, QSizePolicy, QVBoxLayout, QWidget

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.evidence import EvidencePage, Piece
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.parts.arrange import clear, column, frame, label, row, rule, scroll
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.chip import Chip
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import RowList, ShortList
from inspectiebezoek.gui.parts.segments import Segments
from inspectiebezoek.gui.parts.tiles import Picture, TileDelegate
from inspectiebezoek.gui.screens.screen import Keys, Screen

_FILTERS = ("all", "photo", "audio", "document", "interview", "loose")


class EvidenceScreen(Screen):
    """The original is never changed; what is shown is its derivative where there is one."""

    add_asked = Signal()
    photo_asked = Signal()
    link_asked = Signal(str)
    link_opened = Signal(str)
    saved_as_asked = Signal(str)
    describe_asked = Signal(str)
    redact_asked = Signal(str)
    annotate_asked = Signal(str)
    picked = Signal(str)
    opened = Signal(str)

    KEYS: ClassVar[Keys] = (
        ("Enter", "keys.view"),
        ("F", "keys.photo"),
        ("+", "keys.add_file"),
        ("K", "keys.link"),
        ("E", "keys.describe"),
        ("L", "keys.redact"),
        ("A", "keys.annotate"),
        ("F1", "keys.help"),
    )

    def __init__(self, look: Look, picture: Picture) -> None:
        self._picture = picture
        self._page = EvidencePage()
        self._shown: tuple[Piece, ...] = ()
        self._filter = 0
        super().__init__(look)
        self.draw()

    def show_page(self, page: EvidencePage) -> None:
        """Show the evidence of the visit."""
        self._page = page
        self.draw()

    def build(self) -> QWidget:
        look, space, say = self.look, self.look.theme.space, self.look.say
        compact = look.theme.compact
        photo = Button(look, say("question.photo"), "camera", "F", show_key=not compact)
        photo.clicked.connect(self.photo_asked)
        self.add = Button(look, say("evidence.add"), "plus", "+", "primary")
        self.add.clicked.connect(self.add_asked)
        words = [say(f"evidence.filter.{name}") for name in _FILTERS]
        self.filter = Segments(look, say("evidence.which"), words, self._filter)
        self.filter.chosen.connect(self._filtered)
        self.list = RowList(look, say("place.evidence"), TileDelegate(look, self._picture))
        self.list.setViewMode(QListView.ViewMode.ListMode)
        self.list.setFlow(QListView.Flow.LeftToRight)
        self.list.setWrapping(True)
        self.list.setSpacing(space.xs)
        self.list.picked.connect(self._pick)
        self.list.opened.connect(lambda at: self.opened.emit(self._shown[at].tile.id))
        self._none = label(say("evidence.empty"), "body", "muted", wrap=True)
        head = row(label(say("place.evidence"), "title"), None, photo, self.add)
        self._tools = row(self.filter, None)
        edge = (space.xl, space.l, space.xl, space.s)
        inner = (head, space.m, self._tools, space.s, self._none, self.list)
        left = frame(column(*inner, gap=space.xs, margins=edge), "ground")
        line = row(left, self._aside(), gap=0)
        line.setStretch(0, 1)
        made = QWidget()
        made.setLayout(line)
        return made

    def _aside(self) -> QFrame:
        space = self.look.theme.space
        self._side: QVBoxLayout = column(gap=space.xs, margins=(space.l,) * 4)
        panel = frame(self._side, "panel")
        area = frame(column(scroll(panel)), "panel", "left")
        area.setFixedWidth(round(376 * (1 + (self.look.theme.zoom - 1) * 0.2)))
        return area

    def draw(self) -> None:
        want = _FILTERS[self._filter]
        self._shown = tuple(each for each in self._page.pieces if _in(each, want))
        ids = [each.tile.id for each in self._shown]
        at = ids.index(self._page.current) if self._page.current in ids else 0
        self.list.show_rows([each.tile for each in self._shown], at if ids else -1)
        self.list.setVisible(bool(ids))
        self._none.setVisible(not ids)
        key = "evidence.none_found" if self._page.pieces else "evidence.empty"
        self._none.setText(self.look.say(key))
        self._draw_side()

    def _filtered(self, at: int) -> None:
        self._filter = at
        self.draw()

    def _pick(self, at: int) -> None:
        self._draw_side()
        self.picked.emit(self._shown[at].tile.id)

    def _current(self) -> Piece | None:
        at = self.list.at()
        return self._shown[at] if 0 <= at < len(self._shown) else None

    def _draw_side(self) -> None:
        clear(self._side)
        piece = self._current()
        if piece is not None:
            self._describe(piece)
        self._side.addStretch(1)

    def _describe(self, piece: Piece) -> None:
        look, space, say, side = self.look, self.look.theme.space, self.look.say, self._side
        data = self._picture(piece.tile.id, 700) if piece.tile.kind == "photo" else b""
        if data:
            side.addWidget(_Photo(look, QImage.fromData(data), piece.alt_text or piece.caption))
            side.addSpacing(space.s)
        side.addWidget(label(piece.tile.name, "heading", wrap=True))
        if piece.caption:
            side.addWidget(label(piece.caption, "small", wrap=True))
        about = " · ".join(part for part in (piece.by, piece.at, piece.size) if part)
        side.addWidget(label(about, "small", "muted", wrap=True))
        if piece.state_words:
            side.addLayout(row(Chip(look, piece.state, piece.state_words), None))
        if piece.sha256:
            # Broken up with spaces, so that it wraps.
            parts = " ".join(piece.sha256[at : at + 8] for at in range(0, len(piece.sha256), 8))
            side.addWidget(label(f"SHA-256 {parts}", "caption", "muted", wrap=True))
        link = Button(look, say("evidence.link"), "link", "K")
        link.clicked.connect(lambda: self.link_asked.emit(piece.tile.id))
        save = Button(look, say("evidence.save_as"), "copy", "", "quiet")
        save.clicked.connect(lambda: self.saved_as_asked.emit(piece.tile.id))
        describe = Button(look, say("evidence.describe"), "note", "E")
        describe.clicked.connect(lambda: self.describe_asked.emit(piece.tile.id))
        redact = Button(look, say("evidence.redact"), "redact", "L")
        redact.clicked.connect(lambda: self.redact_asked.emit(piece.tile.id))
        redact.setEnabled(bool(data))
        for button in (link, describe, redact):
            button.setEnabled(button.isEnabled() and not self._page.frozen)
        side.addSpacing(space.s)
        side.addLayout(row(describe, redact, None))
        side.addLayout(row(link, save, None))
        for title, lines in (("evidence.links", piece.links), ("evidence.log", piece.log)):
            if lines:
                side.addSpacing(space.m)
                side.addWidget(rule())
                side.addSpacing(space.s)
                side.addWidget(label(say(title), "heading"))
                rows = ShortList(look, say(title), LineDelegate(look, wrap=True))
                rows.show_rows(lines, -1)
                rows.opened.connect(lambda at, lines=lines: self._open(lines[at]))
                side.addWidget(rows)

    def _open(self, line: Line) -> None:
        if line.ref:
            self.link_opened.emit(line.ref)

    def panes(self) -> tuple[QWidget, ...]:
        if not self._shown:
            return (self.add,)
        return (self.list, self.add)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        piece, word = self._current(), event.text().upper()
        if event.key() == Qt.Key.Key_Plus:
            self.add_asked.emit()
        elif word == "F":
            self.photo_asked.emit()
        elif piece is not None and not self._page.frozen and word in ("K", "E"):
            (self.link_asked if word == "K" else self.describe_asked).emit(piece.tile.id)
        elif piece is not None and not self._page.frozen and word in ("L", "A"):
            (self.redact_asked if word == "L" else self.annotate_asked).emit(piece.tile.id)
        else:
            super().keyPressEvent(event)


class _Photo(QWidget):
    """A picture as wide as its place, with its description for people who do not see it."""

    def __init__(self, look: Look, image: QImage, alt_text: str) -> None:
        super().__init__()
        self._look, self._image = look, image
        self.setAccessibleName(alt_text)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._image.isNull():
            return 0
        return min(width * self._image.height() // self._image.width(), width)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(200))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect((self.width() - size.width()) // 2, 0, size.width(), size.height())
        painter.drawImage(place, self._image)
        paint.box(painter, place, None, self._look.colour("divider"), radius=0)


def _in(piece: Piece, want: str) -> bool:
    if want == "loose":
        return not piece.links
    return want in ("all", piece.tile.kind)
