"""People type dates, times and numbers their way; what is stored is always the same."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectiebezoek.gui import typed


@pytest.mark.parametrize(
    "words",
    ["24-11-2026", "24/11/26", "24.11.2026", "24 nov 2026", "24 november 2026", "2026-11-24"],
)
def test_a_date_may_be_typed_in_many_ways(words: str) -> None:
    assert typed.typed_date(words) == "2026-11-24"


@pytest.mark.parametrize("words", ["", "31-02-2026", "24-13-2026", "morgen", "24 foo 2026"])
def test_what_is_no_date_is_refused(words: str) -> None:
    assert typed.typed_date(words) is None


@pytest.mark.parametrize("words", ["14:05", "14.05", "1405", "14u05", "14:05:00"])
def test_a_time_may_be_typed_in_many_ways(words: str) -> None:
    assert typed.typed_time(words) == "14:05:00"


@pytest.mark.parametrize("words", ["", "24:00", "14:60", "straks"])
def test_what_is_no_time_is_refused(words: str) -> None:
    assert typed.typed_time(words) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_date_that_is_shown_can_be_typed_back(day: date) -> None:
    assert typed.typed_date(typed.shown_date(day.isoformat())) == day.isoformat()


@given(st.dates(min_value=date(1000, 1, 1)), st.times(), st.integers(-840, 840))
def test_a_stored_moment_falls_apart_into_what_was_put_together(
    day: date, clock: time, minutes: int
) -> None:
    sign, minutes = "-" if minutes < 0 else "+", abs(minutes)
    offset = f"{sign}{minutes // 60:02}:{minutes % 60:02}"
    at = clock.replace(microsecond=0).isoformat()
    value = f"{day.isoformat()}T{at}.000{offset}"
    assert typed.split_moment(value) == (day.isoformat(), at[:5], offset)
    assert typed.split_moment(f"{at}.000{offset}") == ("", at[:5], offset)
    assert typed.split_moment(day.isoformat()) == (day.isoformat(), "", "")


@pytest.mark.parametrize(
    ("words", "offset"),
    [
        ("+01:00", "+01:00"),
        ("+1", "+01:00"),
        ("UTC+3", "+03:00"),
        ("-0930", "-09:30"),
        ("Z", "+00:00"),
    ],
)
def test_an_offset_may_be_typed_in_many_ways(words: str, offset: str) -> None:
    assert typed.typed_offset(words) == offset


@pytest.mark.parametrize("words", ["", "oost", "+15", "+1:75"])
def test_what_is_no_offset_is_refused(words: str) -> None:
    assert typed.typed_offset(words) is None


def test_a_number_may_have_a_comma_or_a_point() -> None:
    assert typed.typed_decimal("19,5") == typed.typed_decimal("19.5") == "19.5"
    assert typed.shown_decimal("19.5", "nl") == "19,5"
    assert typed.shown_decimal("19.5", "en") == "19.5"
    assert typed.typed_integer(" 007 ") == "7"


@pytest.mark.parametrize("words", ["", "twaalf", "1,2,3", "1e9"])
def test_what_is_no_number_is_refused(words: str) -> None:
    assert typed.typed_decimal(words) is None
    assert typed.typed_integer(words) is None


@pytest.mark.parametrize("words", ["52,0907 5,1214", "52.0907, 5.1214", "52.0907° +5.1214°"])
def test_a_place_may_be_typed_in_many_ways(words: str) -> None:
    assert typed.typed_geopoint(words) == "52.0907 5.1214 0.0 0.0"
    assert typed.shown_geopoint("52.0907 5.1214 0.0 0.0") == "52.0907 5.1214"
    assert typed.typed_geopoint("52.1 5.1 12 4") == "52.1 5.1 12 4"


@pytest.mark.parametrize("words", ["", "bij de poort", "52", "95 5", "52 190", "1 2 3 4 5"])
def test_what_is_no_place_is_refused(words: str) -> None:
    assert typed.typed_geopoint(words) is None
