"""What a report says, ready for print and without a word about how it looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

OPEN, INTERNAL = "openbaar", "intern"
ORDINARY = "gewoon"


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo in the report: the derivative's SHA-256, what it shows, and for who cannot see."""

    label: str
    sha256: str
    caption: str
    alt_text: str
    confidentiality: str = INTERNAL


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding; observed, heard and read stay apart. `heard`, `read`: whole sentences."""

    label: str
    title: str
    nature: str
    text: str
    observed: str
    heard: tuple[str, ...]
    read: tuple[str, ...]
    criteria: tuple[str, ...]
    evidence: tuple[str, ...]
    photos: tuple[Photo, ...] = ()
    sensitivity: str = ORDINARY
    confidentiality: str = INTERNAL
    good: bool = False


@dataclass(frozen=True, slots=True)
class Judgment:
    """The judgment of a criterion or phase. `value` is the code, `words` what people read."""

    criterion: str
    name: str
    aspect: str
    value: str
    words: str
    compliance: str
    result: str
    sources: str
    motive: str
    deviation: str = ""
    norm: str = ""
    basis: str = ""
    sensitivity: str = ORDINARY


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What should become better, by whom and by when."""

    label: str
    text: str
    owner: str
    due: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its cells, in the order of the table's head.

    `at`: when it happened (ISO 8601 with UTC offset), where the line is about a moment.
    """

    cells: tuple[str, ...]
    sensitivity: str = ORDINARY
    at: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence with the hash of the untouched original."""

    label: str
    kind: str
    caption: str
    sha256: str
    by: str
    at: str
    held_as: str
    confidentiality: str = INTERNAL


@dataclass(frozen=True, slots=True)
class Decision:
    """A difference between inspectors and how it was settled."""

    question: str
    variants: tuple[str, ...]
    chosen: str
    reason: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark of the inspected on a concept, the reply, and whether the report changed."""

    label: str
    place: str
    text: str
    sort: str
    reply: str
    changed: str
    confidentiality: str = INTERNAL


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with its answer and remark, for the annex."""

    question: str
    answer: str
    remark: str = ""
    sensitivity: str = ORDINARY


@dataclass(frozen=True, slots=True)
class Chapter:
    """The answers of one part of the checklist."""

    title: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Withheld:
    """What a version leaves out: codes of the kind and the ground, and how many."""

    what: str
    count: int
    ground: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, in which capacity and where; the fingerprint of the certificate (SHA-256)."""

    name: str
    capacity: str
    place: str
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report. Texts are in the language of the visit; `facts` are (name, value) pairs.

    `made` is ISO 8601 with UTC offset; `data` the visit as canonical JSON, attached to the file.
    `secrets`: what people wrote in their own words at sensitive questions; it is only looked for.
    """

    title: str
    kind: str
    site: str
    language: str
    label: str
    practice: bool
    made: str
    facts: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str, str], ...] = ()
    programme: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()
    judgments: tuple[Judgment, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    followups: tuple[Row, ...] = ()
    feedback: tuple[Row, ...] = ()
    refusals: tuple[Row, ...] = ()
    access: tuple[Row, ...] = ()
    decisions: tuple[Decision, ...] = ()
    limits: tuple[str, ...] = ()
    timeline: tuple[Row, ...] = ()
    interviews: tuple[Row, ...] = ()
    documents: tuple[Row, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    photos: tuple[Photo, ...] = ()
    answers: tuple[Chapter, ...] = ()
    comments: tuple[Comment, ...] = ()
    signers: tuple[Signer, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    secrets: tuple[str, ...] = ()
    scale: Mapping[str, str]
    data: bytes
