"""What a row of a list must be able to say, for people who hear the screen."""

from __future__ import annotations

from typing import Protocol

from inspectiebezoek.gui.models.mark import Mark


class Words(Protocol):
    """Where a row gets its words from: the texts of the window in the chosen language."""

    def say(self, key: str, /, **facts: object) -> str:
        """A text by its key."""
        ...

    def count(self, key: str, number: int, **facts: object) -> str:
        """A text with a number."""
        ...

    def word(self, mark: Mark) -> str:
        """The word of a state."""
        ...


class Row(Protocol):
    """A row knows whether it is a heading, and its sentence for a screen reader."""

    @property
    def heading(self) -> bool:
        """True for a heading: it is drawn, but one cannot stop at it."""
        ...

    def spoken(self, words: Words) -> str:
        """The whole row as a sentence."""
        ...
