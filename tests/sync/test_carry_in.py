"""What the office knows of a site goes along with the visit, signed, and is never swapped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectiebezoek.app.carrying_in import carried_in, take_carry_in
from inspectiebezoek.app.office_link import purge_here, sync_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code
from inspectiebezoek.form.form import Form
from inspectiebezoek.log.canonical import Value
from inspectiebezoek.log.change import Proposal
from inspectiebezoek.log.rights import COMPARTMENT
from inspectiebezoek.sync.carrying import offer, offered
from inspectiebezoek.sync.protocol import CarryIn as Signed
from inspectiebezoek.visit.carry_in import (
    CARRY_IN,
    CarryIn,
    EarlierRecommendation,
    EarlierVisit,
    Stand,
    fits,
    read_carry_in,
    write_carry_in,
)
from inspectiebezoek.visit.header import FINISHED, Header, Member
from inspectiebezoek.visit.kinds import Recommendation
from inspectiebezoek.visit.open_visit import OpenVisit
from tests.support.office import TestOffice
from tests.support.packages import bring, give

ANNA, JAN = Member("anna", "Anna", "lead"), Member("jan", "Jan", "inspector")


@dataclass(frozen=True)
class Site:
    """Anna plans visits to one site; what is over can go along with the next one."""

    anna: Workplace
    form: Form

    def visit(self, title: str, *team: Member, over: str = "", **header: str) -> OpenVisit:
        told = Header(
            title=title, site="pi_oefenstad", start="2026-05-06T09:00:00+02:00", team=team
        )
        visit = self.anna.plan(self.form, replace(told, **header))
        if over:
            visit.add(Recommendation, text=over, owner_role="directeur", due="2026-09-01")
            visit.set_header(replace(visit.header, state=FINISHED))
        return visit

    def synced(self) -> None:
        assert sync_here(self.anna).done
        assert sync_here(self.anna).done  # what came in with the first run goes along now


@pytest.fixture
def site(office: TestOffice, form: Form) -> Site:
    return Site(office.laptop("anna"), form)


def test_what_was_recommended_at_the_site_goes_along_and_the_log_says_who_took_what(
    site: Site,
) -> None:
    site.visit("Eerder bezoek", ANNA, over="Vervang het slot")
    visit = site.visit("Nieuw bezoek", ANNA)
    site.synced()
    waiting = carried_in(site.anna, visit.id)
    assert waiting.taken is None and waiting.team_has == ""
    assert waiting.offered is not None
    assert [each.title for each in waiting.offered.visits] == ["Eerder bezoek"]
    assert [each.text for each in waiting.offered.recommendations] == ["Vervang het slot"]

    assert take_carry_in(site.anna, visit.id) == waiting.offered
    after = carried_in(site.anna, visit.id)
    assert (after.taken, after.offered) == (waiting.offered, None)
    assert after.team_has == site.anna.open(visit.id).state.value(CARRY_IN) != ""
    assert take_carry_in(site.anna, visit.id) is None


def test_it_says_which_logs_it_was_read_from_and_up_to_where(
    site: Site, office: TestOffice
) -> None:
    earlier = site.visit("Eerder bezoek", ANNA, over="Vervang het slot")
    visit = site.visit("Nieuw bezoek", ANNA)
    site.synced()
    content = carried_in(site.anna, visit.id).offered
    assert content is not None
    vseq, roll = office.served.office.ledger.position(earlier.log)
    assert content.as_of == (Stand(earlier.log, vseq, roll.hex()),)


def test_a_newer_one_waits_beside_what_the_team_has(site: Site) -> None:
    site.visit("Eerder bezoek", ANNA, over="Vervang het slot")
    visit = site.visit("Nieuw bezoek", ANNA)
    site.synced()
    first = take_carry_in(site.anna, visit.id)
    site.visit("Tussentijds", ANNA, over="Meer licht")
    site.synced()
    found = carried_in(site.anna, visit.id)
    assert found.taken == first
    assert found.offered is not None
    assert {each.text for each in found.offered.recommendations} == {
        "Vervang het slot",
        "Meer licht",
    }


def test_what_not_all_of_the_team_may_read_stays_at_the_office_and_is_counted(
    site: Site,
) -> None:
    site.visit("Van Anna alleen", ANNA, over="Vervang het slot")
    site.visit("Geheimer", ANNA, JAN, over="Meer licht", security_label="stg_c")
    site.visit("Elders", ANNA, JAN, over="Anders", site="pi_elders")
    visit = site.visit("Nieuw bezoek", ANNA, JAN)
    site.synced()
    content = carried_in(site.anna, visit.id).offered
    assert content is not None
    assert (content.visits, content.recommendations, content.left_behind) == ((), (), 2)


def test_it_travels_on_a_stick_and_is_gone_with_the_visit(
    site: Site, office: TestOffice, tmp_path: Path
) -> None:
    jan = office.laptop("jan")
    site.visit("Eerder bezoek", ANNA, JAN, over="Vervang het slot")
    visit = site.visit("Nieuw bezoek", ANNA, JAN)
    site.synced()
    assert sync_here(jan).done
    jan.store.keep_beside(visit.log, "carryin-offered", b"")
    bring(jan, give(site.anna, tmp_path / "visit.ibz", jan, visit.log))
    waiting = carried_in(jan, visit.id).offered
    assert waiting is not None and [each.title for each in waiting.visits] == ["Eerder bezoek"]

    purge_here(site.anna, visit.id)
    assert offered(site.anna.store, visit.log) is None


def test_on_a_stick_goes_what_the_team_has_before_what_waits(
    site: Site, office: TestOffice, tmp_path: Path
) -> None:
    jan = office.laptop("jan")
    site.visit("Eerder bezoek", ANNA, JAN, over="Vervang het slot")
    visit = site.visit("Nieuw bezoek", ANNA, JAN)
    site.synced()
    had = take_carry_in(site.anna, visit.id)
    site.visit("Tussentijds", ANNA, JAN, over="Meer licht")
    site.synced()
    assert carried_in(site.anna, visit.id).offered is not None
    bring(jan, give(site.anna, tmp_path / "visit.ibz", jan, visit.log))
    assert carried_in(jan, visit.id).offered == had


def test_what_waits_is_gone_when_the_office_comes_back_to_what_the_team_has(site: Site) -> None:
    site.visit("Eerder bezoek", ANNA, over="Vervang het slot")
    visit = site.visit("Nieuw bezoek", ANNA)
    site.synced()
    first = take_carry_in(site.anna, visit.id)
    again = site.visit("Tussentijds", ANNA, over="Meer licht")
    site.synced()
    assert carried_in(site.anna, visit.id).offered is not None
    again.set_header(replace(again.header, site="pi_elders"))
    site.synced()
    found = carried_in(site.anna, visit.id)
    assert (found.taken, found.offered) == (first, None)


def test_what_is_too_much_stays_at_the_office_the_oldest_first_and_is_counted(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspectiebezoek.visit.carry_in.MOST_BYTES", 8_000)
    for year in (2021, 2023, 2022):
        start = f"{year}-05-06T09:00:00+02:00"
        site.visit(str(year), ANNA, over="Vervang het slot " * 150, start=start)
    visit = site.visit("Nieuw bezoek", ANNA)
    site.synced()
    content = carried_in(site.anna, visit.id).offered
    assert content is not None and len(write_carry_in(content)) <= 8_000
    assert [each.title for each in content.visits] == ["2023", "2022"]
    assert {each.log for each in content.as_of} == {each.log for each in content.visits}
    assert content.left_behind == 1


@pytest.mark.parametrize(
    ("field", "value"), [("{root}text", 5), ("{root}due", []), ("recommendation:scheef", "x")]
)
def test_what_is_no_recommendation_holds_up_nothing(site: Site, field: str, value: Value) -> None:
    earlier = site.visit("Eerder bezoek", ANNA, over="Vervang het slot")
    (asked,) = earlier.all(Recommendation)
    field = field.format(root=f"recommendation:{asked.id}/")
    earlier.write([Proposal(field, value, parents=earlier.state.head_ids(field))])
    visit = site.visit("Nieuw bezoek", ANNA)
    site.synced()
    content = carried_in(site.anna, visit.id).offered
    assert content is not None and [each.label for each in content.recommendations] == [asked.label]


@pytest.mark.parametrize("forge", ["content", "signature", "another visit", "nothing"])
def test_one_that_our_office_did_not_sign_for_this_visit_is_no_use(
    site: Site, office: TestOffice, forge: str
) -> None:
    site.visit("Eerder bezoek", ANNA, over="Vervang het slot")
    visit, other = site.visit("Nieuw bezoek", ANNA), site.visit("Nog een", ANNA)
    site.synced()
    right = office.served.office.carry_ins.of(visit.log)
    before = offered(site.anna.store, visit.log)
    found = {
        "content": Signed(content=right.content + b" ", signature=right.signature),
        "signature": Signed(content=right.content, signature=bytes(64)),
        "another visit": office.served.office.carry_ins.of(other.log),
        "nothing": Signed(content=b"", signature=office.served.office.key.sign(b"")),
    }[forge]
    assert not offer(site.anna.store, visit.log, found)
    assert offered(site.anna.store, visit.log) == before


def test_an_office_that_gives_something_else_is_told_and_what_is_here_stays(
    site: Site, office: TestOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = site.visit("Nieuw bezoek", ANNA)
    site.synced()
    before = offered(site.anna.store, visit.log)
    right = office.served.office.carry_ins.of(visit.log)
    wrong = Signed(content=right.content + b" ", signature=right.signature)
    monkeypatch.setattr("inspectiebezoek.server.carry_ins.CarryIns.of", lambda *_: wrong)
    told = sync_here(site.anna)
    assert [each.code for each in told.problems] == [Code.OFFICE_UNTRUSTED]
    assert offered(site.anna.store, visit.log) == before


def test_nothing_goes_along_of_a_visit_that_was_closed(site: Site) -> None:
    earlier = site.visit("Gesloten", ANNA, over="Vervang het slot")
    earlier.write([Proposal(COMPARTMENT, "hack")])
    visit = site.visit("Nieuw bezoek", ANNA)
    site.synced()
    content = carried_in(site.anna, visit.id).offered
    assert content is not None
    assert (content.visits, content.left_behind) == ((), 1)


def test_what_went_along_of_an_earlier_visit_stands_in_the_account_of_readings(
    site: Site, office: TestOffice
) -> None:
    earlier = site.visit("Eerder bezoek", ANNA, over="Vervang het slot")
    site.visit("Nieuw bezoek", ANNA)
    site.synced()
    lines = office.served.office.readings.lines(earlier.log)
    assert [each.person for each in lines if each.what == "carry-in"] == ["anna"]


def test_what_a_laptop_has_already_is_not_sent_again(site: Site, office: TestOffice) -> None:
    visit = site.visit("Nieuw bezoek", ANNA)
    site.synced()
    headers = {"Authorization": f"Bearer {site.anna.store.device().token}"}
    url = f"{office.url}/logs/{visit.log}/carryin"
    first = httpx.get(url, headers=headers)
    again = httpx.get(url, headers={**headers, "If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


WORDS = st.text(max_size=8)
VISITS = st.builds(EarlierVisit, WORDS, WORDS, WORDS, WORDS, WORDS)
ASKED = st.builds(EarlierRecommendation, *[WORDS] * 7)
STANDS = st.builds(Stand, WORDS, st.integers(0, 2**31 - 1), WORDS)


@given(
    st.builds(
        CarryIn,
        WORDS,
        st.lists(STANDS, max_size=3).map(tuple),
        st.lists(VISITS, max_size=3).map(tuple),
        st.lists(ASKED, max_size=3).map(tuple),
        st.integers(0, 9),
    )
)
def test_what_is_written_is_what_is_read(content: CarryIn) -> None:
    assert read_carry_in(write_carry_in(content)) == content


@given(st.binary(max_size=60))
def test_bytes_that_are_none_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        read_carry_in(data)


def test_a_label_that_nobody_knows_goes_nowhere() -> None:
    assert fits("intern", "dep_v") and not fits("stg_c", "dep_v")
    assert not fits("iets", "dep_v") and not fits("intern", "iets")
