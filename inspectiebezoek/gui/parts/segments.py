"""A row of filters of which one is in force."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QSizePolicy, QWidget

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.parts.answer import one_tab_stop
from inspectiebezoek.gui.parts.arrange import column, row

_FIXED, _WIDE = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding


class Segment(QRadioButton):
    """One choice of the row."""

    def __init__(self, look: Look, words: str, name: str) -> None:
        super().__init__(words)
        self._look = look
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        wide = self._look.width(self.text(), "small_strong") + 2 * theme.space.m
        return QSize(wide, theme.size.target)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, on = self._look, QPainter(self), self.isChecked()
        if on:
            area = self.rect().adjusted(2, 2, -2, -2)
            ground, accent = look.colour("ground"), look.colour("accent")
            radius = look.theme.radius.small
            paint.box(painter, area, ground, accent, radius=radius, thick=1.5)
        role, tone = ("small_strong", "accent") if on else ("small", "text")
        paint.line_of_text(
            painter, look, self.rect(), self.text(), role, tone, align=paint.CENTRE, elide=False
        )


class Segments(QFrame):
    """Emits `chosen` with the position when a person picks another one.

    `a_line`: how many stand beside each other before the next line; 0: all of them.
    """

    chosen = Signal(int)

    def __init__(
        self,
        look: Look,
        name: str,
        words: Sequence[str],
        at: int = 0,
        *,
        stretch: bool = False,
        a_line: int = 0,
    ) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(name)
        self.group = QButtonGroup(self)
        beside = a_line or max(1, len(words))
        lines = [row(gap=0) for _ in range(0, len(words), beside)]
        for i, word in enumerate(words):
            segment = Segment(look, word, f"{name}: {word}")
            segment.setSizePolicy(_WIDE if stretch else _FIXED, _FIXED)
            self.group.addButton(segment, i)
            segment.setChecked(i == at)
            lines[i // beside].addWidget(segment)
        one_tab_stop(self.group)
        self._quiet = False
        self.group.idToggled.connect(self._toggled)
        self.setLayout(column(*lines))
        self.setSizePolicy(QSizePolicy.Policy.Preferred if stretch else _FIXED, _FIXED)

    def _toggled(self, at: int, on: bool) -> None:
        if on and not self._quiet:
            self.chosen.emit(at)

    def choose(self, at: int) -> None:
        """Show another choice as the one in force, without a signal."""
        self._quiet = True
        self.group.button(at).setChecked(True)
        self._quiet = False

    def stop(self) -> QWidget | None:
        """The one button that Tab reaches."""
        return self.group.checkedButton()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        paint.box(
            QPainter(self),
            self.rect(),
            look.colour("sunken"),
            look.colour("divider"),
            radius=look.theme.radius.control,
            thick=look.theme.size.line,
        )
