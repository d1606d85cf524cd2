"""Conversions between the four types of XPath, with ODK's dates as numbers.

Sources: XPath 1.0 § 4.2-4.4; ODK XForms specification, `number()`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import UTC, tzinfo
from typing import Protocol, TypeAlias

from inspectiebezoek.form.dates import days, looks_dated, moment_of

NAN = math.nan
_NUMBER = re.compile(r"\s*-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*\Z")


class XNode(Protocol):
    """What the evaluator needs of a node, in a live form and in choice data alike."""

    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def prefix(self) -> str: ...
    @property
    def uri(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def above(self) -> XNode | None: ...
    @property
    def below(self) -> Sequence[XNode]: ...
    @property
    def attributes(self) -> Sequence[XNode]: ...
    def named(self, name: str) -> Sequence[XNode]: ...


Value: TypeAlias = str | float | bool | list[XNode]


def number_of(text: str, zone: tzinfo = UTC) -> float:
    """The number a text stands for; dates count in days, anything else is not a number."""
    if _NUMBER.match(text):
        return float(text)
    if looks_dated(text):
        found = days(text, zone)
        if found is not None:
            return found
    return NAN


def number_text(value: float) -> str:
    """A number as XPath writes it: no trailing `.0`, never an exponent."""
    if math.isnan(value):
        return "NaN"
    if value in (math.inf, -math.inf):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value):
        return str(int(value))
    text = repr(value)
    if "e" in text:
        text = format(value, ".20f").rstrip("0").rstrip(".")
    return text


def to_string(value: Value) -> str:
    """`string()` of XPath 1.0 § 4.2."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    return value[0].text if value else ""


def to_number(value: Value, zone: tzinfo = UTC) -> float:
    """`number()` of XPath 1.0 § 4.4, with dates in days."""
    if isinstance(value, float):
        return value
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, str):
        return number_of(value, zone)
    return number_of(value[0].text, zone) if value else NAN


def to_boolean(value: Value) -> bool:
    """`boolean()` of XPath 1.0 § 4.3."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return not math.isnan(value) and value != 0
    return len(value) > 0


def same_text(left: str, right: str, zone: tzinfo) -> bool:
    """Whether two texts are equal; two dateTimes are when they name one moment."""
    if left == right:
        return True
    if len(left) <= 10 or len(right) <= 10 or not (looks_dated(left) and looks_dated(right)):
        return False
    first, second = moment_of(left, zone), moment_of(right, zone)
    return first is not None and first == second


def compare(operator: str, left: Value, right: Value, zone: tzinfo) -> bool:
    """A comparison of XPath 1.0 § 3.4, node-sets included.

    An order with a boolean compares numbers node by node, as the ODK clients do; XPath 1.0 would
    order the truth of the whole node-set.
    """
    equality = operator in ("=", "!=")
    if isinstance(left, list) and not (equality and isinstance(right, bool)):
        return any(compare(operator, node.text, right, zone) for node in left)
    if isinstance(right, list) and not (equality and isinstance(left, bool)):
        return any(compare(operator, left, node.text, zone) for node in right)
    if equality:
        return _equal(left, right, zone) == (operator == "=")
    assert not isinstance(left, list)
    assert not isinstance(right, list)
    first, second = to_number(left, zone), to_number(right, zone)
    if operator == "<":
        return first < second
    if operator == "<=":
        return first <= second
    return first > second if operator == ">" else first >= second


def _equal(left: Value, right: Value, zone: tzinfo) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) == to_boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        return to_number(left, zone) == to_number(right, zone)
    return same_text(to_string(left), to_string(right), zone)
