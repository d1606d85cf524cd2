"""Small things to read: a state as a chip, a property as a tag, a key with its meaning."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.icons import draw_icon
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.look.shapes import draw_mark
from inspectiebezoek.gui.models.mark import Mark

_LEAST = 80
"""Pixels to which a tag that shrinks may be cut."""


class _Small(QWidget):
    """Never larger than it needs, and named for a screen reader."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Chip(_Small):
    """A state: its shape and its word on a tint. Not something to click."""

    def __init__(self, look: Look, mark: Mark, words: str = "") -> None:
        self._mark, self._words = mark, words or look.word(mark)
        super().__init__(look, self._words)

    def sizeHint(self) -> QSize:
        look, theme = self._look, self._look.theme
        shape = theme.size.icon_small + theme.space.xs
        wide = look.width(self._words, "caption_strong") + 2 * theme.space.s + shape
        return QSize(wide + 1, look.height("caption_strong") + 2 * theme.space.xxs + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, theme, tone = self._look, self._look.theme, self._mark.tone
        painter = QPainter(self)
        tint = look.colour(f"{tone}_tint" if tone in ("good", "caution", "bad") else "hover")
        edge = look.colour(tone) if theme.heavy else None
        paint.box(painter, self.rect(), tint, edge, radius=theme.radius.small)
        size = theme.size.icon_small
        x = theme.space.s - 2
        shape = QRect(x, (self.height() - size) // 2, size, size)
        draw_mark(painter, look, shape, self._mark, paper=tint)
        words = self.rect().adjusted(x + size + theme.space.xs, 0, 0, 0)
        ink = "muted" if tone == "border" else tone
        paint.line_of_text(painter, look, words, self._words, "caption_strong", ink, elide=False)


class Tag(_Small):
    """An icon or a shape with a word: a property, or a field of the status strip.

    `shrinks`: where there is no room it is cut off; a screen reader and the tooltip have all of it.
    """

    def __init__(
        self,
        look: Look,
        words: str,
        icon: str = "",
        mark: Mark | None = None,
        *,
        tone: str = "muted",
        role: str = "caption",
        shrinks: bool = False,
    ) -> None:
        self._words, self._icon, self._mark = words, icon, mark
        self._tone, self._role, self._shrinks = tone, role, shrinks
        super().__init__(look, words)
        if shrinks:
            self.setToolTip(words)
            self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_words(
        self, words: str, icon: str = "", mark: Mark | None = None, *, tone: str = "muted"
    ) -> None:
        """Show something else in the same place; nothing around it moves unless it grows."""
        before = self.sizeHint()
        self._words, self._icon, self._mark, self._tone = words, icon, mark, tone
        self.setAccessibleName(words)
        self.setToolTip(words if self._shrinks else "")
        if self.sizeHint() != before:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look, theme = self._look, self._look.theme
        shape = theme.size.icon_small + theme.space.xs + 2 if self._icon or self._mark else 0
        tall = max(theme.size.icon_small, look.height(self._role)) + 2
        return QSize(shape + look.width(self._words, self._role) + 2, tall)

    def minimumSizeHint(self) -> QSize:
        size = self.sizeHint()
        return QSize(min(size.width(), _LEAST), size.height()) if self._shrinks else size

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, theme = self._look, self._look.theme
        painter, size = QPainter(self), theme.size.icon_small
        area, words = QRect(0, 0, size, self.height()), self.rect()
        if self._mark is not None:
            draw_mark(painter, look, area, self._mark)
        elif self._icon:
            tone = "muted" if self._tone == "text" else self._tone
            draw_icon(painter, self._icon, area, look.colour(tone))
        if self._mark is not None or self._icon:
            words = words.adjusted(size + theme.space.xs + 2, 0, 0, 0)
        role, tone = self._role, self._tone
        paint.line_of_text(painter, look, words, self._words, role, tone, elide=self._shrinks)


class Keycap(_Small):
    """A key, with what it does behind it."""

    def __init__(self, look: Look, key: str, words: str = "") -> None:
        self._key, self._words = key, words
        super().__init__(look, f"{key}: {words}" if words else key)

    def sizeHint(self) -> QSize:
        look = self._look
        gap = look.theme.space.xs + 2
        words = gap + look.width(self._words, "caption") if self._words else 0
        return QSize(paint.keycap_width(look, self._key) + words + 1, look.height("caption") + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        wide = paint.keycap(painter, look, self.rect(), self._key, at_left=True)
        words = self.rect().adjusted(wide + look.theme.space.xs + 2, 0, 0, 0)
        paint.line_of_text(painter, look, words, self._words, "caption", "muted", elide=False)
