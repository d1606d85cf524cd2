"""Promises about the room of the write-ahead log: an answer need not wait until it is found."""

from __future__ import annotations

import shutil
from pathlib import Path

from inspectiebezoek.log.change import Proposal
from inspectiebezoek.store.local import Store
from inspectiebezoek.store.wal_room import ROOM
from tests.support.laptop import KEY, LOG, Laptop
from tests.support.powercut import written
from tests.support.smalldisk import small_disk

WAL = "store.db-wal"


def answer(laptop: Laptop, count: int) -> list[str]:
    return [laptop.write(f"answer:/data/v{number}", "ja").id for number in range(count)]


def test_an_answer_fills_in_what_lies_ready_and_the_file_does_not_grow(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    wal = tmp_path / WAL
    assert wal.stat().st_size == ROOM
    before = written(wal)
    answer(laptop, 50)
    assert wal.stat().st_size == ROOM
    assert written(wal) > before
    laptop.close()


def test_what_a_kill_left_in_the_log_is_read_and_then_filled_up(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path / "data")
    ids = answer(laptop, 5)
    killed = shutil.copytree(tmp_path / "data", tmp_path / "killed")
    laptop.close()
    # As an earlier version left it: no longer than what was written.
    with (killed / WAL).open("r+b") as file:
        file.truncate(written(killed / WAL))

    again = Store(killed, KEY)
    assert (killed / WAL).stat().st_size >= ROOM
    assert [entry.id for entry in again.entries(LOG)] == ids
    assert again.check(LOG) == ()
    again.close()
    last = Store(killed, KEY)
    assert [entry.id for entry in last.entries(LOG)] == ids
    last.close()


def test_a_disk_without_that_room_keeps_what_it_has_for_answers(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        laptop = Laptop(disk / "data")
        free = shutil.disk_usage(disk).free
        assert free > 1_000_000, "what did not fit was given back"
        ids = answer(laptop, 20)
        assert [entry.id for entry in laptop.entries(LOG)] == ids
        laptop.close()


def test_there_is_room_again_after_what_was_erased_was_wiped_from_it(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    laptop.append(LOG, [Proposal("answer:/data/a", "ja")], now=laptop.clock())
    laptop._database.drop_traces()
    assert (tmp_path / WAL).stat().st_size == ROOM
    assert written(tmp_path / WAL) == 0
    assert len(laptop.entries(LOG)) == 1
    laptop.close()
