"""Cut the text of an expression into tokens, by the disambiguation rules of XPath 1.0 § 3.7."""

from __future__ import annotations

import re
from typing import NamedTuple

from inspectiebezoek.form.expression.syntax import ExpressionError

MAX_LENGTH = 100_000

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<string>"[^"]*"|'[^']*')
    | (?P<name>[^\W\d][\w.\-·]*(?::(?!:)(?:[^\W\d][\w.\-·]*|\*))?)
    | (?P<symbol>::|//|\.\.|<=|>=|!=|[()\[\].@,/|+\-=<>*])
    )""",
    re.VERBOSE,
)
_BLANK = re.compile(r"\s*\Z")
_WORD_OPERATORS = frozenset({"and", "or", "mod", "div"})
# After these a `*` is a name test and `and`, `or`, `mod`, `div` are names (XPath 1.0 § 3.7).
_BEFORE_OPERAND = frozenset({"@", "::", "(", "[", ",", "/", "//"})


class Token(NamedTuple):
    """A token: its kind (`number`, `string`, `name`, `symbol`, `operator`, `end`) and its text."""

    kind: str
    text: str
    at: int


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
    while not _BLANK.match(text, position):
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            rest = text[position:].strip()
            raise ExpressionError("expression_syntax", near=rest[:20])
        kind = match.lastgroup
        word = match.group(kind)
        previous = found[-1] if found else None
        after_operand = previous is not None and not (
            previous.kind == "operator"
            or (previous.kind == "symbol" and previous.text in _BEFORE_OPERAND)
        )
        if after_operand and (word == "*" or (kind == "name" and word in _WORD_OPERATORS)):
            kind = "operator"
        elif kind == "symbol" and word in ("|", "+", "-", "=", "!=", "<", "<=", ">", ">="):
            kind = "operator"
        found.append(Token(kind, word, match.start(match.lastgroup)))
        position = match.end()
    found.append(Token("end", "", len(text)))
    return found
