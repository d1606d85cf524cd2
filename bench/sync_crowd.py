"""Fifty laptops that sync at once with an office of two workers: no error, nothing lost.

Every laptop has a visit of its own with answers and a photo, and all write in one visit that
they share. Laptops are threads of one process here, so their own work is in the times too.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from statistics import median, quantiles
from time import perf_counter
from uuid import uuid4

from served import served
from sync_evidence import noise

from inspectiebezoek.log.change import Proposal
from inspectiebezoek.log.rights import WRITER, role_field
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.outcome import SyncResult
from inspectiebezoek.sync.run import SyncRun

LAPTOPS, ANSWERS, PHOTO = 50, 40, 1_000_000
SHARED = f"visit/{uuid4()}"


def write(store: Store, own: str, turn: int) -> None:
    """Half of the answers in the laptop's own visit with a photo, half in the shared one."""
    person, now = store.device().person, datetime.now(UTC)
    for log in (own, SHARED):
        answers = [
            Proposal(f"answer:/data/v{number}", f"{person} {turn}")
            for number in range(ANSWERS // 2)
        ]
        store.append(log, answers, now=now)
    sha256, size = store.evidence.keep(noise(PHOTO))
    cites = Proposal(f"evidence:{turn}/text", "foto", blobs=(sha256,))
    store.append(own, [cites], now=now, files=[(sha256, size)])


def crowd(rounds: int) -> None:
    """Let them write and sync so many times; then each has all of the shared visit."""
    times: list[float] = []
    with served(workers=2) as office:
        people = [f"p{number}" for number in range(LAPTOPS)]
        stores = [office.laptop(person).store for person in people]
        own = [f"visit/{uuid4()}" for _ in stores]

        def run(store: Store) -> tuple[float, SyncResult]:
            start = perf_counter()
            with OfficeClient(office.url, store.device().token) as client:
                result = SyncRun(store, client).run()
            return perf_counter() - start, result

        named = [Proposal(role_field(person), WRITER) for person in people[1:]]
        stores[0].append(SHARED, named, now=datetime.now(UTC))
        must_be_done([run(stores[0])[1]])
        with ThreadPoolExecutor(LAPTOPS) as pool:
            for turn in range(rounds):
                for store, log in zip(stores, own, strict=True):
                    write(store, log, turn)
                found = list(pool.map(run, stores))
                times += [seconds for seconds, _ in found]
                must_be_done([result for _, result in found])
            must_be_done([result for _, result in pool.map(run, stores)])
        shared = {len(store.entries(SHARED)) for store in stores}
        assert shared == {LAPTOPS * rounds * ANSWERS // 2 + LAPTOPS - 1}, (
            "each laptop has what all wrote"
        )
    print(f"\n{LAPTOPS} laptops at once, 2 workers, {rounds} rounds: no error, nothing lost")
    worst = quantiles(times, n=20)[18]
    print(f"a sync took {median(times):.2f} s (median), {worst:.2f} s (p95)")


def must_be_done(results: Sequence[SyncResult]) -> None:
    """Every laptop's run received all that it has."""
    problems = [problem for result in results for problem in result.problems]
    assert not problems and all(result.done for result in results), problems
