"""Who was given what of a log is written down at the office, and nobody alters that."""

from __future__ import annotations

import httpx
import psycopg
import pytest

from inspectiebezoek.app.office_link import sync_here
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.run import SyncRun
from inspectiebezoek.visit.exported import EXPORTED, TABLES, exported
from tests.server.test_rights import FILE, NOW, SECRET, UUID, fill
from tests.support.office import TestOffice
from tests.support.rights import let_in

LOG = f"visit/{UUID}"


def test_what_a_colleague_is_given_is_written_down_and_what_is_not_new_is_not(
    office: TestOffice,
) -> None:
    anna, jan = office.laptop("anna"), office.laptop("jan")
    sha256 = fill(anna, "visit")
    let_in(anna.store, LOG, "jan")
    assert sync_here(jan).done
    assert jan.store.evidence.content(sha256) == FILE
    readings = office.served.office.readings

    device = jan.store.device().id
    told = [
        (each.person, each.device, each.log, each.what, each.detail) for each in readings.lines()
    ]
    assert [each for each in told if each[0] == "jan"] == [
        ("jan", device, LOG, "changes", "1-2"),
        ("jan", device, LOG, "file", sha256),
    ]
    assert told[0][0] == "anna", "an author reads back what was brought"
    assert sync_here(jan).done
    assert len(readings.lines(person="jan")) == 2, "nothing new was given"
    assert readings.lines(log="visit/other") == ()
    assert SECRET not in str(office.rows("SELECT * FROM reading"))


def test_who_was_refused_has_read_nothing(office: TestOffice) -> None:
    anna, stranger = office.laptop("anna"), office.laptop("vreemde")
    fill(anna, "visit")
    headers = {"Authorization": f"Bearer {stranger.store.device().token}"}
    assert httpx.get(f"{office.url}/logs/{LOG}/changes", headers=headers).status_code == 404
    assert office.served.office.readings.lines(person="vreemde") == ()


def test_an_export_on_a_laptop_is_told_at_the_next_sync(office: TestOffice) -> None:
    anna = office.laptop("anna")
    fill(anna, "visit")
    anna.store.append(LOG, [exported(anna.uuid(), TABLES)], now=NOW)
    readings = office.served.office.readings
    assert [each for each in readings.lines() if each.what == "export"] == []
    with OfficeClient(office.url, anna.store.device().token) as client:
        assert SyncRun(anna.store, client).run().done

    (line,) = [each for each in readings.lines(LOG, "anna") if each.what == "export"]
    assert (line.detail, line.at) == (TABLES, NOW)


def test_an_answer_written_in_the_place_of_an_export_is_not_told_on(office: TestOffice) -> None:
    anna = office.laptop("anna")
    proposal = exported(anna.uuid(), SECRET)
    anna.store.append(LOG, [proposal], now=NOW)
    with OfficeClient(office.url, anna.store.device().token) as client:
        assert SyncRun(anna.store, client).run().done

    lines = office.served.office.readings.lines()
    assert SECRET not in str(lines)
    assert [each.detail for each in lines if each.what == "export"] == ["?"]


def test_a_row_that_was_damaged_to_hide_an_export_is_told(office: TestOffice) -> None:
    anna = office.laptop("anna")
    anna.store.append(LOG, [exported(anna.uuid(), TABLES)], now=NOW)
    with OfficeClient(office.url, anna.store.device().token) as client:
        assert SyncRun(anna.store, client).run().done
    office.execute(f"""UPDATE change SET data = '"field":"{EXPORTED}'::bytea""")

    lines = office.served.office.readings.lines(LOG)
    assert [each.detail for each in lines if each.what == "export"] == ["damaged"]


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM reading", "UPDATE reading SET person = 'jan'", "TRUNCATE reading"],
)
def test_the_database_lets_nobody_alter_or_shorten_the_account(
    office: TestOffice, statement: str
) -> None:
    fill(office.laptop("anna"), "visit")
    before = office.rows("SELECT * FROM reading")
    assert before
    with pytest.raises(psycopg.errors.RaiseException, match="never altered or removed"):
        office.execute(statement)
    assert office.rows("SELECT * FROM reading") == before
