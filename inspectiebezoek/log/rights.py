"""Who may read, write and decide in a log, read from the log itself; pure.

A right is a change like any other: `acl:<person>/role`, the person's id percent-encoded so that it
holds no `/`. Whoever holds the log comes to the same answer, and it tells who gave whom what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import quote, unquote

from inspectiebezoek.log import address
from inspectiebezoek.log.canonical import Value
from inspectiebezoek.log.change import GENESIS, SET, Entry
from inspectiebezoek.log.state import State

NONE, READER, WRITER, DECIDER = "", "reader", "writer", "decider"
RANK: Mapping[str, int] = MappingProxyType({NONE: 0, READER: 1, WRITER: 2, DECIDER: 3})
"""The roles, each of which may do what those below it may."""

EVERYONE: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("object", "dataset", "programme", "catalogue", "track", "study"), READER)
)
"""What every enrolled person may in a log of a kind without being named. In a visit, a signal, an
enforcement, and a log of a kind that is not known here: nothing."""

BEGUN_BY_GENESIS = frozenset({"visit"})
"""The kinds that begin with a form: who brought a change first need not be who made the log."""

ACL = "acl:"
"""What the address of every change of rights begins with."""

COMPARTMENT = "acl:/compartment"
"""Not empty: the log is closed, and only who is named may come in, whatever its kind."""

_ROLE = "role"
_Held = TypeVar("_Held")
_NOBODY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that holds for a person: given by whom, when by the giver's clock, in which change.

    `change` and `at` are empty for who made the log and was never named.
    """

    person: str
    role: str
    by: str = ""
    at: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class Rights:
    """Who may what in a log.

    `named`: what holds for each person with a role of their own, also the empty one; `everyone`:
    the role of all others; `wrote`: who ever was writer or decider; `label`: the security label
    (`<kind>:/security_label`, empty when none was given); `closed`: only who is named comes in;
    `ineffective`: ids of changes of rights that do not count, in the order of the log.
    """

    named: Mapping[str, Grant] = field(default_factory=dict)
    everyone: str = NONE
    wrote: frozenset[str] = frozenset()
    label: str = ""
    closed: bool = False
    ineffective: tuple[str, ...] = ()

    @property
    def told(self) -> bool:
        """True when the log has changes of rights, whether they count or not."""
        named = any(each.change for each in self.named.values())
        return named or self.closed or bool(self.ineffective)

    def role(self, person: str) -> str:
        """The role of a person; empty for nobody at all."""
        grant = self.named.get(person)
        return self.everyone if grant is None else grant.role


def role_field(person: str) -> str:
    """The field that holds the role of a person."""
    return f"{ACL}{quote(person, safe='')}/{_ROLE}"


def person_of(written: str) -> str | None:
    """Whose role a field holds; None for another field, or one that is not spelled as we do."""
    try:
        found = address.parse(written)
    except ValueError:
        return None
    person = unquote(found.entity)
    return person if person and written == role_field(person) else None


def label_field(kind: str) -> str:
    """The field that holds the security label of a log of a kind."""
    return f"{kind}:/security_label"


def touches_rights(kind: str, entry: Entry) -> bool:
    """True for a change that may alter what `rights_of` answers."""
    written = entry.change.field
    return (
        written.startswith(ACL)
        or written == label_field(kind)
        or (kind in BEGUN_BY_GENESIS and entry.change.op == GENESIS)
    )


def at_least(role: str, wanted: str) -> bool:
    """True when a role may what the other one may."""
    return RANK.get(role, 0) >= RANK[wanted]


