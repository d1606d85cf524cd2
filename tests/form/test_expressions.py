"""Promises about formulas: numbers as people round them, dates as days, texts as in ODK."""

from __future__ import annotations

import pytest

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.expression.compiled import as_string
from inspectiebezoek.form.expression.compiler import Compiler
from inspectiebezoek.form.expression.context import Context, Environment
from inspectiebezoek.form.expression.parser import parse
from inspectiebezoek.form.expression.paths import compile_path
from inspectiebezoek.form.expression.scope import Scope
from inspectiebezoek.form.expression.specials import SPECIALS
from inspectiebezoek.form.expression.syntax import ExpressionError
from inspectiebezoek.form.functions.catalogue import FUNCTIONS
from tests.support.documents import Document
from tests.support.forms import Uuids, fixed_clock


def result(expression: str, xml: str = "<data><a>3</a><b/><c>x y z</c></data>") -> str:
    document = Document(xml)
    env = Environment(document.root, {}, fixed_clock, Uuids())
    node = document.root.below[0]
    compiled = Compiler(FUNCTIONS, SPECIALS, compile_path).compile(parse(expression), Scope())
    return as_string(compiled)(Context(env, node, node))


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("6 div 2", "3"),
        ("0.1 + 0.2", "0.30000000000000004"),
        ("1 div 3 * 3", "1"),
        ("-3 mod 2", "-1"),
        ("1 div 0", "Infinity"),
        ("round(95.45, 1)", "95.5"),
        ("round(2.45, 1)", "2.5"),
        ("round(2.25, 1)", "2.3"),
        ("round(-2.5)", "-3"),
        ("round(1234.5, -2)", "1200"),
        ("round(5, 1)", "5"),
        ("int(-2.9)", "-2"),
        ("0.000001", "0.000001"),
        ("1000000 * 1000000 * 1000000 * 1000", "1000000000000000000000"),
    ],
)
def test_numbers_are_written_without_noise(expression: str, text: str) -> None:
    assert result(expression) == text


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("today()", "2026-11-23"),
        ("now()", "2026-11-23T12:00:00.000+01:00"),
        ("'2026-04-01' - '2026-03-28'", "4"),
        ("int('2026-04-01' - '2026-03-28')", "4"),
        ("date(today() + 7)", "2026-11-30"),
        ("date('2026-03-28' + 2)", "2026-03-30"),
        ("today() > '2026-11-22'", "true"),
        ("'2026-11-23T12:00:00.000+01:00' = '2026-11-23T11:00:00.000Z'", "true"),
        ("'2026-11-23T12:00:00+01:00' < '2026-11-23T12:00:00Z'", "true"),
        (
            "round((decimal-date-time('2026-10-06T10:19:00.000+02:00')"
            " - decimal-date-time('2026-10-06T10:00:00.000+02:00')) * 24 * 60)",
            "19",
        ),
        (
            "round((decimal-date-time('2026-10-25T03:10:00.000+01:00')"
            " - decimal-date-time('2026-10-25T02:45:00.000+01:00')) * 1440)",
            "25",
        ),
        ("format-date('2026-03-05', '%d-%m-%Y (%a)')", "05-03-2026 (Thu)"),
        ("format-date-time('2026-03-05T14:05:00.000+01:00', '%e %b %H:%M')", "5 Mar 14:05"),
        ("decimal-time('18:00:00.000+01:00')", "0.75"),
        ("number('geen datum')", "NaN"),
    ],
)
def test_dates_count_in_days_in_every_season(expression: str, text: str) -> None:
    assert result(expression) == text


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("if(/data/a = 3, 'ja', 'nee')", "ja"),
        ("/data/b + 1", "NaN"),
        ("coalesce(/data/b, 'leeg')", "leeg"),
        ("selected(/data/c, 'y')", "true"),
        ("selected-at(/data/c, 2)", "z"),
        ("count-selected(/data/c)", "3"),
        ("count(/data/*)", "3"),
        ("count-non-empty(/data/*)", "2"),
        ("join('; ', /data/*)", "3; ; x y z"),
        ("concat('a', 1, true())", "a1true"),
        ("regex('G-01', '^[A-Z]-[0-9]{2}$')", "true"),
        ("substr('afdeling', 0, 3)", "afd"),
        ("substring('12345', 1.5, 2.6)", "234"),
        ("translate('kamer', 'ae', 'ei')", "kemir"),
        ("normalize-space('  a   b ')", "a b"),
        ("digest('abc', 'MD5', 'hex')", "900150983cd24fb0d6963f7d28e17f72"),
        ("boolean-from-string('1') and not(false())", "true"),
        ("max(1, /data/a, 2)", "3"),
        ("sum(/data/a)", "3"),
        ("1and1", "true"),
        ("string-length(uuid())", "36"),
        ("weighted-checklist(2, 3, true(), 2, false(), 5)", "true"),
    ],
)
def test_functions_give_what_the_specification_says(expression: str, text: str) -> None:
    assert result(expression) == text


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("1 +", "expression_syntax"),
        ("(1", "expression_syntax"),
        ("'open", "expression_syntax"),
        ("weg(1)", "unknown_function"),
        ("contains('a')", "wrong_arguments"),
        ("(" * 5000 + "1" + ")" * 5000, "expression_deep"),
        ("-" * 5000 + "1", "expression_deep"),
        ("/data[" * 3000 + "1" + "]" * 3000, "expression_deep"),
        ("1 = " * 5000 + "1", "expression_deep"),
        ("x" * 200_000, "expression_long"),
    ],
)
def test_a_formula_that_cannot_be_used_is_named(expression: str, code: str) -> None:
    with pytest.raises(ExpressionError) as fault:
        result(expression)

    assert fault.value.code == code


def test_a_very_long_sum_is_no_deep_formula() -> None:
    assert result(" + ".join(["1"] * 5000)) == "5000"
    assert result(" or ".join(["/data/b = 'x'"] * 2000)) == "false"


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(.*)*x", "((a|b)*c)*", "(a|aa)+$", "(a?a)*b", "(", "a{1,9999999999}"]
)
def test_a_pattern_that_could_run_for_ever_is_refused(pattern: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        result(f"regex('{'a' * 40}!', '{pattern}')")

    assert refused.value.code == "bad_regex"
    assert result(f"regex('{'a' * 40}!', concat('{pattern}', ''))") == "false"


@pytest.mark.parametrize("pattern", ["^[A-Z]{2}-?[0-9]+$", "(ab|cd)+", "^[^@]+@[^@]+$", "a+b+"])
def test_an_ordinary_pattern_is_no_danger(pattern: str) -> None:
    assert result(f"regex('x', '{pattern}')") == "false"


def test_an_evaluation_that_visits_too_many_nodes_is_stopped() -> None:
    wide = "<data>" + "<a>1</a>" * 3000 + "</data>"

    with pytest.raises(InspectionError) as stopped:
        result("count(//a[count(//a[. = 2]) > 0])", wide)

    assert stopped.value.code is Code.FORM_TOO_COMPLEX
