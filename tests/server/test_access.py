"""Rights on a log at the office are read from the log: whoever brings it, in whatever pieces."""

from __future__ import annotations

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspectiebezoek.app.office_link import sync_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code
from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Entry, Proposal
from inspectiebezoek.log.rights import DECIDER, NONE, RANK, READER, WRITER
from inspectiebezoek.server import members
from inspectiebezoek.server.people import Caller
from inspectiebezoek.store.carried import CarriedLog
from inspectiebezoek.visit.header import Header, Member
from inspectiebezoek.visit.open_visit import OpenVisit
from tests.support.office import TestOffice
from tests.support.rights import NOW, let_in, name_in
from tests.support.visits import checklist

ANNA, BRAM = Member("anna", "Anna", "lead"), Member("bram", "Bram", "inspector")
ANSWER = "/data/deel/toelichting"


@pytest.fixture
def anna(office: TestOffice) -> Workplace:
    return office.laptop("anna")


@pytest.fixture
def bram(office: TestOffice) -> Workplace:
    return office.laptop("bram")


def plan(place: Workplace, *team: Member) -> OpenVisit:
    return place.plan(checklist(), Header(title="Bezoek", team=team))


def carry(giver: Workplace, taker: Workplace, log: str) -> None:
    """A stick goes from one laptop to the other."""
    giver.store.seal(log)
    entries, seals = giver.store.entries(log), giver.store.seals(log)
    files = giver.store.office.files(log)
    for sha256, _ in files:
        if sha256 not in taker.store.evidence:
            taker.store.evidence.keep(giver.store.evidence.read(sha256))
    taker.store.take_carried([CarriedLog(log, entries, seals, files)])


def who(office: TestOffice, log: str) -> dict[str, str]:
    rows = office.rows(f"SELECT person, \"right\" FROM log_member WHERE log = '{log}'")
    return {str(person): str(role) for person, role in rows}


def codes(place: Workplace) -> list[Code]:
    return [each.code for each in sync_here(place).problems]


def at_office(office: TestOffice, log: str) -> set[str]:
    return {entry.id for entry in office.served.office.ledger.entries(log)}


def forget_everything(office: TestOffice) -> None:
    """The office stands there as on its first day, but for whom it enrolled."""
    for table in ("change", "log", "log_member", "seal", "quarantine", "citation"):
        office.execute(f"DELETE FROM {table}")


def test_the_team_of_a_visit_has_its_rights_once_the_visit_is_at_the_office(
    office: TestOffice, anna: Workplace, bram: Workplace
) -> None:
    visit = plan(anna, ANNA, BRAM)
    assert sync_here(anna).done
    assert who(office, visit.log) == {"anna": DECIDER, "bram": WRITER}
    assert sync_here(bram).done
    bram.open(visit.id).answer(ANSWER, "van Bram")
    assert sync_here(bram).done

    visit.set_header(Header(title="Bezoek", team=(ANNA,)))
    assert sync_here(anna).done
    assert who(office, visit.log) == {"anna": DECIDER, "bram": NONE}
    assert codes(bram) == [Code.LOG_FORBIDDEN]


def test_a_lead_whose_colleague_came_first_still_leads(
    office: TestOffice, anna: Workplace, bram: Workplace
) -> None:
    visit = plan(anna, ANNA, BRAM)
    carry(anna, bram, visit.log)
    bram.open(visit.id).answer(ANSWER, "van Bram")
    assert sync_here(bram).done
    assert who(office, visit.log) == {"anna": DECIDER, "bram": WRITER}
    assert sync_here(anna).done
    assert at_office(office, visit.log) == {e.id for e in bram.store.entries(visit.log)}


def test_who_brings_a_colleagues_visit_first_sees_that_it_was_received_and_gets_no_more(
    office: TestOffice, anna: Workplace, bram: Workplace
) -> None:
    visit = plan(anna, ANNA)
    carry(anna, bram, visit.log)
    assert sync_here(bram).done
    assert who(office, visit.log) == {"anna": DECIDER, "bram": READER}

    bram.store.append(visit.log, [Proposal("visit:/title", "van Bram")], now=NOW)
    assert codes(bram) == [Code.CHANGE_QUARANTINED]
    assert sync_here(anna).done
    assert office.rows("SELECT code FROM quarantine") == [("right",)]
    let_in(anna.store, visit.log, "bram", role=NONE)
    assert codes(bram) == [Code.LOG_FORBIDDEN], "who decides is not bound by it"


