"""Promises about the clock in the log: it never runs back, whatever the laptop's clock does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from inspectiebezoek.log.clock import START, join, tick

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@given(st.lists(st.integers(-10_000_000, 10_000_000), max_size=30))
def test_the_clock_goes_on_when_the_wall_clock_runs_back(jumps: list[int]) -> None:
    last = START
    for jump in jumps:
        following = tick(last, NOON + timedelta(seconds=jump))
        assert following > last
        last = following


def test_a_clock_once_set_years_ahead_goes_on_sorting() -> None:
    last = tick(START, NOON + timedelta(days=2000))

    for _ in range(10_050):
        following = tick(last, NOON)
        assert following > last
        last = following


def test_the_clock_follows_the_wall_clock_again() -> None:
    ahead = tick(START, NOON)

    assert tick(ahead, NOON + timedelta(milliseconds=1)).endswith("-0000")


def test_what_i_write_after_seeing_a_colleague_comes_after_it() -> None:
    theirs = tick(START, NOON + timedelta(hours=3))

    assert tick(join(tick(START, NOON), [theirs]), NOON) > theirs


def test_a_clock_that_nobody_can_have_is_passed_by() -> None:
    mine = tick(START, NOON)

    assert join(mine, ["", "morgen", "9999999999999-9999", "10000000000000-0000"]) == mine
