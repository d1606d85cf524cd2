"""The report: what is still needed at the left, the page as it will be at the right, signing."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QKeyCombination, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QWidget

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.models.report import ReportPage, SignChoice, SignOffer
from inspectiebezoek.gui.parts.arrange import bar, clear, column, frame, label, row, rule, scroll
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.chip import Chip
from inspectiebezoek.gui.parts.field import field_label
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import ShortList
from inspectiebezoek.gui.parts.select import Select
from inspectiebezoek.gui.screens.screen import Keys, Screen
from inspectiebezoek.gui.screens.sign_panel import SignPanel

# A page of the preview (from 1) as PNG of so many pixels wide; empty while there is none.
PageImage = Callable[[int, int], bytes]


_SAVE = QKeyCombination(Qt.Modifier.CTRL, Qt.Key.Key_E)


class ReportScreen(Screen):
    """Emits what is asked; making and signing the file happens elsewhere."""

    audience_chosen = Signal(str)
    need_opened = Signal(str)
    preview_asked = Signal()
    save_asked = Signal()
    print_asked = Signal()
    sign_asked = Signal()
    signed = Signal(SignChoice)

    KEYS: ClassVar[Keys] = (
        ("Enter", "keys.go_there"),
        ("PgUp PgDn", "keys.pages"),
        ("F5", "keys.preview"),
        ("F1", "keys.help"),
        ("Ctrl P", "keys.print"),
        ("Ctrl Enter", "keys.sign"),
    )

    def __init__(self, look: Look, page_image: PageImage) -> None:
        self._image = page_image
        self._page = ReportPage()
        self._number = 1
        super().__init__(look)
        self.draw()

    def show_page(self, page: ReportPage) -> None:
        """Show how far the report is."""
        self._page = page
        self.draw()

    def offer_signing(self, offer: SignOffer) -> None:
        """Ask how a person wants to sign; `signed` follows when they do."""
        self._panel = SignPanel(self.look, offer, self)
        self._panel.signed.connect(self.signed)
        self._panel.open()

    def build(self) -> QWidget:
        line = row(self._left(), self._centre(), gap=0)
        line.setStretch(1, 1)
        made = QWidget()
        made.setLayout(line)
        return made

    def _left(self) -> QFrame:
        look, space, say = self.look, self.look.theme.space, self.look.say
        self._head = row(margins=(space.m, 0, space.m, 0))
        self.needs = ShortList(look, say("report.needs"), LineDelegate(look, wrap=True))
        self.needs.opened.connect(self._open_need)
        self.audience = Select(look, say("report.audience"), ())
        self.audience.chosen.connect(self.audience_chosen)
        self.preview = Button(look, say("report.preview"), "report", "F5")
        self.preview.clicked.connect(self.preview_asked)
        kind = column(
            *(field_label(look, say("report.audience"), self.audience), self.audience),
            *(space.s, row(self.preview, None)),
            gap=space.xs,
            margins=(space.m, 0, space.m, 0),
        )
        edge = (space.m, space.l, space.m, space.s)
        parts = (self._head, space.xs, self.needs, space.m, rule(), space.m, kind, None)
        side = frame(column(*parts, margins=edge), "panel")
        left = frame(column(scroll(side)), "panel", "right")
        left.setFixedWidth(round(420 * (1 + (look.theme.zoom - 1) * 0.4)))
        return left

    def _centre(self) -> QFrame:
        look, space, say = self.look, self.look.theme.space, self.look.say
        back = Button(
            look, "", "previous", "PgUp", "quiet", name=say("report.page_back"), show_key=False
        )
        back.clicked.connect(lambda: self.turn(-1))
        forth = Button(
            look, "", "next", "PgDn", "quiet", name=say("report.page_forth"), show_key=False
        )
        forth.clicked.connect(lambda: self.turn(1))
        self._turning = (back, forth)
        self._version = label("", "small", "muted")
        self._where = label("", "small")
        edge = (space.xl, space.xs, space.xl, space.xs)
        title = label(say("report.example"), "heading")
        head = row(title, space.s, self._version, None, back, self._where, forth, margins=edge)
        self.paper = _Paper(look)
        self._nothing = label("", "body", "muted", wrap=True)
        desk = frame(
            row(
                None,
                column(self._nothing, self.paper, None),
                None,
                margins=(0, space.l, 0, space.l),
            ),
            "sunken",
        )
        bars = (bar(head, "ground", "bottom"), scroll(desk), bar(self._foot(), "ground", "top"))
        return frame(column(*bars), "sunken")

    def _foot(self) -> QBoxLayout:
        look, space, say = self.look, self.look.theme.space, self.look.say
        compact = look.theme.compact
        self._signing = label("", "small_strong", wrap=True)
        self._waiting = label("", "small", "muted", wrap=True)
        printing = Button(
            look, say("report.print"), "report", look.key("Ctrl P"), big=True, show_key=not compact
        )
        printing.clicked.connect(self.print_asked)
        words = say("report.save")
        # At twice the text size the icon alone leaves room for the words of the others.
        shown = words if look.theme.zoom < 1.6 else ""
        save = Button(look, shown, "copy", big=True, name=words)
        save.clicked.connect(self.save_asked)
        self._save = save
        self.sign = Button(
            look,
            say("report.sign"),
            "sign",
            "Ctrl Enter",
            "primary",
            big=True,
            show_key=not compact,
        )
        self.sign.clicked.connect(self.sign_asked)
        who = column(self._signing, self._waiting)
        edge = (space.xl, space.s, space.xl, space.s)
        if compact:
            return column(who, row(None, save, printing), row(None, self.sign), margins=edge)
        foot = row(who, save, printing, self.sign, margins=edge)
        foot.setStretch(0, 1)
        return foot

    def draw(self) -> None:
        page, look, say = self._page, self.look, self.look.say
        clear(self._head)
        self._head.addWidget(label(say("report.needs"), "title"))
        mark = Mark.MISSING if page.open_needs else Mark.READY
        words = look.count("report.open", page.open_needs) if page.open_needs else ""
        self._head.addWidget(Chip(look, mark, words))
        self._head.addStretch(1)
        self.needs.show_rows(page.needs, self.needs.at() if self.needs.at() >= 0 else None)
        self.audience.clear()
        for each in page.audiences:
            self.audience.addItem(each.label, each.value)
        self.audience.show_value(page.audience)
        self._version.setText(page.version)
        self._signing.setText(page.signing)
        self._signing.setVisible(bool(page.signing))
        self._waiting.setText(page.why_not or page.waiting)
        self.sign.setEnabled(not page.why_not and not page.busy)
        self._save.setEnabled(page.pages > 0)
        self.preview.setEnabled(not page.busy)
        self._number = max(1, min(self._number, page.pages))
        self._draw_paper()

    def _draw_paper(self) -> None:
        page, say = self._page, self.look.say
        key = "report.making" if page.busy else "report.no_preview"
        self._nothing.setText(say(key))
        there = page.pages > 0
        self._nothing.setVisible(not there)
        self.paper.setVisible(there)
        where = say("report.page", page=self._number, pages=page.pages) if there else ""
        self._where.setText(where)
        back, forth = self._turning
        back.setEnabled(there and self._number > 1)
        forth.setEnabled(there and self._number < page.pages)
        if there:
            data = self._image(self._number, 2 * self.paper.wide())
            self.paper.show_page(QImage.fromData(data), where)

    def turn(self, way: int) -> None:
        """Turn the pages of the preview."""
        number = max(1, min(self._number + way, self._page.pages))
        if number != self._number:
            self._number = number
            self._draw_paper()

    def _open_need(self, at: int) -> None:
        ref = self._page.needs[at].ref
        if ref:
            self.need_opened.emit(ref)

    def panes(self) -> tuple[QWidget, ...]:
        first = self.needs if self._page.needs else self.audience
        last = self.sign if self.sign.isEnabled() else self.preview
        return (first, last)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        key = event.key()
        if event.keyCombination() == _SAVE and self._page.pages:
            self.save_asked.emit()
        elif control and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.sign.isEnabled():
            self.sign_asked.emit()
        elif key == Qt.Key.Key_F5 and self.preview.isEnabled():
            self.preview_asked.emit()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(-1 if key == Qt.Key.Key_PageUp else 1)
        else:
            super().keyPressEvent(event)


class _Paper(QWidget):
    """The preview. Paper stays white in every theme: it shows what comes out of the printer."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._page = look, QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def wide(self) -> int:
        """How wide a page is drawn, in logical pixels."""
        return 620

    def sizeHint(self) -> QSize:
        if self._page.isNull():
            return QSize(self.wide(), round(self.wide() * 297 / 210))
        return QSize(self.wide(), self.wide() * self._page.height() // self._page.width())

    def show_page(self, page: QImage, words: str) -> None:
        """Show one page."""
        self._page = page
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor("#FFFFFF"))
        if not self._page.isNull():
            painter.drawImage(self.rect(), self._page)
        paint.box(painter, self.rect(), None, self._look.colour("divider"), radius=2)
