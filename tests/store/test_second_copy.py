"""Promises about the second copy: whatever becomes of the database, every answer comes back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store.copy_file import CHANGE, CopyDamagedError, CopyFile, Record
from inspectiebezoek.store.local import Store
from inspectiebezoek.store.restoring import database_holds, restore_from_copy
from inspectiebezoek.store.second_copy import choose_folder, copy_path, entry_of
from tests.store.test_kill import answer_until_killed
from tests.support.laptop import KEY, LOG, Laptop, meet
from tests.support.powercut import written
from tests.support.smalldisk import Ballast, small_disk


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    made = Laptop(tmp_path / "a")
    for number in range(5):
        made.write(f"answer:/data/v{number}", "ja")
    yield made
    made.close()


def copied(folder: Path) -> set[str]:
    """The changes in the copy as it lies on disk now."""
    records = CopyFile(copy_path(folder, KEY), KEY, os.urandom).read()
    return {entry_of(record).id for record in records if record.kind == CHANGE}


def ids(store: Store) -> set[str]:
    return {entry.id for entry in store.entries(LOG)}


def as_it_lies(laptop: Laptop, to: Path) -> Path:
    """What a kill at this moment leaves behind."""
    return shutil.copytree(laptop.folder, to)


def lose(folder: Path) -> None:
    for path in folder.glob("store.db*"):
        path.unlink()


def cut(folder: Path) -> None:
    path = folder / "store.db"
    path.write_bytes(path.read_bytes()[:4096])
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def scratch(folder: Path) -> None:
    path = folder / "store.db"
    data = bytearray(path.read_bytes())
    for place in range(100, len(data), 4096):
        data[place] ^= 1
    path.write_bytes(data)


def test_an_answer_is_in_the_copy_when_it_is_acknowledged(laptop: Laptop) -> None:
    assert copied(laptop.folder) == ids(laptop)
    entry = laptop.write("answer:/data/x", "nee")
    assert entry.id in copied(laptop.folder)


def test_what_colleagues_wrote_is_in_the_copy(laptop: Laptop, tmp_path: Path) -> None:
    other = Laptop(tmp_path / "b", "B")
    other.write("answer:/data/b", "ja")
    meet([laptop, other])
    assert copied(laptop.folder) == ids(laptop) == ids(other)
    other.close()


@pytest.mark.parametrize("damage", [lose, cut, scratch])
def test_a_lost_or_damaged_database_is_made_again(
    laptop: Laptop, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    laptop.seal(LOG)
    folder = as_it_lies(laptop, tmp_path / "after")
    Store(folder, KEY).close()  # what was in the write-ahead log is in the database now
    damage(folder)
    assert not database_holds(folder, KEY)
    done = restore_from_copy(folder, KEY, None)
    assert (done.changes, done.whole) == (5, True)
    assert (done.aside is None) == (damage is lose)
    again = Store(folder, KEY)
    assert again.device() == laptop.device()
    assert ids(again) == ids(laptop)
    assert again.seals(LOG) == laptop.seals(LOG)
    again.append(LOG, [], now=laptop.clock())
    assert again.check(LOG) == ()
    assert again.copy.check().good
    again.close()


def test_the_chain_goes_on_where_it_was(laptop: Laptop, tmp_path: Path) -> None:
    folder = as_it_lies(laptop, tmp_path / "after")
    lose(folder)
    restore_from_copy(folder, KEY, None)
    again = Laptop(folder)
    entry = again.write("answer:/data/later", "ja")
    assert entry.change.dseq == 6
    assert entry.change.hlc > max(each.change.hlc for each in laptop.entries(LOG))
    assert again.check(LOG) == ()
    again.close()


def test_kill_minus_nine_and_the_database_gone_loses_no_acknowledged_answer(
    tmp_path: Path,
) -> None:
    acknowledged = [line for _ in range(4) for line in answer_until_killed(tmp_path, 12)]
    lose(tmp_path)
    restore_from_copy(tmp_path, KEY, None)
    store = Store(tmp_path, KEY)
    assert {which for what, which in acknowledged if what == "answer"} <= ids(store)
    store.close()


@given(st.integers(0, 400))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_copy_that_was_torn_at_any_byte_goes_on(
    tmp_path_factory: pytest.TempPathFactory, short: int
) -> None:
    folder = tmp_path_factory.mktemp("torn")
    laptop = Laptop(folder / "a")
    for number in range(2):
        laptop.write(f"answer:/data/v{number}", "ja")
    here = as_it_lies(laptop, folder / "b")
    laptop.close()
    path = copy_path(here, KEY)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - short)
    again = Laptop(here)
    again.write("answer:/data/after", "ja")
    assert again.copy.check().good
    assert copied(here) == ids(again)
    again.close()


def test_what_an_older_database_lacks_is_brought_back_at_opening(
    laptop: Laptop, tmp_path: Path
) -> None:
    older = as_it_lies(laptop, tmp_path / "older")
    for number in range(3):
        laptop.write(f"answer:/data/new{number}", "ja")
    now = as_it_lies(laptop, tmp_path / "now")
    lose(now)
    for path in older.glob("store.db*"):
        shutil.copy(path, now / path.name)
    again = Store(now, KEY)
    assert ids(again) == ids(laptop)
    assert again.copy.check().brought_back == 3
    assert again.check(LOG) == ()
    again.close()


def test_a_torn_write_ahead_log_loses_nothing(laptop: Laptop, tmp_path: Path) -> None:
    folder = as_it_lies(laptop, tmp_path / "torn")
    wal = folder / "store.db-wal"
    with wal.open("r+b") as file:
        file.truncate(written(wal) // 2)
    again = Store(folder, KEY)
    assert ids(again) == ids(laptop)
    assert again.device() == laptop.device()
    again.close()


def test_a_byte_altered_in_the_copy_is_found(laptop: Laptop) -> None:
    path = copy_path(laptop.folder, KEY)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    state = laptop.copy.check()
    assert (state.good, state.reason) == (False, "damaged")


def test_a_damaged_copy_stays_beside_a_new_one(laptop: Laptop, tmp_path: Path) -> None:
    folder = as_it_lies(laptop, tmp_path / "after")
    path = copy_path(folder, KEY)
    path.write_bytes(b"iets anders" * 100)
    again = Store(folder, KEY)
    assert again.copy.check().good
    assert path.with_name(path.name + ".damaged").exists()
    again.close()


def test_records_cannot_be_left_out_or_moved(tmp_path: Path) -> None:
    file = CopyFile(tmp_path / "x", KEY, os.urandom)
    file.make([])
    ends = [file.end.offset]
    for number in range(3):
        file.add([Record(b"F", (b"n", bytes([number])))])
        ends.append(file.end.offset)
    file.close()
    data = (tmp_path / "x").read_bytes()
    pieces = [data[start:end] for start, end in zip([0, *ends], [*ends, len(data)], strict=True)]
    head, first, second, third, _ = pieces
    for wrong in (head + second + third, head + first + third, head + second + first + third):
        (tmp_path / "x").write_bytes(wrong)
        with pytest.raises(CopyDamagedError):
            list(CopyFile(tmp_path / "x", KEY, os.urandom).read())


def test_a_copy_out_of_reach_stands_in_nobodys_way_and_catches_up(
    laptop: Laptop, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    choose_folder(laptop.folder, stick)
    folder = as_it_lies(laptop, tmp_path / "after")
    stick.write_text("geen map", encoding="utf-8")
    again = Laptop(folder)
    again.write("answer:/data/without", "ja")
    assert again.copy.check().reason == "unreachable"
    again.close()
    stick.unlink()
    later = Laptop(folder)
    assert later.copy.check().good
    assert copied(folder) == ids(later)
    assert copy_path(folder, KEY).parent == stick
    later.close()


def test_a_full_disk_for_the_copy_stands_in_nobodys_way(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        folder = tmp_path / "data"
        folder.mkdir()
        choose_folder(folder, disk)
        laptop = Laptop(folder)
        ballast = Ballast(disk)
        ballast.fill()
        for number in range(200):
            laptop.write(f"answer:/data/v{number % 9}", "lang antwoord " * 20)
        assert laptop.copy.check().reason == "behind"
        laptop.close()
        ballast.drop()
        again = Laptop(folder)
        assert again.copy.check().good
        again.close()


def test_without_a_copy_nothing_is_touched(tmp_path: Path) -> None:
    with pytest.raises(InspectionError) as caught:
        restore_from_copy(tmp_path, KEY, None)
    assert caught.value.code is Code.COPY_MISSING
    assert list(tmp_path.iterdir()) == []
