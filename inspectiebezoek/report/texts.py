"""The fixed words of a report in its language; an inspectorate can change them without code."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping

from inspectiebezoek.paths import resource

Words = Callable[..., str]


def words_of(language: str, own: Mapping[str, str] | None = None) -> Words:
    """A function from a key (and facts) to the words in a language (`nl` or `en`).

    `own`: words that stand in place of the shipped ones.
    """
    known = {**known_words(language), **(own or {})}

    def words(key: str, **facts: object) -> str:
        return known[key].format(**facts) if facts else known[key]

    return words


def known_words(language: str) -> Mapping[str, str]:
    """The shipped words by key; raises `PART_MISSING` for a language that we do not have."""
    with resource("report", f"{language}.toml").open("rb") as file:
        return tomllib.load(file)
