"""How fast a file of evidence goes up to the office and comes down, and in how much memory.

The limit is copying the file, hashing it and flushing it to disk. An upload is opening the
encrypted chunks on the laptop, HTTP over loopback, rights, writing, hashing and flushing at the
office. Fetching is the same the other way round, encrypting on arrival. The laptop is a process
of its own, so that its memory can be told.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from uuid import uuid4

from served import Served, served
from table import show

from inspectiebezoek.log.change import Proposal
from inspectiebezoek.log.rights import WRITER, role_field
from inspectiebezoek.store.local import Store

MB = 1_000_000
LIMIT, UP, DOWN = "copy, hash and flush", "bring to the office", "fetch from the office"
LAPTOP = """
import sys
from pathlib import Path
from time import perf_counter
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.files import exchange
folder, log, sha256 = sys.argv[1:]
store = Store(Path(folder), bytes(range(32)))
device = store.device()
with OfficeClient(device.office, device.token) as client:
    client.hello()
    start = perf_counter()
    exchange(store, client, log, sha256)
    seconds = perf_counter() - start
print(seconds, Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
"""


def noise(size: int) -> Iterator[bytes]:
    """Bytes that nothing can press together."""
    while size > 0:
        piece = os.urandom(min(size, 4 * MB))
        yield piece
        size -= len(piece)


def plain(source: Path, target: Path) -> float:
    """Seconds of the limit."""
    start, digest = perf_counter(), hashlib.sha256()
    with source.open("rb") as read, target.open("wb") as written:
        while piece := read.read(1 << 20):
            digest.update(piece)
            written.write(piece)
        written.flush()
        os.fsync(written.fileno())
    taken = perf_counter() - start
    target.unlink()
    return taken


def exchanged(folder: Path, log: str, sha256: str) -> tuple[float, float]:
    """Seconds, and the most memory that the laptop took, in MB."""
    words = [sys.executable, "-c", LAPTOP, str(folder), log, sha256]
    told = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()
    return float(told[0]), int(told[1]) / 1024


def most_memory(process: int) -> float:
    """The most memory that a process ever took, in MB (Linux)."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def evidence(rounds: int, megabytes: int = 512) -> None:
    """Measure in turns, and print the table."""
    times: dict[str, list[float]] = {LIMIT: [], UP: [], DOWN: []}
    memory = {UP: 0.0, DOWN: 0.0}
    with served() as office:
        before = most_memory(office.process.pid)
        source = office.folder / "plain"
        with source.open("wb") as file:
            for piece in noise(megabytes * MB):
                file.write(piece)
        for turn in range(rounds):
            log, sha256 = brought(office, turn, megabytes * MB)
            times[LIMIT].append(plain(source, office.folder / "copy"))
            for name, who in ((UP, f"a{turn}"), (DOWN, f"b{turn}")):
                seconds, most = exchanged(office.folder / f"laptop-{who}", log, sha256)
                times[name].append(seconds)
                memory[name] = max(memory[name], most)
        after = most_memory(office.process.pid)
    show(f"A file of {megabytes} MB, {rounds} rounds", list(times.items()), LIMIT)
    for name in (UP, DOWN):
        speed = megabytes / median(times[name])
        ratio = median(times[LIMIT]) / median(times[name])
        print(f"{name}: {ratio:.2f} x the limit, {speed:.0f} MB/s, laptop {memory[name]:.0f} MB")
    print(
        f"floor 0.35, goal 0.5; the office took {before:.0f} MB before and {after:.0f} MB at most"
    )


def brought(office: Served, turn: int, size: int) -> tuple[str, str]:
    """A log with a file that is only on one of two laptops; the log and the file."""
    log, first, second = f"visit/{uuid4()}", f"a{turn}", f"b{turn}"
    stores: list[Store] = [office.laptop(who).store for who in (first, second)]
    sha256, kept = stores[0].evidence.keep(noise(size))
    proposal = Proposal("evidence:a/text", "film", blobs=(sha256,))
    stores[0].append(log, [proposal], now=datetime.now(UTC), files=[(sha256, kept)])
    stores[0].append(log, [Proposal(role_field(second), WRITER)], now=datetime.now(UTC))
    office.bring(stores[0], log)
    for store in stores:
        store.close()
    return log, sha256