def test_nobody_gets_into_a_log_by_pushing(
    office: TestOffice, anna: Workplace, bram: Workplace
) -> None:
    visit = plan(anna, ANNA)
    assert sync_here(anna).done
    carry(anna, bram, visit.log)
    name_in(bram.store, visit.log, "bram", role=DECIDER)
    before = at_office(office, visit.log)
    assert codes(bram) == [Code.LOG_FORBIDDEN]
    assert (who(office, visit.log), at_office(office, visit.log)) == ({"anna": DECIDER}, before)
    assert office.rows("SELECT * FROM quarantine") == []


def test_who_was_let_in_on_a_stick_comes_in_with_it(
    office: TestOffice, anna: Workplace, bram: Workplace
) -> None:
    visit = plan(anna, ANNA)
    assert sync_here(anna).done
    name_in(anna.store, visit.log, "bram")
    carry(anna, bram, visit.log)
    assert sync_here(bram).done
    assert who(office, visit.log) == {"anna": DECIDER, "bram": WRITER}


def test_who_hands_a_visit_over_and_leaves_brings_what_was_written_before(
    office: TestOffice, anna: Workplace, bram: Workplace
) -> None:
    visit = plan(anna, ANNA, BRAM)
    assert sync_here(anna).done and sync_here(bram).done
    visit.answer(ANSWER, "van Anna")
    name_in(anna.store, visit.log, "bram", role=DECIDER)
    name_in(anna.store, visit.log, "anna", role=NONE)
    assert codes(anna) == [Code.LOG_FORBIDDEN], "brought, and not given back"
    assert office.rows("SELECT * FROM quarantine") == []
    assert sync_here(bram).done
    assert bram.open(visit.id).instance.node(ANSWER).value == "van Anna"
    assert who(office, visit.log) == {"anna": NONE, "bram": DECIDER}


def test_what_was_written_with_a_right_is_taken_when_a_colleague_brings_it_late(
    office: TestOffice, anna: Workplace, bram: Workplace
) -> None:
    visit = plan(anna, ANNA, BRAM)
    assert sync_here(anna).done and sync_here(bram).done
    bram.open(visit.id).answer(ANSWER, "van Bram, onderweg")
    let_in(anna.store, visit.log, "bram", role=NONE)
    assert codes(bram) == [Code.LOG_FORBIDDEN]
    late = {e.id for e in bram.store.entries(visit.log)} - at_office(office, visit.log)
    assert late, "it waits on his laptop"

    carry(bram, anna, visit.log)
    assert sync_here(anna).done
    assert late <= at_office(office, visit.log)
    assert who(office, visit.log)["bram"] == NONE


def test_who_may_only_read_now_does_not_write_by_himself_but_a_colleague_brings_it(
    office: TestOffice, anna: Workplace, bram: Workplace
) -> None:
    visit = plan(anna, ANNA, BRAM)
    assert sync_here(anna).done and sync_here(bram).done
    bram.open(visit.id).answer(ANSWER, "van Bram, onderweg")
    let_in(anna.store, visit.log, "bram", role=READER)
    assert codes(bram) == [Code.CHANGE_QUARANTINED]
    carry(bram, anna, visit.log)
    assert sync_here(anna).done and sync_here(bram).done
    assert office.rows("SELECT * FROM quarantine") == [], "it is in the log"


def test_a_reader_heals_an_office_that_was_put_back(
    office: TestOffice, anna: Workplace, bram: Workplace
) -> None:
    visit = plan(anna, ANNA, Member("carla", "Carla", "inspector"))
    name_in(anna.store, visit.log, "bram", role=READER)
    assert sync_here(anna).done and sync_here(bram).done
    whole, rights = at_office(office, visit.log), who(office, visit.log)
    forget_everything(office)
    assert sync_here(bram).done
    assert (at_office(office, visit.log), who(office, visit.log)) == (whole, rights)
    assert sync_here(anna).done


@pytest.mark.parametrize("first", ["anna", "bram"])
def test_an_office_that_is_filled_again_knows_the_same_rights_whoever_comes_first(
    office: TestOffice, anna: Workplace, bram: Workplace, first: str
) -> None:
    visit = plan(anna, ANNA, BRAM)
    assert sync_here(anna).done and sync_here(bram).done
    bram.open(visit.id).answer(ANSWER, "van Bram")
    assert sync_here(bram).done
    let_in(anna.store, visit.log, "carla", "dirk")
    let_in(anna.store, visit.log, "dirk", role=NONE)
    assert sync_here(bram).done
    rights = who(office, visit.log)
    assert rights == {"anna": DECIDER, "bram": WRITER, "carla": WRITER, "dirk": NONE}
    forget_everything(office)
    order = (anna, bram) if first == "anna" else (bram, anna)
    for place in order:
        assert sync_here(place).done
    assert who(office, visit.log) == rights


