"""A reference model of a log, small enough to believe, to hold the real one against.

It knows nothing of folds or cursors: a change stands for its field until another change of that
field names it as seen. What the real code shows must be the same, on every laptop.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from inspectiebezoek.log.change import EXPUNGE, Entry, touched
from inspectiebezoek.log.state import State

Heads = Mapping[str, frozenset[str]]


def heads(entries: Iterable[Entry]) -> Heads:
    """Field → the changes that nobody who wrote in that field had seen."""
    touching: dict[str, set[str]] = {}
    seen: dict[str, set[str]] = {}
    for entry in entries:
        change = entry.change
        if change.op == EXPUNGE:
            continue
        for field, _value in touched(change.op, change.field, entry.content):
            touching.setdefault(field, set()).add(entry.id)
            seen.setdefault(field, set()).update(change.parents)
    left = {field: frozenset(ids - seen[field]) for field, ids in touching.items()}
    return {field: ids for field, ids in left.items() if ids}


def shown(entries: Iterable[Entry]) -> Heads:
    """The same, as the real code says it."""
    state = State(entries)
    return {field: frozenset(state.head_ids(field)) for field in state.fields()}


@dataclass(frozen=True)
class Verdict:
    """What was left after healing: the changes and files that survived, and what did not come
    through: changes and files that are not everywhere, fields whose value fell silent, and
    laptops that show something else than the first."""

    changes: int
    files: int
    lost: int
    broken: int
    silent: int
    apart: int

    @property
    def harm(self) -> int:
        """How much went wrong."""
        return self.lost + self.broken + self.silent + self.apart

    @property
    def good(self) -> bool:
        """True when nothing did."""
        return self.harm == 0


@dataclass(frozen=True)
class Survivors:
    """What lay whole on any disk before the healing: ids of changes, hashes of files."""

    changes: frozenset[str]
    files: frozenset[str]


def judge(
    survivors: Survivors,
    office: frozenset[str],
    laptops: Sequence[Sequence[Entry]],
    whole: Sequence[frozenset[str]],
) -> Verdict:
    """Compare what survived with what the office and each laptop hold.

    `office`: the ids there; `whole`: per place the files that are what their name says.
    """
    # Nobody erases anything in these worlds: a value that is gone is lost.
    held = ({entry.id for entry in log if not entry.expunged} for log in laptops)
    everywhere = office.intersection(*held)
    expected = [heads(log) for log in laptops]
    real = [shown(log) for log in laptops]
    silent = sum(
        each.get(field) != ids
        for model, each in zip(expected, real, strict=True)
        for field, ids in model.items()
    )
    return Verdict(
        changes=len(survivors.changes),
        files=len(survivors.files),
        lost=len(survivors.changes - everywhere),
        broken=len(survivors.files - frozenset.intersection(*whole)),
        silent=silent,
        apart=sum(each != real[0] for each in real),
    )
