"""Findings with what they rest on, and the judgment of the criterion that they belong to."""

from __future__ import annotations

from dataclasses import dataclass

from inspectiebezoek.gui.models.checklist import Choice
from inspectiebezoek.gui.models.line import Line, Option
from inspectiebezoek.gui.models.mark import Mark


@dataclass(frozen=True, slots=True)
class Source:
    """What was heard from someone, or read somewhere: `origin` is that person or document."""

    origin: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class RecommendationItem:
    """What should become better: `owner` is a function, `due` an ISO date or empty."""

    id: str
    label: str
    text: str = ""
    owner: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingDetail:
    """One finding in the editor; observed, heard and read are kept apart.

    `people` and `documents` are names that were used in the visit before.
    """

    id: str
    label: str
    title: str = ""
    criterion: str = ""
    nature: str = ""
    natures: tuple[Option, ...] = ()
    reader: str = ""
    readers: tuple[Option, ...] = ()
    observed: str = ""
    heard: tuple[Source, ...] = ()
    read: tuple[Source, ...] = ()
    links: tuple[Line, ...] = ()
    source_kinds: int = 0
    recommendations: tuple[RecommendationItem, ...] = ()
    saved: str = ""
    people: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgmentItem:
    """A judgment: the scale comes from the framework, a rule suggests, a person decides.

    `ref` and `motive_ref` are the questions of the form that hold value and motive. `answers`
    sums up what was answered, `others` says who judged, and who judged otherwise.
    """

    ref: str
    title: str
    choices: tuple[Choice, ...]
    value: str = ""
    motive_ref: str = ""
    motive: str = ""
    suggestion: str = ""
    suggestion_mark: Mark = Mark.UNKNOWN
    why: tuple[Line, ...] = ()
    answers: str = ""
    others: str = ""
    draft: str | None = None


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """All findings as lines (`ref` is the id of the finding), and the one that is open."""

    lines: tuple[Line, ...] = ()
    total: int = 0
    detail: FindingDetail | None = None
    judgment: JudgmentItem | None = None
    warning: str = ""
    warning_detail: str = ""
    frozen: bool = False