def test_the_table_of_rights_is_made_again_from_the_logs(
    office: TestOffice, anna: Workplace
) -> None:
    visit = plan(anna, ANNA, BRAM)
    assert sync_here(anna).done
    office.execute("UPDATE log_member SET \"right\" = 'decider', wrote = false")
    office.execute(f"INSERT INTO log_member VALUES ('{visit.log}', 'vreemde', 'decider', true)")
    members.remake_all(office.served.office.engine)
    assert who(office, visit.log) == {"anna": DECIDER, "bram": WRITER}
    assert office.rows("SELECT bool_and(wrote) FROM log_member") == [(True,)]


def test_a_right_that_is_erased_holds_no_longer_at_the_office(
    office: TestOffice, anna: Workplace, bram: Workplace
) -> None:
    from inspectiebezoek.visit import expunging

    visit = plan(anna, ANNA, BRAM)
    (given_,) = name_in(anna.store, visit.log, "carla")
    assert sync_here(anna).done and sync_here(bram).done
    request = expunging.ask(anna.store, visit.log, [given_.id], "vergissing", anna.clock())
    assert sync_here(anna).done and sync_here(bram).done
    expunging.agree(bram.store, visit.log, [each.id for each in request], bram.clock())
    assert sync_here(bram).done
    assert who(office, visit.log)["carla"] == NONE


def test_a_visit_of_before_gets_its_rights_from_the_laptop_of_who_leads_it(
    office: TestOffice, anna: Workplace, bram: Workplace
) -> None:
    visit = plan(anna)
    team = [{"person": "anna", "name": "Anna", "role": "lead"}, {"person": "bram", "name": "Bram"}]
    team[1]["role"] = "inspector"
    anna.store.append(visit.log, [Proposal("visit:/team", team)], now=NOW)
    carry(anna, bram, visit.log)
    assert sync_here(bram).done
    assert who(office, visit.log) == {"anna": DECIDER, "bram": READER}
    for _ in range(2):
        assert sync_here(anna).done
    assert who(office, visit.log) == {"anna": DECIDER, "bram": WRITER}
    fields = [entry.change.field for entry in anna.store.entries(visit.log)]
    assert sum(field.startswith("acl:") for field in fields) == 2, "once"


ACTS = st.lists(
    st.tuples(
        st.integers(0, 1), st.sampled_from(["anna", "bram", "carla"]), st.sampled_from([*RANK])
    ),
    max_size=8,
)


@given(acts=ACTS, cuts=st.lists(st.integers(1, 4), max_size=6))
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_rights_do_not_depend_on_how_pushes_were_cut(
    office: TestOffice,
    anna: Workplace,
    bram: Workplace,
    acts: list[tuple[int, str, str]],
    cuts: list[int],
) -> None:
    found = []
    for pieces in ([100], cuts):
        log = f"signal/{uuid4()}"
        told = list(name_in(anna.store, log, "bram", role=DECIDER))
        told += name_in(anna.store, log, "zoe", role=READER)
        for number, person, role in acts:
            told += name_in((anna, bram)[number].store, log, person, role=role)
        pushed(office, log, told, pieces, (anna, bram), Caller("d-zoe", "zoe", revoked=False))
        found.append(who(office, log))
        members.remake_all(office.served.office.engine)
        assert who(office, log) == found[-1]
    assert found[0] == found[1]


def pushed(
    office: TestOffice,
    log: str,
    told: list[Entry],
    pieces: list[int],
    places: tuple[Workplace, ...],
    caller: Caller,
) -> None:
    """Bring these changes in this order, in pieces of so many."""
    keys = {place.store.device().id: place.store.device().key for place in places}
    sizes = iter(pieces)
    while told:
        size = next(sizes, 100)
        piece, told = told[:size], told[size:]
        ends = {entry.change.device: entry for entry in piece}
        seals = [
            chain.sign(keys[device], log, device, chain.Link(end.change.dseq, end.id))
            for device, end in ends.items()
        ]
        assert office.served.office.ledger.take(log, piece, seals, caller).quarantined == {}
