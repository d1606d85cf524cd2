"""The bars around every screen: the seven places, the visit at hand, the status strip."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
        """Show another visit, or the same one further on: then only the numbers change."""
        before, self._bar = self._bar, bar
        if before is None or _unmoved(before) != _unmoved(bar):
            self._draw(bar)
        if before != bar:
            look = self._look
            self._meter.show_progress(bar.done, bar.total)
            self._count.setText(look.say("part.of", done=bar.done, total=bar.total))
            words = look.count("visits.attention", bar.attention)
            self._flags.show_words(words, mark=Mark.ATTENTION, tone="caution")
            self._flags.setVisible(bar.attention > 0)

    def _draw(self, bar: VisitBar) -> None:
        look, line = self._look, self._line
        clear(line)
        line.addWidget(Tag(look, bar.title, tone="text", role="strong", shrinks=True))
        if not look.theme.compact and bar.subtitle:
            line.addWidget(Tag(look, bar.subtitle, role="small", shrinks=True))
        if bar.place:
            place = Tag(look, bar.place, "place", tone="text", role="small", shrinks=True)
            line.addWidget(place)
        line.addStretch(1)
        wide = round(150 / look.theme.zoom**0.5)
        self._meter = Meter(look, look.say("window.answered"), bar.done, bar.total, wide)
        self._count = label("", "small_strong")
        self._flags = Tag(look, "", mark=Mark.ATTENTION, tone="caution", role="small_strong")
        for each in (self._meter, self._count, self._flags):
            line.addWidget(each)


def _unmoved(bar: VisitBar) -> VisitBar:
    """What stays as it is while one answers."""
    return replace(bar, done=0, total=0, attention=0)


@dataclass(frozen=True, slots=True)
class _Field:
    """One of the five things that the strip tells."""

    words: str
    icon: str = ""
    mark: Mark | None = None
    tone: str = "text"
    shrinks: bool = False


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
        self._tags: list[Tag] = []
        self._draw()

    def show_status(self, status: StatusLine) -> None:
        """Show another state of saving, network, queue, recording and disk."""
        if status != self._status:
            before, self._status = self._fields(), status
            for tag, old, new in zip(self._tags, before, self._fields(), strict=True):
                if new != old:
                    tag.show_words(new.words, new.icon, new.mark, tone=new.tone)

    def show_hints(self, hints: tuple[tuple[str, str], ...]) -> None:
        """Show the keys of the screen at hand, as (key, words)."""
        if hints != self._hints:
            self._hints = hints
            self._draw()

    def _fields(self) -> tuple[_Field, ...]:
        look, status = self._look, self._status
        saved = look.say("status.ready")
        if status.saved:
            short = "status.saved_short" if look.theme.compact else "status.saved"
            saved = look.say(short, time=status.saved)
        if status.unsaved:
            saved = look.count("status.unsaved", status.unsaved)
        network = look.say("status.online" if status.online else "status.offline")
        recording = _Field(look.say("status.no_recording"), "record", tone="muted")
        if status.recording:
            words = look.say("status.recording", time=status.recording)
            recording = _Field(words, "", Mark.RECORDING, "bad")
        room = look.say("status.free", room=status.free) if status.free else "–"
        return (
            _Field(saved, mark=Mark.BLOCKED if status.unsaved else Mark.READY),
            _Field(network, "online" if status.online else "offline", shrinks=True),
            _Field(look.count("status.waiting", status.waiting), "sync", shrinks=True),
            recording,
            _Field(room, "", Mark.MISSING, "caution") if status.low else _Field(room, "disk"),
        )

    def _draw(self) -> None:
        clear(self._line)
        look = self._look
        self._tags = [
            Tag(look, each.words, each.icon, each.mark, tone=each.tone, shrinks=each.shrinks)
            for each in self._fields()
        ]
        for tag in self._tags:
            self._line.addWidget(tag)
        self._line.addStretch(1)
        hints = self._hints[:1] if look.theme.compact else self._hints
        for key, words in hints:
            self._line.addWidget(Keycap(look, key, words), 0, Qt.AlignmentFlag.AlignVCenter)
