"""Promises about letting go of a visit: only what the office signed for goes, and it comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from inspectiebezoek.app.checking import check_visit
from inspectiebezoek.app.office_link import fetch_here, purge_here, sync_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.form import Form
from inspectiebezoek.store import removal
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.purging import purge
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.open_visit import OpenVisit
from tests.support.office import TestOffice
from tests.support.rights import let_in

PIECE = b"een foto van de gang" * 100


@pytest.fixture
def anna(office: TestOffice) -> Workplace:
    return office.laptop("anna")


def visit_of(place: Workplace, form: Form, title: str = "Bezoek") -> OpenVisit:
    visit = place.plan(form, Header(title=title))
    visit.answer("/data/toelichting", f"gezien in {title}")
    sha256, size = place.store.evidence.keep([PIECE, title.encode()])
    sizes = {"original_size": size, "derivative_size": 0}
    visit.attach(sort="foto", name="gang.jpg", original=sha256, derivative="", **sizes)
    return visit


def refused(act: Callable[[], object]) -> Code:
    with pytest.raises(InspectionError) as caught:
        act()
    return caught.value.code


def evidence(place: Workplace) -> int:
    folder = place.store.folder / "evidence"
    return sum(path.is_file() for path in folder.rglob("*"))


def test_a_visit_goes_with_all_that_is_its_own_and_comes_back_whole(
    anna: Workplace, form: Form
) -> None:
    going, staying = visit_of(anna, form, "gaat"), visit_of(anna, form, "blijft")
    before = [entry.id for entry in anna.store.entries(going.log)]
    files = evidence(anna)

    gone = purge_here(anna, going.id)

    assert (gone.title, gone.changes) == ("gaat", len(before))
    assert [line.header.title for line in anna.visits()] == ["blijft"]
    assert evidence(anna) == files - 1  # the checklist is of the other visit too
    assert check_visit(anna.store, staying.log).faults == ()
    assert anna.store.purged() == (gone,)

    device = anna.store.device().id
    assert sync_here(anna).done  # and it does not come back by itself
    assert len(anna.visits()) == 1
    assert anna.store.device().id == device  # nor is this laptop taken for a copy

    assert fetch_here(anna, going.id[:8]).done
    assert [entry.id for entry in anna.store.entries(going.log)] == before
    again = anna.open(going.id)
    assert again.instance.node("/data/toelichting").value == "gezien in gaat"
    again.answer("/data/toelichting", "verder")
    assert sync_here(anna).done
    found = check_visit(anna.store, going.log)
    assert not (found.faults or found.missing or found.damaged)
    assert anna.store.purged() == ()


def test_what_is_not_at_the_office_does_not_go(
    anna: Workplace, form: Form, office: TestOffice
) -> None:
    visit = visit_of(anna, form)
    device = anna.store.device()

    def try_it() -> Code:
        with OfficeClient(device.office, device.token) as client:
            return refused(lambda: purge(anna.store, client, visit.log, anna.clock()))

    assert try_it() is Code.PURGE_WAITS  # it was never synced
    sync_here(anna)
    visit.typing("/data/toelichting", "half")
    assert try_it() is Code.PURGE_WAITS  # words that are being typed
    visit.answer("/data/toelichting", "heel")
    assert try_it() is Code.PURGE_WAITS  # a change since
    sync_here(anna)

    colleague = office.laptop("bram")
    let_in(anna.store, visit.log, "bram")
    sync_here(colleague)
    colleague.open(visit.id).answer("/data/toelichting", "van Bram")
    sync_here(colleague)
    assert try_it() is Code.PURGE_WAITS  # the office has more than we saw
    sync_here(anna)

    office.execute("DELETE FROM citation")
    assert try_it() is Code.PURGE_WAITS  # it no longer has the files
    assert len(anna.visits()) == 1


def test_a_value_that_the_office_lost_since_holds_the_visit_and_comes_back(
    anna: Workplace, form: Form, office: TestOffice
) -> None:
    visit = visit_of(anna, form)
    sync_here(anna)
    device = anna.store.device()
    office.execute("UPDATE change SET value = NULL, salt = NULL WHERE vseq = 3")

    with OfficeClient(device.office, device.token) as client:
        code = refused(lambda: purge(anna.store, client, visit.log, anna.clock()))
    assert code is Code.PURGE_WAITS and len(anna.visits()) == 1

    assert purge_here(anna, visit.id).title == "Bezoek"  # the sync before it brought it again
    assert office.rows("SELECT id FROM change WHERE value IS NULL") == []


def test_a_file_that_the_office_spoiled_holds_the_visit(
    anna: Workplace, form: Form, office: TestOffice
) -> None:
    visit = visit_of(anna, form)
    sync_here(anna)
    files = office.served.office.files
    for sha256 in office.served.office.ledger.cited(visit.log):
        store = files._storage
        store.put(f"{sha256[:2]}/{sha256}", b"vervalst")
    device = anna.store.device()
    with OfficeClient(device.office, device.token) as client:
        code = refused(lambda: purge(anna.store, client, visit.log, anna.clock()))
    assert code is Code.PURGE_WAITS
    # A sync brings it again, and then the office can sign.
    sync_here(anna)
    assert purge_here(anna, visit.id).files == 2


def test_only_our_own_office_can_sign(anna: Workplace, form: Form) -> None:
    visit = visit_of(anna, form)
    sync_here(anna)
    device = anna.store.device()
    anna.store.introduce(replace(device, office_key=bytes(31) + b"\1"))
    with OfficeClient(device.office, device.token) as client:
        code = refused(lambda: purge(anna.store, client, visit.log, anna.clock()))
    assert code is Code.PURGE_UNSIGNED
    assert len(anna.visits()) == 1


def test_stopped_in_the_middle_it_is_whole_or_gone(
    anna: Workplace, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = visit_of(anna, form)
    sync_here(anna)

    class StoppedError(Exception):
        """The program was killed here."""

    def stop(*_words: object) -> None:
        raise StoppedError

    folder = anna.store.folder
    with monkeypatch.context() as patched:
        patched.setattr(removal, "_note_leaving", stop)
        with pytest.raises(StoppedError):
            purge_here(anna, visit.id)
    assert len(anna.visits()) == 1
    assert check_visit(anna.store, visit.log).faults == ()

    with monkeypatch.context() as patched:
        patched.setattr(type(anna.store.evidence), "remove", stop)
        with pytest.raises(StoppedError):
            purge_here(anna, visit.id)
    anna.store.close()
    again = Workplace(Store(folder, bytes(32)))
    assert again.visits() == ()
    assert evidence(again) == 0
    again.store.close()


def test_the_log_protects_itself_again_once_it_is_back(anna: Workplace, form: Form) -> None:
    visit = visit_of(anna, form)
    purge_here(anna, visit.id)
    fetch_here(anna, visit.id)
    database = anna.store._database
    with pytest.raises(Exception, match="never deleted"), database.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM change")
    assert refused(lambda: fetch_here(anna, visit.id)) is Code.VISIT_UNKNOWN
