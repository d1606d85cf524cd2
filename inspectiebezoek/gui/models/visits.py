"""The list of visits on this laptop, and what a new visit needs."""

from __future__ import annotations

from dataclasses import dataclass

from inspectiebezoek.gui.models.line import Option
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.models.query import fits
from inspectiebezoek.gui.models.spoken import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """One visit. `dates` and `kind` are ready to read; `team` holds names.

    `offline` and `offline_words` say whether everything is on this laptop. `ready` are the
    parts that make it so, each with its state. `resume` is the code of the question where one
    left off. `waiting` counts pieces that the office has not confirmed.
    """

    id: str
    title: str
    kind: str
    dates: str
    icon: str = "visits"
    team: tuple[str, ...] = ()
    done: int = 0
    total: int = 0
    attention: int = 0
    offline: Mark = Mark.READY
    offline_words: str = ""
    ready: tuple[tuple[Mark, str], ...] = ()
    resume: str = ""
    waiting: int = 0
    last_change: str = ""
    mine: bool = True
    finished: bool = False
    heading: bool = False

    def spoken(self, words: Words) -> str:
        """The row as a sentence."""
        done = words.say("visits.answered", done=self.done, total=self.total) if self.total else ""
        flags = words.count("visits.attention", self.attention) if self.attention else ""
        parts = (self.title, self.kind, self.dates, done, flags, self.offline_words)
        return ". ".join(part for part in parts if part)

    def matches(self, query: str) -> bool:
        """True when every word of the query is somewhere in place, kind, dates or team."""
        known = (self.title, self.kind, self.dates, *self.team)
        return not query or fits(query, " ".join(known))


@dataclass(frozen=True, slots=True)
class VisitsPage:
    """All visits on this laptop; `current` is the id of the chosen one."""

    visits: tuple[VisitRow, ...] = ()
    current: str = ""


@dataclass(frozen=True, slots=True)
class NewVisitOptions:
    """What can be chosen for a new visit; `today` is an ISO date for the first day."""

    checklists: tuple[Option, ...] = ()
    sites: tuple[Option, ...] = ()
    kinds: tuple[Option, ...] = ()
    people: tuple[Option, ...] = ()
    me: str = ""
    today: str = ""


@dataclass(frozen=True, slots=True)
class NewVisit:
    """What a person chose: `start` and `end` are ISO dates, `team` holds person ids, lead first."""

    checklist: str
    site: str
    kind: str
    start: str
    end: str
    announced: bool
    team: tuple[str, ...]
