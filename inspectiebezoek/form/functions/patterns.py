"""Regular expressions of checklists: translated to Python, and refused when they could run away.

Python's engine backtracks, so a repetition inside a repetition can take years on thirty signs.
"""

from __future__ import annotations

import re
import warnings
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_REPEATS = (constants.MAX_REPEAT, constants.MIN_REPEAT)


class PatternError(ValueError):
    """A pattern that cannot or may not be used; its text says why."""


def translate_pattern(expression: str) -> str:
    """The Python form of a pattern; what is not safe to run is refused.

    Raises:
        PatternError: no regular expression, or one with nested open repetitions.
    """
    # `(?<name>…)` is how Java and JavaScript write what Python writes `(?P<name>…)`.
    python = re.sub(r"\(\?<([A-Za-z]\w*)>", r"(?P<\1>", expression)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
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
