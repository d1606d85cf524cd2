"""Turn the text of an expression into its syntax tree: a Pratt parser with a depth limit."""

from __future__ import annotations

from functools import lru_cache

from inspectiebezoek.form.expression.lexer import Token, tokens
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
    Step,
    children,
)

# Nesting 1,600 deep hung other engines for seconds; the deepest of the known real forms is 30.
MAX_DEPTH = 100
MAX_SPINE = 200

_BINDING = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
    "|": 8,
}
_NEGATION = 7
_NODE_TYPES = frozenset({"node", "text", "comment", "processing-instruction"})
AXES = frozenset(
    {
        "ancestor",
        "ancestor-or-self",
        "attribute",
        "child",
        "descendant",
        "descendant-or-self",
        "following",
        "following-sibling",
        "namespace",
        "parent",
        "preceding",
        "preceding-sibling",
        "self",
    }
)
_ANY_DEPTH = Step("descendant-or-self", "node()")


@lru_cache(maxsize=20_000)
def parse(text: str) -> Expression:
    """The syntax tree of an expression.

    Raises:
        ExpressionError: `expression_syntax`, `expression_deep` or `expression_long`.
    """
    reader = _Reader(tokens(text))
    expression = reader.expression(0)
    reader.expect("end", "")
    if len(text) > MAX_SPINE and height(expression) > MAX_SPINE:
        raise ExpressionError("expression_deep", limit=MAX_SPINE)
    return expression


def height(expression: Expression) -> int:
    """How many levels an expression has; brackets and left-hand operands both make them."""
    level, levels = [expression], 0
    while level:
        levels += 1
        level = [part for one in level for part in children(one)]
    return levels


@lru_cache(maxsize=20_000)
def _path(text: str) -> Path:
    """The path of a token such as `/data/group/question`."""
    return Path(True, tuple(Step("child", name) for name in text[1:].split("/")))


def forget() -> None:
    """Empty the caches, for measuring a first load."""
    parse.cache_clear()
    _path.cache_clear()


class _Reader:
    """Reads one expression from left to right."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._index = 0
        self._depth = 0

    def expect(self, kind: str, text: str) -> None:
        token = self._tokens[self._index]
        if token.kind != kind or token.text != text:
            raise ExpressionError("expression_syntax", near=token.text or text)
        self._index += 1

    def expression(self, binding: int) -> Expression:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionError("expression_deep", limit=MAX_DEPTH)
        left = self._operand()
        spine = 0
        while True:
            token = self._tokens[self._index]
            power = _BINDING.get(token.text, 0) if token.kind == "operator" else 0
            if power <= binding:
                break
            if power in (1, 2, 5):
                left = self._chain(left, power)
            else:
                self._index += 1
                left = Binary(token.text, left, self.expression(power))
            spine += 1
            if spine > MAX_SPINE:
                raise ExpressionError("expression_deep", limit=MAX_SPINE)
        self._depth -= 1
        return left

    def _chain(self, first: Expression, power: int) -> Chain:
        operators: list[str] = []
        operands = [first]
        while True:
            token = self._tokens[self._index]
            if token.kind != "operator" or _BINDING[token.text] != power:
                return Chain(tuple(operators), tuple(operands))
            self._index += 1
            operators.append(token.text)
            operands.append(self.expression(power))

    def _operand(self) -> Expression:
        token = self._tokens[self._index]
        if token.kind == "path":
            self._index += 1
            return _path(token.text)
        following = self._tokens[self._index + 1] if token.kind != "end" else token
        if token.kind == "operator" and token.text == "-":
            self._index += 1
            return Negate(self.expression(_NEGATION))
        if token.kind in ("number", "string"):
            self._index += 1
            start: Expression = (
                Number(float(token.text)) if token.kind == "number" else Literal(token.text[1:-1])
            )
        elif token.text == "(" and token.kind == "symbol":
            self._index += 1
            start = self.expression(0)
            self.expect("symbol", ")")
        elif token.kind == "name" and following.text == "(" and token.text not in _NODE_TYPES:
            start = self._call(token.text)
        else:
            return self._location()
        return self._continued(start)

    def _continued(self, start: Expression) -> Expression:
        filters = self._predicates()
        steps: tuple[Step, ...] = ()
        if self._tokens[self._index].text in ("/", "//"):
            steps = self._steps()
        if not filters and not steps:
            return start
        return Path(False, steps, start, filters)

    def _call(self, name: str) -> Call:
        self._index += 2
        arguments: list[Expression] = []
        if self._tokens[self._index].text == ")":
            self._index += 1
            return Call(name, ())
        while True:
            arguments.append(self.expression(0))
            if self._tokens[self._index].text != ",":
                break
            self._index += 1
        self.expect("symbol", ")")
        return Call(name, tuple(arguments))

    def _location(self) -> Path:
        token = self._tokens[self._index]
        if token.text == "/" and not self._starts_step(self._tokens[self._index + 1]):
            self._index += 1
            return Path(True, ())
        if token.text in ("/", "//"):
            return Path(True, self._steps())
        first = self._step()
        return Path(False, (first, *self._steps()))

    @staticmethod
    def _starts_step(token: Token) -> bool:
        return token.kind == "name" or (
            token.kind == "symbol" and token.text in (".", "..", "@", "*")
        )

    def _steps(self) -> tuple[Step, ...]:
        found: list[Step] = []
        while self._tokens[self._index].text in ("/", "//"):
            if self._tokens[self._index].text == "//":
                found.append(_ANY_DEPTH)
            self._index += 1
            found.append(self._step())
        return tuple(found)

    def _step(self) -> Step:
        token = self._tokens[self._index]
        self._index += 1
        if token.text == "." and token.kind == "symbol":
            return Step("self", "node()", None, self._predicates())
        if token.text == ".." and token.kind == "symbol":
            return Step("parent", "node()", None, self._predicates())
        axis = "child"
        if token.text == "@" and token.kind == "symbol":
            axis, token = "attribute", self._next()
        elif token.kind == "name" and self._tokens[self._index].text == "::":
            axis = token.text
            if axis not in AXES:
                raise ExpressionError("expression_syntax", near=f"{axis}::")
            self._index += 1
            token = self._next()
        return self._test(axis, token)

    def _next(self) -> Token:
        token = self._tokens[self._index]
        self._index += 1
        return token

    def _test(self, axis: str, token: Token) -> Step:
        if token.text == "*" and token.kind in ("symbol", "operator"):
            return Step(axis, "*", None, self._predicates())
        if token.kind != "name":
            raise ExpressionError("expression_syntax", near=token.text or "…")
        if token.text in _NODE_TYPES and self._tokens[self._index].text == "(":
            self._index += 1
            target = ""
            if self._tokens[self._index].kind == "string":
                target = self._next().text[1:-1]
            self.expect("symbol", ")")
            return Step(axis, f"{token.text}({target})", None, self._predicates())
        prefix, colon, local = token.text.rpartition(":")
        return Step(axis, local, prefix if colon else None, self._predicates())

    def _predicates(self) -> tuple[Expression, ...]:
        found: list[Expression] = []
        while self._tokens[self._index].text == "[" and self._tokens[self._index].kind == "symbol":
            self._index += 1
            found.append(self.expression(0))
            self.expect("symbol", "]")
        return tuple(found)
