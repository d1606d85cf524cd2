"""The wire may break at any byte, on the way there or back: what was acknowledged comes through."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code
from inspectiebezoek.log.change import Proposal
from inspectiebezoek.store import evidence
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync import files
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.outcome import SyncResult
from inspectiebezoek.sync.run import SyncRun
from tests.support.cutting import wire
from tests.support.office import TestOffice

NOW = datetime(2026, 10, 6, 8, 0, tzinfo=UTC)


def fill(store: Store) -> tuple[str, str]:
    """A log with three answers and a file of 2,000 bytes; the log and the file."""
    log = f"visit/{uuid4()}"
    sha256, size = store.evidence.keep([Random(log).randbytes(2_000)])
    for number in range(3):
        store.append(log, [Proposal(f"answer:/data/v{number}", "ja")], now=NOW)
    cites = Proposal("evidence:a/original", sha256, blobs=(sha256,))
    store.append(log, [cites], now=NOW, files=[(sha256, size)])
    return log, sha256


def sync(store: Store, url: str) -> SyncResult:
    with OfficeClient(url, store.device().token) as client:
        return SyncRun(store, client).run()


@pytest.fixture
def anna(office: TestOffice, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    # A file of 2,000 bytes then takes four requests, as one of 128 MB does otherwise.
    for room in (evidence, files):
        monkeypatch.setattr(room, "CHUNK", 600)
    monkeypatch.setattr(files, "CHUNKS", 1)
    return office.laptop("anna")


def spoken(store: Store, url: str) -> tuple[int, int]:
    """How many bytes a whole run takes each way."""
    fill(store)
    with wire(url) as (address, made):
        assert sync(store, address).done
    return made.carried["up"], made.carried["down"]


def _cut(anna: Workplace, office: TestOffice, examples: int) -> None:
    store = anna.store
    most_up, most_down = spoken(store, office.url)

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, most_up - 1), st.booleans())
    def at(byte: int, there: bool) -> None:
        log, sha256 = fill(store)
        up, down = (byte, None) if there else (None, byte * most_down // most_up)
        with wire(office.url, up=up, down=down) as (address, _):
            result = sync(store, address)
        if not result.done:
            assert {each.code for each in result.problems} == {Code.OFFICE_UNREACHABLE}

        assert sync(store, office.url).done
        kept = office.served.office
        assert kept.ledger.entries(log) == store.entries(log)
        assert b"".join(kept.files.read(sha256)) == store.evidence.content(sha256)

    at()


def test_a_wire_cut_at_any_byte_loses_nothing(anna: Workplace, office: TestOffice) -> None:
    _cut(anna, office, 12)


@pytest.mark.long
def test_a_wire_cut_at_very_many_bytes_loses_nothing(anna: Workplace, office: TestOffice) -> None:
    _cut(anna, office, 400)


@pytest.mark.parametrize("at", [0, 1, 599, 600, 601, 1_999, 2_000])
def test_an_upload_cut_at_any_byte_goes_on_from_there(
    anna: Workplace, office: TestOffice, at: int
) -> None:
    log, sha256 = fill(anna.store)
    content = anna.store.evidence.content(sha256)
    with OfficeClient(office.url, anna.store.device().token) as client:
        SyncRun(anna.store, client)._push(log)
        if at:
            client.add_to_file(log, sha256, 0, 2_000, [content[:at]], at)
        assert client.file_state(log, sha256) == (at, at == 2_000)

    assert sync(anna.store, office.url).done
    assert b"".join(office.served.office.files.read(sha256)) == content


def test_batches_that_come_double_and_in_another_order_are_taken_once(
    anna: Workplace, office: TestOffice
) -> None:
    store = anna.store
    log = f"visit/{uuid4()}"
    pieces = []
    for number in range(6):
        store.append(log, [Proposal(f"answer:/data/v{number}", "ja")] * 2, now=NOW)
        store.seal(log)
        pieces.append((store.entries(log)[-2:], store.seals(log)[-1:]))
    order = [*range(6), *range(6)]
    Random(5).shuffle(order)
    with OfficeClient(office.url, store.device().token) as client:
        for number in order:
            client.push(log, *pieces[number])
        client.push(log, pieces[3][0][::-1], pieces[3][1])

    assert sync(store, office.url).done
    there = office.served.office.ledger.entries(log)
    assert sorted(each.id for each in there) == sorted(each.id for each in store.entries(log))
