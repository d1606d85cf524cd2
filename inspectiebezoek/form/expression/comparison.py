"""Compile comparisons: the common ones, a node against a word or number, without detours."""

from __future__ import annotations

from collections.abc import Callable

from inspectiebezoek.form.dates import looks_dated
from inspectiebezoek.form.expression.compiled import (
    Compiled,
    as_boolean,
    as_number,
    as_string,
    is_truth,
)
from inspectiebezoek.form.expression.context import Context
from inspectiebezoek.form.expression.convert import compare, same_text

_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}


def comparison(operator: str, left: Compiled, right: Compiled) -> Compiled:
    """The closure of a comparison (XPath 1.0 § 3.4)."""
    if left.constant and not right.constant:
        left, right, operator = right, left, _MIRRORED[operator]
    typed = "boolean" in (left.gives, right.gives) and (is_truth(left) or is_truth(right))
    if typed and operator in ("=", "!="):
        return _truths(operator, as_boolean(left), as_boolean(right))
    if left.single is not None and right.gives == "string" and operator in ("=", "!="):
        return _texts(operator, left, right)
    if left.single is not None and right.single is not None and operator in ("=", "!="):
        return _texts(operator, left, right)
    if right.gives == "number" and (left.single is not None or left.gives == "number"):
        return _numbers(operator, left, right)
    first, second = left.run, right.run
    return _made(lambda c: compare(operator, first(c), second(c), c.env.zone))


def _made(run: Callable[[Context], bool]) -> Compiled:
    return Compiled("boolean", run)


def _truths(
    operator: str, first: Callable[[Context], bool], second: Callable[[Context], bool]
) -> Compiled:
    wanted = operator == "="
    return _made(lambda c: (first(c) == second(c)) == wanted)


def _texts(operator: str, left: Compiled, right: Compiled) -> Compiled:
    first, second = left.single, as_string(right)
    assert first is not None
    wanted = operator == "="
    if right.constant:
        word = second(None)  # type: ignore[arg-type] # a constant looks at no context
        if not looks_dated(word):
            if wanted:
                return _made(lambda c: first(c).text == word)
            return _made(lambda c: first(c).text != word)
    return _made(lambda c: same_text(first(c).text, second(c), c.env.zone) == wanted)


def _numbers(operator: str, left: Compiled, right: Compiled) -> Compiled:
    first, second = as_number(left), as_number(right)
    if operator == "=":
        return _made(lambda c: first(c) == second(c))
    if operator == "!=":
        return _made(lambda c: first(c) != second(c))
    if operator == "<":
        return _made(lambda c: first(c) < second(c))
    if operator == "<=":
        return _made(lambda c: first(c) <= second(c))
    if operator == ">":
        return _made(lambda c: first(c) > second(c))
    return _made(lambda c: first(c) >= second(c))
