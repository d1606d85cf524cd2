"""The list of visits is right at once, and does not read what did not change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.log.change import Entry
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.open_visit import OpenVisit
from tests.support.smalldisk import refusing
from tests.support.visits import TEAM, checklist

HEADER = Header(title="Proefbezoek", site="PI-1", site_label="PI Proef", team=TEAM, announced="nee")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    store = Store(tmp_path / "laptop", bytes(32))
    made = Workplace(store)
    made.introduce("insp-a", "Anna")
    yield made
    store.close()


def read(place: Workplace) -> list[str]:
    """Which logs are read to make a list."""
    logs: list[str] = []

    def noting(entries: Sequence[Entry]) -> bytes:
        logs.append(entries[0].change.log)
        return b"{}"

    place.store.summaries.all("visit", noting)
    return logs


def first_question(visit: OpenVisit) -> str:
    return next(n.ref for n in visit.instance.walk() if n.definition.leaf and n.definition.control)


def test_the_list_tells_the_header_as_it_was_planned(place: Workplace) -> None:
    visit = place.plan(checklist(), HEADER)
    (line,) = place.visits()
    assert (line.id, line.header) == (visit.id, visit.header)
    assert line.counts == place.store.office.counts(visit.log)


def test_of_visits_that_changed_in_one_second_the_later_one_comes_first(place: Workplace) -> None:
    still = Workplace(place.store, clock=lambda: datetime(2026, 10, 6, 9, tzinfo=UTC))
    days = [7, 1, 9, 3, 5]
    for day in days:
        still.plan(checklist(), replace(HEADER, start=f"2026-10-0{day}T09:00:00+02:00"))
    told = [int(line.header.start[9]) for line in still.visits()]
    assert told == sorted(days, reverse=True)


def test_only_the_visit_that_changed_is_read_again(place: Workplace) -> None:
    first, second = place.plan(checklist(), HEADER), place.plan(checklist(), HEADER)
    assert sorted(read(place)) == sorted([first.log, second.log])
    assert read(place) == []
    second.flag(first_question(second), True)
    assert read(place) == [second.log]


@pytest.mark.parametrize("what", ["received", "refused", "file", "file_received", "forgotten"])
def test_what_the_office_says_shows_at_once(place: Workplace, what: str) -> None:
    visit = place.plan(checklist(), HEADER)
    office, log = place.store.office, visit.log
    entry = place.store.entries(log)[0]
    place.visits()
    if what == "refused":
        office.mark_refused(entry.id, "person")
    elif what == "file":
        office.note_files(log, [("a" * 64, 10)])
    elif what == "file_received":
        office.confirm_file(log, office.files(log)[0][0])
    elif what == "received":
        office.take_in(log, [(1, entry)], [], office.position(log))
    else:
        office.forget(log)
    assert place.visits()[0].counts == office.counts(log)


def test_a_list_that_cannot_be_made_now_is_made_later(place: Workplace) -> None:
    place.plan(checklist(), HEADER)

    def stopped(_entries: Sequence[Entry]) -> bytes:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        place.store.summaries.all("visit", stopped)
    assert [line.header.title for line in place.visits()] == ["Proefbezoek"]


def test_a_full_disk_still_gives_the_list(place: Workplace) -> None:
    visit = place.plan(checklist(), HEADER)
    with refusing(place.store):
        assert [line.id for line in place.visits()] == [visit.id]
    assert [line.id for line in place.visits()] == [visit.id]
