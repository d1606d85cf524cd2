"""Two persons destroy a log at the office: it is gone, its tombstone stays, and nobody else
learns that it was there."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from inspectiebezoek.app.office_link import sync_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.change import Proposal
from inspectiebezoek.server.files import Files
from inspectiebezoek.server.serve import opened_office
from inspectiebezoek.sync import protocol
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.visit.exported import EXPORTED
from tests.server.test_rights import ACCESS, GIVES, LOG, LOGS, ask
from tests.support.destroying import DECISION, NOW, destroy, found_at, log_number, write
from tests.support.marker import MARKER
from tests.support.office import TestOffice
from tests.support.served_office import ServedOffice

GOING, STAYING = log_number(1), log_number(2)
OWN, SHARED = MARKER.encode() + b" alleen hier", b"een bestand van twee bezoeken"


@pytest.fixture
def anna(office: TestOffice) -> Workplace:
    """An inspector with two logs at the office, which share a file."""
    made = office.laptop("anna")
    write(made, GOING, OWN, SHARED)
    made.store.append(GOING, [Proposal(f"{EXPORTED}1", "json")], now=NOW)
    sha256, size = made.store.evidence.keep([SHARED])
    proposal = Proposal("note:1/text", "blijft", blobs=(sha256,))
    made.store.append(STAYING, [proposal], now=NOW, files=[(sha256, size)])
    assert sync_here(made).done
    return made


@pytest.fixture
def archivists(office: TestOffice) -> None:
    for person in ("archief-1", "archief-2"):
        office.served.office.people.know(person, person)


def refused(act: Callable[[], object]) -> Code:
    with pytest.raises(InspectionError) as caught:
        act()
    return caught.value.code


def token(place: Workplace) -> str:
    return place.store.device().token


@pytest.mark.usefixtures("archivists")
def test_one_person_alone_destroys_nothing(office: TestOffice, anna: Workplace) -> None:
    stones = office.served.office.tombstones
    held = office.rows("SELECT id FROM change ORDER BY id")

    assert refused(lambda: stones.agree(GOING, "archief-1")) is Code.DESTROY_NOT_ASKED
    assert refused(lambda: stones.ask(GOING, DECISION, "niemand")) is Code.MEMBER_UNKNOWN
    assert refused(lambda: stones.ask(log_number(9), DECISION, "anna")) is Code.LOG_UNKNOWN
    stones.ask(GOING, DECISION, "archief-1")
    assert refused(lambda: stones.agree(GOING, "archief-1")) is Code.DESTROY_ALONE
    assert refused(lambda: stones.agree(GOING, "niemand")) is Code.MEMBER_UNKNOWN
    assert [each.log for each in stones.requests()] == [GOING]

    stones.take_back(GOING)
    assert refused(lambda: stones.agree(GOING, "archief-2")) is Code.DESTROY_NOT_ASKED
    assert refused(lambda: stones.take_back(GOING)) is Code.DESTROY_NOT_ASKED
    assert office.rows("SELECT id FROM change ORDER BY id") == held
    assert sync_here(anna).done


@pytest.mark.usefixtures("archivists")
def test_what_came_since_it_was_asked_is_looked_at_before_it_goes(
    office: TestOffice, anna: Workplace
) -> None:
    stones = office.served.office.tombstones
    stones.ask(GOING, DECISION, "archief-1")
    write(anna, GOING)
    assert sync_here(anna).done

    assert refused(lambda: stones.agree(GOING, "archief-2")) is Code.DESTROY_MOVED
    stones.ask(GOING, DECISION, "archief-1")
    assert stones.agree(GOING, "archief-2").vseq == 3


def test_nothing_of_it_is_left_in_any_table_or_file_and_what_others_share_stays(
    office: TestOffice, anna: Workplace
) -> None:
    kept = office.served.office
    office.execute("INSERT INTO quarantine SELECT log, id, 'x', '', data FROM change")
    assert found_at(office) >= {"change"} and len(found_at(office)) >= 2
    sha256 = anna.store.evidence.keep([SHARED])[0]

    stone = destroy(kept, GOING)

    assert found_at(office) == set()
    assert b"".join(kept.files.read(sha256)) == SHARED
    assert office.rows("SELECT DISTINCT log FROM change") == [(STAYING,)]
    assert (stone.vseq, stone.decision) == (2, DECISION)
    assert office.rows("SELECT asked_by, agreed_by FROM tombstone") == [("archief-1", "archief-2")]
    assert kept.tombstones.requests() == ()
    with pytest.raises(Exception, match="never altered"):
        office.execute("DELETE FROM tombstone")
    assert refused(lambda: destroy(kept, GOING)) is Code.LOG_DESTROYED


def test_the_account_of_who_read_and_exported_it_stays(office: TestOffice, anna: Workplace) -> None:
    readings = office.served.office.readings
    before = readings.lines(GOING)
    assert {line.what for line in before} >= {"changes", "export"}

    destroy(office.served.office, GOING)

    assert set(readings.lines(GOING)) == set(before)


def test_who_had_a_right_learns_of_it_at_every_route_and_a_stranger_at_none(
    office: TestOffice, anna: Workplace
) -> None:
    stranger = office.laptop("vreemde")
    sha256 = anna.store.evidence.keep([OWN])[0]
    destroy(office.served.office, GOING)
    kind, uuid = GOING.split("/")

    for (method, path), access in ACCESS.items():
        if access not in (LOG, GIVES) or path.endswith("/tombstone"):
            continue
        mine = ask(office, method, path, token(anna), kind, sha256, uuid)
        theirs = ask(office, method, path, token(stranger), kind, sha256, uuid)
        assert (mine.status_code, theirs.status_code) == (410, 404), (method, path)
        assert DECISION not in theirs.text and uuid not in theirs.text

    there = f"{LOGS}/tombstone"
    assert ask(office, "GET", there, token(stranger), kind, "", uuid).status_code == 404
    told = ask(office, "GET", there, token(anna), kind, "", uuid)
    stone = protocol.Tombstone.model_validate_json(told.content)
    office_key = Ed25519PublicKey.from_public_bytes(anna.store.device().office_key)
    office_key.verify(stone.signature, stone.signed_bytes())
    with OfficeClient(office.url, token(anna)) as client:
        assert client.logs("visit") == [STAYING]
    alive = STAYING.split("/")[1]
    assert ask(office, "GET", there, token(anna), kind, "", alive).status_code == 404


def test_a_push_brings_nothing_back_also_one_that_was_let_in_just_before(
    office: TestOffice, anna: Workplace
) -> None:
    entries = anna.store.entries(GOING)
    destroy(office.served.office, GOING)

    with OfficeClient(office.url, token(anna)) as client:
        assert refused(lambda: client.push(GOING, entries, ())) is Code.LOG_DESTROYED
    # The door was passed already when the log went.
    ledger = office.served.office.ledger
    assert refused(lambda: ledger.take(GOING, entries, (), "x")) is Code.LOG_DESTROYED
    assert office.rows("SELECT id FROM log") == [(STAYING,)]


def test_an_upload_that_ends_after_the_log_went_leaves_no_file(
    office: TestOffice, anna: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = MARKER.encode() + b" komt te laat"
    (late,) = write(anna, GOING, content)
    kept = office.served.office
    add = Files.add

    def slow(self: Files, sha256: str, offset: int, length: int, piece: bytes) -> int:
        if kept.tombstones.signed(GOING) is None:
            destroy(kept, GOING)
        return add(self, sha256, offset, length, piece)

    monkeypatch.setattr(Files, "add", slow)
    sync_here(anna)
    assert kept.files.size(late) is None and found_at(office) == set()


def test_metrics_checks_and_the_account_do_not_stumble_over_it(
    office: TestOffice, anna: Workplace
) -> None:
    kept = office.served.office
    destroy(kept, GOING)
    told = httpx.get(office.url + "/metrics").text
    assert "inspectiebezoek_logs 1" in told and "inspectiebezoek_changes 1" in told
    assert kept.ledger.mend_all() == 0
    assert kept.wanted.look_at_all().lacking == ()
    assert kept.ledger.mend(GOING).damaged == 0
    assert GOING not in kept.wanted.of("anna")
    assert kept.readings.lines()


def _killed_before_the_files_go(folder: Path, database: str) -> None:
    def killed(*_words: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with (
        patch.object(Files, "remove", killed),
        opened_office(folder, database=database) as office,
    ):
        destroy(office, GOING)


def test_an_office_killed_before_the_files_went_removes_them_at_its_next_start(
    office: TestOffice, anna: Workplace
) -> None:
    sha256 = anna.store.evidence.keep([OWN])[0]
    place = (office.files.parent, office.database)
    process = multiprocessing.get_context("forkserver").Process(
        target=_killed_before_the_files_go, args=place
    )
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert office.rows("SELECT log FROM tombstone") == [(GOING,)]
    assert found_at(office) == {sha256}

    again = ServedOffice(*place)
    again.start()
    again.stop()
    assert found_at(office) == set()
    assert office.rows("SELECT * FROM leaving") == []
