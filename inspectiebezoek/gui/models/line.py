"""A row with a title over a detail: findings, sources, waiting items, needs, people."""

from __future__ import annotations

from dataclasses import dataclass

from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.models.spoken import Words


@dataclass(frozen=True, slots=True)
class Line:
    """`ref` is what the row stands for; `progress` is (done, total) as a bar.

    At the left a shape (`mark`) or an `icon`, at the right words or a `key`.
    """

    title: str
    detail: str = ""
    mark: Mark | None = None
    icon: str = ""
    right: str = ""
    key: str = ""
    ref: str = ""
    heading: bool = False
    progress: tuple[int, int] | None = None

    def spoken(self, words: Words) -> str:
        """Title, state, detail and what stands at the right."""
        state = words.word(self.mark) if self.mark is not None else ""
        return ". ".join(part for part in (self.title, state, self.detail, self.right) if part)


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a drop-down list."""

    value: str
    label: str
