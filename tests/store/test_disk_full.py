"""Promises about a full disk: nothing acknowledged is lost, and after tidying up one goes on."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.change import Proposal
from inspectiebezoek.store import database as database_module
from inspectiebezoek.store.database import Database
from inspectiebezoek.store.local import Store
from tests.support.laptop import KEY, LOG, Laptop
from tests.support.smalldisk import Ballast, small_disk

LONG = "lang antwoord " * 300


def answer_until_full(laptop: Laptop, most: int = 3000) -> list[str]:
    """The ids of the answers that were acknowledged before the disk was full."""
    acknowledged = []
    with pytest.raises(InspectionError) as refused:
        for number in range(most):
            proposals = [Proposal(f"answer:/data/v{number}", LONG), Proposal("remark:/data/v", "x")]
            added = laptop.append(LOG, proposals, now=laptop.clock())
            acknowledged += [entry.id for entry in added]
    assert refused.value.code is Code.DISK_FULL
    return acknowledged


def goes_on(laptop: Laptop, acknowledged: list[str]) -> None:
    assert [entry.id for entry in laptop.entries(LOG)] == acknowledged
    entry = laptop.write("answer:/data/after", "gaat verder")
    assert [each.id for each in laptop.entries(LOG)] == [*acknowledged, entry.id]
    assert laptop.check(LOG) == ()


def test_a_full_disk_loses_no_acknowledged_answer(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        ballast = Ballast(disk)
        laptop = Laptop(disk / "data")
        laptop.write("answer:/data/first", "ja")
        first = [entry.id for entry in laptop.entries(LOG)]
        ballast.fill(leave=300_000)

        acknowledged = first + answer_until_full(laptop)
        assert [entry.id for entry in laptop.entries(LOG)] == acknowledged
        with pytest.raises(InspectionError) as refused:
            laptop.evidence.keep([bytes(1 << 20)])
        assert refused.value.code is Code.DISK_FULL
        assert not list((disk / "data").rglob("*.part"))

        ballast.drop()
        goes_on(laptop, acknowledged)
        held = [entry.id for entry in laptop.entries(LOG)]
        laptop.close()
        again = Laptop(disk / "data")
        assert [entry.id for entry in again.entries(LOG)] == held
        again.close()


def test_a_laptop_killed_on_a_full_disk_opens_again(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        ballast = Ballast(disk)
        laptop = Laptop(disk / "data")
        ballast.fill(leave=200_000)
        acknowledged = answer_until_full(laptop)
        # What a kill leaves behind: the files as they are now.
        saved = tmp_path / "saved"
        saved.mkdir()
        for path in (disk / "data").glob("store.db*"):
            (saved / path.name).write_bytes(path.read_bytes())
        laptop.close()

        restored = Store(saved, KEY)
        assert [entry.id for entry in restored.entries(LOG)] == acknowledged
        assert restored.check(LOG) == ()
        restored.close()


def test_a_new_store_on_a_full_disk_is_refused_and_made_later(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        ballast = Ballast(disk)
        ballast.fill(leave=8_192)

        with pytest.raises(InspectionError) as refused:
            Store(disk / "data", KEY)

        assert refused.value.code is Code.DISK_FULL
        ballast.drop()
        laptop = Laptop(disk / "data")
        laptop.write("answer:/data/a", "ja")
        laptop.close()


def test_when_the_database_may_not_grow_nothing_is_lost(tmp_path: Path) -> None:
    # The same without a mount: the library itself refuses to grow the file.
    laptop = Laptop(tmp_path)
    with laptop._database.transaction() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 60")

    acknowledged = answer_until_full(laptop)

    with laptop._database.transaction() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    goes_on(laptop, acknowledged)
    laptop.close()


@pytest.mark.parametrize("statement", ["COMMIT", "INSERT"])
def test_whatever_statement_finds_the_disk_full_the_next_fact_stands_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    database = Database(tmp_path / "x.db", KEY)
    with database.transaction() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")

    real = database_module.driver_of

    class Full:
        """A connection of the driver to a disk that takes nothing of one kind."""

        def __init__(self, driver: Any) -> None:
            self._driver = driver

        def __getattr__(self, name: str) -> Any:
            return getattr(self._driver, name)

        def execute(self, sql: str) -> Any:
            if sql.startswith(statement):
                raise InspectionError(Code.DISK_FULL, folder="x")
            return self._driver.execute(sql)

    def write(value: str, *, full: bool) -> None:
        with monkeypatch.context() as patched:
            if full:
                patched.setattr(database_module, "driver_of", lambda each: Full(real(each)))
            with database.transaction() as connection:
                driver = database_module.driver_of(connection)
                driver.execute(f"INSERT INTO t VALUES ('{value}')")

    with pytest.raises(InspectionError):
        write("verloren", full=True)
    write("bewaard", full=False)

    with database.transaction() as connection:
        assert connection.exec_driver_sql("SELECT x FROM t").scalars().all() == ["bewaard"]
    database.close()


def test_a_file_that_does_not_fit_leaves_nothing_behind(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)

    def too_much() -> Iterator[bytes]:
        yield b"x" * (3 << 20)
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(InspectionError) as refused:
        laptop.evidence.keep(too_much())

    assert refused.value.code is Code.DISK_FULL
    assert [path for path in (tmp_path / "evidence").rglob("*") if path.is_file()] == []
    laptop.close()
