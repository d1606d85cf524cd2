"""The first sync of a new laptop: every visit and every file that the office has for a person.

The line is cut again and again, each time after other bytes, and the laptop goes on. What came
over the line in all is told beside what there was to fetch: a file that began anew would show.
The limit is what the same laptop takes to write those changes and files down by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import perf_counter
from uuid import uuid4

from served import Served, served
from sync_evidence import noise

from inspectiebezoek.log.change import Proposal
from inspectiebezoek.log.rights import WRITER, role_field
from inspectiebezoek.store.local import Store
from inspectiebezoek.store.office_view import Counts
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.run import SyncRun
from tests.support.cutting import wire

MB = 1_000_000
ANSWERS, FILE_MB = 500, 25
VISITS, MEGABYTES, CUTS = 200, 2000, 5


class Told:
    """Keeps what the run tells of its progress, and sees that it never goes back."""

    def __init__(self) -> None:
        self.received: dict[str, int] = {}
        self.times = 0

    def __call__(self, log: str, counts: Counts) -> None:
        assert counts.received >= self.received.get(log, 0)
        self.received[log] = counts.received
        self.times += 1

    def __str__(self) -> str:
        return f"{sum(self.received.values())} changes and files of {len(self.received)} visits"


def fill(office: Served, visits: int, megabytes: int) -> tuple[list[str], int]:
    """An office with so many visits and so much evidence; the visits, and all bytes of files."""
    store, logs, files = office.laptop("first").store, [], max(1, megabytes // FILE_MB)
    for number in range(visits):
        log = f"visit/{uuid4()}"
        answers = [Proposal(f"answer:/data/v{each}", f"antwoord {each}") for each in range(ANSWERS)]
        now = datetime.now(UTC)
        store.append(log, answers, now=now)
        store.append(log, [Proposal(role_field("second"), WRITER)], now=now)
        for each in range(number, files, visits):
            sha256, size = store.evidence.keep(noise(megabytes * MB // files))
            cites = Proposal(f"evidence:{each}/text", "film", blobs=(sha256,))
            store.append(log, [cites], now=now, files=[(sha256, size)])
        logs.append(log)
    with OfficeClient(office.url, store.device().token) as client:
        assert SyncRun(store, client).run().done
    return logs, files * (megabytes * MB // files)


def by_itself(folder: Path, source: Store, logs: Sequence[str]) -> float:
    """Seconds in which a laptop writes the same changes and files down with no office."""
    target = Store(folder, bytes(32))
    start = perf_counter()
    for log in logs:
        numbered = list(enumerate(source.entries(log), start=1))
        target.office.take_in(log, numbered, source.seals(log), source.office.position(log))
        for sha256, _size in source.office.files(log):
            target.evidence.keep(source.evidence.read(sha256))
    taken = perf_counter() - start
    target.close()
    return taken


def first(cuts: int = CUTS, visits: int = VISITS, megabytes: int = MEGABYTES) -> None:
    """Measure once, with so many cuts of the line on the way."""
    dice, told = Random(7), Told()
    with served() as office:
        logs, size = fill(office, visits, megabytes)
        store = office.laptop("second").store
        token, came, start = store.device().token, 0, perf_counter()
        for turn in range(cuts + 1):
            most = dice.randrange(size // (cuts + 1)) + MB if turn < cuts else None
            with (
                wire(office.url, down=most) as (address, line),
                OfficeClient(address, token) as client,
            ):
                done = SyncRun(store, client, told).run().done
            came += line.carried["down"]
            assert done == (most is None)
            print(f"{perf_counter() - start:6.1f} s, {came / MB:6.0f} MB over the line: {told}")
        taken = perf_counter() - start
        counts = [store.office.counts(log) for log in logs]
        assert all(each.received == each.items for each in counts)
        limit = by_itself(office.folder / "alone", store, logs)
    changes = sum(each.changes for each in counts)
    print(f"\nFirst sync: {visits} visits, {changes} changes, {size // MB} MB, {cuts} cuts")
    print(f"{taken:.1f} s ({limit:.1f} s to write it down alone), {came / MB:.0f} MB over the line")
    print(f"progress told {told.times} times, never back; all received")
