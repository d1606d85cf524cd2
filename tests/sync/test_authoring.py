"""What somebody does at the office reaches every laptop as a change that the office signed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
import pytest

from inspectiebezoek.app.checking import check_visit
from inspectiebezoek.app.office_link import sync_here
from inspectiebezoek.app.proofs import Proof, proofs
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.form import Form
from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Cause, Entry, Proposal
from inspectiebezoek.log.composing import compose
from inspectiebezoek.log.state import State
from inspectiebezoek.server.authoring import Act, Author
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.visit.header import Header, Member
from inspectiebezoek.visit.laptops import awaited
from tests.support.office import START, TestOffice
from tests.support.office_backup import restore, take
from tests.support.packages import bring, give, workplace

TITLE = "visit:/title"


@dataclass(frozen=True)
class Team:
    """Anna, who leads, and Jan, each with a laptop; and visits that both have."""

    anna: Workplace
    jan: Workplace
    form: Form

    def visit(self, title: str = "Oefening") -> str:
        members = (Member("anna", "Anna", "lead"), Member("jan", "Jan", "inspector"))
        planned = self.anna.plan(self.form, Header(title=title, team=members))
        assert sync_here(self.anna).done and sync_here(self.jan).done
        return planned.log


@pytest.fixture
def team(office: TestOffice, form: Form) -> Team:
    return Team(office.laptop("anna"), office.laptop("jan"), form)


@pytest.fixture
def author(office: TestOffice) -> Author:
    return office.served.office.author


def retitled(log: str, value: str, by: str, seen: State, cause: Cause | None = None) -> Act:
    return Act(log, (Proposal(TITLE, value, parents=seen.head_ids(TITLE), cause=cause),), by)


def seen_at(office: TestOffice, log: str) -> State:
    return State(office.served.office.ledger.entries(log))


def titles(place: Workplace, log: str) -> list[object]:
    return [head.value for head in State(place.store.entries(log)).heads(TITLE)]


def test_a_change_of_the_office_reaches_every_laptop_and_holds_there(
    office: TestOffice, author: Author, team: Team
) -> None:
    anna, jan, log = team.anna, team.jan, team.visit()
    (entry,) = author.write([retitled(log, "Nieuwe naam", "anna", seen_at(office, log))])

    for place in (anna, jan):
        assert sync_here(place).done
        assert titles(place, log) == ["Nieuwe naam"]
        checked = check_visit(place.store, log)
        assert checked.faults == ()
        assert [(each.name, each.trust) for each in checked.laptops if each.name == "Kantoor"] == [
            ("Kantoor", "office")
        ]
        assert proofs(place.store, log, place.store.entries(log))[entry.id] is Proof.OFFICE
    assert (entry.change.by, entry.change.dseq) == ("anna", 1)


def test_it_is_no_laptop_that_the_signing_waits_for(
    office: TestOffice, author: Author, team: Team
) -> None:
    anna, log = team.anna, team.visit()
    author.write([retitled(log, "Nieuwe naam", "anna", seen_at(office, log))])
    assert sync_here(anna).done
    opened = anna.open(log.partition("/")[2])
    assert "Kantoor" not in {each.person for each in awaited(opened)}


def test_two_who_did_not_see_each_other_differ_and_nothing_is_lost(
    office: TestOffice, author: Author, team: Team
) -> None:
    anna, log = team.anna, team.visit()
    seen = seen_at(office, log)
    author.write([retitled(log, "Zo", "anna", seen)])
    author.write([retitled(log, "Of zo", "jan", seen)])
    assert sync_here(anna).done
    assert set(titles(anna, log)) == {"Zo", "Of zo"}


def test_an_act_over_two_logs_is_written_in_both_or_in_none(
    office: TestOffice, author: Author, team: Team
) -> None:
    first, second = team.visit("Een"), team.visit("Twee")
    before = office.rows("SELECT id, vseq FROM log ORDER BY id")
    acts = [retitled(log, "Samen", "anna", seen_at(office, log)) for log in (first, second)]

    class Broken(RuntimeError):
        pass

    moments = iter([START])

    def clock() -> datetime:
        try:
            return next(moments)
        except StopIteration:
            raise Broken from None

    served = office.served.office
    halfway = Author(served.engine, served.ledger, served.key, now=clock)
    with pytest.raises(Broken):
        halfway.write(acts)
    assert office.rows("SELECT id, vseq FROM log ORDER BY id") == before
    assert office.rows("SELECT count(*) FROM device WHERE kind = 'office'") == [(0,)]

    assert len(author.write(acts)) == 2
    assert [seen_at(office, log).value(TITLE) for log in (first, second)] == ["Samen", "Samen"]


def test_done_again_for_the_same_cause_it_adds_nothing(
    office: TestOffice, author: Author, team: Team
) -> None:
    log = team.visit()
    cause = Cause("study/0190a0a0-0000-7000-8000-000000000001", "0" * 64)
    act = retitled(log, "Vastgesteld", "anna", seen_at(office, log), cause)
    assert len(author.write([act])) == 1
    assert author.write([act]) == ()
    assert len(author.write([retitled(log, "Anders", "anna", seen_at(office, log), cause)])) == 1


def test_acts_over_the_same_logs_in_another_order_never_wait_for_each_other(
    office: TestOffice, author: Author, team: Team
) -> None:
    logs = [team.visit(title) for title in ("Een", "Twee")]

    def write(number: int) -> int:
        ordered = logs if number % 2 else list(reversed(logs))
        seen = {log: seen_at(office, log) for log in ordered}
        return len(author.write([retitled(log, f"{number}", "anna", seen[log]) for log in ordered]))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(write, range(12))) == [2] * 12
    for log in logs:
        entries = office.served.office.ledger.entries(log)
        assert chain.check(log, entries) == ()
        assert office.served.office.ledger.mend(log).damaged == 0
    assert office.rows("SELECT count(*) FROM device WHERE kind = 'office'") == [(1,)]


def test_who_the_office_does_not_know_writes_nothing_there(
    office: TestOffice, author: Author, team: Team
) -> None:
    log = team.visit()
    with pytest.raises(InspectionError) as refused:
        author.write([retitled(log, "Vreemd", "niemand", seen_at(office, log))])
    assert refused.value.code is Code.MEMBER_UNKNOWN


def test_an_office_put_back_to_an_old_backup_gives_no_number_twice(
    office: TestOffice, author: Author, team: Team
) -> None:
    anna, jan, log = team.anna, team.jan, team.visit()
    author.write([retitled(log, "Eerst", "anna", seen_at(office, log))])
    with psycopg.connect(office.database) as sql:
        backup = take(sql)
    author.write([retitled(log, "Daarna", "anna", seen_at(office, log))])
    assert sync_here(anna).done and sync_here(jan).done

    with psycopg.connect(office.database) as sql:
        restore(sql, backup)
    assert seen_at(office, log).value(TITLE) == "Eerst"
    assert sync_here(anna).done
    assert seen_at(office, log).value(TITLE) == "Daarna"
    (entry,) = author.write([retitled(log, "Nog later", "anna", seen_at(office, log))])
    assert entry.change.dseq == 1, "the office goes on as another device"
    assert chain.check(log, office.served.office.ledger.entries(log)) == ()
    assert sync_here(jan).done and titles(jan, log) == ["Nog later"]


def test_who_is_not_the_office_cannot_write_as_the_office(
    office: TestOffice, author: Author, team: Team
) -> None:
    anna, log = team.anna, team.visit()
    author.write([retitled(log, "Echt", "anna", seen_at(office, log))])
    ((device,),) = office.rows("SELECT id FROM device WHERE kind = 'office'")
    mine = anna.store.device()
    forged = forge(log, str(device), author_link(office, log, str(device)), office.clock)
    end = chain.Link(forged.change.dseq, forged.id)
    with OfficeClient(mine.office, mine.token) as client:
        seal = chain.sign(mine.key, log, str(device), end)
        told = client.push(log, [forged], [seal])
    assert told.quarantined == {forged.id: "unsealed"}
    assert seen_at(office, log).value(TITLE) == "Echt"


def test_on_a_stick_the_word_of_ones_own_office_is_believed_and_that_of_another_is_asked_about(
    office: TestOffice, author: Author, team: Team, tmp_path: Path
) -> None:
    anna, log = team.anna, team.visit()
    author.write([retitled(log, "Van kantoor", "jan", seen_at(office, log))])
    assert sync_here(anna).done
    bring(team.jan, give(anna, tmp_path / "jan.ibz", team.jan))
    assert titles(team.jan, log) == ["Van kantoor"]

    bram = workplace(tmp_path / "bram", "bram")
    stick = give(anna, tmp_path / "bram.ibz", bram)
    with pytest.raises(InspectionError) as refused:
        bring(bram, stick, anna)
    assert refused.value.code is Code.PACKAGE_STRANGER
    assert "Kantoor" in str(refused.value.facts["names"])
    bram.store.close()


def author_link(office: TestOffice, log: str, device: str) -> chain.Link:
    return chain.links(office.served.office.ledger.entries(log))[device]


def forge(log: str, device: str, link: chain.Link, now: Callable[[], datetime]) -> Entry:
    (entry,) = compose(
        *(log, [Proposal(TITLE, "Vervalst")]),
        person="anna",
        device=device,
        link=link,
        ticks="0000000000000-0000",
        now=now(),
        random=bytes,
    )
    return entry
