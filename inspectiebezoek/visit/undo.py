"""Take back what one did, step by step, across screens: a new change that says what was before.

The log keeps both: undoing never removes anything. What a colleague changed since is not touched.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspectiebezoek.log.address import containers
from inspectiebezoek.log.canonical import Value
from inspectiebezoek.log.change import ADD, REMOVE, Proposal, touched
from inspectiebezoek.log.state import State
from inspectiebezoek.visit import records

_KINDS = (
    *("answer:", "remark:", "flag:", "unanswered:"),
    *("finding:", "note:", "evidence:", "recommendation:"),
)
_MOST = 500


@dataclass(frozen=True, slots=True)
class Step:
    """One fact: per field what was there before and what it became; None is not there.

    `about` is the field that people would name.
    """

    about: str
    before: Mapping[str, Value]
    after: Mapping[str, Value]

    @property
    def opposite(self) -> Step:
        """The step that does it again."""
        return Step(self.about, self.after, self.before)


class Undo:
    """What one did since the visit was opened, and what one took back."""

    def __init__(self) -> None:
        self._done: deque[Step] = deque(maxlen=_MOST)
        self._undone: list[Step] = []

    def note(self, state: State, proposals: Sequence[Proposal]) -> None:
        """Remember a fact before it is written; what no person does by hand is left out."""
        if not proposals or not all(each.field.startswith(_KINDS) for each in proposals):
            return
        step = _step(state, proposals)
        self._done.append(step)
        self._undone.clear()

    def next_undo(self) -> Step | None:
        """What would be taken back now."""
        return self._done[-1] if self._done else None

    def next_redo(self) -> Step | None:
        """What would be done again now."""
        return self._undone[-1] if self._undone else None

    def undo(self, state: State) -> list[Proposal]:
        """The changes that take back the last step; empty when a colleague changed it since."""
        step = self._done.pop()
        self._undone.append(step)
        return _back(state, step)

    def redo(self, state: State) -> list[Proposal]:
        """The changes that do the last step again."""
        step = self._undone.pop()
        self._done.append(step)
        return _back(state, step.opposite)


def _step(state: State, proposals: Sequence[Proposal]) -> Step:
    before: dict[str, Value] = {}
    after: dict[str, Value] = {}
    born: set[str] = set()
    for proposal in proposals:
        for field, value in touched(proposal.op, proposal.field, proposal.value):
            if proposal.op == ADD:
                born.add(field)
            elif born & set(containers(field)):
                # It comes and goes with the record that it was born with.
                continue
            if field not in before:
                before[field] = _now(state, field)
            after[field] = None if proposal.op == REMOVE else value
    return Step(proposals[0].field, before, after)


def _now(state: State, field: str) -> Value:
    """What stands there; None for what never was, or lies in what was taken out."""
    heads = state.heads(field)
    if not heads or heads[-1].op == REMOVE:
        return None
    return heads[-1].value


def _back(state: State, step: Step) -> list[Proposal]:
    if any(_differs(_now(state, field), value) for field, value in step.after.items()):
        return []
    return [_set(state, field, value, step.after[field]) for field, value in step.before.items()]


def _differs(here: Value, known: Value) -> bool:
    """A field that was never set and one that was emptied say the same."""
    return here != known and bool(here or known)


def _set(state: State, field: str, value: Value, other: Value) -> Proposal:
    """Give a field a value; a row or record comes back or goes."""
    if field.endswith(("]", "/")):
        if value is None:
            return records.removal(state, field)
        return Proposal(field, value, parents=state.head_ids(field), op=ADD)
    return records.alteration(state, field, _empty(other) if value is None else value)


def _empty(like: Value) -> Value:
    """Nothing, of the kind that the field holds."""
    if isinstance(like, bool):
        return False
    return [] if isinstance(like, list | tuple) else ""
