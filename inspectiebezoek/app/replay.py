"""Replay the acts of a practice visit on an open visit, each at its own moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from inspectiebezoek.app.evidence import attach_file
from inspectiebezoek.app.practice import Act, Answer, Given, NewRecord, NewRow, Practice
from inspectiebezoek.visit.journal import FileKeeper
from inspectiebezoek.visit.kinds import (
    Evidence,
    Feedback,
    Finding,
    Note,
    Recommendation,
)
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.records import Record, parts
from inspectiebezoek.visit.team import assign

_KINDS: dict[str, type[Record]] = {
    "finding": Finding,
    "recommendation": Recommendation,
    "feedback": Feedback,
    "note": Note,
}
_TOLD = ("caption", "alt_text", "confidentiality")
_RENAMED = {"feedback": {"kind": "sort"}}


class SetClock:
    """A clock that stands where it is put; a practice visit has its own time."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class Replay:
    """Someone who does what the practice file says, on one laptop."""

    def __init__(
        self, visit: OpenVisit, practice: Practice, keeper: FileKeeper, clock: SetClock
    ) -> None:
        self._visit = visit
        self._practice = practice
        self._keeper = keeper
        self._clock = clock

    def play(self, acts: Iterable[Act]) -> int:
        """Do the acts one after the other; returns how many."""
        count = 0
        for act in acts:
            self._clock.now = act.at
            self._do(act)
            count += 1
        return count

    def _do(self, act: Act) -> None:
        match act.what:
            case Answer(ref, value, remark):
                remarks = {ref: remark} if remark or self._visit.remark(ref) else {}
                self._visit.answer_all([(ref, value)], remarks)
            case Given(part, person):
                assign(self._visit, part, person)
            case NewRow() as row:
                self._add_row(row)
            case NewRecord("evidence", label, values):
                self._attach(label, values)
            case NewRecord(kind, label, values):
                self._record(kind, label, values)

    def _add_row(self, row: NewRow) -> None:
        place = self._visit.add_row(row.repeat)
        values = [(ref.replace(row.repeat, place, 1), value) for ref, value in row.values]
        self._visit.answer_all(values, {})

    def _record(self, kind: str, label: str, values: Mapping[str, Any]) -> None:
        renamed = _RENAMED.get(kind, {})
        known = parts(_KINDS[kind])
        given = {renamed.get(name, name): value for name, value in values.items()}
        self._visit.add(
            _KINDS[kind],
            label=label,
            **{name: value for name, value in given.items() if name in known},
        )

    def _attach(self, label: str, values: Mapping[str, Any]) -> None:
        sort, file = str(values["kind"]), values["file"]
        shared: dict[str, Any] = {
            name: str(values[name]) for name in ("caption", "alt_text", "confidentiality")
        }
        if file is None:
            self._visit.add(Evidence, label=label, sort=sort, held_as="ingezien", **shared)
            return
        path = self._practice.file(str(file))
        attach_file(self._visit, self._keeper, path, kind=sort, label=label, **shared)
