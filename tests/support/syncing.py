"""Answer, attach and sync without end in a data folder, and say what was acknowledged.

Run as a program with the folder as its argument; each line on stdout is one acknowledgement:
`answer ID` for what is on this disk, `received N` for what the office was said to hold. The test
kills it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

from inspectiebezoek.log.change import Proposal
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.run import SyncRun
from tests.support.answering import say
from tests.support.laptop import LOG, Clock


def main(folder: Path) -> None:
    """Go on until killed."""
    store, clock, dice = Store(folder, bytes(32)), Clock(), Random()
    device = store.device()
    while True:
        for number in range(3):
            sha256, size = store.evidence.keep([dice.randbytes(300_000)])
            cites = Proposal(f"evidence:{number}/original", sha256, blobs=(sha256,))
            added = store.append(LOG, [cites], now=clock(), files=[(sha256, size)])
            say("answer", added[0].id)
        with OfficeClient(device.office, device.token) as client:
            result = SyncRun(store, client).run()
        if result.done:
            say("received", str(result.counts[LOG].changes_received))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
