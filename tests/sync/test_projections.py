"""The list of visits at the office says what the logs say, whatever happened in between."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from uuid import uuid4

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from inspectiebezoek.app.office_link import sync_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.form.form import Form
from inspectiebezoek.log import chain
from inspectiebezoek.log.canonical import Value
from inspectiebezoek.log.change import Entry, Proposal
from inspectiebezoek.server.projections import Projections, VisitLine
from inspectiebezoek.server.visit_facts import visit_facts
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.visit.carry_in import read_carry_in
from inspectiebezoek.visit.header import FINISHED, Header, Member
from inspectiebezoek.visit.open_visit import OpenVisit
from tests.support.office import TestOffice

VEILIG = "/data/veilig"


@pytest.fixture
def anna(office: TestOffice) -> Workplace:
    return office.laptop("anna")


def planned(anna: Workplace, form: Form, title: str = "Oefening") -> OpenVisit:
    team = (Member("anna", "Anna", "lead"),)
    return anna.plan(form, Header(title=title, site="pi_oefenstad", kind="thema", team=team))


def lines(office: TestOffice) -> tuple[VisitLine, ...]:
    return office.served.office.projections.visits()


def by_the_log(office: TestOffice, log: str) -> object:
    return visit_facts(office.served.office.ledger.entries(log))


def test_a_visit_that_arrived_stands_in_the_list_and_the_last_one_heard_of_comes_first(
    office: TestOffice, anna: Workplace, form: Form
) -> None:
    first, second = planned(anna, form, "Een"), planned(anna, form, "Twee")
    assert sync_here(anna).done
    first.answer(VEILIG, "ja")
    assert sync_here(anna).done
    assert [(each.facts.title, each.facts.state) for each in lines(office)] == [
        ("Een", "in_progress"),
        ("Twee", "planned"),
    ]
    assert {each.facts.lead for each in lines(office)} == {"anna"}
    assert lines(office)[0].changes == len(office.served.office.ledger.entries(first.log))
    assert [each.log for each in office.served.office.projections.visits([second.log])] == [
        second.log
    ]


def test_thrown_away_and_made_again_it_says_the_same(
    office: TestOffice, anna: Workplace, form: Form
) -> None:
    visit = planned(anna, form)
    visit.answer(VEILIG, "ja")
    visit.set_header(replace(visit.header, state=FINISHED))
    assert sync_here(anna).done
    before = lines(office)
    assert before[0].facts.state == FINISHED
    office.execute("DELETE FROM visit_fact")
    assert office.served.office.projections.rebuild() == 1
    assert lines(office) == before


def test_a_log_that_was_set_right_is_told_again(
    office: TestOffice, anna: Workplace, form: Form
) -> None:
    visit = planned(anna, form, "Zoals het was")
    assert sync_here(anna).done
    assert lines(office)[0].facts.title == "Zoals het was"
    title = "position('visit:/title' in convert_from(data, 'UTF8')) > 0"
    office.execute(f"UPDATE change SET value = '\"Vervalst\"' WHERE {title}")
    office.served.office.ledger.mend(visit.log)
    assert lines(office)[0].facts.title == ""
    assert sync_here(anna).done
    assert lines(office)[0].facts.title == "Zoals het was"


def test_a_row_that_is_no_change_any_more_hides_nothing_of_the_rest(
    office: TestOffice, anna: Workplace, form: Form
) -> None:
    planned(anna, form)
    assert sync_here(anna).done
    where = "position('\"field\":\"visit:/title' in convert_from(data, 'UTF8')) > 0"
    office.execute(f"UPDATE change SET data = substr(data, 1, length(data) - 1) WHERE {where}")
    office.served.office.projections.rebuild()
    (line,) = lines(office)
    assert (line.unread, line.facts.title, line.facts.site) == (1, "", "pi_oefenstad")


def test_two_workers_that_read_at_once_say_the_same(
    office: TestOffice, anna: Workplace, form: Form
) -> None:
    for number in range(6):
        planned(anna, form, str(number))
    assert sync_here(anna).done
    engine = office.served.office.engine
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: Projections(engine).visits(), range(8)))
    assert all(each == found[0] for each in found) and len(found[0]) == 6
    assert office.rows("SELECT count(*) FROM projected") == [(6,)]


@pytest.mark.parametrize(
    ("part", "value"),
    [("title", "a\0b"), ("title", 5), ("team", "anna"), ("team", [{"person": "x"}]), ("state", {})],
)
def test_what_one_laptop_wrote_in_a_header_hides_no_other_visit(
    office: TestOffice, anna: Workplace, form: Form, part: str, value: Value
) -> None:
    odd, good = planned(anna, form, "Vreemd"), planned(anna, form, "Goed")
    field = f"visit:/{part}"
    odd.write([Proposal(field, value, parents=odd.state.head_ids(field))])
    assert sync_here(anna).done
    assert {each.log for each in lines(office)} == {odd.log, good.log}
    assert read_carry_in(office.served.office.carry_ins.of(good.log).content).log == good.log


def test_a_log_of_which_nothing_holds_any_more_leaves_the_list_and_comes_back(
    office: TestOffice, anna: Workplace, form: Form
) -> None:
    visit = planned(anna, form, "Zoals het was")
    assert sync_here(anna).done
    assert [each.facts.title for each in lines(office)] == ["Zoals het was"]
    office.execute("UPDATE change SET value = '\"Vervalst\"'")
    office.served.office.ledger.mend(visit.log)
    assert lines(office) == ()
    assert sync_here(anna).done
    assert [each.facts.title for each in lines(office)] == ["Zoals het was"]


def test_the_office_counts_what_its_lists_cannot_tell(
    office: TestOffice, anna: Workplace, form: Form
) -> None:
    planned(anna, form)
    assert sync_here(anna).done
    where = "position('\"field\":\"visit:/title' in convert_from(data, 'UTF8')) > 0"
    office.execute(f"UPDATE change SET data = substr(data, 1, length(data) - 1) WHERE {where}")
    assert office.served.office.projections.rebuild() == 1
    assert "inspectiebezoek_unread 1" in httpx.get(office.url + "/metrics").text.splitlines()


def test_a_list_read_while_it_is_made_again_misses_nothing_afterwards(
    office: TestOffice, anna: Workplace, form: Form
) -> None:
    for number in range(6):
        planned(anna, form, str(number))
    assert sync_here(anna).done
    projections = Projections(office.served.office.engine)
    with ThreadPoolExecutor(4) as pool:
        acts = [projections.rebuild, projections.visits] * 6
        for each in [pool.submit(act) for act in acts]:
            each.result()
    assert len(lines(office)) == 6


class _Stopped(Exception):
    """The worker is gone."""


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(after=st.integers(0, 14))
def test_a_worker_that_stops_at_any_statement_leaves_a_list_that_comes_out_right(
    office: TestOffice, anna: Workplace, form: Form, after: int
) -> None:
    visit = planned(anna, form)
    visit.set_header(replace(visit.header, title=f"Titel {uuid4().hex[:4]}"))
    assert sync_here(anna).done
    engine, left = office.served.office.engine, iter(range(after))

    def stop(*_: object) -> None:
        if next(left, None) is None:
            raise _Stopped

    event.listen(engine, "before_cursor_execute", stop)
    try:
        with suppress(_Stopped):
            office.served.office.projections.visits([visit.log])
    finally:
        event.remove(engine, "before_cursor_execute", stop)
    (line,) = office.served.office.projections.visits([visit.log])
    assert line.facts == by_the_log(office, visit.log)
    assert line.changes == len(visit.entries())


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_however_pushes_are_cut_and_whenever_it_is_read_it_ends_the_same(
    office: TestOffice, anna: Workplace, form: Form, data: st.DataObject
) -> None:
    visit = planned(anna, form, f"Bezoek {uuid4().hex[:4]}")
    for step in data.draw(st.lists(st.sampled_from(["titel", "antwoord", "klaar"]), max_size=6)):
        if step == "titel":
            visit.set_header(replace(visit.header, title=f"Titel {uuid4().hex[:4]}"))
        elif step == "antwoord":
            visit.answer(VEILIG, data.draw(st.sampled_from(["ja", "nee", ""])))
        else:
            visit.set_header(replace(visit.header, state=FINISHED))
    entries = list(visit.entries())
    while entries:
        cut = data.draw(st.integers(1, len(entries)))
        push(anna, visit.log, entries[:cut])
        entries = entries[cut:]
        if data.draw(st.booleans()):
            (line,) = office.served.office.projections.visits([visit.log])
            assert line.facts == by_the_log(office, visit.log)
    (line,) = office.served.office.projections.visits([visit.log])
    assert line.facts == by_the_log(office, visit.log)
    assert line.changes == len(visit.entries())


def push(place: Workplace, log: str, entries: Sequence[Entry]) -> None:
    device = place.store.device()
    end = chain.Link(entries[-1].change.dseq, entries[-1].id)
    with OfficeClient(device.office, device.token) as client:
        told = client.push(log, entries, [chain.sign(device.key, log, device.id, end)])
    assert told.quarantined == {}
