"""Regular expressions of checklists: translated to Python, and never left to run away.

Python's engine backtracks, so a repetition inside a repetition can take years on thirty signs:
those are refused. How long the others can take is reckoned from the text, and what could take too
long is looked for without going back (`automaton`).
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.functions.automaton import Automaton, NotRegularError

_REPEATS = (constants.MAX_REPEAT, constants.MIN_REPEAT)
# Python tries some ten million ways a second.
MAX_WAYS = 500_000
MAX_WORK = 3_000_000


class PatternError(ValueError):
    """A pattern that cannot or may not be used; its text says why."""


class Pattern:
    """A regular expression that is ready to be looked for.

    Raises:
        PatternError: no regular expression, or one with nested open repetitions.
    """

    def __init__(self, expression: str) -> None:
        python = translate_pattern(expression)
        try:
            with _as_it_reads_now():
                self._compiled, tree = re.compile(python), parser.parse(python)
        except (re.error, OverflowError, RecursionError) as error:
            raise PatternError(str(error)) from error
        self._widths = list(_widths(tree))
        # One that starts at the begin of the text is tried there only.
        self._anchored = len(tree) > 0 and tree[0] == (constants.AT, constants.AT_BEGINNING)
        self.tree = tree
        self.flags = self._compiled.flags
        self._automaton: Automaton | None = None

    def found(self, text: str) -> bool:
        """Whether it is found in a text.

        Raises:
            InspectionError: FORM_TOO_COMPLEX when looking for it could take seconds.
        """
        if self._ways(len(text)) <= MAX_WAYS:
            return self._compiled.search(text) is not None
        try:
            if self._automaton is None:
                self._automaton = Automaton(self.tree, self.flags)
        except NotRegularError as error:
            raise InspectionError(Code.FORM_TOO_COMPLEX, limit=MAX_WAYS) from error
        if len(self._automaton.states) * len(text) > MAX_WORK:
            raise InspectionError(Code.FORM_TOO_COMPLEX, limit=MAX_WORK)
        return self._automaton.found(text)

    def _ways(self, length: int) -> int:
        """The most ways in which the engine can try a text: the choices of all loops multiplied."""
        ways = 1 if self._anchored else length + 1
        for width in self._widths:
            ways *= min(width, length + 1)
            if ways > MAX_WAYS:
                break
        return ways


@contextmanager
def _as_it_reads_now() -> Iterator[None]:
    """Python warns of signs, such as `[[`, that might mean something else in a later version."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@lru_cache(maxsize=500)
def pattern(expression: str) -> Pattern:
    """The regular expression of `regex()`.

    Raises:
        PatternError: for one that is no regular expression or could run for ever.
    """
    return Pattern(expression)


def _widths(tree: Any) -> Any:
    """How many choices every loop and branch of a pattern gives at most."""
    for operator, argument in tree:
        if operator in _REPEATS:
            least, most, body = argument
            open_ = most is constants.MAXREPEAT
            if open_ or most > least:
                yield 10**9 if open_ else int(most) - int(least) + 1
            inner = list(_widths(body))
            # A loop with choices inside makes them anew in every turn.
            yield from inner * min(10 if open_ else int(most), 10) if inner else ()
        elif operator is constants.SUBPATTERN:
            yield from _widths(argument[-1])
        elif operator is constants.BRANCH:
            yield len(argument[1])
            for branch in argument[1]:
                yield from _widths(branch)
        elif operator in (constants.ASSERT, constants.ASSERT_NOT):
            yield from _widths(argument[1])


def translate_pattern(expression: str) -> str:
    """The Python form of a pattern; what is not safe to run is refused.

    Raises:
        PatternError: no regular expression, or one with nested open repetitions.
    """
    # `(?<name>…)` is how Java and JavaScript write what Python writes `(?P<name>…)`.
    python = re.sub(r"\(\?<([A-Za-z]\w*)>", r"(?P<\1>", expression)
    try:
        with _as_it_reads_now():
            tree = parser.parse(python)
        away = _runs_away(tree, inside=False)
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternError(str(error)) from error
    if away:
        raise PatternError("repetition inside repetition")
    return python


def _runs_away(tree: Any, *, inside: bool) -> bool:
    """Whether one text can match in very many ways: a loop whose turns are not fixed."""
    for operator, argument in tree:
        if operator in _REPEATS:
            least, most, body = argument
            wide = most is constants.MAXREPEAT or most > 100
            if (inside and least != most) or _runs_away(body, inside=inside or wide):
                return True
        elif operator is constants.SUBPATTERN:
            if _runs_away(argument[-1], inside=inside):
                return True
        elif operator is constants.BRANCH:
            branches = argument[1]
            if inside and not _distinct(branches):
                return True
            if any(_runs_away(branch, inside=inside) for branch in branches):
                return True
        elif operator in (constants.ASSERT, constants.ASSERT_NOT) and _runs_away(
            argument[1], inside=inside
        ):
            return True
    return False


def _distinct(branches: Any) -> bool:
    """Whether the first sign tells which branch is meant."""
    first = [branch[0] if len(branch) else None for branch in branches]
    signs = [one[1] for one in first if one is not None and one[0] is constants.LITERAL]
    return len(signs) == len(branches) == len(set(signs))
