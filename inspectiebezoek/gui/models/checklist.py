"""One chapter of a checklist: its questions with answers, and how far all chapters are."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.models.spoken import Words


class QuestionKind(Enum):
    """How a question is answered."""

    SELECT_ONE = auto()
    SELECT_MULTIPLE = auto()
    RANK = auto()
    ACKNOWLEDGE = auto()
    INTEGER = auto()
    DECIMAL = auto()
    TEXT = auto()
    MULTILINE = auto()
    DATE = auto()
    TIME = auto()
    DATETIME = auto()
    GEOPOINT = auto()
    GEOTRACE = auto()
    GEOSHAPE = auto()
    NOTE = auto()
    CALCULATED = auto()
    REPEAT = auto()
    UPLOAD = auto()


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a list; `not_applicable` gets the key 0, `image` is a picture of it."""

    value: str
    label: str
    not_applicable: bool = False
    mark: Mark | None = None
    image: bytes = field(default=b"", repr=False)


MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Clip:
    """A sound, film or large picture of the checklist itself; `name` is that of its file.

    `kind`: audio, video, image or missing; `words`: the choice it belongs to, empty: the question.
    """

    name: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class RepeatRow:
    """One row of a repeat, as it is listed; `done` is (answered, asked)."""

    ref: str
    label: str
    detail: str = ""
    mark: Mark = Mark.OPEN
    done: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class GridRow:
    """A question in a table of questions with the same answers."""

    ref: str
    label: str
    value: str = ""
    mark: Mark = Mark.OPEN
    readonly: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """A piece of evidence in a strip; `kind` is photo, audio, document or interview."""

    id: str
    kind: str
    name: str
    detail: str = ""
    redacted: bool = False
    heading: bool = False

    def spoken(self, words: Words) -> str:
        """The piece as a sentence."""
        kind = words.say(f"evidence.kind.{self.kind}")
        return f"{kind} {self.name}, {self.detail}".removesuffix(", ")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionItem:
    """One question and its answer.

    `value` is the answer as the form keeps it (a choice's value, several separated by spaces,
    ISO dates and times, a decimal point); `shown` is the same for people to read. `label` may
    hold line breaks. `error` is the sentence of a rule that the answer breaks. `evidence_count`
    counts all linked pieces, `evidence` are those with a tile. `draft` is text that was typed
    and never handed over; `before` is the answer of the previous visit. `unanswered` is why there
    is no answer (`not_observed` or `not_applicable`, empty otherwise), with `reason` in words.
    `appearance` are the words of the checklist on how it looks, `media` what an upload takes
    (image, audio, video, file), `rich` the label as HTML where it has markup, `image` the picture
    that belongs to it, `clips` what the checklist lets one hear and see with it, `grid` the rows
    of the table that the question stands in. `names` is what was typed at it in other rows.
    `written` says that something of it is of who looks at it, `differs` that people said
    something else.
    """

    ref: str
    label: str
    kind: QuestionKind
    code: str = ""
    section: str = ""
    value: str = ""
    shown: str = ""
    choices: tuple[Choice, ...] = ()
    rows: tuple[RepeatRow, ...] = ()
    can_add: bool = True
    remark: str = ""
    hint: str = ""
    norm: str = ""
    basis: str = ""
    method: str = ""
    error: str = ""
    draft: str | None = None
    remark_draft: str | None = None
    unanswered: str = ""
    reason: str = ""
    reason_draft: str = ""
    before: str = ""
    origin: str = ""
    remarkable: bool = True
    required: bool = False
    core: bool = False
    attention: bool = False
    written: bool = False
    differs: bool = False
    relevant: bool = True
    readonly: bool = False
    appearance: tuple[str, ...] = ()
    grid: tuple[GridRow, ...] = ()
    media: str = ""
    rich: str = ""
    image: bytes = field(default=b"", repr=False)
    clips: tuple[Clip, ...] = ()
    names: tuple[str, ...] = ()
    evidence_count: int = 0
    evidence: tuple[Tile, ...] = ()

    @property
    def asked(self) -> bool:
        """True when a person is to answer it."""
        told = self.kind in (QuestionKind.NOTE, QuestionKind.CALCULATED)
        return self.relevant and not told and not self.readonly

    @property
    def leavable(self) -> bool:
        """True when it may stay without an answer, with a reason."""
        return self.asked and self.kind is not QuestionKind.REPEAT

    @property
    def has_zero(self) -> bool:
        """True when the checklist itself has an answer for "not applicable"."""
        return any(each.not_applicable for each in self.choices)

    @property
    def answered(self) -> bool:
        """True when there is an answer, a row, or a reason for no answer."""
        rows = self.kind is QuestionKind.REPEAT and self.rows
        return bool(self.value or rows or self.unanswered)

    @property
    def mark(self) -> Mark:
        """The state that the list of questions shows."""
        chosen = next((each for each in self.choices if each.value == self.value), None)
        if not self.relevant or (chosen is not None and chosen.not_applicable):
            return Mark.NOT_APPLICABLE
        if self.unanswered:
            return LEFT[self.unanswered]
        if self.error:
            return Mark.MISSING
        return Mark.DONE if self.answered or not self.asked else Mark.OPEN


LEFT = {"not_observed": Mark.NOT_OBSERVED, "not_applicable": Mark.NOT_APPLICABLE}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter and how far it is; `mine`: who looks at it took it."""

    title: str
    done: int = 0
    total: int = 0
    attention: int = 0
    ref: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way into a repeat: the row that was opened."""

    ref: str
    label: str


@dataclass(frozen=True, slots=True)
class ChecklistPage:
    """One chapter, or one row of a repeat in it when `trail` is not empty.

    `at` is the position of the chapter, `current` the ref of the question to stand at (empty:
    stay, or the first). `languages` are those of the checklist when it has several, `language`
    the one in which it is shown. `followups` are earlier recommendations, each with its state.
    """

    chapters: tuple[Chapter, ...] = ()
    at: int = 0
    questions: tuple[QuestionItem, ...] = ()
    current: str = ""
    trail: tuple[Crumb, ...] = ()
    followups: tuple[Line, ...] = ()
    languages: tuple[str, ...] = ()
    language: str = ""
    frozen: bool = False

    @property
    def mine(self) -> bool:
        """True when who looks at it took this chapter."""
        return bool(self.chapters) and self.chapters[self.at].mine

    def position(self, ref: str) -> int:
        """Where a question stands in this chapter; -1 when it does not."""
        return next((i for i, each in enumerate(self.questions) if each.ref == ref), -1)


def keys_of(choices: tuple[Choice, ...]) -> tuple[str, ...]:
    """The digit of each choice: 0 for "not applicable", 1-9 for the others, then none."""
    keys, following = [], 1
    for choice in choices:
        if choice.not_applicable and "0" not in keys:
            keys.append("0")
        else:
            keys.append(str(following) if following < 10 else "")
            following += 1
    return tuple(keys)


def goes_on(item: QuestionItem, *, quick: bool) -> bool:
    """True when a digit that answers goes on too: by the mode, or because the checklist asks it.

    Where several answers may be given together, a digit only turns one on or off.
    """
    single = item.kind in (QuestionKind.SELECT_ONE, QuestionKind.ACKNOWLEDGE)
    return single and (quick or "quick" in item.appearance)


def next_open(page: ChecklistPage, after: int) -> int:
    """The first question after a position, going round, that waits for an answer; or -1."""
    count = len(page.questions)
    for step in range(1, count + 1):
        at = (after + step) % count
        item = page.questions[at]
        if item.asked and not item.answered:
            return at
    return -1
