"""A laptop whose clock is off says so at a sync; nothing depends on it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from inspectiebezoek.app.office_link import sync_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.form import Form
from inspectiebezoek.messages import explain
from inspectiebezoek.sync.clock_check import clock_notice
from inspectiebezoek.sync.outcome import SyncResult
from inspectiebezoek.visit.header import Header, Member
from tests.support.office import TestOffice

OFFICE = datetime(2026, 10, 6, 7, 0, tzinfo=UTC)
HERE = timezone(timedelta(hours=2))


def synced(place: Workplace, office: TestOffice, off: timedelta) -> SyncResult:
    """A sync of a laptop whose clock is off by so much."""
    place.clock = lambda: office.clock().astimezone(HERE) + off
    return sync_here(place)


@pytest.mark.parametrize(
    ("off", "code"),
    [
        (timedelta(minutes=-12), Code.CLOCK_BEHIND),
        (timedelta(days=3), Code.CLOCK_AHEAD),
    ],
)
def test_a_laptop_whose_clock_is_off_tells_how_much_and_syncs_all_the_same(
    office: TestOffice, form: Form, off: timedelta, code: Code
) -> None:
    anna = office.laptop("anna")
    anna.plan(form, Header(title="Oefening", team=(Member("anna", "Anna", "lead"),)))
    result = synced(anna, office, off)

    assert result.done and result.problems == ()
    assert [each.code for each in result.notices] == [code]
    minutes = result.notices[0].facts["minutes"]
    assert isinstance(minutes, int) and abs(minutes - abs(off).total_seconds() / 60) <= 1


def test_a_laptop_whose_clock_goes_right_tells_nothing(office: TestOffice) -> None:
    anna = office.laptop("anna")
    for seconds in (-90, 0, 90):
        assert synced(anna, office, timedelta(seconds=seconds)).notices == ()


def test_a_slow_line_is_no_clock_that_is_off() -> None:
    minute = timedelta(minutes=1)
    assert clock_notice(OFFICE, OFFICE - 10 * minute, OFFICE + minute) is None
    assert clock_notice(OFFICE, OFFICE - minute, OFFICE + 10 * minute) is None


def test_what_is_told_names_both_times_as_this_laptop_writes_them() -> None:
    here = (OFFICE - timedelta(minutes=12)).astimezone(HERE)
    notice = clock_notice(OFFICE, here, here)
    assert notice is not None
    told = explain(InspectionError(notice.code, **notice.facts), "nl")
    assert "loopt 12 minuten achter" in told.what
    assert "2026-10-06 08:48" in told.what and "2026-10-06 09:00" in told.what
    assert "niets verloren" in told.safe
