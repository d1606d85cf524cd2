"""Find a regular expression in a text in a time that only grows with both their lengths.

Python's engine backtracks: `a*a*a*b` on a page of text takes years. This one keeps all places in
the pattern that the text so far can have led to (Thompson's construction), so it never goes back.
It is slower on short texts, so `patterns` only comes here when backtracking could run away.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from re import _constants as constants  # type: ignore[attr-defined]
from typing import Any

MAX_STATES = 3_000
_REPEATS = (constants.MAX_REPEAT, constants.MIN_REPEAT)
Test = Callable[[str], bool]
Guard = Callable[[str, int], bool]


class NotRegularError(Exception):
    """A pattern that looks around or back, or that is too large, has no automaton here."""


@dataclass(slots=True)
class _State:
    """A place in the pattern: signs lead on to `then`; the `free` places cost no sign."""

    test: Test | None = None
    then: int = -1
    free: list[tuple[Guard | None, int]] = field(default_factory=list)


class Automaton:
    """The places of a pattern and what leads from one to the other.

    Args:
        tree: a pattern as `re` parses it.
        flags: of the pattern, `re.IGNORECASE` and the like.

    Raises:
        NotRegularError: for look-around, references back, and patterns with too many places.
    """

    def __init__(self, tree: Any, flags: int) -> None:
        self._flags = flags
        self.states: list[_State] = []
        self._start = self._add()
        self._end = self._sequence(tree, self._start)

    def found(self, text: str) -> bool:
        """Whether the pattern is found anywhere in a text."""
        places: set[int] = set()
        for at in range(len(text) + 1):
            places.add(self._start)
            places = self._closed(places, text, at)
            if self._end in places:
                return True
            if at < len(text):
                sign = text[at]
                places = {
                    state.then
                    for state in (self.states[place] for place in places)
                    if state.test is not None and state.test(sign)
                }
        return False

    def _closed(self, places: set[int], text: str, at: int) -> set[int]:
        """The places and all that they reach without a sign."""
        reached = set(places)
        waiting = list(places)
        while waiting:
            for guard, place in self.states[waiting.pop()].free:
                if place not in reached and (guard is None or guard(text, at)):
                    reached.add(place)
                    waiting.append(place)
        return reached

    def _add(self) -> int:
        if len(self.states) >= MAX_STATES:
            raise NotRegularError
        self.states.append(_State())
        return len(self.states) - 1

    def _sequence(self, tree: Any, start: int) -> int:
        for operator, argument in tree:
            start = self._item(operator, argument, start)
        return start

    def _item(self, operator: Any, argument: Any, start: int) -> int:
        if operator in _REPEATS:
            least, most, body = argument
            return self._repeat(least, most, body, start)
        if operator is constants.SUBPATTERN:
            return self._sequence(argument[-1], start)
        end = self._add()
        if operator is constants.BRANCH:
            for branch in argument[1]:
                first = self._add()
                self.states[start].free.append((None, first))
                self.states[self._sequence(branch, first)].free.append((None, end))
        elif operator is constants.AT:
            self.states[start].free.append((_guard(argument), end))
        else:
            # A place tests one sign, so one that already leads on gets a successor to do it.
            place = self._add()
            self.states[start].free.append((None, place))
            self.states[place].test = _test(operator, argument, self._flags)
            self.states[place].then = end
        return end

    def _repeat(self, least: int, most: Any, body: Any, start: int) -> int:
        for _ in range(least):
            start = self._sequence(body, start)
        end = self._add()
        self.states[start].free.append((None, end))
        if most is constants.MAXREPEAT:
            again = self._add()
            self.states[start].free.append((None, again))
            last = self._sequence(body, again)
            self.states[last].free += [(None, again), (None, end)]
            return end
        for _ in range(most - least):
            start = self._sequence(body, start)
            self.states[start].free.append((None, end))
        return end


def _guard(place: Any) -> Guard:
    """A condition on the place in the text: its begin, its end or the edge of a word."""
    if place in (constants.AT_BEGINNING, constants.AT_BEGINNING_STRING):
        return lambda _, at: at == 0
    if place is constants.AT_END:
        return lambda text, at: at == len(text) or (at == len(text) - 1 and text[at] == "\n")
    if place is constants.AT_END_STRING:
        return lambda text, at: at == len(text)
    if place in (constants.AT_BOUNDARY, constants.AT_NON_BOUNDARY):
        wanted = place is constants.AT_BOUNDARY
        return lambda text, at: (_word(text, at - 1) != _word(text, at)) == wanted
    raise NotRegularError


def _word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "_")


def _test(operator: Any, argument: Any, flags: int) -> Test:
    """A condition on one sign, checked by `re` itself so that classes mean the same."""
    if operator is constants.ANY:
        return lambda sign: sign != "\n"
    if operator is constants.LITERAL:
        source = re.escape(chr(argument))
    elif operator is constants.NOT_LITERAL:
        source = f"[^{re.escape(chr(argument))}]"
    elif operator is constants.IN:
        source = "[" + "".join(_member(*one) for one in argument) + "]"
    else:
        raise NotRegularError
    known: dict[str, bool] = {}
    match = re.compile(source, flags & re.IGNORECASE).fullmatch

    def test(sign: str) -> bool:
        answer = known.get(sign)
        if answer is None:
            answer = known[sign] = match(sign) is not None
        return answer

    return test


_CATEGORIES = {
    constants.CATEGORY_DIGIT: r"\d",
    constants.CATEGORY_NOT_DIGIT: r"\D",
    constants.CATEGORY_SPACE: r"\s",
    constants.CATEGORY_NOT_SPACE: r"\S",
    constants.CATEGORY_WORD: r"\w",
    constants.CATEGORY_NOT_WORD: r"\W",
}


def _member(operator: Any, argument: Any) -> str:
    if operator is constants.NEGATE:
        return "^"
    if operator is constants.LITERAL:
        return re.escape(chr(argument))
    if operator is constants.RANGE:
        return f"{re.escape(chr(argument[0]))}-{re.escape(chr(argument[1]))}"
    if operator is constants.CATEGORY and argument in _CATEGORIES:
        return _CATEGORIES[argument]
    raise NotRegularError
