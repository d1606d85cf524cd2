"""How a person likes the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

IDLE_MINUTES = (1, 2, 5, 10, 15, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """`percent`: text size; `quick`: a digit answers and goes on; `letters`: single-letter keys.

    Single-letter keys can be turned off (WCAG 2.1.4). `idle`: minutes after which a window with a
    passphrase locks itself. `keys` are a person's own keys, by the name of the command.
    """

    theme: str = "light"
    percent: int = 100
    language: str = "nl"
    quick: bool = False
    letters: bool = True
    idle: int = 5
    keys: Mapping[str, str] = field(default_factory=dict)
