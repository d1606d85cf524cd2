"""Turn a syntax tree into closures, and note which definitions it reads.

The static place of an expression is known, so most paths become one list look-up.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TypeAlias, cast

from inspectiebezoek.form.definition import Definition
from inspectiebezoek.form.expression.axes import in_order
from inspectiebezoek.form.expression.comparison import comparison
from inspectiebezoek.form.expression.compiled import (
    Compiled,
    Run,
    as_boolean,
    as_nodes,
    as_number,
    as_string,
)
from inspectiebezoek.form.expression.context import Context
from inspectiebezoek.form.expression.convert import NAN, Value, XNode
from inspectiebezoek.form.expression.scope import Read, Scope
from inspectiebezoek.form.expression.syntax import (
    Binary,
    Call,
    Chain,
    Expression,
    ExpressionError,
    Literal,
    Negate,
    Number,
    Path,
)
from inspectiebezoek.form.functions.places import points_of
from inspectiebezoek.form.functions.signature import Function

Special: TypeAlias = "Callable[[Compiler, Call, Scope], Compiled]"


class Compiler:
    """Compiles expressions of one form; `reads` collects what the present one depends on.

    Args:
        functions: the plain functions by name.
        specials: functions that need the syntax of their arguments or the static scope.
        paths: compiles location paths.
    """

    def __init__(
        self,
        functions: Mapping[str, Function],
        specials: Mapping[str, Special],
        paths: Callable[[Compiler, Path, Scope], Compiled],
        everything: frozenset[Definition] = frozenset(),
    ) -> None:
        self.functions = functions
        self.specials = specials
        self.paths = paths
        self.everything = everything
        self.reads: dict[Read, None] = {}

    def compile(self, expression: Expression, scope: Scope) -> Compiled:
        """The closure of an expression.

        Raises:
            ExpressionError: for unknown functions and references, or wrong argument counts.
        """
        match expression:
            case Literal(text):
                return Compiled("string", always(text), constant=True)
            case Number(number):
                return Compiled("number", always(number), constant=True)
            case Path():
                return self.paths(self, expression, scope)
            case Call():
                return self._call(expression, scope)
            case Negate(operand):
                value = self.number(operand, scope)
                return Compiled("number", lambda c: -value(c))
            case Binary("|", left, right):
                return self._union(left, right, scope)
            case Binary("*" | "div" | "mod" as operator, left, right):
                return self._arithmetic(operator, left, right, scope)
            case Binary(operator, left, right):
                return comparison(operator, self.compile(left, scope), self.compile(right, scope))
            case Chain():
                return self._chain(expression, scope)

    def string(self, expression: Expression, scope: Scope) -> Callable[[Context], str]:
        """The closure that gives the string value of an expression."""
        compiled = self.compile(expression, scope)
        self._content(compiled)
        return as_string(compiled)

    def number(self, expression: Expression, scope: Scope) -> Callable[[Context], float]:
        """The closure that gives the numeric value of an expression."""
        return as_number(self.compile(expression, scope))

    def boolean(self, expression: Expression, scope: Scope) -> Callable[[Context], bool]:
        """The closure that gives the truth of an expression."""
        return as_boolean(self.compile(expression, scope))

    def nodes(self, expression: Expression, scope: Scope) -> Callable[[Context], list[XNode]]:
        """The closure that gives the nodes of an expression; a value has none."""
        return as_nodes(self.compile(expression, scope))

    def _content(self, compiled: Compiled) -> None:
        """Note that the text of a group reads every answer in it."""
        for group in compiled.definitions or ():
            if not group.leaf:
                for below in group.walk():
                    if below.leaf and not below.attribute:
                        self.reads[Read(below, 0)] = None

    def _chain(self, chain: Chain, scope: Scope) -> Compiled:
        if chain.operators[0] in ("and", "or"):
            parts = [self.boolean(part, scope) for part in chain.operands]
            return _all(parts) if chain.operators[0] == "and" else _any(parts)
        first = self.number(chain.operands[0], scope)
        terms = [
            (1.0 if operator == "+" else -1.0, self.number(part, scope))
            for operator, part in zip(chain.operators, chain.operands[1:], strict=True)
        ]
        if len(terms) == 1:
            sign, second = terms[0]
            if sign > 0:
                return Compiled("number", lambda c: first(c) + second(c))
            return Compiled("number", lambda c: first(c) - second(c))

        def total(c: Context) -> float:
            result = first(c)
            for factor, term in terms:
                result += factor * term(c)
            return result

        return Compiled("number", total)

    def _arithmetic(
        self, operator: str, left: Expression, right: Expression, scope: Scope
    ) -> Compiled:
        first, second = self.number(left, scope), self.number(right, scope)
        if operator == "*":
            return Compiled("number", lambda c: first(c) * second(c))
        if operator == "div":
            return Compiled("number", lambda c: divide(first(c), second(c)))
        return Compiled("number", lambda c: remainder(first(c), second(c)))

    def _union(self, left: Expression, right: Expression, scope: Scope) -> Compiled:
        first, second = self.compile(left, scope), self.compile(right, scope)
        both = [as_nodes(first), as_nodes(second)]
        definitions = (
            None
            if first.definitions is None or second.definitions is None
            else first.definitions | second.definitions
        )

        def run(c: Context) -> Value:
            return in_order([node for part in both for node in part(c)])

        return Compiled("nodes", run, definitions=definitions)

    def _call(self, call: Call, scope: Scope) -> Compiled:
        special = self.specials.get(call.name)
        if special is not None:
            return special(self, call, scope)
        function = self.functions.get(call.name)
        if function is None:
            raise ExpressionError("unknown_function", name=call.name)
        count = len(call.arguments)
        if count < function.least or (function.most is not None and count > function.most):
            raise ExpressionError("wrong_arguments", name=call.name, count=count)
        if call.name == "distance":
            check_places(call)
        takes = {"s": self.string, "n": self.number, "b": self.boolean, "N": self.nodes}
        arguments: list[Run] = []
        for letter, argument in zip(function.letters(count), call.arguments, strict=True):
            if letter == "v":
                compiled = self.compile(argument, scope)
                self._content(compiled)
                arguments.append(compiled.run)
            else:
                arguments.append(cast("Run", takes[letter](argument, scope)))
        if call.name == "distance" and count > 1:
            self._points_only(call, scope)
        return Compiled(function.gives, _calling(function, arguments))

    def _points_only(self, call: Call, scope: Scope) -> None:
        """Several arguments of distance() are points; a line among them is a mistake."""
        for argument in call.arguments:
            if isinstance(argument, Path):
                for found in self.compile(argument, scope).definitions or ():
                    if found.bind.type in ("geotrace", "geoshape"):
                        raise ExpressionError("bad_place", name=found.ref)


def _calling(function: Function, arguments: list[Run]) -> Run:
    call = function.call
    if function.context:
        return lambda c: call(c, *[argument(c) for argument in arguments])
    if len(arguments) == 1:
        only = arguments[0]
        return lambda c: call(only(c))
    if len(arguments) == 2:
        first, second = arguments
        return lambda c: call(first(c), second(c))
    return lambda c: call(*[argument(c) for argument in arguments])


def check_places(call: Call) -> None:
    """Refuse a written place that is none, while the form is loaded."""
    for argument in call.arguments:
        if isinstance(argument, Literal) and argument.value and not points_of(argument.value):
            raise ExpressionError("bad_place", name=argument.value)


def always(value: Value) -> Run:
    """The closure of a constant."""
    return lambda _: value


def _all(parts: list[Callable[[Context], bool]]) -> Compiled:
    def run(c: Context) -> bool:
        for part in parts:  # noqa: SIM110 - a loop is twice as fast as all() here
            if not part(c):
                return False
        return True

    return Compiled("boolean", run)


def _any(parts: list[Callable[[Context], bool]]) -> Compiled:
    def run(c: Context) -> bool:
        for part in parts:  # noqa: SIM110 - a loop is twice as fast as any() here
            if part(c):
                return True
        return False

    return Compiled("boolean", run)


def divide(first: float, second: float) -> float:
    """`div`: IEEE 754, so by zero gives infinity or NaN (XPath 1.0 § 3.5)."""
    if second == 0:
        if first == 0 or math.isnan(first):
            return NAN
        return math.copysign(math.inf, first) * math.copysign(1.0, second)
    return first / second


def remainder(first: float, second: float) -> float:
    """`mod`: the remainder of a truncating division (XPath 1.0 § 3.5)."""
    if second == 0 or math.isnan(first) or math.isnan(second) or math.isinf(first):
        return NAN
    return math.fmod(first, second)
