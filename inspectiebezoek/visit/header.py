"""The header of a visit: which site, what kind, when, announced or not, by whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from inspectiebezoek.log.change import ACT, SET, Entry, Proposal
from inspectiebezoek.log.state import State

PLANNED, IN_PROGRESS, FINISHED, REPORTED, ADOPTED = (
    "planned",
    "in_progress",
    "finished",
    "reported",
    "adopted",
)
CAMERA, MICROPHONE = "camera", "microphone"
_PREFIX, _ANSWER = "visit:/", "answer:"

COVERS = "visit:/covers"
"""How far of each device's chain the visit reached when it was finished or signed:
`{device: number of its last change}`. What comes in beyond that is late (*nagekomen*)."""


@dataclass(frozen=True, slots=True)
class Member:
    """Someone of the team: the person's id, name, and role (`lead` or `inspector`)."""

    person: str
    name: str
    role: str
    role_label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What is known of a visit before the first question.

    `site`: its code in the register of sites; `objects`: UUIDs of the objects visited;
    `start`, `end`: ISO 8601 with UTC offset; `layer`: regulier, verdiepend or intensief;
    `mode`: physical, hybrid or remote; `selection`: how the site was chosen: aselect, risico,
    signaal, volledig or verificatie; `programme_line`: the line of the programme in words, `line`
    a `Ref` to it; `study`, `tracks`: `Ref`s to what the visit is for; `partners`: tables
    {organisation, name} of teams that come along; `companions`: tables {role, name} of others who
    do; `programme`: tables {at, text}; `forbidden`: what the site does not allow (`camera`,
    `microphone`); `stays_here`: it never leaves the laptop;
    `state`: planned → in_progress → finished → reported → adopted.
    """

    title: str = ""
    site: str = ""
    site_label: str = ""
    objects: tuple[str, ...] = ()
    kind: str = ""
    mode: str = "physical"
    announced: str = ""
    announced_on: str = ""
    announced_note: str = ""
    selection: str = ""
    programme_line: str = ""
    line: Mapping[str, str] | None = None
    study: Mapping[str, str] | None = None
    tracks: tuple[Mapping[str, str], ...] = ()
    partners: tuple[Mapping[str, str], ...] = ()
    companions: tuple[Mapping[str, str], ...] = ()
    layer: str = "regulier"
    goals: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    security_label: str = "dep_v"
    permissions: str = ""
    forbidden: tuple[str, ...] = ()
    programme: tuple[Mapping[str, str], ...] = ()
    team: tuple[Member, ...] = ()
    practice: bool = False
    stays_here: bool = False
    state: str = PLANNED

    def name_of(self, person: str) -> str:
        """The name of a member of the team; the id itself for a stranger."""
        return next((each.name for each in self.team if each.person == person), person)

    def lead(self) -> Member | None:
        """Who leads the visit."""
        return next((each for each in self.team if each.role == "lead"), None)


_NOTHING = Header()
_TABLES = {"tracks", "partners", "companions", "programme"}
"""The parts that hold tables; the other lists hold texts."""


def to_proposals(header: Header, state: State) -> list[Proposal]:
    """The changes that write a header down, part by part, where a part differs from now."""
    before = read_header(state)
    proposals = []
    for each in fields(Header):
        value, known = getattr(header, each.name), getattr(before, each.name)
        field = _PREFIX + each.name
        if value != known or (each.name == "state" and not state.heads(field)):
            proposals.append(Proposal(field, _plain(value), parents=state.head_ids(field)))
    return proposals


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Member):
        return {each.name: getattr(value, each.name) for each in fields(Member)}
    return dict(value) if isinstance(value, Mapping) else value


def plain_header(header: Header) -> dict[str, Any]:
    """The parts of a header that say something, as JSON keeps them."""
    nothing = Header()
    parts = {each.name: getattr(header, each.name) for each in fields(Header)}
    return {name: _plain(part) for name, part in parts.items() if part != getattr(nothing, name)}


def read_header(state: State) -> Header:
    """The header as the log says it now.

    A visit is in progress from its first answer: nobody has to say so, and no two laptops differ.
    """
    header = header_of({each.name: state.value(_PREFIX + each.name) for each in fields(Header)})
    return (
        replace(header, state=IN_PROGRESS) if header.state == PLANNED and begun(state) else header
    )


def says_it_stays(entries: Iterable[Entry]) -> bool:
    """True when the log says of its visit that it never leaves the laptop.

    Asked of every log at each sync, so of all changes only those are folded that can say so.
    """
    field = _PREFIX + "stays_here"
    state = State(entry for entry in entries if entry.change.field == field)
    return state.value(field) is True


def begun(state: State) -> bool:
    """True once a person answered anything; what the form filled in by itself does not count."""
    answers = state.fields(_ANSWER)
    return any(head.op in (SET, ACT) for field in answers for head in state.heads(field))


def header_of(parts: Mapping[str, Any]) -> Header:
    """The header with these parts, as JSON keeps them.

    None, unknown parts, and values that are not of the kind that a part holds say nothing: one
    laptop that writes such a thing must not hide the visit, or a list with it in it, from others.
    """
    found: dict[str, Any] = {}
    for each in fields(Header):
        value = parts.get(each.name)
        value = tuple(value) if isinstance(value, list) else value
        if each.name == "team":
            found["team"] = _team(value)
        elif value is not None and _is_kind(each.name, value):
            found[each.name] = value
    return replace(Header(), **found)


def _is_kind(name: str, value: Any) -> bool:
    nothing = getattr(_NOTHING, name)
    if nothing is None:
        return isinstance(value, Mapping)
    if isinstance(nothing, tuple):
        of_each = Mapping if name in _TABLES else str
        return isinstance(value, tuple) and all(isinstance(each, of_each) for each in value)
    return isinstance(value, type(nothing))


def _team(value: Any) -> tuple[Member, ...]:
    members = value if isinstance(value, tuple) else ()
    told = [_words(each) for each in members if isinstance(each, Mapping)]
    return tuple(Member(**each) for each in told if {"person", "name", "role"} <= each.keys())


def _words(member: Mapping[str, Any]) -> dict[str, str]:
    known = {each.name for each in fields(Member)}
    return {name: part for name, part in member.items() if name in known and isinstance(part, str)}
