"""A file that the office lost, spoiled or never finished comes back from whoever has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from inspectiebezoek.app.office_link import sync_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code
from inspectiebezoek.log.change import Proposal
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.outcome import SyncResult
from tests.support.office import TestOffice
from tests.support.rights import let_in

LOG = "visit/0190a0a0-0000-7000-8000-0000000000ff"
EVIDENCE = bytes(range(256)) * 20_000


@dataclass
class Shared:
    """A file that Anna brought to the office, and where it lies there."""

    office: TestOffice
    anna: Workplace
    jan: Workplace
    sha256: str

    @property
    def place(self) -> Path:
        return self.office.files / self.sha256[:2] / self.sha256

    def whole(self, laptop: Workplace) -> bool:
        there = b"".join(self.office.served.office.files.read(self.sha256))
        return there == laptop.store.evidence.content(self.sha256) == EVIDENCE


@pytest.fixture
def shared(office: TestOffice) -> Shared:
    anna, jan = office.laptop("anna"), office.laptop("jan")
    sha256 = attach(anna.store, EVIDENCE)
    assert sync_here(anna).done
    let_in(anna.store, LOG, "jan")
    return Shared(office, anna, jan, sha256)


def attach(store: Store, content: bytes) -> str:
    sha256, size = store.evidence.keep([content])
    proposal = Proposal("evidence:a/text", sha256, blobs=(sha256,))
    store.append(LOG, [proposal], now=Workplace(store).clock(), files=[(sha256, size)])
    return sha256


def codes(result: SyncResult) -> list[Code]:
    return [problem.code for problem in result.problems]


def spoil(place: Path) -> None:
    data = bytearray(place.read_bytes())
    data[len(data) // 2] ^= 1
    place.write_bytes(data)


HARM: dict[str, Callable[[Path], object]] = {
    "lost": Path.unlink,
    "spoiled": spoil,
    "cut": lambda place: place.write_bytes(place.read_bytes()[:99]),
    "emptied": lambda place: place.write_bytes(b""),
}


@pytest.mark.parametrize("harm", HARM)
def test_a_file_that_the_office_no_longer_has_whole_comes_back_from_a_laptop(
    shared: Shared, harm: str
) -> None:
    HARM[harm](shared.place)

    # Jan is told that it is on its way; the office now knows, and asks Anna at her next sync.
    assert codes(sync_here(shared.jan)) == [Code.EVIDENCE_ON_ITS_WAY]
    assert sync_here(shared.anna).done
    assert sync_here(shared.jan).done
    assert shared.whole(shared.jan)


@pytest.mark.parametrize("harm", HARM)
def test_a_check_of_the_office_asks_for_what_it_lost_before_anyone_misses_it(
    shared: Shared, harm: str
) -> None:
    wanted = shared.office.served.office.wanted
    assert wanted.look_at_all().lacking == ()
    HARM[harm](shared.place)

    checked = wanted.look_at_all()
    assert (checked.files, checked.lacking) == (1, (shared.sha256,))
    assert sync_here(shared.anna).done
    assert shared.whole(shared.anna)
    assert wanted.look_at_all().lacking == ()


def test_what_was_spoiled_is_set_apart_and_not_thrown_away(shared: Shared) -> None:
    spoil(shared.place)
    spoiled = shared.place.read_bytes()
    shared.office.served.office.wanted.look_at_all()

    assert (shared.office.files / "damaged" / shared.sha256).read_bytes() == spoiled


def test_a_stranger_is_not_told_what_the_office_lost(shared: Shared) -> None:
    shared.place.unlink()
    shared.office.served.office.wanted.look_at_all()

    asked = shared.office.served.office.wanted.of
    assert asked("anna") == asked("jan") == {LOG: [shared.sha256]}
    assert asked("vreemde") == {}


@pytest.mark.parametrize("junk", [b"", b"te veel"])
def test_an_upload_that_was_whole_when_the_office_was_stopped_is_finished(
    office: TestOffice, junk: bytes
) -> None:
    anna = office.laptop("anna")
    sha256 = attach(anna.store, EVIDENCE)
    part = office.files.parent / "uploads" / f"{sha256}.part"
    part.write_bytes(EVIDENCE + junk)

    first = sync_here(anna)
    assert first.done == (not junk), "what is no beginning of the file is begun anew"
    assert sync_here(anna).done
    assert b"".join(office.served.office.files.read(sha256)) == EVIDENCE
    assert not part.exists()


def test_a_file_that_is_damaged_on_the_laptop_holds_up_nothing_else(
    office: TestOffice, tmp_path: Path
) -> None:
    anna = office.laptop("anna")
    broken, whole = attach(anna.store, EVIDENCE), attach(anna.store, b"heel")
    spoil(anna.store.folder / "evidence" / broken[:2] / broken)

    result = sync_here(anna)
    assert codes(result) == [Code.EVIDENCE_DAMAGED]
    assert (result.counts[LOG].changes_received, result.counts[LOG].files_received) == (2, 1)
    assert office.served.office.files.size(whole) == 4
