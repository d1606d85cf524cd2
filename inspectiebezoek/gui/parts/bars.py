"""The bars around every screen: the seven places, the visit at hand, the status strip."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QSizePolicy

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.models.window import StatusLine, VisitBar
from inspectiebezoek.gui.parts.answer import one_tab_stop
from inspectiebezoek.gui.parts.arrange import clear, label
from inspectiebezoek.gui.parts.chip import Keycap, Tag
from inspectiebezoek.gui.parts.meter import Meter

PLACES = ("visits", "visit", "checklist", "findings", "evidence", "report", "sync")


class _Place(QRadioButton):
    """Digit, word, and a bar under the current one."""

    def __init__(self, look: Look, digit: int, words: str) -> None:
        super().__init__(words)
        self._look, self._digit = look, str(digit)
        self.setAccessibleName(words)
        self.setAccessibleDescription(look.say("part.shortcut", shortcut=f"Ctrl {digit}"))
        self.setToolTip(f"{words} (Ctrl {digit})")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look, space = self._look, self._look.theme.space
        side = space.s if look.theme.compact else space.m
        digit = look.width(self._digit, "caption") + space.s
        words = look.width(self.text(), self._roles()[1])
        return QSize(digit + words + 2 * side, look.theme.size.action - 4)

    def _roles(self) -> tuple[str, str]:
        # Seven places fit on a small screen at twice the text size too.
        large = self._look.theme.zoom > 1.6
        return ("caption", "caption_strong") if large else ("body", "strong")

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, space = self._look, self._look.theme.space
        painter, on = QPainter(self), self.isChecked()
        if self.underMouse() and not on and self.isEnabled():
            area = self.rect().adjusted(0, 4, 0, -4)
            paint.box(painter, area, look.colour("hover"), radius=look.theme.radius.control)
        side = space.s if look.theme.compact else space.m
        inner = self.rect().adjusted(side, 0, -side, 0)
        tone = "accent" if on else "muted"
        wide = paint.line_of_text(painter, look, inner, self._digit, "caption", tone, elide=False)
        role = self._roles()[on]
        tone = "accent" if on else "text" if self.isEnabled() else "muted"
        words = inner.adjusted(wide + space.s - 2, 0, 4, 0)
        paint.line_of_text(painter, look, words, self.text(), role, tone, elide=False)
        if on:
            under = QRect(inner.x(), self.height() - 3, inner.width(), 3)
            paint.box(painter, under, look.colour("accent"), radius=1.5)


class PlaceBar(QFrame):
    """Emits `chosen` with the name of a place when a person goes there."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("surface", "sunken")
        self.setProperty("line", "bottom")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(look.say("window.places"))
        self._group = QButtonGroup(self)
        line = QHBoxLayout(self)
        space = look.theme.space
        line.setContentsMargins(space.m, 0, space.m, 0)
        line.setSpacing(0)
        for i, name in enumerate(PLACES):
            place = _Place(look, i + 1, look.say(f"place.{name}"))
            self._group.addButton(place, i)
            line.addWidget(place)
        line.addStretch(1)
        self._group.button(0).setChecked(True)
        one_tab_stop(self._group)
        self._quiet = False
        self._group.idToggled.connect(self._toggled)

    def _toggled(self, at: int, on: bool) -> None:
        if on and not self._quiet:
            self.chosen.emit(PLACES[at])

    def show_place(self, name: str) -> None:
        """Mark a place as the current one, without a signal."""
        self._quiet = True
        self._group.button(PLACES.index(name)).setChecked(True)
        self._quiet = False

    def allow(self, names: frozenset[str]) -> None:
        """Only these places can be gone to now; the others say so in their tooltip."""
        for i, name in enumerate(PLACES):
            self._group.button(i).setEnabled(name in names)


class VisitStrip(QFrame):
    """Visit, place, progress and flags, above every screen of a visit."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._bar: VisitBar | None = None
        self.setProperty("surface", "ground")
        self.setProperty("line", "bottom")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        space = look.theme.space
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(space.xl, space.s, space.xl, space.s)
        self._line.setSpacing(space.m)

    def show_bar(self, bar: VisitBar) -> None:
        """Show another visit, or the same one further on."""
        if bar == self._bar:
            return
        self._bar = bar
        look, line = self._look, self._line
        clear(line)
        line.addWidget(label(bar.title, "strong"))
        if not look.theme.compact:
            line.addWidget(label(bar.subtitle, "small", "muted"))
        if bar.place:
            line.addWidget(Tag(look, bar.place, "place", tone="text", role="small"))
        line.addStretch(1)
        name = look.say("window.answered")
        wide = round(150 / look.theme.zoom**0.5)
        line.addWidget(Meter(look, name, bar.done, bar.total, wide))
        count = look.say("part.of", done=bar.done, total=bar.total)
        line.addWidget(label(count, "small_strong"))
        if bar.attention:
            words = look.count("visits.attention", bar.attention)
            mark = Mark.ATTENTION
            line.addWidget(Tag(look, words, mark=mark, tone="caution", role="small_strong"))


class StatusStrip(QFrame):
    """Saved, network, waiting, recording, free room; and the keys of the screen at the right."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._status, self._hints = StatusLine(), tuple[tuple[str, str], ...]()
        self.setProperty("surface", "sunken")
        self.setProperty("line", "top")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(look.say("window.status"))
        space = look.theme.space
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(space.xl, space.xs, space.xl, space.xs)
        self._line.setSpacing(space.l if look.theme.compact else space.xl)
        self._draw()

    def show_status(self, status: StatusLine) -> None:
        """Show another state of saving, network, queue, recording and disk."""
        if status != self._status:
            self._status = status
            self._draw()

    def show_hints(self, hints: tuple[tuple[str, str], ...]) -> None:
        """Show the keys of the screen at hand, as (key, words)."""
        if hints != self._hints:
            self._hints = hints
            self._draw()

    def _fields(self) -> list[Tag]:
        look, status = self._look, self._status
        saved = look.say("status.ready")
        if status.saved:
            short = "status.saved_short" if look.theme.compact else "status.saved"
            saved = look.say(short, time=status.saved)
        if status.unsaved:
            saved = look.count("status.unsaved", status.unsaved)
        network = look.say("status.online" if status.online else "status.offline")
        recording = look.say("status.no_recording")
        if status.recording:
            recording = look.say("status.recording", time=status.recording)
        room = look.say("status.free", room=status.free) if status.free else "–"
        red = "bad" if status.recording else "muted"
        disc = Mark.RECORDING if status.recording else None
        return [
            Tag(look, saved, mark=Mark.BLOCKED if status.unsaved else Mark.READY, tone="text"),
            Tag(look, network, "online" if status.online else "offline", tone="text"),
            Tag(look, look.count("status.waiting", status.waiting), "sync", tone="text"),
            Tag(look, recording, "" if disc else "record", disc, tone=red),
            Tag(look, room, mark=Mark.MISSING, tone="caution")
            if status.low
            else Tag(look, room, "disk", tone="text"),
        ]

    def _draw(self) -> None:
        clear(self._line)
        for field in self._fields():
            self._line.addWidget(field)
        self._line.addStretch(1)
        hints = self._hints[:1] if self._look.theme.compact else self._hints
        for key, words in hints:
            self._line.addWidget(Keycap(self._look, key, words), 0, Qt.AlignmentFlag.AlignVCenter)
