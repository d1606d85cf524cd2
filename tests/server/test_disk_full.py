"""An office whose disk is full says so, keeps what it has, and goes on once there is room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import shake_256
from pathlib import Path

import pytest

from inspectiebezoek.app.office_link import enrol_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code
from inspectiebezoek.log.change import Proposal
from inspectiebezoek.server.running import RunningOffice, running_office
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.outcome import SyncResult
from inspectiebezoek.sync.run import SyncRun
from tests.support.office import TestOffice
from tests.support.smalldisk import Ballast, small_disk

LOG = "visit/0190a0a0-0000-7000-8000-0000000000ee"
NOW = datetime(2026, 10, 6, 8, 0, tzinfo=UTC)
EVIDENCE = bytes(range(256)) * 20_000


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "laptop", bytes(32))
    yield store
    store.close()


def enrol(laptop: Store, served: RunningOffice) -> None:
    enrol_here(Workplace(laptop), served.url, served.office.people.invite("anna", "Anna"))


def sync(laptop: Store, served: RunningOffice) -> SyncResult:
    with OfficeClient(served.url, laptop.device().token) as client:
        return SyncRun(laptop, client).run()


def test_a_file_that_does_not_fit_at_the_office_waits_and_all_else_is_received(
    office: TestOffice, laptop: Store, tmp_path: Path
) -> None:
    with (
        small_disk(tmp_path / "disk", "20m") as disk,
        running_office(disk / "office", database=office.database) as served,
    ):
        enrol(laptop, served)
        ballast = Ballast(disk)
        ballast.fill(leave=3_000_000)
        large, small = (laptop.evidence.keep([content]) for content in (EVIDENCE, b"klein"))
        for sha256, size in (large, small):
            proposal = Proposal("evidence:a/text", sha256, blobs=(sha256,))
            laptop.append(LOG, [proposal], now=NOW, files=[(sha256, size)])

        result = sync(laptop, served)
        assert {problem.code for problem in result.problems} == {Code.OFFICE_FULL}
        assert result.counts[LOG].changes_received == 2
        assert served.office.files.size(large[0]) is None

        ballast.drop()
        assert sync(laptop, served).done
        assert b"".join(served.office.files.read(large[0])) == EVIDENCE


@pytest.mark.long
def test_a_database_that_is_full_refuses_and_takes_it_all_once_there_is_room(
    laptop: Store, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk", "200m") as disk, running_office(disk / "office") as served:
        enrol(laptop, served)
        assert sync(laptop, served).done
        ballast = Ballast(disk)
        ballast.fill(leave=1_000_000)
        for number in range(40):
            # Nothing that the database could press together.
            words = shake_256(str(number).encode()).hexdigest(50_000)
            laptop.append(LOG, [Proposal(f"answer:/data/v{number}", words)], now=NOW)

        result = sync(laptop, served)
        assert Code.OFFICE_FULL in {problem.code for problem in result.problems}
        assert not result.done

        ballast.drop()
        assert sync(laptop, served).done
        assert served.office.ledger.entries(LOG) == laptop.entries(LOG)
