"""The fixed words of a report in its language; an inspectorate can change them without code."""

from __future__ import annotations

import tomllib
from collections.abc import Callable

from inspectiebezoek.paths import resource

Words = Callable[..., str]


def words_of(language: str) -> Words:
    """A function from a key (and facts) to the words in a language (`nl` or `en`)."""
    with resource("report", f"{language}.toml").open("rb") as file:
        known: dict[str, str] = tomllib.load(file)

    def words(key: str, **facts: object) -> str:
        return known[key].format(**facts) if facts else known[key]

    return words
