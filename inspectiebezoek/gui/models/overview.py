"""A whole visit at a glance: who does what, how far it is, what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.mark import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterLine:
    """One chapter; `who` is empty when nobody took it; `judged` false: no judgment asked.

    `at` is its position in the checklist, `mine`: the person at this laptop took it.
    """

    title: str
    at: int = 0
    number: str = ""
    who: str = ""
    mine: bool = False
    done: int = 0
    total: int = 0
    attention: int = 0
    judgment: Mark | None = None
    judgment_words: str = ""
    judged: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitOverview:
    """What the screen *Visit* shows; `gaps` have the place to mend as their `ref`.

    `unanswered`: the questions that stay without an answer, with the reason, and the same `ref`.
    """

    title: str
    subtitle: str = ""
    resume: str = ""
    chapters: tuple[ChapterLine, ...] = ()
    gaps: tuple[Line, ...] = ()
    unanswered: tuple[Line, ...] = ()
    merged: tuple[Line, ...] = ()
    recommendations: tuple[Line, ...] = ()
    programme: tuple[Line, ...] = ()
    team: tuple[Line, ...] = ()
    loose_notes: int = 0
    loose_pieces: int = 0
    finished: bool = False
