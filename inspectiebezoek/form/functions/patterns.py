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


def translate_pattern(expression: str) -> str:
    """The Python form of a pattern; what is not safe to run is refused.

    Raises:
        re.error: no regular expression, or one with nested open repetitions.
    """
    # `(?<name>…)` is how Java and JavaScript write what Python writes `(?P<name>…)`.
    python = re.sub(r"\(\?<([A-Za-z]\w*)>", r"(?P<\1>", expression)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = parser.parse(python)
    if _runs_away(tree, inside=False):
        raise re.error("nested repetition", expression)
    return python


def _runs_away(tree: Any, *, inside: bool) -> bool:
    for operator, argument in tree:
        if operator in _REPEATS:
            _, most, body = argument
            wide = most is constants.MAXREPEAT or most > 100
            if wide and inside:
                return True
            if _runs_away(body, inside=inside or wide):
                return True
        elif operator is constants.SUBPATTERN:
            if _runs_away(argument[-1], inside=inside):
                return True
        elif operator is constants.BRANCH:
            if any(_runs_away(branch, inside=inside) for branch in argument[1]):
                return True
        elif operator in (constants.ASSERT, constants.ASSERT_NOT) and _runs_away(
            argument[1], inside=inside
        ):
            return True
    return False
