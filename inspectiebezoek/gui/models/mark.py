"""The closed list of states that a row or a judgment can be in, each drawn as its own shape."""

from __future__ import annotations

from enum import Enum


class Mark(Enum):
    """A state; the value is its name among the texts and the colour role it is drawn in.

    A state is always a shape and a word; colour comes third. The word is the text
    `mark.<name>` of the window.
    """

    OPEN = ("open", "border")
    DONE = ("done", "muted")
    NOT_APPLICABLE = ("not_applicable", "muted")
    NOT_OBSERVED = ("not_observed", "muted")
    ATTENTION = ("attention", "caution")
    MEETS = ("meets", "good")
    MOSTLY = ("mostly", "good")
    LIMITED = ("limited", "caution")
    FAILS = ("fails", "bad")
    UNKNOWN = ("unknown", "muted")
    READY = ("ready", "good")
    MISSING = ("missing", "caution")
    BLOCKED = ("blocked", "bad")
    RECORDING = ("recording", "bad")

    @property
    def tone(self) -> str:
        """The colour role, such as `caution`."""
        return self.value[1]

    @property
    def key(self) -> str:
        """The key of its word among the texts of the window."""
        return f"mark.{self.value[0]}"
