"""Why a question stays without an answer: it was not observed, or does not apply, and why not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from inspectiebezoek.log.canonical import Value

NOT_OBSERVED, NOT_APPLICABLE = "not_observed", "not_applicable"
KINDS = (NOT_OBSERVED, NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """`kind` is one of `KINDS`; `reason` the words of the inspector, never empty."""

    kind: str
    reason: str

    def content(self) -> Value:
        """As the log keeps it."""
        return {"kind": self.kind, "reason": self.reason}


def read(value: Value) -> Unanswered | None:
    """What a value of the log says; None when it was taken back, or says nothing known here."""
    if not isinstance(value, Mapping):
        return None
    kind, reason = value.get("kind"), value.get("reason")
    if kind not in KINDS or not isinstance(reason, str):
        return None
    return Unanswered(str(kind), reason)


def read_text(words: str) -> Unanswered | None:
    """The same of a value as differences show it (JSON)."""
    try:
        return read(json.loads(words))
    except ValueError:
        return None
