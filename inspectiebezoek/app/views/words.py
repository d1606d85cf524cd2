"""The texts of the views in one language."""

from __future__ import annotations

from collections.abc import Callable

from inspectiebezoek.messages import text

Say = Callable[..., str]


def sayer(language: str) -> Say:
    """A function from a key (and facts) to the words in a language (`nl` or `en`)."""

    def say(key: str, /, **facts: object) -> str:
        return text("views", key, language, **facts)

    return say
