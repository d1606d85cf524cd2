"""Whatever a laptop wrote in the header of a visit, everyone can still read the rest of it."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectiebezoek.visit.header import Header, Member, header_of, plain_header

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)
PARTS = st.dictionaries(st.sampled_from([each.name for each in fields(Header)]), ANY)


@given(PARTS)
def test_whatever_stands_in_a_part_the_header_can_be_read_and_holds_the_kinds_it_says(
    parts: dict[str, object],
) -> None:
    header = header_of(parts)
    assert isinstance(header.title, str) and isinstance(header.state, str)
    assert all(isinstance(each, str) for each in header.objects)
    assert header.lead() is None or isinstance(header.lead(), Member)
    assert header_of(plain_header(header)) == header


@pytest.mark.parametrize(
    ("name", "value"), [("title", 5), ("team", "anna"), ("team", [3]), ("objects", [5])]
)
def test_a_part_of_another_kind_says_nothing_and_hides_nothing(name: str, value: object) -> None:
    header = header_of({"site": "pi_oefenstad", name: value})
    assert header.site == "pi_oefenstad"
    assert getattr(header, name) == getattr(Header(), name)


def test_a_member_who_is_half_told_hides_no_other() -> None:
    whole = {"person": "anna", "name": "Anna", "role": "lead", "later": "x"}
    header = header_of({"team": [{"person": "jan"}, whole]})
    assert header.team == (Member("anna", "Anna", "lead"),)
