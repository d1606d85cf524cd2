"""Cut the text of an expression into tokens, by the disambiguation rules of XPath 1.0 § 3.7."""

from __future__ import annotations

import re
from typing import NamedTuple

from inspectiebezoek.form.expression.syntax import ExpressionError

MAX_LENGTH = 100_000

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<string>"[^"]*"|'[^']*')
    | (?P<name>[^\W\d][\w.\-·]*(?::(?!:)(?:[^\W\d][\w.\-·]*|\*))?)
    | (?P<symbol>::|//|\.\.|<=|>=|!=|[()\[\].@,/|+\-=<>*])
    )""",
    re.VERBOSE,
)
# A path of names from the root is one token: it is most of what checklists write.
_PATH = re.compile(r"\s*((?:/[^\W\d][\w.\-·]*)+)(?![\w.\-·]|\s*[\[(/:])")
_GLUED = re.compile(r"(and|or|mod|div)(?=\d)")
_WORD_OPERATORS = frozenset({"and", "or", "mod", "div"})
_OPERATORS = frozenset({"|", "+", "-", "=", "!=", "<", "<=", ">", ">="})
# After these a `*` is a name test and `and`, `or`, `mod`, `div` are names (XPath 1.0 § 3.7).
_BEFORE_OPERAND = frozenset({"@", "::", "(", "[", ",", "/", "//"})


class Token(NamedTuple):
    """A token: its kind and its text.

    Kinds are `number`, `string`, `name`, `path`, `symbol`, `operator` and `end`.
    """

    kind: str
    text: str


def tokens(text: str) -> list[Token]:
    """All tokens of an expression, closed by one of kind `end`.

    Raises:
        ExpressionError: `expression_syntax` for a character that no token starts with,
            `expression_long` for a text beyond any sensible checklist.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError("expression_long", length=len(text), limit=MAX_LENGTH)
    found: list[Token] = []
    position = 0
    after_operand = False
    text = text.rstrip()
    while position < len(text):
        path = None if after_operand else _PATH.match(text, position)
        if path is not None:
            position = path.end()
            found.append(Token("path", path[1]))
            after_operand = True
            continue
        match = _TOKEN.match(text, position)
        if match is None:
            raise ExpressionError("expression_syntax", near=text[position:].strip()[:20])
        position = match.end()
        kind = match.lastgroup or ""
        word = match[kind]
        if kind == "symbol":
            if word in _OPERATORS or (word == "*" and after_operand):
                kind = "operator"
            after_operand = kind == "symbol" and word not in _BEFORE_OPERAND
        elif kind == "name" and after_operand:
            glued = _GLUED.match(word)
            if glued is not None:
                # `1 and1`: no name can follow a value, so the operator ends before the digits.
                position = match.start(kind) + glued.end()
                word = glued[1]
            kind = "operator" if word in _WORD_OPERATORS else kind
            after_operand = kind == "name"
        else:
            after_operand = True
        found.append(Token(kind, word))
    found.append(Token("end", ""))
    return found
