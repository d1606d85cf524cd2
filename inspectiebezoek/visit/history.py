"""Who gave which field which value, on top of what: the log as people read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from inspectiebezoek.log.canonical import Value, canonical
from inspectiebezoek.log.change import EXPUNGE, GENESIS, Entry, touched
from inspectiebezoek.log.erasure import Erasure, erasures
from inspectiebezoek.visit import places


@dataclass(frozen=True, slots=True)
class Told:
    """A value as it was given; `erased` when it is gone everywhere."""

    value: Value
    erased: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """One field that a change gave a value.

    `before`: what its author built on: nothing for the first, more than one value where a
    difference was settled. `differs`: another value stood beside it that its author had not
    seen. `effect`: an answer to another question set it off. `erasure`: on what ground its value
    is gone, who asked, who agreed and when; None while it stands.
    """

    id: str
    at: str
    hlc: str
    by: str
    device: str
    op: str
    field: str
    before: tuple[Told, ...]
    after: Told
    differs: bool = False
    effect: bool = False
    erasure: Erasure | None = None


def history(entries: Iterable[Entry]) -> tuple[Deed, ...]:
    """Every deed of a log, by the clock that comes after all that its author saw.

    What a form began with is one deed: nobody answered it.
    """
    given: dict[tuple[str, str], Told] = {}
    heads: dict[str, dict[str, Told]] = {}
    deeds = []
    held = sorted(entries, key=lambda each: (each.change.hlc, each.id))
    gone = erasures(held)
    for entry in held:
        if entry.change.op == EXPUNGE:
            deeds.append(_deed(entry, entry.change.field, (), Told(entry.content, False)))
            continue
        for number, (field, value) in enumerate(_fields(entry)):
            told = Told(value, entry.expunged)
            parents = entry.change.parents
            before = tuple(given[each, field] for each in parents if (each, field) in given)
            given[entry.id, field] = told
            standing = heads.setdefault(field, {})
            for parent in parents:
                standing.pop(parent, None)
            standing[entry.id] = told
            differs = len({_says(each) for each in standing.values()}) > 1
            made = _deed(entry, field, before, told, differs=differs, effect=number > 0)
            deeds.append(replace(made, erasure=gone.get(entry.id)))
    return tuple(deeds)


def of_question(deeds: Iterable[Deed], address: str) -> tuple[Deed, ...]:
    """What was done to a question: its answer, its remark, its mark, and why it has no answer."""
    path = address.partition(":")[2]
    kinds = (places.ANSWER, places.REMARK, places.FLAG, places.UNANSWERED)
    fields = {kind + path for kind in kinds}
    return tuple(each for each in deeds if each.field in fields)


def _fields(entry: Entry) -> list[tuple[str, Value]]:
    change = entry.change
    fields = list(touched(change.op, change.field, entry.content))
    return fields[:1] if change.op == GENESIS else fields


def _deed(
    entry: Entry,
    field: str,
    before: tuple[Told, ...],
    after: Told,
    *,
    differs: bool = False,
    effect: bool = False,
) -> Deed:
    change = entry.change
    return Deed(
        *(entry.id, change.at, change.hlc, change.by, change.device, change.op),
        *(field, before, after, differs, effect),
    )


def _says(told: Told) -> bytes:
    return canonical(told.value)
