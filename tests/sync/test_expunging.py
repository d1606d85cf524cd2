"""Promises about erasing: what two persons agreed on is gone everywhere, and the chains hold."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from inspectiebezoek.app.checking import check_visit
from inspectiebezoek.app.office_link import sync_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.form import Form
from inspectiebezoek.log.change import EXPUNGE, GENESIS, Proposal
from inspectiebezoek.log.erasure import agreeing, erasures, requests
from inspectiebezoek.visit import expunging
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.kinds import Evidence
from inspectiebezoek.visit.open_visit import OpenVisit
from tests.support.marker import MARKER, decrypted, files_with, spellings
from tests.support.office import TestOffice
from tests.support.rights import let_in

KEY = bytes(32)
GROUND = "verkeerde persoon genoemd"
FIELD = "/data/toelichting"


@pytest.fixture
def anna(office: TestOffice) -> Workplace:
    return office.laptop("anna")


@pytest.fixture
def visit(anna: Workplace, form: Form) -> OpenVisit:
    """A visit with a name that should not be in it: typed, answered, and on a photo."""
    made = anna.plan(form, Header(title="Bezoek"))
    made.answer(FIELD, f"gesproken met {MARKER}")
    made.answer(FIELD, "gesproken met een medewerker")
    sha256, size = anna.store.evidence.keep([MARKER.encode() * 100])
    sizes = {"original_size": size, "derivative_size": 0}
    made.attach(sort="foto", name=f"{MARKER}.jpg", original=sha256, derivative="", **sizes)
    made.typing(FIELD, f"weer {MARKER}")
    sync_here(anna)
    return made


@pytest.fixture
def bram(office: TestOffice, anna: Workplace, visit: OpenVisit) -> Workplace:
    """A colleague who has all of it."""
    made = office.laptop("bram")
    let_in(anna.store, visit.log, "bram")
    sync_here(made)
    return made


def holding(place: Workplace) -> list[str]:
    """The changes that hold the name."""
    (log,) = place.store.logs("visit")
    words = MARKER.encode()
    return [entry.id for entry in place.store.entries(log) if words in (entry.value or b"")]


def found_on(place: Workplace) -> bool:
    """Whether the name is anywhere on a laptop, with the key in hand."""
    folder = place.store.folder
    pages = decrypted(folder, KEY)
    assert b"gesproken met een medewerker" in pages  # the pages were opened well
    copied = [part for record in place.store.copy._open().read() for part in record.parts]
    evidence = place.store.evidence
    whole = [evidence.content(path.name) for path in (folder / "evidence").rglob("?" * 64)]
    readable = [pages, *(part for part in copied if part), *whole]
    inside = any(each in part for part in readable for each in spellings(MARKER))
    return inside or bool(files_with(folder))


def office_holds(office: TestOffice) -> bool:
    tables = ("change", "quarantine")
    columns = ((table, column) for table in tables for column in ("value", "data"))
    rows = [row for t, c in columns for row in office.rows(f"SELECT {c} FROM {t}")]
    held = any(MARKER.encode() in bytes(row[0] or b"") for row in rows)
    cited = office.rows("SELECT sha256 FROM citation")
    files = office.served.office.files
    names = [str(row[0]) for row in cited]
    whole = [b"".join(files.read(name)) for name in names if files.size(name) is not None]
    return held or any(MARKER.encode() in content for content in whole)


def refused(act: Callable[[], object]) -> Code:
    with pytest.raises(InspectionError) as caught:
        act()
    return caught.value.code


def ask(place: Workplace, log: str) -> list[str]:
    """Ask for the changes that hold the name, and for the photo as a whole."""
    (piece,) = place.open(log.partition("/")[2]).all(Evidence)
    names = [*holding(place), f"evidence:{piece.id}/"]
    asked = expunging.ask(place.store, log, names, GROUND, place.clock())
    return [each.id for each in asked]


def test_what_two_persons_agree_on_is_gone_everywhere_and_all_holds(
    anna: Workplace, bram: Workplace, visit: OpenVisit, office: TestOffice
) -> None:
    log = visit.log
    assert len(holding(anna)) == 2 and found_on(anna) and office_holds(office)
    ask(anna, log)
    assert found_on(anna)  # one person alone erases nothing
    for place in (anna, bram):
        assert sync_here(place).done
    asked = list(requests(bram.store.entries(log)))
    before = {entry.id: entry.data for entry in bram.store.entries(log)}

    expunging.agree(bram.store, log, asked, bram.clock())

    assert not found_on(bram) and holding(bram) == []
    for place in (bram, anna):
        assert sync_here(place).done
    assert not office_holds(office)
    assert not found_on(anna)
    assert anna.store.drafts(log) == {}
    for place in (anna, bram):
        check = check_visit(place.store, log)
        assert not (check.faults or check.damaged or check.missing)
        assert check.sealed == check.changes
        agreed = erasures(place.store.entries(log))
        assert {(e.ground, e.asked_by, e.agreed_by) for e in agreed.values()} == {
            (GROUND, "anna", "bram")
        }
        held = {entry.id: entry.data for entry in place.store.entries(log)}
        assert before.items() <= held.items()
    visit.refresh()
    assert visit.instance.node(FIELD).value == "gesproken met een medewerker"
    assert MARKER not in str([visit.state.heads(field) for field in visit.state.fields()])
    assert not any(each.original for each in visit.all(Evidence))


def test_a_laptop_that_comes_later_gets_the_visit_without_it(
    anna: Workplace, bram: Workplace, visit: OpenVisit, office: TestOffice
) -> None:
    ask(anna, visit.log)
    sync_here(anna)
    sync_here(bram)
    expunging.agree(
        bram.store, visit.log, list(requests(bram.store.entries(visit.log))), bram.clock()
    )
    sync_here(bram)
    carla = office.laptop("carla")
    let_in(anna.store, visit.log, "carla")
    assert sync_here(carla).done
    assert holding(carla) == []
    check = check_visit(carla.store, visit.log)
    assert not (check.faults or check.damaged or check.missing)


def test_a_laptop_that_brings_it_back_gets_it_dropped_again(
    anna: Workplace, bram: Workplace, visit: OpenVisit, office: TestOffice
) -> None:
    ask(anna, visit.log)
    sync_here(anna)
    sync_here(bram)
    log = visit.log
    expunging.agree(bram.store, log, list(requests(bram.store.entries(log))), bram.clock())
    sync_here(bram)
    # The office loses everything; a laptop that never heard of it refills it, name and all.
    for table in ("change", "seal", "citation", "erased"):
        office.execute(f"DELETE FROM {table}")
    office.execute("UPDATE log SET vseq = 0, roll = decode(repeat('00', 32), 'hex')")
    with suppress(InspectionError):
        sync_here(anna)
    assert office_holds(office)

    for place in (bram, anna, bram):
        sync_here(place)
    assert not office_holds(office)
    assert not found_on(bram) and not found_on(anna)
    assert check_visit(anna.store, log).faults == ()


def test_one_person_cannot_do_it_alone_however_they_write_it(
    anna: Workplace, visit: OpenVisit
) -> None:
    log = visit.log
    asked = ask(anna, log)
    agree = lambda: expunging.agree(anna.store, log, asked, anna.clock())  # noqa: E731
    assert refused(agree) is Code.EXPUNGE_ALONE
    request = requests(anna.store.entries(log))[asked[0]]
    forged = Proposal("visit:/x", agreeing(request), op=EXPUNGE)
    anna.store.append(log, [forged], now=anna.clock())
    assert holding(anna)


def test_only_what_is_there_and_can_go_is_asked_for(anna: Workplace, visit: OpenVisit) -> None:
    genesis = next(e for e in anna.store.entries(visit.log) if e.change.op == GENESIS)
    (first, *_) = ask(anna, visit.log)
    for change in ("", "zzz", genesis.id, first):
        act = lambda c=change: expunging.ask(anna.store, visit.log, [c], GROUND, anna.clock())  # noqa: E731
        assert refused(act) is Code.EXPUNGE_UNKNOWN


def test_a_value_that_is_gone_without_agreement_is_a_fault(
    anna: Workplace, visit: OpenVisit
) -> None:
    with anna.store._database.transaction() as connection:
        connection.exec_driver_sql("UPDATE change SET salt = NULL, value = NULL WHERE dseq = 3")
    assert [each.fault.kind for each in check_visit(anna.store, visit.log).faults] == ["erased"]
