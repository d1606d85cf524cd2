"""What the palette finds: commands, chapters, questions, findings, evidence, visits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_MOST = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to go to or do.

    `other` are further words that people use for it, `inside` what is written in it.
    """

    ref: str
    title: str
    detail: str = ""
    key: str = ""
    icon: str = ""
    other: str = ""
    inside: str = ""

    def weight(self, words: tuple[str, ...]) -> int | None:
        """How well it fits, smaller is better; None when a word is nowhere in it."""
        title = self.title.casefold()
        named = f"{title} {self.other.casefold()}"
        known = f"{named} {self.detail.casefold()} {self.inside.casefold()}"
        if not all(word in known for word in words):
            return None
        if title.startswith(words[0]):
            return 0
        return 1 if all(word in named for word in words) else 2


def best(entries: Iterable[Entry], query: str) -> tuple[Entry, ...]:
    """The entries that hold every word of a query, the best first; all of them without one."""
    words = tuple(query.casefold().split())
    if not words:
        return tuple(entries)[:_MOST]
    found = [(each.weight(words), at, each) for at, each in enumerate(entries)]
    kept = [(weight, at, each) for weight, at, each in found if weight is not None]
    return tuple(each for _, _, each in sorted(kept, key=lambda one: one[:2]))[:_MOST]
