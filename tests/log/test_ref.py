"""A value that points into another log says where, and at which change; anything else is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectiebezoek.log.canonical import Value, canonical, canonical_again
from inspectiebezoek.log.ref import Ref, read_ref

LOG = "track/0190a0a0-0000-7000-8000-000000000001"
RIGHT = {"log": LOG, "entity": "recommendation:a12/", "at": "a" * 64}


@pytest.mark.parametrize("ref", [Ref(LOG), Ref(LOG, "recommendation:a12/", "0f" * 32)])
def test_a_reference_comes_back_as_it_was_written(ref: Ref) -> None:
    assert read_ref(ref.plain()) == ref
    assert canonical_again(canonical(ref.plain()))


@pytest.mark.parametrize(
    "value",
    [
        None,
        "track/x",
        [],
        {},
        {**RIGHT, "log": "track"},
        {**RIGHT, "log": "Track/x y"},
        {**RIGHT, "log": 3},
        {**RIGHT, "entity": "geen adres"},
        {**RIGHT, "at": "a" * 63},
        {**RIGHT, "at": "A" * 64},
        {**RIGHT, "more": ""},
        {"log": LOG, "entity": ""},
    ],
)
def test_what_is_no_reference_is_not_taken_for_one(value: Value) -> None:
    with pytest.raises(ValueError):
        read_ref(value)


@given(st.dictionaries(st.sampled_from(["log", "entity", "at"]), st.text() | st.integers()))
def test_reading_any_table_gives_a_reference_or_a_refusal(value: dict[str, Value]) -> None:
    try:
        found = read_ref(value)
    except ValueError:
        return
    assert found.plain() == value