def rights_of(kind: str, entries: Iterable[Entry], persons: Mapping[str, str] = _NOBODY) -> Rights:
    """Fold the changes of a log, in the order of the office, to who may what.

    `persons`: device → person, for a device that wrote under another name before it was enrolled.
    A change counts when its author was decider just before it. Where deciders who did not see
    each other differ the lesser role holds, until a change names both. A change after which
    nobody would be decider does not count. A value that was erased gives no right.
    """
    ordered = _each_chain_in_order(entries)
    if not ordered:
        return Rights(everyone=EVERYONE.get(kind, NONE))
    begin = (each for each in ordered if kind in BEGUN_BY_GENESIS and each.change.op == GENESIS)
    standing = _Standing(_author(next(begin, ordered[0]), persons))
    ineffective = [
        entry.id
        for entry in ordered
        if entry.change.field.startswith(ACL) and not standing.take(entry, persons)
    ]
    label = State(each for each in ordered if each.change.field == label_field(kind))
    return Rights(
        named=standing.grants(),
        everyone=NONE if standing.closed else EVERYONE.get(kind, NONE),
        wrote=frozenset(standing.wrote),
        label=_text(label.value(label_field(kind))),
        closed=standing.closed,
        ineffective=tuple(ineffective),
    )


@dataclass(slots=True)
class _Standing:
    """What holds so far: per person the changes that nobody named on top of, and who made the
    log, who decides until somebody says otherwise."""

    maker: str
    heads: dict[str, dict[str, Grant]] = field(default_factory=dict)
    compartments: dict[str, bool] = field(default_factory=dict)
    wrote: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.wrote.add(self.maker)

    @property
    def closed(self) -> bool:
        return any(self.compartments.values())

    def grants(self) -> dict[str, Grant]:
        found = {person: _lesser(heads.values()) for person, heads in self.heads.items()}
        found.setdefault(self.maker, Grant(self.maker, DECIDER))
        return found

    def take(self, entry: Entry, persons: Mapping[str, str]) -> bool:
        """Let a change of rights count, if it does."""
        change, author = entry.change, _author(entry, persons)
        now = self.grants()
        if change.op != SET or author not in now or now[author].role != DECIDER:
            return False
        if change.field == COMPARTMENT:
            # What is erased stays closed: nobody may learn more by erasing.
            self.compartments = _without(self.compartments, change.parents)
            self.compartments[entry.id] = entry.expunged or bool(entry.content)
            return True
        person = person_of(change.field)
        if person is None:
            return False
        # Who named themselves under the name of before is the person of the device.
        person = author if person == change.by else person
        role = _known_role(entry.content)
        heads = _without(self.heads.get(person, {}), change.parents)
        heads[entry.id] = Grant(person, role, author, change.at, entry.id)
        held = now | {person: _lesser(heads.values())}
        if all(each.role != DECIDER for each in held.values()):
            return False
        self.heads[person] = heads
        if at_least(held[person].role, WRITER):
            self.wrote.add(person)
        return True


def _each_chain_in_order(entries: Iterable[Entry]) -> list[Entry]:
    """The order of the office, but no change after one that was made on top of it.

    A row that was damaged comes back at the end; what its device wrote later proves by its hash
    that it was there before.
    """
    held = list(entries)
    by_id = {entry.id: entry for entry in held}
    placed: dict[str, Entry] = {}
    for entry in held:
        back: list[Entry] = []
        at: Entry | None = entry
        while at is not None and at.id not in placed:
            back.append(at)
            before = by_id.get(at.change.prev or "")
            at = before if before and before.change.device == at.change.device else None
        placed.update((each.id, each) for each in reversed(back))
    return list(placed.values())


def _lesser(grants: Iterable[Grant]) -> Grant:
    return min(grants, key=lambda grant: (RANK[grant.role], grant.change))


def _without(heads: Mapping[str, _Held], parents: Iterable[str]) -> dict[str, _Held]:
    gone = frozenset(parents)
    return {name: each for name, each in heads.items() if name not in gone}


def _author(entry: Entry, persons: Mapping[str, str]) -> str:
    return persons.get(entry.change.device, entry.change.by)


def _known_role(value: Value) -> str:
    return value if isinstance(value, str) and value in RANK else NONE


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
