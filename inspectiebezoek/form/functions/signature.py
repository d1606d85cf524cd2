"""How a function is declared: what it takes, what it gives, and the Python that does it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from inspectiebezoek.form.expression.convert import Value

_PART = re.compile(r"([snbNv])([?*]?)")


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the specification.

    `takes` has one letter per argument (`s`tring, `n`umber, `b`oolean, `N`ode-set, `v`alue of
    any type), with `?` for an optional one and `*` for any number. With `context` the Python
    function gets the Context before its arguments.
    """

    gives: str
    takes: str
    call: Callable[..., Value]
    context: bool = False

    @property
    def least(self) -> int:
        """The fewest arguments it accepts."""
        return sum(1 for _, mark in _PART.findall(self.takes) if not mark)

    @property
    def most(self) -> int | None:
        """The most arguments it accepts, `None` for any number."""
        parts = _PART.findall(self.takes)
        return None if any(mark == "*" for _, mark in parts) else len(parts)

    def letters(self, count: int) -> str:
        """The type letter of each of `count` arguments."""
        parts = _PART.findall(self.takes)
        fixed = [letter for letter, mark in parts if mark != "*"]
        repeated = [letter for letter, mark in parts if mark == "*"]
        letters = fixed[:count]
        while len(letters) < count:
            letters.extend(repeated)
        return "".join(letters[:count])
