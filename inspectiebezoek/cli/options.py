"""The common options: written anywhere, read first."""

from __future__ import annotations

from collections.abc import Sequence

COMMON = {"--data": 1, "--passphrase-file": 1, "--json": 0, "--language": 1, "--log-level": 1}
"""Each common option, and how many words follow it."""
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
"""The levels of the log file."""


def hoist(argv: Sequence[str]) -> list[str]:
    """Put the common options first, wherever they were written."""
    first, rest = [], []
    waiting = list(argv)
    while waiting:
        word = waiting.pop(0)
        name = word.partition("=")[0]
        if word == "--":
            rest += [word, *waiting]
            break
        if name in COMMON:
            first.append(word)
            if COMMON[name] and "=" not in word:
                if not waiting:
                    return first  # its value is missing, which is told before all else
                first.append(waiting.pop(0))
        else:
            rest.append(word)
    return [*first, *rest]
