"""Several workers behind one database: no number twice, no file half, whoever answers."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import httpx
import pytest

from inspectiebezoek.app.office_link import enrol_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.log.change import Proposal
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.run import SyncRun
from tests.support.office import TestOffice
from tests.support.rights import name_in

LOG = "visit/0190a0a0-0000-7000-8000-0000000000cc"
NOW = datetime(2026, 10, 6, 8, 0, tzinfo=UTC)
EVIDENCE = b"bewijs " * 400_000


@pytest.fixture
def served(office: TestOffice, tmp_path: Path) -> Iterator[str]:
    """Two worker processes on the office's database; their address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ("office", "serve", "--folder", tmp_path / "workers", "--port", port)
    where = ("--database", office.database, "--workers", 2)
    process = subprocess.Popen(
        [sys.executable, "-m", "inspectiebezoek", *map(str, (*words, *where))]
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                if httpx.get(url + "/health").status_code == 200:
                    break
            except httpx.TransportError:
                assert process.poll() is None
                Event().wait(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(20)


def test_six_inspectors_push_one_visit_with_the_same_file_to_two_workers(
    office: TestOffice, served: str, tmp_path: Path
) -> None:
    stores = []
    for number in range(6):
        store = Store(tmp_path / f"laptop-{number}", bytes(32))
        code = office.served.office.people.invite(f"p{number}", f"P{number}")
        enrol_here(Workplace(store), office.url, code)
        sha256, size = store.evidence.keep([EVIDENCE])
        for question in range(5):
            proposal = Proposal(f"answer:/data/v{question}", f"{number}", blobs=(sha256,))
            store.append(LOG, [proposal], now=NOW, files=[(sha256, size)])
        stores.append(store)
    name_in(stores[0], LOG, *(f"p{number}" for number in range(1, 6)))

    def sync(store: Store) -> bool:
        with OfficeClient(served, store.device().token) as client:
            return SyncRun(store, client).run().done

    assert sync(stores[0])
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(sync, stores))
    assert all(sync(store) for store in stores)
    assert all(len(store.entries(LOG)) == 35 for store in stores)
    rows = office.rows("SELECT vseq FROM change ORDER BY vseq")
    assert [row[0] for row in rows] == list(range(1, 36))
    assert not list((tmp_path / "workers" / "uploads").iterdir())
    for store in stores:
        store.close()
