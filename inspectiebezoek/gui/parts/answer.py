"""Big answers: a digit, a word, and a dot or box that fills; stock buttons underneath."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
)

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.icons import draw_icon
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.look.shapes import draw_mark
from inspectiebezoek.gui.models.mark import Mark

_PICTURE = QSize(240, 140)
_MOST_GROWN = 1.4
"""How large the picture of a choice is, and how far it grows with the text."""


class _Face:
    """How an answer is measured and drawn, whatever button lies underneath."""

    def __init__(
        self, look: Look, digit: str, sub: str, mark: Mark | None, tall: int, image: bytes
    ) -> None:
        self.look, self.digit, self.sub, self.mark, self.tall = look, digit, sub, mark, tall
        self.picture = QImage.fromData(image) if image else QImage()

    def picture_size(self) -> QSize:
        """How large the picture is drawn; nothing without one."""
        if self.picture.isNull():
            return QSize(0, 0)
        room = _PICTURE * min(self.look.theme.zoom, _MOST_GROWN)
        size = self.picture.size()
        fits = size.width() <= room.width() and size.height() <= room.height()
        return size if fits else size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)

    def size(self, words: str) -> QSize:
        theme, look = self.look.theme, self.look
        role = "heading" if self._big(self.line()) else "strong"
        wide = max(look.width(words, role), look.width(self.sub, "caption") if self.sub else 0)
        key = paint.keycap_width(look, self.digit) if self.digit else 0
        mark = theme.size.mark + theme.space.s if self.mark else 0
        inner = max(wide + key + mark + theme.size.icon, self.picture_size().width())
        inner += theme.space.s
        return QSize(inner + 3 * theme.space.m + theme.space.xs, self.height())

    def line(self) -> int:
        """How tall the words are with the air around them."""
        return self.tall or self.look.theme.size.answer

    def height(self) -> int:
        tall = self.picture_size().height()
        return self.line() + (tall + self.look.theme.space.m if tall else 0)

    def _big(self, tall: int) -> bool:
        return tall >= self.look.theme.size.answer - 8

    def draw(self, button: QAbstractButton, *, square: bool) -> None:
        theme, look = self.look.theme, self.look
        painter = QPainter(button)
        chosen = button.isChecked()
        hovered = button.underMouse() and button.isEnabled()
        fill = look.colour("tint" if chosen else "hover" if hovered else "ground")
        edge = "accent" if chosen else "border" if button.isEnabled() else "divider"
        thick = theme.size.line * (2 if chosen else 1)
        radius = theme.radius.control
        paint.box(painter, button.rect(), fill, look.colour(edge), radius=radius, thick=thick)
        inner = button.rect().adjusted(theme.space.m, 0, -theme.space.m, 0)
        if not self.picture.isNull():
            place = QRect(QPoint(inner.x(), theme.space.m), self.picture_size())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self.picture)
            inner.setTop(button.height() - self.line())
        rest = inner.adjusted(0, 0, -theme.size.icon - theme.space.xs, 0)
        if self.digit:
            ink = look.colour("accent" if chosen else "muted")
            wide = paint.keycap(painter, look, inner, self.digit, colour=ink, at_left=True)
            rest.adjust(wide + theme.space.m, 0, 0, 0)
        if self.mark is not None:
            area = QRect(rest.x(), rest.y(), theme.size.mark, rest.height())
            draw_mark(painter, look, area, self.mark, paper=fill)
            rest.adjust(theme.size.mark + theme.space.s, 0, 0, 0)
        self._words(painter, rest, button, chosen=chosen)
        _dot(painter, look, inner, chosen=chosen, square=square)

    def _words(
        self, painter: QPainter, rest: QRect, button: QAbstractButton, *, chosen: bool
    ) -> None:
        look = self.look
        big = self._big(self.line() if not self.picture.isNull() else button.height())
        role = "heading" if big else "strong" if chosen else "body"
        tone = "text" if button.isEnabled() else "muted"
        if not self.sub:
            paint.two_lines(painter, look, rest, button.text(), role, tone)
            return
        tall, low = look.height(role), look.height("caption")
        top = rest.y() + (rest.height() - tall - low) // 2
        first = QRect(rest.x(), top, rest.width(), tall)
        paint.line_of_text(painter, look, first, button.text(), role, tone)
        second = QRect(rest.x(), top + tall, rest.width(), low)
        paint.line_of_text(painter, look, second, self.sub, "caption", "muted")


def _dot(painter: QPainter, look: Look, inner: QRect, *, chosen: bool, square: bool) -> None:
    size = look.theme.size.icon_small
    area = QRect(inner.right() - size + 1, inner.y() + (inner.height() - size) // 2, size, size)
    radius = look.theme.radius.small - 1 if square else size / 2
    if chosen:
        paint.box(painter, area, look.colour("accent"), radius=radius)
        draw_icon(painter, "check", area.adjusted(2, 2, -2, -2), look.colour("on_accent"))
    else:
        paint.box(painter, area, None, look.colour("border"), radius=radius, thick=1.5)


class Answer(QRadioButton):
    """One of several answers; a screen reader hears a radio button with its state."""

    def __init__(
        self,
        look: Look,
        words: str,
        digit: str = "",
        *,
        sub: str = "",
        mark: Mark | None = None,
        tall: int = 0,
        image: bytes = b"",
    ) -> None:
        super().__init__(words)
        self._face = _Face(look, digit, sub, mark, tall, image)
        _settle(self, look, words, digit, sub)

    def sizeHint(self) -> QSize:
        return self._face.size(self.text())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._face.look.theme.size.action * 2, self._face.height())

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._face.draw(self, square=False)


class Tick(QCheckBox):
    """One of several answers that may be given together."""

    def __init__(
        self, look: Look, words: str, digit: str = "", *, tall: int = 0, image: bytes = b""
    ) -> None:
        super().__init__(words)
        self._face = _Face(look, digit, "", None, tall or look.theme.size.action, image)
        _settle(self, look, words, digit, "")

    def sizeHint(self) -> QSize:
        return self._face.size(self.text())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._face.look.theme.size.action * 2, self._face.height())

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._face.draw(self, square=True)


def _settle(button: QAbstractButton, look: Look, words: str, digit: str, sub: str) -> None:
    name = f"{words}, {sub}" if sub else words
    button.setAccessibleName(name)
    if digit:
        button.setAccessibleDescription(look.say("part.shortcut", shortcut=digit))
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setToolTip(words)


def one_tab_stop(group: QButtonGroup) -> None:
    """Tab reaches the chosen button only, or the first; the arrow keys go round.

    Qt does this by itself after the group has had the focus once, not before.
    """

    _settle_stops(group)
    group.buttonToggled.connect(lambda _button, _on: _settle_stops(group))


def _settle_stops(group: QButtonGroup) -> None:
    buttons = group.buttons()
    stop = group.checkedButton() or (buttons[0] if buttons else None)
    for button in buttons:
        strong = button is stop
        focus = Qt.FocusPolicy.StrongFocus if strong else Qt.FocusPolicy.ClickFocus
        button.setFocusPolicy(focus)
