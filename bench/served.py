"""An office in processes of its own, as it is served in earnest, with laptops to enrol there."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import httpx

from inspectiebezoek.app.office_link import enrol_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.log import chain
from inspectiebezoek.server.database import EmbeddedPostgres
from inspectiebezoek.server.serve import opened_office
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.client import OfficeClient


@dataclass(frozen=True, slots=True)
class Served:
    """Where the office listens, its database, its process, and ways to enrol laptops and to bring
    the changes of a log without its files."""

    folder: Path
    url: str
    database: str
    process: subprocess.Popen[bytes]
    laptop: Callable[[str], Workplace]

    def bring(self, store: Store, log: str) -> None:
        """Push the changes of a log, and nothing else."""
        device, entries = store.device(), store.entries(log)
        link = chain.Link(entries[-1].change.dseq, entries[-1].id)
        seal = chain.sign(device.key, log, device.id, link)
        with OfficeClient(self.url, device.token) as client:
            client.push(log, entries, [seal])


@contextmanager
def served(workers: int = 1) -> Iterator[Served]:
    """An office with its own PostgreSQL, in a folder on the disk of this checkout."""
    with TemporaryDirectory(dir=Path.cwd()) as place, ExitStack() as stack:
        folder = Path(place)
        database = EmbeddedPostgres(folder / "postgres")
        stack.callback(database.close)
        opened = stack.enter_context(opened_office(folder / "office", database=database.url))
        process, url = _start(folder / "office", database.url, workers)
        stack.callback(process.wait, 20)
        stack.callback(process.terminate)

        def laptop(person: str) -> Workplace:
            store = Store(folder / f"laptop-{person}", bytes(range(32)))
            stack.callback(store.close)
            workplace = Workplace(store)
            enrol_here(workplace, url, opened.people.invite(person, person))
            return workplace

        yield Served(folder, url, database.url, process, laptop)


def _start(folder: Path, database: str, workers: int) -> tuple[subprocess.Popen[bytes], str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    words = ["office", "serve", "--folder", str(folder), "--port", port, "--database", database]
    words += ["--workers", str(workers)]
    process = subprocess.Popen([sys.executable, "-m", "inspectiebezoek", *words])
    url = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            if httpx.get(url + "/health").status_code == 200:
                return process, url
        except httpx.TransportError:
            Event().wait(0.1)
    raise RuntimeError("the office did not start")
