"""A large file that is cut off on its way goes on where it stopped, in both directions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import httpx
import pytest

from inspectiebezoek.app.office_link import sync_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code
from inspectiebezoek.log.change import Proposal
from inspectiebezoek.store.evidence import CHUNK
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.run import SyncRun
from tests.support.office import TestOffice
from tests.support.rights import let_in

LOG = "visit/0190a0a0-0000-7000-8000-0000000000fe"
EVIDENCE = bytes(range(251)) * 14_000
CUTS = [1, 999, CHUNK, CHUNK + 1, 3 * CHUNK + 7, len(EVIDENCE) - 1]


@dataclass
class CutsFiles(httpx.BaseTransport):
    """A line to the office that breaks once after so many bytes of a file, and counts them."""

    after: int
    passed: int = 0
    _inner: httpx.HTTPTransport = field(default_factory=httpx.HTTPTransport)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if "/blobs/" not in request.url.path or request.method not in ("GET", "PATCH"):
            return self._inner.handle_request(request)
        if request.method == "PATCH":
            request.stream = Counted(request.stream, self)  # type: ignore[arg-type]
            return self._inner.handle_request(request)
        answer = self._inner.handle_request(request)
        return httpx.Response(
            answer.status_code,
            headers=answer.headers,
            stream=Counted(answer.stream, self),  # type: ignore[arg-type]
        )

    def take(self, piece: bytes) -> bytes:
        piece = piece[: self.after - self.passed] if self.after else piece
        self.passed += len(piece)
        return piece

    def close(self) -> None:
        self._inner.close()


@dataclass
class Counted(httpx.SyncByteStream):
    inner: httpx.SyncByteStream
    line: CutsFiles

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.inner:
            yield self.line.take(piece)
            if self.line.passed == self.line.after:
                raise httpx.ReadError("cut")

    def close(self) -> None:
        self.inner.close()


def run(laptop: Workplace, line: CutsFiles) -> tuple[bool, list[Code]]:
    device = laptop.store.device()
    with OfficeClient(device.office, device.token, line) as client:
        result = SyncRun(laptop.store, client).run()
    return result.done, [problem.code for problem in result.problems]


def with_film(laptop: Workplace) -> str:
    sha256, size = laptop.store.evidence.keep([EVIDENCE])
    proposal = Proposal("evidence:a/text", "film", blobs=(sha256,))
    laptop.store.append(LOG, [proposal], now=laptop.clock(), files=[(sha256, size)])
    return sha256


def at_office(office: TestOffice, sha256: str) -> int:
    """How much of a file has arrived, once the office has seen that the line is gone."""
    for _ in range(500):
        if here := office.served.office.files.offset(sha256):
            return here
        Event().wait(0.02)
    raise AssertionError("nothing arrived")


@pytest.fixture
def jan(office: TestOffice) -> Workplace:
    """A laptop that has yet to fetch the film of a colleague."""
    anna, jan = office.laptop("anna"), office.laptop("jan")
    with_film(anna)
    assert sync_here(anna).done
    let_in(anna.store, LOG, "jan")
    return jan


@pytest.mark.parametrize("after", CUTS)
def test_an_upload_cut_within_a_request_goes_on_where_the_office_has_it(
    office: TestOffice, after: int
) -> None:
    anna = office.laptop("anna")
    sha256 = with_film(anna)

    assert run(anna, CutsFiles(after)) == (False, [Code.OFFICE_UNREACHABLE])
    there = at_office(office, sha256) if after > CHUNK else 0
    going_on = CutsFiles(0)
    assert run(anna, going_on) == (True, [])
    assert len(EVIDENCE) - after <= going_on.passed <= len(EVIDENCE) - there
    assert b"".join(office.served.office.files.read(sha256)) == EVIDENCE


@pytest.mark.parametrize("after", CUTS)
def test_a_download_that_was_cut_goes_on_at_the_last_whole_chunk(
    jan: Workplace, after: int
) -> None:
    assert run(jan, CutsFiles(after)) == (False, [Code.OFFICE_UNREACHABLE])
    going_on = CutsFiles(0)
    assert run(jan, going_on) == (True, [])
    # One byte of the next chunk must be here before it is known that a chunk is not the last.
    assert going_on.passed == len(EVIDENCE) - (after - 1) // CHUNK * CHUNK
    assert jan.store.evidence.content(jan.store.office.files(LOG)[0][0]) == EVIDENCE
    assert not list(jan.store.folder.rglob("*.coming"))


def tear(coming: Path) -> None:
    coming.write_bytes(coming.read_bytes()[: 2 * CHUNK - 5])


def spoil(coming: Path) -> None:
    data = bytearray(coming.read_bytes())
    data[CHUNK + 500] ^= 1
    coming.write_bytes(data)


@pytest.mark.parametrize("harm", [tear, spoil, lambda coming: coming.write_bytes(b"IB")])
def test_what_was_torn_when_the_power_went_is_fetched_again(jan: Workplace, harm: object) -> None:
    run(jan, CutsFiles(3 * CHUNK + 7))
    (coming,) = jan.store.folder.rglob("*.coming")
    harm(coming)  # type: ignore[operator]

    assert run(jan, CutsFiles(0)) == (True, [])
    assert jan.store.evidence.content(jan.store.office.files(LOG)[0][0]) == EVIDENCE


def test_no_plain_byte_of_a_file_on_its_way_lies_on_disk(jan: Workplace) -> None:
    run(jan, CutsFiles(3 * CHUNK + 7))
    (coming,) = jan.store.folder.rglob("*.coming")

    assert EVIDENCE[:64] not in coming.read_bytes()
