"""Play random schedules of faults against real laptops and a real office, and count what is lost.

The last line is `schedules N, changes C, faults F, lost L`; L must be 0. With
`--break ack-is-receipt` the laptops take the answer to a push as the receipt, the naive rule:
then the count must find losses, or it would not be worth much.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inspectiebezoek.server.database import EmbeddedPostgres
from inspectiebezoek.server.serve import opened_office
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync import batches
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.run import SyncRun
from tests.support.office_process import OfficeProcess
from tests.support.world import Run, World, plain_run, play

NAIVE = "ack-is-receipt"


@dataclass(slots=True)
class NaiveRun(SyncRun):
    """Takes a push that was answered for a push that is kept, as one is tempted to."""

    def _push(self, log: str) -> None:
        sent = (self.store.recall("sent") or b"").decode().split()
        waiting = [each for each in self.store.office.waiting(log) if each.id not in sent]
        for chained in batches.by_device(waiting).values():
            self._push_chain(log, chained)
            sent += [entry.id for entry in chained]
            self.store.remember("sent", " ".join(sent).encode())


def naive_run(
    store: Store, client: OfficeClient, identity: Callable[[], tuple[str, bytes]]
) -> SyncRun:
    return NaiveRun(store, client, identity=identity)


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schedules", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--break", dest="broken", choices=[NAIVE])
    asked = parser.parse_args(words)
    run: Run = naive_run if asked.broken else plain_run
    changes = lost = 0
    faults: Counter[str] = Counter()
    with TemporaryDirectory() as place:
        folder = Path(place)
        database = EmbeddedPostgres(folder / "postgres")
        with psycopg.connect(database.url, autocommit=True) as sql:
            # The schedules put the office back to backups; they do not pull its plug.
            sql.execute("ALTER DATABASE postgres SET synchronous_commit = off")
        # The office that laptops talk to is a process of its own, for it is killed now and then;
        # the one in here is its administrator.
        served = OfficeProcess(folder / "office", database.url)
        with opened_office(folder / "office", database=database.url) as office:
            for number in range(asked.schedules):
                with TemporaryDirectory(dir=folder) as laptops:
                    world = World(
                        Path(laptops),
                        served.url,
                        database.url,
                        office,
                        folder / "office" / "files",
                        Random(f"{asked.seed}/{number}"),
                        run,
                        served,
                    )
                    verdict = play(world, asked.steps)
                    world.close()
                changes += verdict.changes
                lost += verdict.harm
                faults += world.faults
                if not verdict.good:
                    print(f"schedule {number} of seed {asked.seed}: {verdict}", flush=True)
        served.kill()
        database.close()
    for name, times in sorted(faults.items()):
        print(f"{name:28}{times:7}")
    print(f"schedules {asked.schedules}, changes {changes}, faults {faults.total()}, lost {lost}")
    # Broken on purpose, a run that loses nothing is the one that failed.
    return int((lost > 0) != bool(asked.broken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
