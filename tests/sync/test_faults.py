"""Whatever goes wrong on the way, at the office or on a laptop: what is on a disk is not lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspectiebezoek.errors import Code
from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Entry
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.run import SyncRun
from tests.support import network
from tests.support.office import TestOffice
from tests.support.world import LOG, MOST_LAPTOPS, World, world_of

SHARED = 4 + MOST_LAPTOPS - 1
"""The changes that are at the office in the beginning: answers, and who is let in."""


@pytest.fixture
def world(office: TestOffice, tmp_path: Path) -> Iterator[World]:
    """Two laptops that share a log of a few answers, all of them at the office."""
    world = world_of(office, tmp_path / "world", 1)
    (tmp_path / "world").mkdir()
    for _ in range(2):
        world.add_laptop()
    for number in range(4):
        world.write(number, number)
    world.share()
    for number in (0, 1, 0):
        world.sync(number, rate=0.0)
    yield world
    world.close()


def nothing_is_lost(world: World) -> bool:
    survivors = world.survivors()
    world.heal()
    return world.judge(survivors).good


@pytest.mark.parametrize("kind", network.KINDS)
def test_a_fault_of_the_network_at_every_other_request_loses_nothing(
    world: World, kind: str
) -> None:
    world.network.kinds = (kind,)
    for number in range(6):
        world.write(number, number)
        world.sync(number, rate=0.5)

    assert world.faults[kind]
    assert nothing_is_lost(world)


def test_an_office_put_back_to_an_old_backup_is_filled_again_by_any_laptop(world: World) -> None:
    world.back_up_office()
    for number in range(4):
        world.write(number, number)
    for number in (0, 1, 0):
        world.sync(number, rate=0.0)
    world.restore_office(0)

    assert world.sync(0, rate=0.0), "one laptop brings back the changes of both"
    assert world.judge(world.survivors()).good


@pytest.mark.parametrize("row", range(4))
def test_a_row_that_the_office_lost_comes_back(world: World, row: int) -> None:
    world.drop_row(row)

    assert nothing_is_lost(world)


@pytest.mark.parametrize("row", range(4))
def test_a_value_that_the_office_altered_is_set_apart_and_the_true_one_comes_back(
    world: World, row: int
) -> None:
    survivors = world.survivors()
    world.alter_row(row)
    world.heal()

    assert world.judge(survivors).good
    assert world.sql.execute("SELECT code FROM quarantine").fetchall() == [("damaged",)]


def test_rows_that_the_office_put_in_another_order_are_noticed_and_nothing_is_lost(
    world: World,
) -> None:
    survivors = world.survivors()
    world.swap_rows(1, 3)
    world.add_laptop()
    fresh = world.laps[2].store
    with OfficeClient(world.url, fresh.device().token) as client:
        told = SyncRun(fresh, client).run()
    assert Code.OFFICE_UNTRUSTED in {each.code for each in told.problems}
    world.heal()

    assert world.judge(survivors).good


@pytest.mark.parametrize("row", [0, 3])
def test_a_value_that_the_office_lost_is_not_taken_for_erased_and_comes_back(
    world: World, row: int
) -> None:
    survivors = world.survivors()
    world.empty_row(row)
    world.add_laptop()
    fresh = world.laps[2].store
    with OfficeClient(world.url, fresh.device().token) as client:
        told = SyncRun(fresh, client).run()
    assert Code.OFFICE_UNTRUSTED in {each.code for each in told.problems}
    assert not any(entry.expunged for entry in fresh.entries(LOG))
    apart = world.sql.execute("SELECT code, value FROM quarantine").fetchall()
    assert ("erased", None) in apart

    world.heal()
    assert world.judge(survivors).good
    assert world.sql.execute("SELECT code FROM quarantine").fetchall() == [], "it is over"


def test_a_change_without_its_value_is_set_apart_and_the_true_one_is_taken(world: World) -> None:
    store = world.laps[0].store
    for number in (7, 8):
        world.write(0, number)
    first, second = store.entries(LOG)[-2:]
    store.seal(LOG)
    seals = [seal for seal in store.seals(LOG) if seal.head == second.id]
    with OfficeClient(world.url, store.device().token) as client:
        told = client.push(LOG, [first, Entry(second.data, None, None)], seals)
    # What only the broken one led the signature to waits with it.
    assert told.quarantined == {first.id: "unsealed", second.id: "erased"}
    survivors = world.survivors()
    assert all(world.sync(number, rate=0.0) for number in (0, 1))

    assert world.judge(survivors).good
    assert world.sql.execute("SELECT code FROM quarantine").fetchall() == []


def test_a_change_signed_only_through_a_damaged_row_waits_for_it_and_comes_back_with_it(
    world: World,
) -> None:
    world.add_laptop()
    for number in (0, 0):
        world.write(0, number)
    world.sync(0, rate=0.0)
    survivors = world.survivors()
    world.alter_row(SHARED + 1)
    other, fresh = world.laps[1].store, world.laps[2].store
    for store in (fresh, other):
        with OfficeClient(world.url, store.device().token) as client:
            SyncRun(store, client).run()
    assert len(fresh.entries(LOG)) == len(other.entries(LOG)) == SHARED
    apart = world.sql.execute("SELECT code FROM quarantine ORDER BY code").fetchall()
    assert apart == [("damaged",), ("unsealed",)]

    world.heal()
    assert world.judge(survivors).good
    assert world.sql.execute("SELECT code FROM quarantine").fetchall() == [("damaged",)]


def test_a_doubled_request_for_a_new_identity_makes_one_device(world: World) -> None:
    world.back_up_laptop(0)
    world.write(0, 5)
    world.sync(0, rate=0.0)
    world.restore_laptop(0, 0)
    world.network.kinds = (network.TWICE,)
    world.sync(0, rate=1.0)

    assert nothing_is_lost(world)
    letters = [row[0] for row in world.sql.execute("SELECT letter FROM device").fetchall()]
    assert len(letters) == len(set(letters))


def test_a_laptop_that_meets_an_altered_row_says_so_and_gets_the_rest(world: World) -> None:
    world.alter_row(0)
    world.add_laptop()
    fresh = world.laps[-1].store
    with OfficeClient(world.url, fresh.device().token) as client:
        result = SyncRun(fresh, client).run()

    assert [problem.code for problem in result.problems] == [Code.OFFICE_UNTRUSTED]
    assert len(fresh.entries(LOG)) == SHARED - 1
    assert nothing_is_lost(world)


def test_a_laptop_put_back_to_an_old_copy_goes_on_as_another_device(world: World) -> None:
    world.back_up_laptop(0)
    world.write(0, 5)
    world.sync(0, rate=0.0)
    before = world.laps[0].store.device()
    world.restore_laptop(0, 0)

    assert world.sync(0, rate=0.0), "noticed though nobody else wrote anything"
    after = world.laps[0].store.device()
    assert (after.id, after.letter) != (before.id, before.letter)
    assert after.person == before.person
    assert nothing_is_lost(world)


def test_both_branches_of_a_cloned_laptop_are_kept_and_flagged(world: World) -> None:
    world.clone_laptop(0)
    for number in (0, 2):
        world.write(number, 6)

    assert nothing_is_lost(world)
    store = world.laps[1].store
    assert {fault.kind for fault in chain.check(LOG, store.entries(LOG))} >= {"fork"}
    assert len({lap.store.device().id for lap in world.laps}) == 3


def test_a_laptop_that_the_office_forgot_enrols_again_and_brings_what_it_wrote_as_before(
    world: World,
) -> None:
    world.back_up_office()
    world.add_laptop()
    world.write(2, 1)
    world.restore_office(0)

    assert nothing_is_lost(world)


def test_revoking_a_laptop_revokes_what_went_on_from_it(world: World, office: TestOffice) -> None:
    first = world.laps[0].store.device().id
    world.back_up_laptop(0)
    world.write(0, 5)
    world.sync(0, rate=0.0)
    world.restore_laptop(0, 0)
    world.sync(0, rate=0.0)
    office.served.office.people.revoke(first)

    store = world.laps[0].store
    with OfficeClient(world.url, store.device().token) as client:
        result = SyncRun(store, client).run()
    assert [problem.code for problem in result.problems] == [Code.DEVICE_REVOKED]


@pytest.mark.parametrize("days", [-3650, 3650])
def test_a_clock_that_jumps_changes_the_order_shown_and_loses_nothing(
    world: World, days: int
) -> None:
    world.jump_clock(0, days)
    for number in range(4):
        world.write(number, 0)
        world.sync(number, rate=0.0)

    assert nothing_is_lost(world)


def test_the_power_goes_at_a_laptop_and_the_end_of_its_write_ahead_log_with_it(
    world: World,
) -> None:
    world.write(0, 5)
    world.kill_laptop(0)
    world.write(0, 6)
    world.back_up_laptop(0)
    world.restore_laptop(0, 0, torn=True)

    assert nothing_is_lost(world)


def test_six_inspectors_push_one_visit_at_once(world: World) -> None:
    from concurrent.futures import ThreadPoolExecutor

    while len(world.laps) < 6:
        world.add_laptop()
    for number in range(30):
        world.write(number, number)

    def run(store: Store) -> None:
        with OfficeClient(world.url, store.device().token) as client:
            SyncRun(store, client).run()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(run, [lap.store for lap in world.laps]))
    rows = world.sql.execute("SELECT vseq FROM change ORDER BY vseq").fetchall()
    assert [row[0] for row in rows] == list(range(1, SHARED + 31))
    assert nothing_is_lost(world)


def test_a_change_of_a_newer_program_is_passed_on(world: World) -> None:
    from inspectiebezoek.log.change import Proposal

    store = world.laps[0].store
    newer = Proposal("hologram:a/b", {"new": [1, None]}, op="morph")
    store.append(LOG, [newer], now=world.now)

    assert nothing_is_lost(world)
    assert any(e.change.op == "morph" for e in world.laps[1].store.entries(LOG))
