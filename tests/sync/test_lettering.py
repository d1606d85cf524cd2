"""Labels that people quote never mean two things, whatever letters laptops had when they met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspectiebezoek.app.office_link import sync_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.form.form import Form
from inspectiebezoek.store.device import Device
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.enrol import succeed
from inspectiebezoek.visit.header import Header, Member
from inspectiebezoek.visit.kinds import Finding
from inspectiebezoek.visit.open_visit import OpenVisit
from tests.support.forms import Uuids
from tests.support.light_age import light_passphrases
from tests.support.office import TestOffice
from tests.support.packages import bring, give, workplace

__all__ = ["light_passphrases"]
TEAM = (Member("anna", "Anna", "lead"), Member("bram", "Bram", "inspector"))


@pytest.fixture
def anna(tmp_path: Path) -> Iterator[Workplace]:
    place = workplace(tmp_path / "anna", "anna")
    yield place
    place.store.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made / "bezoek.ibz"


def labels(visit: OpenVisit) -> Sequence[str]:
    visit.refresh()
    return [each.label for each in visit.all(Finding)]


def test_laptops_that_no_office_lettered_never_make_the_same_label(
    anna: Workplace, form: Form, tmp_path: Path, stick: Path
) -> None:
    others = [workplace(tmp_path / name, name, Uuids(seed)) for seed, name in enumerate("bc", 1)]
    mine = anna.plan(form, Header(title="Oefening", team=TEAM))
    visits = [mine]
    for place in others:  # neither of them knows of the other
        bring(place, give(anna, stick, place), anna)
        visits.append(place.open(mine.id))
    for visit in visits:
        visit.add(Finding, title="tegelijk")
    for place in others:
        bring(anna, give(place, stick, anna), place)
    mine.refresh()

    labels = [each.label for each in mine.all(Finding)]
    assert len(set(labels)) == len(labels) == 3
    assert "B-A01" in labels  # whose visit it is keeps its letter
    first, second = others
    before = first.store.letter(mine.log)
    bring(first, give(anna, stick, first), anna, second)
    assert first.store.letter(mine.log) == before
    assert {anna.store.device().letter, first.store.device().letter} == {"A"}
    for place in others:
        place.store.close()


def test_a_laptop_of_the_office_and_one_without_an_office_never_make_the_same_label(
    anna: Workplace, office: TestOffice, form: Form, stick: Path
) -> None:
    jan = office.laptop("jan")
    assert anna.store.device().letter == jan.store.device().letter == "A"
    theirs = anna.plan(form, Header(title="Oefening", team=TEAM))
    theirs.add(Finding, title="al genoemd")
    bring(jan, give(anna, stick, jan), anna)
    visits = [theirs, jan.open(theirs.id)]
    for visit in visits:
        visit.add(Finding, title="tegelijk")
    bring(anna, give(jan, stick, anna), jan)

    found = labels(theirs)
    assert len(set(found)) == len(found) == 3
    assert {"B-A01", "B-A02"} < set(found), "what was quoted stays, and whose visit it is goes on"
    own = jan.plan(form, Header(title="Eigen", team=TEAM))
    own.add(Finding, title="in een eigen bezoek")
    assert labels(own) == ["B-A01"], "elsewhere the letter of the office counts"


def test_two_laptops_that_get_a_visit_from_a_third_never_make_the_same_label(
    anna: Workplace, office: TestOffice, form: Form, stick: Path, tmp_path: Path
) -> None:
    jan, bram = office.laptop("jan"), workplace(tmp_path / "bram", "bram", Uuids(3))
    anna.store.introduce(replace(anna.store.device(), letter="Q"))  # of yet another office
    mine = anna.plan(form, Header(title="Oefening", team=TEAM))
    for place in (jan, bram):  # both have the letter A, and neither knows of the other
        bring(place, give(anna, stick, place), anna)
        place.open(mine.id).add(Finding, title="tegelijk")
    for place in (jan, bram):
        bring(anna, give(place, stick, anna), place)

    found = labels(mine)
    assert len(set(found)) == len(found) == 2
    bram.store.close()


def test_among_laptops_of_one_office_the_letters_of_the_office_count(
    office: TestOffice, form: Form, stick: Path
) -> None:
    anna, jan = office.laptop("anna"), office.laptop("jan")
    sync_here(anna)
    sync_here(jan)
    mine = anna.plan(form, Header(title="Oefening", team=TEAM))
    bring(jan, give(anna, stick, jan))

    jan.open(mine.id).add(Finding, title="van een collega")
    assert labels(jan.open(mine.id)) == [f"B-{jan.store.device().letter}01"]
    assert jan.store.device().letter == "B"


def test_a_laptop_that_goes_on_as_another_takes_other_letters_than_its_copy_may_still_use(
    anna: Workplace, office: TestOffice, form: Form, stick: Path
) -> None:
    jan = office.laptop("jan")
    mine = anna.plan(form, Header(title="Oefening", team=TEAM))
    bring(jan, give(anna, stick, jan), anna)
    before, device = jan.store.letter(mine.log), jan.store.device()
    key = Ed25519PrivateKey.generate().private_bytes_raw()
    fresh = Device(str(uuid4()), device.person, device.name, "", key)
    with OfficeClient(office.served.url, device.token) as client:
        succeed(jan.store, client, fresh)

    after = jan.store.letter(mine.log)
    assert len({"A", jan.store.device().letter, before, after}) == 4


def test_a_visit_of_ones_own_that_comes_back_keeps_its_letter(
    anna: Workplace, office: TestOffice, form: Form, stick: Path
) -> None:
    jan = office.laptop("jan")
    mine = jan.plan(form, Header(title="Oefening", team=TEAM))
    bring(anna, give(jan, stick, anna), jan)
    bring(jan, give(anna, stick, jan), anna)

    assert jan.store.letter(mine.log) == "A" != anna.store.letter(mine.log)
