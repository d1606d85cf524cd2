"""An expression that can run, and its conversion to the type that is asked of it."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan
from typing import NamedTuple, TypeAlias

from inspectiebezoek.form.definition import Definition
from inspectiebezoek.form.expression.context import Context
from inspectiebezoek.form.expression.convert import (
    Value,
    XNode,
    number_of,
    to_boolean,
    to_number,
    to_string,
)

Run: TypeAlias = Callable[[Context], Value]


class Compiled(NamedTuple):
    """An expression that can run.

    `gives` is `string`, `number`, `boolean`, `nodes` or `any`. `single` finds the one node that
    it surely means; `definitions` are those its nodes can have, `None` outside the form.
    """

    gives: str
    run: Run
    single: Callable[[Context], XNode] | None = None
    constant: bool = False
    definitions: frozenset[Definition] | None = None


def as_string(compiled: Compiled) -> Callable[[Context], str]:
    """Its string value."""
    single, run = compiled.single, compiled.run
    if single is not None:
        return lambda c: single(c).text
    if compiled.gives == "string":
        return run  # type: ignore[return-value]
    return lambda c: to_string(run(c))


def as_number(compiled: Compiled) -> Callable[[Context], float]:
    """Its numeric value, dates in days."""
    single, run = compiled.single, compiled.run
    if single is not None:
        return lambda c: number_of(single(c).text, c.env.zone)
    if compiled.gives == "number":
        return run  # type: ignore[return-value]
    return lambda c: to_number(run(c), c.env.zone)


def is_truth(compiled: Compiled) -> bool:
    """Whether its nodes are answers of type boolean, which have a truth of their own."""
    found = compiled.definitions
    return bool(found) and all(one.bind.type == "boolean" for one in found or ())


def as_boolean(compiled: Compiled) -> Callable[[Context], bool]:
    """Its truth (XPath 1.0 § 4.3); a node of type boolean counts by its answer, empty is false."""
    run = compiled.run
    if is_truth(compiled):
        nodes = as_nodes(compiled)
        return lambda c: any(node.text in ("1", "true") for node in nodes(c)[:1])
    if compiled.gives == "boolean":
        return run  # type: ignore[return-value]
    return lambda c: to_boolean(run(c))


def as_nodes(compiled: Compiled) -> Callable[[Context], list[XNode]]:
    """Its nodes; a plain value has none."""
    run = compiled.run
    if compiled.gives == "nodes":
        return run  # type: ignore[return-value]

    def nodes(c: Context) -> list[XNode]:
        value = run(c)
        return value if isinstance(value, list) else []

    return nodes


def as_stored(compiled: Compiled) -> Callable[[Context], str]:
    """The text that a calculation stores: no number is no answer."""
    if compiled.gives not in ("number", "any"):
        return as_string(compiled)
    run = compiled.run

    def stored(c: Context) -> str:
        value = run(c)
        return "" if isinstance(value, float) and isnan(value) else to_string(value)

    return stored
