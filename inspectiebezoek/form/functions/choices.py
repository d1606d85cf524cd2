"""Select and node-set functions (ODK XForms specification, Select and Node-set Functions)."""

from __future__ import annotations

from math import isnan

from inspectiebezoek.form.expression.context import Context
from inspectiebezoek.form.expression.convert import XNode
from inspectiebezoek.form.functions.signature import Function


def selected(listed: str, value: str) -> bool:
    """Whether a value is one of a space-separated list."""
    wanted = value.strip()
    return wanted in listed.split() if wanted else not listed.strip()


def selected_at(listed: str, index: float) -> str:
    """The value at a 0-based place, empty where there is none."""
    words = listed.split()
    if isnan(index) or not 0 <= index < len(words):
        return ""
    return words[int(index)]


def count_selected(listed: str) -> float:
    """How many values a space-separated list has."""
    return float(len(listed.split()))


def count(nodes: list[XNode]) -> float:
    """How many nodes."""
    return float(len(nodes))


def count_non_empty(nodes: list[XNode]) -> float:
    """How many nodes with a text."""
    return float(sum(1 for node in nodes if node.text))


def randomize(c: Context, nodes: list[XNode], seed: float | None = None) -> list[XNode]:
    """The nodes shuffled; with a seed always in the same order (Park-Miller, inside out)."""
    if seed is None:
        shuffled = list(nodes)
        c.env.random.shuffle(shuffled)
        return shuffled
    state = int(seed) % 2147483647 if not isnan(seed) else 0
    if state <= 0:
        state += 2147483646
    shuffled = []
    for place, node in enumerate(nodes):
        state = state * 16807 % 2147483647
        other = int((state - 1) / 2147483646 * (place + 1))
        if other == place:
            shuffled.append(node)
        else:
            shuffled.append(shuffled[other])
            shuffled[other] = node
    return shuffled


def local_name(c: Context, nodes: list[XNode] | None = None) -> str:
    """The name of the first node, without a prefix."""
    found = [c.node] if nodes is None else nodes
    return found[0].name if found else ""


def name(c: Context, nodes: list[XNode] | None = None) -> str:
    """The name of the first node as it is written (XPath 1.0 § 4.1)."""
    found = [c.node] if nodes is None else nodes
    if not found:
        return ""
    return f"{found[0].prefix}:{found[0].name}" if found[0].prefix else found[0].name


def namespace_uri(c: Context, nodes: list[XNode] | None = None) -> str:
    """The namespace of the first node."""
    found = [c.node] if nodes is None else nodes
    return found[0].uri if found else ""


CHOICES = {
    "selected": Function("boolean", "ss", selected),
    "selected-at": Function("string", "sn", selected_at),
    "count-selected": Function("number", "s", count_selected),
    "count": Function("number", "N", count),
    "count-non-empty": Function("number", "N", count_non_empty),
    "randomize": Function("nodes", "Nn?", randomize, context=True),
    "name": Function("string", "N?", name, context=True),
    "local-name": Function("string", "N?", local_name, context=True),
    "namespace-uri": Function("string", "N?", namespace_uri, context=True),
}
