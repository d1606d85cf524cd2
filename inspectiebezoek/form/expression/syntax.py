"""The syntax tree of an expression, and what can be wrong with its text.

Grammar: XPath 1.0, https://www.w3.org/TR/1999/REC-xpath-19991116/, section 3.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias


class ExpressionError(Exception):
    """An expression that cannot be used: a fault code of the form room and its facts."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


class Literal(NamedTuple):
    """A string between quotes."""

    value: str


class Number(NamedTuple):
    """A number as written."""

    value: float


class Negate(NamedTuple):
    """Unary minus."""

    operand: Expression


class Binary(NamedTuple):
    """An operator between two operands: comparison, arithmetic or union."""

    operator: str
    left: Expression
    right: Expression


class Chain(NamedTuple):
    """Operands joined by one operator (`and`, `or`, `+`, `-`), flat so that it never nests deep.

    `operators[i]` stands before `operands[i + 1]`.
    """

    operators: tuple[str, ...]
    operands: tuple[Expression, ...]


class Call(NamedTuple):
    """A function call; the name as written, such as `jr:itext`."""

    name: str
    arguments: tuple[Expression, ...]


class Step(NamedTuple):
    """One step of a path: axis, node test and predicates.

    `test` is a local name, `*`, or a node type with parentheses such as `node()`.
    `prefix` is the written namespace prefix, `None` when there was none.
    """

    axis: str
    test: str
    prefix: str | None = None
    predicates: tuple[Expression, ...] = ()

    @property
    def plain(self) -> bool:
        """A child step by name without predicates, the only kind a checklist needs often."""
        return self.axis == "child" and not self.predicates and self.test[-1] not in "*)"


class Path(NamedTuple):
    """A location path; `start` is the expression it begins with, if that is no location."""

    absolute: bool
    steps: tuple[Step, ...]
    start: Expression | None = None
    filters: tuple[Expression, ...] = ()


Expression: TypeAlias = Literal | Number | Negate | Binary | Chain | Call | Path


def children(expression: Expression) -> tuple[Expression, ...]:
    """The direct parts of an expression, predicates included."""
    match expression:
        case Negate(operand):
            return (operand,)
        case Binary(_, left, right):
            return (left, right)
        case Chain(_, operands):
            return operands
        case Call(_, arguments):
            return arguments
        case Path(_, steps, start, filters):
            inner = tuple(predicate for step in steps for predicate in step.predicates)
            return ((start,) if start is not None else ()) + filters + inner
    return ()


def walk(expression: Expression) -> Iterator[Expression]:
    """The expression and all its parts, outermost first."""
    waiting = [expression]
    while waiting:
        part = waiting.pop()
        yield part
        waiting.extend(reversed(children(part)))
