"""The kinds of record that a visit gives to what comes after it: the supervision cycle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from inspectiebezoek.visit.records import Record, Table

FOLLOWUP_STATES = ("gezien", "niet_gezien", "niet_nagelopen")
VERIFICATION_STATES = (
    "aanwezig",
    "werkt",
    "effect_bereikt",
    "niet_aangetroffen",
    "niet_nagelopen",
)
NOT_LOOKED_AT = "niet_nagelopen"
"""The state of something that the team did not look at; then the note says why."""
ACTION_SORTS = ("terugkoppeling", "reflectie", "rode_draden", "brief")
ACTION_STATES = ("open", "gedaan", "vervallen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Followup(Record):
    """What the team saw of an earlier recommendation; its id is the UUID of that recommendation.

    `state`: one of `FOLLOWUP_STATES`; `source`: a `Ref` to the recommendation as it was carried
    in, empty while the office does not know it yet.
    """

    kind: ClassVar[str] = "followup"
    letter: ClassVar[str] = "O"

    state: str = ""
    note: str = ""
    source: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification(Record):
    """What the team saw of a measure; its id is the UUID of that measure.

    `state`: one of `VERIFICATION_STATES`. What the organisation reported about it is never
    written over: the two stand side by side. `source` as in `Followup`.
    """

    kind: ClassVar[str] = "verification"
    letter: ClassVar[str] = "C"

    state: str = ""
    note: str = ""
    source: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal(Record):
    """Something that was noticed and is for the office to weigh; it stands in no report.

    `source`: who it came from, as a kind and never a name; `received`: the day on which it was
    (ISO date), which is not when it was written down; `objects`: UUIDs; `subject`, `process`,
    `groups`: codes; `shielded`: the source must be protected; `reprisal`: it may be harmed.
    """

    kind: ClassVar[str] = "signal"
    letter: ClassVar[str] = "S"

    text: str = ""
    source: str = ""
    received: str = ""
    objects: tuple[str, ...] = ()
    subject: str = ""
    process: str = ""
    groups: tuple[str, ...] = ()
    shielded: bool = False
    reprisal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Record):
    """A low-threshold action: `sort` of `ACTION_SORTS`, to whom (`to_role`), and by when (`due`).

    `state`: one of `ACTION_STATES`; `done_on`: the day (ISO date) on which it was, `result` what
    came of it.
    """

    kind: ClassVar[str] = "action"
    letter: ClassVar[str] = "A"

    sort: str = ""
    to_role: str = ""
    text: str = ""
    due: str = ""
    state: str = "open"
    done_on: str = ""
    result: str = ""
