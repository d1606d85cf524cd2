"""Promises about addresses: one grammar, and what lies in what is read from the text alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectiebezoek.log.address import Address, containers, inside, parse

words = st.text("abc-09", max_size=6)


@pytest.mark.parametrize(
    ("text", "kind", "entity", "path"),
    [
        ("answer:/data/rep_cel[u1]/temp", "answer", "", "data/rep_cel[u1]/temp"),
        ("answer:i1/data/x", "answer", "i1", "data/x"),
        ("finding:u2/text", "finding", "u2", "text"),
        ("visit:/team", "visit", "", "team"),
        ("report-version:u3/", "report-version", "u3", ""),
    ],
)
def test_every_field_follows_one_grammar(text: str, kind: str, entity: str, path: str) -> None:
    assert parse(text) == Address(kind, entity, path)
    assert str(parse(text)) == text


@pytest.mark.parametrize("text", ["", "answer", "answer:", "answer:x", "Answer:/x", ":/x", "1a:/x"])
def test_other_text_is_no_address(text: str) -> None:
    with pytest.raises(ValueError):
        parse(text)


@given(st.from_regex(r"[a-z][a-z-]{0,5}", fullmatch=True), words, words)
def test_an_address_reads_back_as_it_was_written(kind: str, entity: str, path: str) -> None:
    assert parse(str(Address(kind, entity, path))) == Address(kind, entity, path)


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ("answer:/data/x", ()),
        ("answer:/data/a[1]", ()),
        ("answer:/data/a[1]/x", ("answer:/data/a[1]",)),
        ("answer:/data/a[1]/b[2]", ("answer:/data/a[1]",)),
        ("answer:/data/a[1]/b[2]/x", ("answer:/data/a[1]", "answer:/data/a[1]/b[2]")),
        ("finding:u/", ()),
        ("finding:u/text", ("finding:u/",)),
        ("answer:i/data/a[1]/x", ("answer:i/", "answer:i/data/a[1]")),
        ("not an address", ()),
    ],
)
def test_a_field_knows_the_rows_it_lies_in(text: str, around: tuple[str, ...]) -> None:
    assert containers(text) == around
    assert all(text.startswith(inside(container)) for container in around)
