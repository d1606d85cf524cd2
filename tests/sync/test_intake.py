"""A push is held against what the office has of the log, and only that is looked up."""

from __future__ import annotations

import pytest

from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Change, Entry, commitment
from inspectiebezoek.server.ledger import Outcome
from inspectiebezoek.server.people import Caller
from inspectiebezoek.store.device import Device
from tests.support.office import TestOffice

LOG = "visit/0190a0a0-0000-7000-8000-0000000000fd"
SALT, VALUE = b"s" * 16, b'"ja"'
Place = tuple[int, str | None]


@pytest.fixture
def device(office: TestOffice) -> Device:
    """The device of a laptop that is enrolled."""
    return office.laptop("anna").store.device()


def entry(device: Device, dseq: int, prev: str | None) -> Entry:
    change = Change(
        log=LOG,
        field=f"answer:/data/v{dseq}",
        op="set",
        value=commitment(SALT, VALUE),
        by=device.person,
        device=device.id,
        dseq=dseq,
        prev=prev,
        parents=(),
        hlc="0001796000000-0000",
        at="2026-10-06T08:53:00+02:00",
    )
    return Entry(change.encode(), SALT, VALUE)


def push(office: TestOffice, device: Device, *entries: Entry) -> Outcome:
    seals = [
        chain.sign(device.key, LOG, device.id, chain.Link(each.change.dseq, each.id))
        for each in entries
    ]
    who = Caller(device.id, device.person, revoked=False)
    return office.served.office.ledger.take(LOG, entries, seals, who)


def test_a_change_that_names_one_from_elsewhere_in_the_chain_is_set_apart(
    office: TestOffice, device: Device
) -> None:
    first = entry(device, 1, None)
    second = entry(device, 2, first.id)
    push(office, device, first, second)
    skips, follows = entry(device, 5, first.id), entry(device, 3, second.id)
    strays = entry(device, 9, "0" * 64)

    outcome = push(office, device, skips, follows, strays, second)

    assert outcome.quarantined == {skips.id: "link"}, "one whose predecessor is unknown is taken"
    assert outcome.known == (second.id,)


@pytest.mark.parametrize("damage", ["device = 'x'", "dseq = 7"])
def test_a_row_whose_place_was_altered_does_not_stop_a_push_that_brings_it_again(
    office: TestOffice, device: Device, damage: str
) -> None:
    first = entry(device, 1, None)
    second = entry(device, 2, first.id)
    push(office, device, first)
    office.execute(f"UPDATE change SET {damage}")

    assert push(office, device, first, second) == Outcome((), {})
    assert office.rows("SELECT id, dseq FROM change") == [(first.id, 1), (second.id, 2)]
    assert office.rows("SELECT code FROM quarantine") == [("damaged",)]


def test_what_was_set_apart_is_let_go_once_the_log_has_it(
    office: TestOffice, device: Device
) -> None:
    first = entry(device, 1, None)
    for broken in (Entry(first.data, None, None), Entry(first.data, SALT, b'"nee"')):
        push(office, device, broken)
    assert office.rows("SELECT code FROM quarantine") == [("erased",)]

    assert push(office, device, first) == Outcome((), {})
    assert office.rows("SELECT code FROM quarantine") == []


def test_a_value_that_is_not_the_one_in_the_log_stays_apart(
    office: TestOffice, device: Device
) -> None:
    first = entry(device, 1, None)
    push(office, device, Entry(first.data, SALT, b'"nee"'))

    push(office, device, first)
    assert office.rows("SELECT code FROM quarantine") == [("value",)]


def test_a_check_of_the_office_lets_go_of_trouble_that_was_over_before(
    office: TestOffice, device: Device
) -> None:
    first = entry(device, 1, None)
    push(office, device, first)
    office.execute(
        "INSERT INTO quarantine (log, id, code, brought_by, data)"
        " SELECT log, id, 'erased', '', data FROM change"
    )

    assert office.served.office.ledger.mend_all() == 0
    assert office.rows("SELECT code FROM quarantine") == []
