"""The kinds of record that a visit holds beside its form, each with its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from inspectiebezoek.visit.cycle_kinds import Action, Followup, Signal, Verification
from inspectiebezoek.visit.records import Record, Table

Box = tuple[int, int, int, int]
"""A part of a picture: left, top, width and height in thousandths of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Record):
    """A finding: what was observed, heard and read are kept apart.

    `nature`: a value of the list `aard_bevinding`. `heard`: tables {interview, role, text};
    `read`: tables {document, text}. `questions`, `criteria`: codes; `evidence`, `interviews`,
    `rows`: labels or ids of what the finding rests on.

    What it is counted by, in codes: `norms`, `process`, `goals`, `groups` (of citizens), `causes`;
    `severity`: `1` to `4`; `extent`: incident, patroon or stelsel; `parties`: tables
    {object, share}, a share in whole per cents or empty; `repeat_of`: a `Ref` to a finding.
    """

    kind: ClassVar[str] = "finding"
    letter: ClassVar[str] = "B"

    title: str = ""
    nature: str = ""
    text: str = ""
    observed: str = ""
    heard: tuple[Table, ...] = ()
    read: tuple[Table, ...] = ()
    questions: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    interviews: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    sensitivity: str = "gewoon"
    confidentiality: str = "intern"
    follow_up: str = ""
    norms: tuple[str, ...] = ()
    process: str = ""
    goals: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    parties: tuple[Table, ...] = ()
    severity: str = ""
    extent: str = ""
    causes: tuple[str, ...] = ()
    repeat_of: Table | None = None

    @property
    def source_kinds(self) -> frozenset[str]:
        """The kinds of source it rests on; two or more are wanted (triangulation)."""
        kinds = {"observatie": self.observed, "interview": self.heard, "document": self.read}
        return frozenset(kind for kind, present in kinds.items() if present)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(Record):
    """What should become better: by whom (`owner_role`) and by when (`due`, a date)."""

    kind: ClassVar[str] = "recommendation"
    letter: ClassVar[str] = "R"

    text: str = ""
    owner_role: str = ""
    due: str = ""
    findings: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    status: str = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback(Record):
    """What was told on the spot: `sort` (of `FEEDBACK_SORTS`), when, to whom, and the response."""

    kind: ClassVar[str] = "feedback"
    letter: ClassVar[str] = "T"

    sort: str = ""
    told_at: str = ""
    to_role: str = ""
    text: str = ""
    response: str = ""
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Record):
    """A loose note, to be linked to a question later or never."""

    kind: ClassVar[str] = "note"
    letter: ClassVar[str] = "N"

    text: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Record):
    """A piece of evidence: the untouched original and the derivative that is shown.

    `original`, `derivative`: SHA-256 of the file, empty when the piece was only read on the
    spot; sizes in bytes as text. `blackened`: tables {left, top, width, height}, thousandths of
    the picture, of what is opaque in the derivative; `annotated`: tables of an `Annotation`, of
    what is drawn on it. `questions`: codes that it is linked to.
    `held_as`: how it was obtained when there is no file.
    """

    kind: ClassVar[str] = "evidence"
    letter: ClassVar[str] = "E"

    sort: str = ""
    name: str = ""
    caption: str = ""
    alt_text: str = ""
    confidentiality: str = "intern"
    media_type: str = ""
    original: str = ""
    original_size: int = 0
    derivative: str = ""
    derivative_size: int = 0
    blackened: tuple[Table, ...] = ()
    annotated: tuple[Table, ...] = ()
    questions: tuple[str, ...] = ()
    held_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """How a difference between people was settled; it stays visible in the report's file.

    `field`: the address; `variants`: tables {value, remark, by, at}; `chosen`, `reason`.
    """

    kind: ClassVar[str] = "decision"
    letter: ClassVar[str] = "V"

    field: str = ""
    variants: tuple[Table, ...] = ()
    chosen: str = ""
    remark: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment(Record):
    """A remark of the inspected on a concept of the report (wederhoor), and what became of it.

    `version`: label of the concept; `page`, `line`: where in it, as written on paper; `sort`: one
    of `COMMENT_SORTS`; `by_role`: whose remark it is; `reply`: what the inspectorate answers;
    `changed`: `ja` or `nee` once somebody decided whether the report changes.
    """

    kind: ClassVar[str] = "comment"
    letter: ClassVar[str] = "W"

    version: str = ""
    page: str = ""
    line: str = ""
    text: str = ""
    sort: str = ""
    by_role: str = ""
    reply: str = ""
    changed: str = ""
    confidentiality: str = "intern"

    @property
    def settled(self) -> bool:
        """True once it has a reply and a decision."""
        return bool(self.reply.strip() and self.changed)


FEEDBACK_SORTS = ("direct_veiligheid", "tussenstand", "eindgesprek")
COMMENT_SORTS = ("feitelijk", "aanvulling", "anders")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportVersion(Record):
    """A version of the report: the file and who sign it, in order.

    `file`: SHA-256 of the PDF; `signers`: tables {name, capacity, place, fingerprint, at}, `at`
    the moment of signing (ISO 8601) once it has a signature; nobody signs a concept. `reason`:
    why it was made when a signed version went before. `level`: PAdES level once it was made to
    last; `authority`: fingerprint of the root of who stamped it.
    """

    kind: ClassVar[str] = "report"
    letter: ClassVar[str] = "VS"

    audience: str = ""
    file: str = ""
    signers: tuple[Table, ...] = ()
    reason: str = ""
    level: str = ""
    authority: str = ""

    @property
    def concept(self) -> bool:
        """True for a version that went to the inspected for remarks: it has no signers."""
        return not self.signers


KINDS: tuple[type[Record], ...] = (
    Finding,
    Recommendation,
    Feedback,
    Note,
    Evidence,
    Decision,
    Comment,
    ReportVersion,
    Followup,
    Verification,
    Signal,
    Action,
)
