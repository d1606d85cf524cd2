"""Which expression must run again when a node changes: the dependency graph of a form.

The graph is between definitions; every edge carries how many repeat instances both ends surely
share, so that only the touched rows are evaluated again. Cycles are found here, with their names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from inspectiebezoek.form.definition import Definition
from inspectiebezoek.form.expression.context import Context
from inspectiebezoek.form.expression.scope import Read
from inspectiebezoek.form.nodes import Aspect

RANKED = frozenset({Aspect.CALCULATE, Aspect.RELEVANT, Aspect.COUNT})
_NO_SELF = RANKED | {Aspect.REQUIRED, Aspect.READONLY}


@dataclass(slots=True, eq=False)
class Rule:
    """One expression of a definition; `ranked` ones run in the order of their rank.

    `on_range` means that it is asked once for the repeat, not for each of its rows; `filters`
    that it gives choices which depend on answers, so that an answer may no longer be open. `cost`
    are the steps of running it once, reckoned from its length.
    """

    definition: Definition
    aspect: Aspect
    run: Callable[[Context], Any]
    reads: tuple[Read, ...]
    on_range: bool = False
    filters: bool = False
    rank: int = 0
    cost: int = 1
    ranked: bool = field(init=False)

    def __post_init__(self) -> None:
        # Others may need its result, so it has a place in the order.
        self.ranked = self.aspect in RANKED or self.filters

    @property
    def depth(self) -> int:
        """How many repeat instances are known where it runs."""
        return self.definition.depth - (1 if self.on_range else 0)


@dataclass(slots=True)
class Graph:
    """All rules of a form and who depends on what."""

    rules: list[Rule] = field(default_factory=list)
    ranked: list[Rule] = field(default_factory=list)
    by_definition: list[dict[Aspect, Rule]] = field(default_factory=list)
    on_value: list[list[tuple[Rule, int]]] = field(default_factory=list)
    on_members: list[list[tuple[Rule, int]]] = field(default_factory=list)


class CycleError(Exception):
    """Expressions that depend on each other in a ring: the refs in it, in order."""

    def __init__(self, refs: tuple[str, ...]) -> None:
        super().__init__(refs)
        self.refs = refs


def build(definitions: list[Definition], rules: Iterable[Rule]) -> Graph:
    """The graph of a form.

    Raises:
        CycleError: when calculations, conditions or counts depend on each other in a ring.
    """
    graph = Graph(
        by_definition=[{} for _ in definitions],
        on_value=[[] for _ in definitions],
        on_members=[[] for _ in definitions],
    )
    for rule in rules:
        graph.rules.append(rule)
        graph.by_definition[rule.definition.index][rule.aspect] = rule
        for read in rule.reads:
            table = graph.on_members if read.members else graph.on_value
            table[read.target.index].append((rule, min(read.pinned, rule.depth)))
        _refuse_self(rule)
    graph.ranked = _ranked(graph)
    for rank, rule in enumerate(graph.ranked):
        rule.rank = rank
    return graph


def _refuse_self(rule: Rule) -> None:
    if rule.aspect in _NO_SELF:
        for read in rule.reads:
            # The same node of another row is no cycle: running totals read the row before.
            own = read.target is rule.definition and not read.members and rule.definition.leaf
            if own and read.pinned == rule.definition.depth:
                raise CycleError((rule.definition.ref,))


def _ranked(graph: Graph) -> list[Rule]:
    """The ranked rules, each after those whose result it reads.

    First rings of calculations are refused. Conditions that hide each other are no ring: they
    only lose their place in the order, and run again when the other changes.
    """
    ranked = [rule for rule in graph.rules if rule.ranked]
    needs = {id(rule): _needs(graph, rule) for rule in ranked}
    _ordered(ranked, needs, strict=True)
    for rule in ranked:
        needs[id(rule)] = needs[id(rule)] + _conditions(graph, rule)
    return _ordered(ranked, needs, strict=False)


def _ordered(ranked: list[Rule], needs: dict[int, list[Rule]], *, strict: bool) -> list[Rule]:
    order: list[Rule] = []
    seen: set[int] = set()
    for start in ranked:
        if id(start) in seen:
            continue
        seen.add(id(start))
        path = [start]
        waiting = [iter(needs[id(start)])]
        while waiting:
            following = next(waiting[-1], None)
            if following is None:
                waiting.pop()
                order.append(path.pop())
            elif id(following) not in seen:
                seen.add(id(following))
                path.append(following)
                waiting.append(iter(needs[id(following)]))
            elif strict and following is not path[-1] and following in path:
                ring = path[path.index(following) :]
                raise CycleError(tuple(rule.definition.ref for rule in ring))
    return order


def _needs(graph: Graph, rule: Rule) -> list[Rule]:
    """The rules whose result a rule needs: calculated values it reads, counts around it.

    Which rows there are is no need: a count may grow until its own rows say enough.
    """
    found: list[Rule | None] = []
    for read in rule.reads:
        if not read.members:
            found.append(graph.by_definition[read.target.index].get(Aspect.CALCULATE))
    found.extend(
        graph.by_definition[repeat.index].get(Aspect.COUNT)
        for repeat in rule.definition.repeats
        if repeat is not rule.definition
    )
    return [other for other in found if other is not None and other is not rule]


def _conditions(graph: Graph, rule: Rule) -> list[Rule]:
    """The conditions, filters and counts that decide whether what a rule reads is there."""
    found: dict[int, Rule] = {}
    for read in rule.reads:
        aspect = Aspect.COUNT if read.members else Aspect.CHOICES
        decides = graph.by_definition[read.target.index].get(aspect)
        if decides is not None and decides.ranked and decides is not rule:
            found[id(decides)] = decides
        around: Definition | None = read.target
        while around is not None:
            other = graph.by_definition[around.index].get(Aspect.RELEVANT)
            if other is not None and other is not rule:
                found[id(other)] = other
            around = around.parent
    return list(found.values())
