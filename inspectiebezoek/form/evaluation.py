"""Evaluate again only what a change touches, in the order of the graph, and note what changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from math import isnan
from typing import Any, cast

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.definition import Kind
from inspectiebezoek.form.expression.context import MAX_STEPS, Context, Environment
from inspectiebezoek.form.expression.convert import XNode
from inspectiebezoek.form.graph import Graph, Rule
from inspectiebezoek.form.nodes import Aspect, Group, Holder, Node, Outcome, Repeat, Row
from inspectiebezoek.form.values import calculated

# A running total over rows comes back once per row; more passes than this never end.
MAX_PASSES = 20_000


class Evaluation:
    """The work of one live form between two quiet moments.

    Args:
        adjust: gives a repeat the number of rows that its jr:count asks for.
        aspect: the present state of a node, for comparing with the state before.
    """

    def __init__(
        self,
        graph: Graph,
        env: Environment,
        adjust: Callable[[Repeat, int], None],
        aspect: Callable[[Node, Aspect], Any],
    ) -> None:
        self._graph = graph
        self._env = env
        self._adjust = adjust
        self._aspect = aspect
        self._pending: dict[int, dict[Node, None]] = {}
        self._ranks: list[int] = []
        # Each touched node with its state before; None when it is new or its rows changed.
        self._changed: dict[Node, tuple[str, str, bool] | None] = {}
        self._before: dict[tuple[Node, Aspect], Any] = {}
        self._acted: dict[Node, str] = {}

    def store(self, node: Node, value: str) -> None:
        """Give a node a value, and queue what depends on it."""
        if value == node.value:
            return
        self._touch(node)
        node.value = value
        self._refresh(node)

    def _touch(self, node: Node) -> None:
        if node not in self._changed:
            self._changed[node] = seen(node)

    def act(self, node: Node, value: str) -> None:
        """Store a value that an action wrote, and keep it for the log."""
        self._env.spend(len(value) >> 4)
        self._acted[node] = value
        self.store(node, value)

    def mark(self, node: Node) -> None:
        """Say that the state of a node changed."""
        self._changed[node] = None

    def members_changed(self, repeat: Repeat) -> None:
        """Queue what depends on which rows a repeat has."""
        self._changed[repeat] = None
        for rule, pinned in self._graph.on_members[repeat.definition.index]:
            self._queue_at(repeat.scope, pinned, rule)

    def queue_below(self, top: Node, holder: Holder) -> None:
        """Queue every rule of the nodes below a node, for rows that are new."""
        for definition in top.definition.walk():
            for rule in self._graph.by_definition[definition.index].values():
                if rule.ranked and not (definition is top.definition and rule.on_range):
                    for target in targets(holder, rule):
                        self._queue(rule, target)

    def queue_all(self, root: Holder) -> None:
        """Queue every rule of the form."""
        for rule in self._graph.ranked:
            for target in targets(root, rule):
                self._queue(rule, target)

    def run(self) -> None:
        """Evaluate until nothing is queued.

        Raises:
            InspectionError: FORM_TOO_COMPLEX when it does not come to rest within the limits.
        """
        env = self._env
        context = Context(env, env.document, env.document)
        passes: dict[int, int] = {}
        while self._ranks:
            rank = heappop(self._ranks)
            nodes = self._pending.pop(rank)
            passes[rank] = passes.get(rank, 0) + 1
            if passes[rank] > MAX_PASSES:
                raise InspectionError(Code.FORM_TOO_COMPLEX, limit=MAX_PASSES)
            rule = self._graph.ranked[rank]
            env.spend(len(nodes) * rule.cost)
            for node in nodes:
                context.node = context.origin = cast("XNode", node)
                context.position = node.position if isinstance(node, Row) else 1
                self._apply(rule, node, context)

    def settle(self) -> Outcome:
        """What changed since the last time, exactly; the books are closed."""
        changed_nodes = {
            node: None
            for node, before in self._changed.items()
            if before is None or before != seen(node)
        }
        for (node, aspect), old in self._before.items():
            if attached(node) and self._aspect(node, aspect) != old:
                changed_nodes[node] = None
                if aspect is Aspect.READONLY and not node.definition.leaf:
                    changed_nodes.update(dict.fromkeys(node.walk()))
        changed = tuple(node for node in changed_nodes if attached(node))
        acted = tuple((node.ref, value) for node, value in self._acted.items() if attached(node))
        self.forget()
        self._env.budget = MAX_STEPS
        return Outcome(changed, acted)

    def forget(self) -> None:
        """Drop what is queued and noted."""
        self._pending.clear()
        self._ranks.clear()
        self._changed = {}
        self._before = {}
        self._acted = {}

    def _apply(self, rule: Rule, node: Node, context: Context) -> None:
        if rule.aspect is Aspect.CALCULATE:
            value = calculated(node.definition.bind.type, rule.run(context), self._env.zone)
            self._env.spend(len(value) >> 4)
            self.store(node, value)
        elif rule.aspect is Aspect.RELEVANT:
            node.own = rule.run(context)
            self.spread(node)
        elif rule.aspect is Aspect.CHOICES:
            if Aspect.CHOICES in node.cache:
                self._before.setdefault((node, Aspect.CHOICES), node.cache[Aspect.CHOICES])
            node.cache[Aspect.CHOICES] = rule.run(context)
            self._refresh(node)
        else:
            number = rule.run(context)
            self._adjust(
                cast("Repeat", node), 0 if isnan(number) else int(max(min(number, 1e9), 0))
            )

    def _refresh(self, node: Node) -> None:
        """Let the text of a node follow its value, its relevance and its open choices."""
        text = self._effective(node)
        if text != node.text:
            self._touch(node)
            node.text = text
            self._value_changed(node)

    def _effective(self, node: Node) -> str:
        if not node.relevant or not node.value:
            return ""
        rule = self._graph.by_definition[node.definition.index].get(Aspect.CHOICES)
        if rule is None or not rule.filters or Aspect.CHOICES not in node.cache:
            return node.value
        # A choice that the filter closed is hidden like an irrelevant answer: kept, not counted.
        open_ = {choice.value for choice in node.cache[Aspect.CHOICES]}
        if node.definition.control == "select1":
            return node.value if node.value in open_ else ""
        kept = [word for word in node.value.split() if word in open_]
        if node.definition.control == "rank":
            # A ranking names every option: what opened after it was made stands at its end.
            kept.extend(choice.value for choice in node.cache[Aspect.CHOICES])
        return " ".join(dict.fromkeys(kept))

    def spread(self, node: Node) -> None:
        """Let the relevance of a node reach all below it."""
        above = node.above
        relevant = node.own and (above is None or above.relevant)
        if relevant == node.relevant:
            return
        self._touch(node)
        node.relevant = relevant
        if node.definition.leaf:
            self._refresh(node)
        else:
            self._value_changed(node)
            for part in node.parts:
                self.spread(part)

    def _value_changed(self, node: Node) -> None:
        for rule, pinned in self._graph.on_value[node.definition.index]:
            self._queue_at(node.scope, pinned, rule)

    def _queue_at(self, holder: Holder, pinned: int, rule: Rule) -> None:
        while holder.depth > pinned:
            holder = holder.outer
        found = targets(holder, rule)
        self._env.spend(len(found))
        for target in found:
            self._queue(rule, target)

    def _queue(self, rule: Rule, node: Node) -> None:
        if not rule.ranked:
            if rule.aspect in node.cache:
                self._before.setdefault((node, rule.aspect), node.cache.pop(rule.aspect))
            elif rule.aspect is Aspect.MESSAGE and not node.valid:
                self._changed[node] = None
            return
        pending = self._pending.get(rule.rank)
        if pending is None:
            self._pending[rule.rank] = {node: None}
            heappush(self._ranks, rule.rank)
        else:
            pending[node] = None


def seen(node: Node) -> tuple[str, str, bool]:
    """What of the state of a node is compared; the text of a group is that of its parts."""
    return (node.value, "" if isinstance(node, Group) else node.text, node.relevant)


def targets(holder: Holder, rule: Rule) -> Sequence[Node]:
    """The nodes of a rule below a holder."""
    definition = rule.definition
    between = definition.repeats[holder.definition.depth : rule.depth]
    if not between:
        if definition.kind is Kind.ROOT or (definition.kind is Kind.REPEAT and not rule.on_range):
            return (holder,)
        return (holder.slots[definition.slot],)
    holders: list[Holder] = [holder]
    for repeat in between:
        holders = [row for one in holders for row in cast("Repeat", one.slots[repeat.slot]).members]
    if definition.kind is Kind.REPEAT and not rule.on_range:
        return holders
    return [one.slots[definition.slot] for one in holders]


def attached(node: Node) -> bool:
    """Whether a node is still part of the form, not below a removed or hidden row."""
    above: Node | None = node if node.definition.repeats else None
    while above is not None:
        if isinstance(above, Row) and not above.position:
            return False
        above = above.above
    return True
