"""Plan a new visit: checklist, site, dates, announced or not, kind, team."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.line import Option
from inspectiebezoek.gui.models.visits import NewVisit, NewVisitOptions
from inspectiebezoek.gui.parts.arrange import bar, clear, column, frame, label, row, scroll
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.check import Check
from inspectiebezoek.gui.parts.field import LineField, field_label
from inspectiebezoek.gui.parts.message_bar import MessageBar
from inspectiebezoek.gui.parts.segments import Segments
from inspectiebezoek.gui.parts.select import Select
from inspectiebezoek.gui.typed import shown_date, typed_date


class NewVisitPanel(QFrame):
    """Emits `planned` with a whole `NewVisit`; what is missing is said above the button."""

    planned = Signal(NewVisit)
    cancelled = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("surface", "ground")
        space = look.theme.space
        self._form = QVBoxLayout()
        self._form.setContentsMargins(space.xl, space.l, space.xl, space.l)
        self._form.setSpacing(space.xs)
        self._options = NewVisitOptions()
        box = QWidget()
        box.setLayout(self._form)
        box.setMaximumWidth(round(720 * look.theme.zoom))
        page = frame(row(box, None, gap=0), "ground")
        page.layout().setStretch(0, 1)  # type: ignore[union-attr]
        cancel = Button(look, look.say("part.cancel"), "", "Esc", "quiet", big=True)
        cancel.clicked.connect(self.cancelled)
        self.make = Button(look, look.say("new.make"), "plus", "Ctrl Enter", "primary", big=True)
        self.make.clicked.connect(self._make)
        edge = (space.xl, space.s, space.xl, space.s)
        foot = bar(row(cancel, None, self.make, margins=edge), "ground", "top")
        self.setLayout(column(scroll(page), foot))

    def show_options(self, options: NewVisitOptions) -> None:
        """Begin a new visit with these things to choose from."""
        look, say = self._look, self._look.say
        self._options = options
        clear(self._form)
        self.checklist = _select(look, say("new.checklist"), options.checklists)
        self.site = _select(look, say("new.site"), options.sites)
        self.kind = _select(look, say("new.kind"), options.kinds)
        today = shown_date(options.today) if options.today else ""
        self.start = LineField(look, say("new.start"), today, say("new.date_hint"))
        self.end = LineField(look, say("new.end"), today, say("new.date_hint"))
        words = (say("new.announced_yes"), say("new.announced_no"))
        self.announced = Segments(look, say("new.announced"), words)
        self._team = [
            (each.value, Check(look, each.label, on=each.value == options.me))
            for each in options.people
        ]
        self._fill()

    def _fill(self) -> None:
        look, say, space, form = self._look, self._look.say, self._look.theme.space, self._form
        form.addWidget(label(say("new.title"), "title"))
        form.addWidget(label(say("new.explain"), "small", "muted", wrap=True))
        for words, field in (
            ("new.checklist", self.checklist),
            ("new.site", self.site),
            ("new.kind", self.kind),
        ):
            form.addSpacing(space.s)
            form.addLayout(field_label(look, say(words), field))
            form.addWidget(field)
        form.addSpacing(space.s)
        days = row(gap=space.m)
        days.addLayout(column(field_label(look, say("new.start"), self.start), self.start, gap=2))
        days.addLayout(column(field_label(look, say("new.end"), self.end), self.end, gap=2))
        form.addLayout(days)
        form.addSpacing(space.s)
        form.addLayout(field_label(look, say("new.announced")))
        form.addLayout(row(self.announced, None))
        form.addSpacing(space.s)
        form.addLayout(field_label(look, say("new.team"), hint=say("new.team_hint")))
        for _, check in self._team:
            form.addWidget(check)
        self._fault = column()
        form.addSpacing(space.s)
        form.addLayout(self._fault)
        form.addStretch(1)

    def take_focus(self) -> None:
        """Begin at the first choice."""
        self.checklist.setFocus(Qt.FocusReason.TabFocusReason)

    def _make(self) -> None:
        start, end = self._date(self.start), self._date(self.end)
        missing = self._missing(start, end)
        clear(self._fault)
        if missing or start is None or end is None:
            words = self._look.say("new.missing", parts=", ".join(missing))
            self._fault.addWidget(MessageBar(self._look, "caution", words))
            return
        team = [person for person, check in self._team if check.isChecked()]
        me = self._options.me
        first = [me] if me in team else []
        visit = NewVisit(
            self.checklist.value(),
            self.site.value(),
            self.kind.value(),
            start.isoformat(),
            end.isoformat(),
            self.announced.group.checkedId() == 0,
            tuple(first + [person for person in team if person != me]),
        )
        self.planned.emit(visit)

    def _missing(self, start: date | None, end: date | None) -> list[str]:
        say = self._look.say
        faults = [
            (not self.checklist.value(), "new.checklist"),
            (not self.site.value(), "new.site"),
            (not self.kind.value(), "new.kind"),
            (start is None, "new.start"),
            (end is None or (start is not None and end < start), "new.end"),
            (not any(check.isChecked() for _, check in self._team), "new.team"),
        ]
        return [say(key).lower() for wrong, key in faults if wrong]

    def _date(self, field: LineField) -> date | None:
        typed = typed_date(field.text())
        return date.fromisoformat(typed) if typed else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._make()
        else:
            super().keyPressEvent(event)


def _select(look: Look, name: str, options: tuple[Option, ...]) -> Select:
    only = options[0].value if len(options) == 1 else ""
    return Select(look, name, [(each.value, each.label) for each in options], only)
