"""Evidence in object storage: `--blobs s3://…` against a server that speaks S3."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import httpx
import pytest

from inspectiebezoek.app.office_link import enrol_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.log.change import Proposal
from inspectiebezoek.server.running import running
from inspectiebezoek.server.serve import opened_office
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.run import SyncRun
from tests.support.office import TestOffice
from tests.support.rights import name_in

LOG = "visit/0190a0a0-0000-7000-8000-0000000000dd"
NOW = datetime(2026, 10, 6, 8, 0, tzinfo=UTC)
EVIDENCE = b"GEHEIM-BEWIJS " * 700_000


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket on an S3 server of this machine, with its address in the environment; its URL."""
    program = shutil.which("moto_server")
    if program is None:
        pytest.skip("needs the tool moto_server (uv tool install 'moto[server]')")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    quiet = subprocess.DEVNULL
    server = subprocess.Popen([program, "-p", str(port)], stdout=quiet, stderr=quiet)
    try:
        for _ in range(300):
            try:
                httpx.put(f"{address}/bewijs").raise_for_status()
                break
            except httpx.TransportError:
                assert server.poll() is None
                Event().wait(0.1)
        for name, value in {
            "AWS_ENDPOINT_URL": address,
            "AWS_ALLOW_HTTP": "true",
            "AWS_REGION": "eu-west-1",
            "AWS_ACCESS_KEY_ID": "oefening",
            "AWS_SECRET_ACCESS_KEY": "oefening",
        }.items():
            monkeypatch.setenv(name, value)
        yield "s3://bewijs/kantoor"
    finally:
        server.terminate()
        server.wait(20)


def test_evidence_goes_to_object_storage_and_comes_back_whole(
    office: TestOffice, bucket: str, tmp_path: Path
) -> None:
    with (
        opened_office(
            tmp_path / "other", database=office.database, blobs=bucket, clock=office.clock
        ) as opened,
        running(opened) as served,
    ):
        stores = []
        for person in ("anna", "jan"):
            store = Store(tmp_path / person, bytes(32))
            enrol_here(Workplace(store), served.url, opened.people.invite(person, person))
            stores.append(store)
        anna, jan = stores
        sha256, size = anna.evidence.keep([EVIDENCE])
        proposal = Proposal("evidence:a/text", "foto", blobs=(sha256,))
        anna.append(LOG, [proposal], now=NOW, files=[(sha256, size)])
        name_in(anna, LOG, "jan")
        for store in stores:
            with OfficeClient(served.url, store.device().token) as client:
                assert SyncRun(store, client).run().done

        assert opened.files.size(sha256) == len(EVIDENCE)
        assert jan.evidence.content(sha256) == EVIDENCE
        assert not list((tmp_path / "other" / "uploads").iterdir())
        assert not (tmp_path / "other" / "files").exists(), "nothing is kept beside the bucket"
        for store in stores:
            store.close()
