"""Make the sentences people read: what happened, is my data safe, what now, a code to quote.

The texts are TOML files, one per room and language: `resources/i18n/<language>/<room>.toml`.
Error texts stand in `errors.toml` under the lower-case name of their code, with the keys
`what`, `safe` and `now`; `{fact}` places are filled from the facts of the error.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from inspectiebezoek.errors import InspectionError
from inspectiebezoek.paths import resource

LANGUAGES = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Message:
    """One message in the grammar of all messages."""

    what: str
    safe: str
    now: str
    quote: str

    def __str__(self) -> str:
        return f"{self.what} {self.safe} {self.now} ({self.quote})"


class _Facts(dict[str, object]):
    """Facts for a sentence; one that is not known reads as a dash, for a message must come."""

    def __missing__(self, name: str) -> str:
        return "-"


@cache
def texts(room: str, language: str) -> Mapping[str, Any]:
    """All texts of a room in one language, as nested tables."""
    with resource("i18n", language, f"{room}.toml").open("rb") as file:
        return tomllib.load(file)


def text(room: str, key: str, language: str, /, **facts: object) -> str:
    """One text by its dotted key, with its `{fact}` places filled."""
    found: Any = texts(room, language)
    for part in key.split("."):
        found = found[part]
    return str(found).format(**facts)


def explain(error: InspectionError, language: str = "nl") -> Message:
    """The sentences for an error in the chosen language."""
    entry = texts("errors", language)[error.code.name.lower()]
    facts = _Facts(error.facts)
    what, safe, now = (str(entry[part]).format_map(facts) for part in ("what", "safe", "now"))
    return Message(what, safe, now, error.code.quote)
