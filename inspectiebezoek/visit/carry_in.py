"""What the office gives along for a visit (*meeneemmap*): what it knows from earlier visits; pure.

It is built from logs as they stood at a number each (`as_of`), so it can be built again and proved.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar

from inspectiebezoek.log.canonical import Value, canonical
from inspectiebezoek.log.change import Entry
from inspectiebezoek.log.state import State
from inspectiebezoek.visit.header import ADOPTED, FINISHED, REPORTED, read_header
from inspectiebezoek.visit.kinds import Recommendation
from inspectiebezoek.visit.records import read_all

CARRY_IN = "visit:/carryin"
"""Which carry-in the team had: the SHA-256 (hex) of its content."""

MOST_BYTES = 5_000_000
LABELS = ("openbaar", "intern", "dep_v", "stg_c", "stg_g", "stg_zg")
"""Security labels, the least secret first; one that is not among them is above all."""
OVER = (FINISHED, REPORTED, ADOPTED)
"""The states of a visit of which something can go along."""
_VERSION = 1
_FRAME = 1_000
"""Bytes for what stands around the parts."""


@dataclass(frozen=True, slots=True)
class Stand:
    """A log as it was read: up to which number, and the rolling hash (hex) there."""

    log: str
    vseq: int
    roll: str


@dataclass(frozen=True, slots=True)
class EarlierVisit:
    """A visit that is over; `start` is ISO 8601 with UTC offset."""

    log: str
    title: str
    kind: str
    start: str
    state: str


@dataclass(frozen=True, slots=True)
class EarlierRecommendation:
    """What was recommended then, by its UUID and in the log where it stands; `due` is a date."""

    log: str
    id: str
    label: str
    text: str
    owner_role: str
    due: str
    status: str


@dataclass(frozen=True, slots=True)
class CarryIn:
    """The content: for which visit, as of what, and how much only the office may know of."""

    log: str
    as_of: tuple[Stand, ...] = ()
    visits: tuple[EarlierVisit, ...] = ()
    recommendations: tuple[EarlierRecommendation, ...] = ()
    left_behind: int = 0


@dataclass(frozen=True, slots=True)
class _Part:
    """What goes along of one log."""

    stand: Stand
    visit: EarlierVisit
    recommendations: tuple[EarlierRecommendation, ...]


def fits(label: str, visit_label: str) -> bool:
    """True when something with a label may go along with a visit of another label."""
    return _rank(label) <= _rank(visit_label) < len(LABELS)


def carry_in(
    log: str, earlier: Iterable[tuple[Stand, Sequence[Entry]]], *, left_behind: int
) -> CarryIn:
    """The content for a visit, from the logs that go along, the latest visit first.

    `left_behind`: how many may not go along. What would make it more than `MOST_BYTES` stays
    behind too, and is counted with them.
    """
    over = [part for part in (_part(*each) for each in earlier) if part.visit.state in OVER]
    over.sort(key=lambda part: (part.visit.start, part.visit.log), reverse=True)
    room, going = MOST_BYTES - _FRAME, []
    for part in over:
        size = len(canonical(_plain(asdict(part))))
        if size <= room:
            room -= size
            going.append(part)
    return CarryIn(
        log=log,
        as_of=tuple(part.stand for part in going),
        visits=tuple(part.visit for part in going),
        recommendations=tuple(each for part in going for each in part.recommendations),
        left_behind=left_behind + len(over) - len(going),
    )


def _part(stand: Stand, entries: Sequence[Entry]) -> _Part:
    state = State(entries)
    header = read_header(state)
    asked = [
        EarlierRecommendation(
            *(stand.log, each.id, _text(each.label), _text(each.text)),
            *(_text(each.owner_role), _text(each.due), _text(each.status)),
        )
        for each in read_all(state, Recommendation)
    ]
    visit = EarlierVisit(stand.log, header.title, header.kind, header.start, header.state)
    return _Part(stand, visit, tuple(asked))


def _text(value: object) -> str:
    # Whatever a laptop wrote there: what is no text says nothing.
    return value if isinstance(value, str) else ""


def write_carry_in(content: CarryIn) -> bytes:
    """The bytes that the office signs."""
    return canonical(_plain({"v": _VERSION, **asdict(content)}))


def _plain(content: Mapping[str, Any]) -> Value:
    plain: Value = json.loads(json.dumps(content))
    return plain


def read_carry_in(data: bytes) -> CarryIn:
    """What `write_carry_in` wrote; members of later versions are left alone.

    Raises `ValueError` for bytes that are none, or more than `MOST_BYTES`.
    """
    if len(data) > MOST_BYTES:
        raise ValueError("too much to carry")
    try:
        told = json.loads(data)
        return CarryIn(
            log=str(told["log"]),
            as_of=_each(Stand, told["as_of"]),
            visits=_each(EarlierVisit, told["visits"]),
            recommendations=_each(EarlierRecommendation, told["recommendations"]),
            left_behind=int(told["left_behind"]),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("no carry-in") from error


_Told = TypeVar("_Told", Stand, EarlierVisit, EarlierRecommendation)


def _each(kind: type[_Told], told: Iterable[Mapping[str, Any]]) -> tuple[_Told, ...]:
    names = [each.name for each in fields(kind)]
    return tuple(kind(**{name: each[name] for name in names}) for each in told)


def _rank(label: str) -> int:
    return LABELS.index(label) if label in LABELS else len(LABELS)
