"""Number functions (ODK XForms specification, Number Functions)."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from inspectiebezoek.form.expression.context import Context
from inspectiebezoek.form.expression.convert import NAN, Value, XNode, number_of, to_number
from inspectiebezoek.form.functions.signature import Function


def number(c: Context, value: Value | None = None) -> float:
    """The number of a value, or of the context node; dates count in days since 1970 UTC."""
    return to_number(c.node.text if value is None else value, c.env.zone)


def whole(value: float) -> float:
    """`int()`: without the fraction."""
    return value if not math.isfinite(value) else float(math.trunc(value))


def round_half(value: float, decimals: float = 0.0) -> float:
    """Rounded half away from zero, as every ODK client does.

    The decimal digits that people see are rounded, not the binary ones: 95.45 gives 95.5.
    """
    if not math.isfinite(value) or math.isnan(decimals):
        return value if not math.isnan(decimals) else NAN
    places = int(max(min(decimals, 300), -300))
    exact = Decimal(repr(value))
    unit = Decimal(1).scaleb(-places)
    if places >= 0 and -int(exact.as_tuple().exponent) <= places:
        return value
    return float((exact / unit).to_integral_value(ROUND_HALF_UP) * unit)


def total(c: Context, nodes: list[XNode]) -> float:
    """The sum of the numbers of nodes (XPath 1.0 § 4.4)."""
    return math.fsum(number_of(node.text, c.env.zone) for node in nodes)


def _numbers(c: Context, values: tuple[Value, ...]) -> list[float]:
    found: list[float] = []
    for value in values:
        if isinstance(value, list):
            found.extend(number_of(node.text, c.env.zone) for node in value)
        else:
            found.append(to_number(value, c.env.zone))
    return found


def greatest(c: Context, *values: Value) -> float:
    """`max()`: NaN when there is none or one is no number."""
    found = _numbers(c, values)
    return NAN if not found or any(math.isnan(one) for one in found) else max(found)


def least(c: Context, *values: Value) -> float:
    """`min()`: NaN when there is none or one is no number."""
    found = _numbers(c, values)
    return NAN if not found or any(math.isnan(one) for one in found) else min(found)


def guarded(function: Callable[..., float]) -> Callable[..., float]:
    """A mathematical function that gives NaN outside its domain."""

    def run(*values: float) -> float:
        try:
            return function(*values)
        except (ValueError, ZeroDivisionError):
            return NAN
        except OverflowError:
            return math.inf

    return run


def _power(base: float, exponent: float) -> float:
    if base == 0 and exponent < 0:
        return math.inf
    return math.pow(base, exponent)


def _logarithm(function: Callable[[float], float]) -> Callable[[float], float]:
    def run(value: float) -> float:
        return -math.inf if value == 0 else function(value)

    return run


def checklist(c: Context, low: float, high: float, *answers: Value) -> bool:
    """Whether the number of true answers lies between two bounds; -1 is no bound."""
    count = sum(1 for answer in answers for one in _truths(c, answer) if one)
    return (low == -1 or count >= low) and (high == -1 or count <= high)


def weighted_checklist(c: Context, low: float, high: float, *pairs: Value) -> bool:
    """Like checklist(), each true answer counted with its weight."""
    weight = 0.0
    for answer, share in zip(pairs[::2], pairs[1::2], strict=False):
        truths = _truths(c, answer)
        weights = _numbers(c, (share,))
        weight += sum(
            w for true, w in zip(truths, weights, strict=False) if true and not math.isnan(w)
        )
    return (low == -1 or weight >= low) and (high == -1 or weight <= high)


def _truths(c: Context, answer: Value) -> list[bool]:
    if isinstance(answer, list):
        # Each node of a list is one answer, and true when it is answered.
        return [bool(node.text) for node in answer]
    return [one > 0 for one in _numbers(c, (answer,))]


def _math(name: str) -> Function:
    return Function("number", "n", guarded(getattr(math, name)))


NUMBERS = {
    "number": Function("number", "v?", number, context=True),
    "int": Function("number", "n", whole),
    "round": Function("number", "nn?", round_half),
    "floor": Function("number", "n", lambda v: v if not math.isfinite(v) else float(math.floor(v))),
    "ceiling": Function(
        "number", "n", lambda v: v if not math.isfinite(v) else float(math.ceil(v))
    ),
    "abs": Function("number", "n", abs),
    "sum": Function("number", "N", total, context=True),
    "max": Function("number", "vv*", greatest, context=True),
    "min": Function("number", "vv*", least, context=True),
    "pow": Function("number", "nn", guarded(_power)),
    "log": Function("number", "n", guarded(_logarithm(math.log))),
    "log10": Function("number", "n", guarded(_logarithm(math.log10))),
    "exp10": Function("number", "n", guarded(lambda v: math.pow(10, v))),
    "atan2": Function("number", "nn", guarded(math.atan2)),
    "pi": Function("number", "", lambda: math.pi),
    "random": Function("number", "", lambda c: c.env.random.random(), context=True),
    "checklist": Function("boolean", "nnv*", checklist, context=True),
    "weighted-checklist": Function("boolean", "nnv*", weighted_checklist, context=True),
    **{name: _math(name) for name in ("sin", "cos", "tan", "asin", "acos", "atan", "sqrt", "exp")},
}
