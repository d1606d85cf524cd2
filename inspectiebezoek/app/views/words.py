"""The texts of the views in one language."""

from __future__ import annotations

from collections.abc import Callable

from inspectiebezoek.messages import text
from inspectiebezoek.visit.unanswered import Unanswered

Say = Callable[..., str]


def sayer(language: str) -> Say:
    """A function from a key (and facts) to the words in a language (`nl` or `en`)."""

    def say(key: str, /, **facts: object) -> str:
        return text("views", key, language, **facts)

    return say


def unanswered_words(why: Unanswered | None, language: str) -> str:
    """Why there is no answer, in words; empty when nothing was said."""
    if why is None:
        return ""
    return text("views", f"unanswered.{why.kind}", language, reason=why.reason)
