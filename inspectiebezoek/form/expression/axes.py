"""The axes of XPath 1.0 § 2.2 over nodes of any kind, and document order."""

from __future__ import annotations

from collections.abc import Iterator

from inspectiebezoek.form.expression.convert import XNode
from inspectiebezoek.form.expression.syntax import Step

REVERSE = frozenset({"ancestor", "ancestor-or-self", "preceding", "preceding-sibling", "parent"})


def along(axis: str, node: XNode) -> Iterator[XNode]:
    """The nodes on an axis, nearest first."""
    match axis:
        case "self":
            yield node
        case "child":
            yield from node.below
        case "parent":
            above = parent(node)
            if above is not None:
                yield above
        case "attribute":
            yield from node.attributes
        case "descendant":
            yield from _descendants(node)
        case "descendant-or-self":
            yield node
            yield from _descendants(node)
        case "ancestor":
            yield from _ancestors(node)
        case "ancestor-or-self":
            yield node
            yield from _ancestors(node)
        case "following-sibling":
            yield from _siblings(node)[1]
        case "preceding-sibling":
            yield from reversed(_siblings(node)[0])
        case "following":
            yield from _following(node)
        case "preceding":
            yield from _preceding(node)


def parent(node: XNode) -> XNode | None:
    """The parent as XPath sees it: between a row and its group stands nothing."""
    above = node.above
    return above.above if above is not None and above.kind == "range" else above


def _descendants(node: XNode) -> Iterator[XNode]:
    waiting = list(reversed(node.below))
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(found.below))


def _ancestors(node: XNode) -> Iterator[XNode]:
    above = parent(node)
    while above is not None:
        yield above
        above = parent(above)


def _siblings(node: XNode) -> tuple[list[XNode], list[XNode]]:
    if node.above is None or node.kind == "attribute":
        return [], []
    family = list(node.above.below)
    place = next(number for number, member in enumerate(family) if member is node)
    return family[:place], family[place + 1 :]


def _following(node: XNode) -> Iterator[XNode]:
    if node.kind == "attribute" and node.above is not None:
        yield from _descendants(node.above)
        node = node.above
    for ancestor in (node, *_ancestors(node)):
        for sibling in _siblings(ancestor)[1]:
            yield sibling
            yield from _descendants(sibling)


def _preceding(node: XNode) -> Iterator[XNode]:
    if node.kind == "attribute" and node.above is not None:
        node = node.above
    for ancestor in (node, *_ancestors(node)):
        for sibling in reversed(_siblings(ancestor)[0]):
            yield from reversed([sibling, *_descendants(sibling)])


def passes(node: XNode, step: Step) -> bool:
    """Whether a node passes the node test of a step (XPath 1.0 § 2.3)."""
    test = step.test
    if test == "node()":
        return True
    if test == "*" or test[-1] != ")":
        principal = "attribute" if step.axis == "attribute" else "element"
        return node.kind == principal and (test in ("*", node.name))
    kind, _, target = test[:-1].partition("(")
    return node.kind == kind and (not target or node.name == target)


def in_order(nodes: list[XNode]) -> list[XNode]:
    """Nodes without doubles, in document order."""
    unique = {id(node): node for node in nodes}
    if len(unique) < 2:
        return list(unique.values())
    places: dict[int, dict[int, int]] = {}

    def place(node: XNode) -> tuple[int, ...]:
        path: list[int] = []
        above = node.above
        while above is not None:
            known = places.get(id(above))
            if known is None:
                known = {id(child): n + 1_000_000 for n, child in enumerate(above.below)}
                known |= {id(child): n for n, child in enumerate(above.attributes)}
                places[id(above)] = known
            path.append(known.get(id(node), 0))
            node, above = above, above.above
        return tuple(reversed(path))

    return sorted(unique.values(), key=place)
