"""Type a date, a time or both; the UTC offset is shown and can be typed too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.checklist import QuestionItem, QuestionKind
from inspectiebezoek.gui.parts.arrange import column, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.field import LineField, field_label
from inspectiebezoek.gui.screens.inputs.base import Input
from inspectiebezoek.gui.typed import (
    local_offset,
    shown_date,
    split_moment,
    typed_date,
    typed_month,
    typed_offset,
    typed_time,
    typed_year,
)

_BETWEEN = "\t"


class MomentInput(Input):
    """`clock` gives the moment for the button *Now*; an offset that is there already stays."""

    def __init__(self, look: Look, item: QuestionItem, clock: Callable[[], datetime]) -> None:
        super().__init__(look, item)
        self._clock = clock
        self._dated = item.kind is not QuestionKind.TIME
        self._timed = item.kind is not QuestionKind.DATE
        day, time, offset = split_moment(item.value)
        say = look.say
        self.day = self._field("question.date", shown_date(day), "question.date_hint", 150)
        self.time = self._field("question.time", time, "question.time_hint", 110)
        self.offset = self._field("question.offset", offset, "question.offset_hint", 110)
        now = Button(look, say("question.today" if not self._timed else "question.now"), "later")
        now.setEnabled(not item.readonly)
        now.clicked.connect(self._now)
        line = row(gap=look.theme.space.m)
        wanted = ((self.day, self._dated), (self.time, self._timed), (self.offset, self._timed))
        for field, want in wanted:
            field.setVisible(want)
            if want:
                caption = field_label(look, field.accessibleName(), field)
                line.addLayout(column(caption, field, gap=2))
        line.addLayout(column(None, now))
        line.addStretch(1)
        self.setLayout(line)
        if item.draft is not None:
            self._put_draft(item.draft)

    def _field(self, name: str, words: str, hint: str, wide: int) -> LineField:
        field = LineField(self.look, self.look.say(name), words, self.look.say(hint))
        field.setParent(self)
        field.setFixedWidth(round(wide * self.look.theme.zoom))
        field.setReadOnly(self.item.readonly)
        field.left.connect(lambda _words: self._left())
        field.typing.connect(lambda _words: self.typing.emit(self._typed()))
        return field

    def _typed(self) -> str:
        """The draft: the three fields as they stand, half typed or wrong."""
        return _BETWEEN.join(field.text() for field in (self.day, self.time, self.offset))

    def _put_draft(self, draft: str) -> None:
        day, time, offset = split_moment(draft)
        parts = draft.split(_BETWEEN) if _BETWEEN in draft else (shown_date(day), time, offset)
        for field, words in zip((self.day, self.time, self.offset), parts, strict=False):
            field.setText(words)

    def _left(self) -> None:
        value = self._value()
        if value is None:
            return
        self.wrong.emit("")
        if value != self.item.value:
            self.answered.emit(value)

    def _value(self) -> str | None:
        """The value of what was typed; None while it is not whole or not right."""
        say = self.look.say
        day, time, offset = (field.text().strip() for field in (self.day, self.time, self.offset))
        if not (day if self._dated else "") and not (time if self._timed else ""):
            return ""
        read_day = self._read_day(day) if day else None
        read_time = typed_time(time) if time else None
        if self._dated and day and read_day is None:
            self.wrong.emit(say("question.no_date", words=day))
            return None
        if self._timed and time and read_time is None:
            self.wrong.emit(say("question.no_time", words=time))
            return None
        if (self._dated and read_day is None) or (self._timed and read_time is None):
            # The other half is still to come.
            return None
        if not self._timed:
            return read_day
        return self._with_offset(read_day, read_time or "", offset)

    def _read_day(self, words: str) -> str | None:
        """A whole date; of a checklist that asks a month or a year, these too."""
        read = typed_date(words)
        if read is None and {"month-year", "year"} & set(self.item.appearance):
            read = typed_month(words)
        if read is None and "year" in self.item.appearance:
            read = typed_year(words)
        return read

    def _with_offset(self, day: str | None, time: str, offset: str) -> str | None:
        on = day or self._clock().date().isoformat()
        read = typed_offset(offset) if offset else local_offset(on, time)
        if read is None:
            self.wrong.emit(self.look.say("question.no_offset", words=offset))
            return None
        self.offset.setText(read)
        self.time.setText(time[:5])
        if day is None:
            return f"{time}.000{read}"
        self.day.setText(shown_date(day))
        return f"{day}T{time}.000{read}"

    def _now(self) -> None:
        now = self._clock()
        self.day.setText(shown_date(now.date().isoformat()))
        self.time.setText(now.strftime("%H:%M"))
        offset = now.strftime("%z")
        self.offset.setText(f"{offset[:3]}:{offset[3:5]}")
        self._left()

    def show_item(self, item: QuestionItem) -> None:
        super().show_item(item)
        day, time, offset = split_moment(item.value)
        self.day.show_words(shown_date(day))
        self.time.show_words(time)
        self.offset.show_words(offset)

    def commit(self) -> None:
        for field in (self.day, self.time, self.offset):
            field.commit()

    def take_back(self) -> None:
        """A moment is emptied in its fields."""

    def first(self) -> QWidget | None:
        return self.day if self._dated else self.time
