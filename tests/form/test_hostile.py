"""Promises about forms made to harm: refused or stopped with a clear error, quickly."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.expression.parser import parse
from inspectiebezoek.form.expression.syntax import ExpressionError
from inspectiebezoek.form.functions.automaton import Automaton, NotRegularError
from inspectiebezoek.form.functions.patterns import Pattern, PatternError
from inspectiebezoek.form.loading import load_form
from tests.support.forms import fill

HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>t</h:title><model>'
)


def xform(instance: str, binds: str = "", body: str = "") -> bytes:
    """A small XForm."""
    return (
        f'{HEAD}<instance><data id="t">{instance}</data></instance>{binds}</model></h:head>'
        f"<h:body>{body}</h:body></h:html>"
    ).encode()


GOOD = xform(
    "<a/><r><b/></r>",
    '<bind nodeset="/data/a" type="int" constraint=". &gt; 1"/>'
    '<bind nodeset="/data/r/b" calculate="../../a + 1" relevant="/data/a != 3"/>',
    '<input ref="/data/a"/><repeat nodeset="/data/r" jr:count="/data/a"><input ref="/data/r/b"/>'
    "</repeat>",
)


@pytest.fixture(autouse=True)
def quickly() -> Iterator[None]:
    """Whatever a form does, it costs no more than two seconds."""
    started = time.perf_counter()
    yield
    # Two seconds on a quiet machine; one that also does other work gets slack.
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE x [<!ENTITY a "b">]>' + GOOD,
        b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">' + GOOD,
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x []>'.encode("utf-16") + b"  ",
        b"<a>" * 5000 + b"</a>" * 5000,
        xform("<x>" * 150 + "</x>" * 150),
    ],
)
def test_entities_dtds_and_deep_nesting_are_refused(content: bytes) -> None:
    with pytest.raises(InspectionError) as refused:
        load_form(content)

    assert refused.value.code in (Code.FORM_FAULTS, Code.FORM_UNREADABLE)


def test_a_million_counted_rows_are_refused_and_the_answer_is_taken_back() -> None:
    instance = fill(load_form(GOOD))
    count = instance.node("/data/a")
    count.set("2")

    with pytest.raises(InspectionError) as refused:
        count.set("1000000")

    assert refused.value.code is Code.FORM_TOO_COMPLEX
    assert count.value == "2"
    assert len(instance.node("/data/r").children) == 2
    assert instance.node("/data/r[2]/b").value == "3"


def test_a_count_that_feeds_itself_is_stopped() -> None:
    form = load_form(
        xform(
            "<a/><n/><r><b/></r>",
            '<bind nodeset="/data/n" type="int" calculate="count(/data/r) + /data/a"/>',
            '<input ref="/data/a"/><repeat nodeset="/data/r" jr:count="/data/n">'
            '<input ref="/data/r/b"/></repeat>',
        )
    )
    instance = fill(form)

    with pytest.raises(InspectionError) as stopped:
        instance.node("/data/a").set("1")

    assert stopped.value.code is Code.FORM_TOO_COMPLEX
    assert instance.node("/data/a").value == ""


def test_actions_that_set_each_other_off_come_to_rest() -> None:
    form = load_form(
        xform(
            "<a/><b/>",
            "",
            '<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/b" '
            'value="concat(/data/a, 1)"/></input>'
            '<input ref="/data/b"><setvalue event="xforms-value-changed" ref="/data/a" '
            'value="concat(/data/b, 2)"/></input>',
        )
    )

    instance = fill(form)
    instance.node("/data/a").set("x")

    assert len(instance.node("/data/a").value) < 200


def test_two_questions_that_hide_each_other_come_to_rest() -> None:
    form = load_form(
        xform(
            "<a/><b/><c/>",
            '<bind nodeset="/data/a" relevant="/data/b = \'\'"/>'
            '<bind nodeset="/data/b" relevant="/data/c = \'\'"/>'
            '<bind nodeset="/data/c" relevant="/data/a = \'\'"/>',
            '<input ref="/data/a"/><input ref="/data/b"/><input ref="/data/c"/>',
        )
    )
    instance = fill(form)
    instance.node("/data/a").set("1")
    instance.node("/data/b").set("1")

    with pytest.raises(InspectionError) as stopped:
        instance.node("/data/c").set("1")

    assert stopped.value.code is Code.FORM_TOO_COMPLEX


@given(st.text(alphabet="/data.()[]'\"=<>+-*|,: abr12orandiv@$%é\n", max_size=60))
@settings(max_examples=400, deadline=None)
def test_no_text_crashes_the_parser(text: str) -> None:
    try:
        parse(text)
    except ExpressionError as error:
        assert error.code.startswith("expression_")


@given(st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_damaged_form_crashes_the_loader(data: st.DataObject) -> None:
    content = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        cut = data.draw(st.integers(0, 12))
        content[place : place + cut] = data.draw(
            st.sampled_from([b"", b"<", b"&", b"'", b"/data/a", b"position(..)", b"<r>", b"\xff"])
        )
    try:
        instance = fill(load_form(bytes(content)))
        instance.validate()
        instance.submission()
    except InspectionError as error:
        assert error.code in (Code.FORM_FAULTS, Code.FORM_UNREADABLE, Code.FORM_TOO_COMPLEX)


def calculated(expression: str, text: str = "x") -> bytes:
    """A form with one calculation over an answer."""
    return xform(f"<a>{text}</a><c/>", f'<bind nodeset="/data/c" calculate="{expression}"/>')


@pytest.mark.parametrize(
    "content",
    [
        b"<a>" + b"<b/>" * 2_000_000 + b"</a>",
        xform("".join(f"<n{number}/>" for number in range(60_000))),
        xform("<a " + " ".join(f'x{number}="1"' for number in range(50_000)) + "/>"),
        calculated("(" * 3000 + "1" + ")" * 3000),
        calculated("-" * 5000 + "1"),
        calculated("1" + "=1" * 20_000),
        calculated("1" + "+1" * 60_000),
        calculated("(" * 90 + "1" + ("=1" * 150 + ")") * 90),
        calculated("regex(/data/a, '(a+)+$')"),
        calculated("regex(/data/a, '((a{1,1000}){1,1000}){1,1000}')"),
    ],
    ids=lambda content: f"{len(content)}",
)
def test_what_is_too_large_or_too_deep_is_refused_with_its_reason(content: bytes) -> None:
    with pytest.raises(InspectionError) as refused:
        load_form(content)

    assert refused.value.code is Code.FORM_FAULTS
    assert all(fault.sentence("nl") for fault in refused.value.facts["faults"])  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("a*a*a*a*a*a*a*b", "a" * 5000, False),
        (".*.*.*x", "a" * 20_000, False),
        ("a?" * 40 + "a" * 40, "a" * 40, True),
        ("^[a-z]*[a-z]*[a-z]*[0-9]$", "a" * 3000 + "7", True),
        (r"\\b(ja|nee)\\b.*\\d+.*[^\\s]$", "nou " * 800 + "nee 12 x", True),
    ],
)
def test_a_pattern_that_could_run_away_is_looked_for_without_going_back(
    pattern: str, text: str, found: bool
) -> None:
    expression = f"regex(/data/a, '{pattern}')".replace("\\\\", "\\")

    instance = fill(load_form(calculated(expression, text)))

    assert instance.node("/data/c").value == ("true" if found else "false")


def test_texts_that_double_are_stopped() -> None:
    nodes = "".join(f"<c{number}/>" for number in range(40))
    doubling = "".join(
        f'<bind nodeset="/data/c{n}" calculate="concat({before}, {before})"/>'
        for n in range(40)
        for before in ["/data/a" if n == 0 else f"/data/c{n - 1}"]
    )

    with pytest.raises(InspectionError) as stopped:
        fill(load_form(xform(f"<a>{'x' * 1000}</a>{nodes}", doubling)))

    assert stopped.value.code is Code.FORM_TOO_COMPLEX


@pytest.mark.parametrize("expression", ["+".join(["../b"] * 9000), "count(//b[. = //b])"])
def test_work_that_grows_with_the_rows_is_stopped(expression: str) -> None:
    form = load_form(
        xform(
            "<a/><r><b>1</b><c/></r>",
            f'<bind nodeset="/data/r/c" calculate="{expression}"/>',
            '<input ref="/data/a"/><repeat nodeset="/data/r" jr:count="/data/a">'
            '<input ref="/data/r/b"/></repeat>',
        )
    )
    instance = fill(form)

    with pytest.raises(InspectionError) as stopped:
        instance.node("/data/a").set("3000")

    assert stopped.value.code is Code.FORM_TOO_COMPLEX
    assert instance.node("/data/a").value == ""


def test_numbers_of_a_hundred_thousand_digits_are_no_answers() -> None:
    instance = fill(load_form(xform("<a/>", '<bind nodeset="/data/a" type="int"/>')))

    for text in ("9" * 100_000, "9" * 400 + ".5", "1e999"):
        with pytest.raises(InspectionError) as refused:
            instance.node("/data/a").set(text)
        assert refused.value.code is Code.FORM_VALUE_REFUSED


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bom.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file,
        file.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet,
    ):
        for _ in range(201):
            sheet.write(b" " * 1_000_000)

    with pytest.raises(InspectionError) as refused:
        load_form(path)

    assert refused.value.code is Code.FORM_UNREADABLE


@given(st.text(alphabet="ab()[]*+?{}1,|^$.\\dw-:<=!", max_size=25), st.text("ab1\n", max_size=12))
@example("[[]", "[")
@settings(max_examples=300, deadline=None)
def test_a_pattern_means_the_same_with_and_without_going_back(pattern: str, text: str) -> None:
    try:
        known = Pattern(pattern)
        automaton = Automaton(known.tree, known.flags)
    except (PatternError, NotRegularError):
        return

    assert automaton.found(text) == known.found(text)
