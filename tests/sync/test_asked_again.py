"""An answer of the office that was lost on the way locks nobody out and makes nothing double."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from inspectiebezoek.app.office_link import enrol_here, sync_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store.device import Device
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.enrol import enrol, succeed
from inspectiebezoek.sync.run import fresh_identity
from tests.support.network import LOST_ANSWER, BadNetwork
from tests.support.office import TestOffice


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Workplace]:
    store = Store(tmp_path / "laptop", bytes(32))
    yield Workplace(store)
    store.close()


def fresh() -> Device:
    identity, key = fresh_identity()
    return Device(identity, "", "", "", key)


def losing_the_answer(url: str, token: str, ask: Callable[[OfficeClient], object]) -> None:
    network = BadNetwork(Random(1), rate=1.0, kinds=(LOST_ANSWER,))
    with OfficeClient(url, token, network) as client, pytest.raises(InspectionError) as lost:
        ask(client)
    assert lost.value.code is Code.OFFICE_UNREACHABLE
    network.end()


def test_a_code_whose_answer_was_lost_works_again_on_that_laptop_and_on_no_other(
    office: TestOffice, laptop: Workplace, tmp_path: Path
) -> None:
    code = office.served.office.people.invite("anna", "Anna")
    losing_the_answer(office.url, "", lambda client: enrol(laptop.store, client, code, fresh()))
    assert not laptop.store.introduced()

    other = Store(tmp_path / "other", bytes(32))
    with pytest.raises(InspectionError) as refused:
        enrol_here(Workplace(other), office.url, code)
    assert refused.value.code is Code.ENROL_CODE_USED
    other.close()

    enrol_here(laptop, office.url, code)
    assert sync_here(laptop).done
    assert office.rows("SELECT count(*) FROM device") == [(1,)]


def test_a_laptop_revoked_meanwhile_does_not_come_in_with_its_old_code(
    office: TestOffice, laptop: Workplace
) -> None:
    code = office.served.office.people.invite("anna", "Anna")
    losing_the_answer(office.url, "", lambda client: enrol(laptop.store, client, code, fresh()))
    office.execute("UPDATE device SET revoked = true")

    with pytest.raises(InspectionError) as refused:
        enrol_here(laptop, office.url, code)
    assert refused.value.code is Code.ENROL_CODE_USED


def test_a_new_identity_whose_answer_was_lost_is_the_same_the_next_time(
    office: TestOffice,
) -> None:
    laptop = office.laptop("anna")
    before = laptop.store.device()
    losing_the_answer(
        office.url, before.token, lambda client: succeed(laptop.store, client, fresh())
    )
    assert laptop.store.device() == before

    with OfficeClient(office.url, before.token) as client:
        after = succeed(laptop.store, client, fresh())
    assert after.id != before.id
    assert sync_here(laptop).done
    assert office.rows("SELECT count(*) FROM device") == [(2,)]


def test_an_identity_that_the_office_will_not_give_is_let_go_for_another(
    office: TestOffice,
) -> None:
    laptop = office.laptop("anna")
    before = laptop.store.device()
    losing_the_answer(
        office.url, before.token, lambda client: succeed(laptop.store, client, fresh())
    )
    # As when the office was put back, and a colleague reminded it of that device.
    office.execute(f"UPDATE device SET revoked = true, token_hash = 'x' WHERE id <> '{before.id}'")

    with OfficeClient(office.url, before.token) as client:
        after = succeed(laptop.store, client, fresh())
    assert office.rows(f"SELECT revoked FROM device WHERE id = '{after.id}'") == [(False,)]
    assert sync_here(laptop).done
