"""Gather the changes of one fact, each on top of what was seen, or of an earlier one in it."""

from __future__ import annotations

from collections.abc import Sequence

from inspectiebezoek.log.canonical import Value
from inspectiebezoek.log.change import ACT, SET, Proposal
from inspectiebezoek.log.state import State


class Fact:
    """What a person does at once.

    A field that is written twice in one fact (an answer, and an action that another answer set
    off) must not look like two people who did not see each other.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._last: dict[str, int] = {}
        self.proposals: list[Proposal] = []

    def answer(self, field: str, value: str, effects: Sequence[tuple[str, str]] = ()) -> None:
        """An answer with the (field, value) of what it set off, in one change."""
        if not effects:
            self.write(field, value)
            return
        content: Value = {"value": value, "effects": [[place, text] for place, text in effects]}
        self._put(field, content, ACT, (field, *(place for place, _ in effects)))

    def write(self, field: str, value: Value, op: str = SET) -> None:
        """One value for one field."""
        self._put(field, value, op, (field,))

    def _put(self, field: str, content: Value, op: str, fields: Sequence[str]) -> None:
        number = len(self.proposals)
        seen, upon = set[str](), set[int]()
        for each in fields:
            if each in self._last:
                upon.add(self._last[each])
            else:
                seen.update(self._state.head_ids(each))
            self._last[each] = number
        upon.discard(number)
        self.proposals.append(
            Proposal(field, content, parents=tuple(sorted(seen)), op=op, upon=tuple(sorted(upon)))
        )
