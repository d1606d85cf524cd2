"""An older app passes on what a newer one wrote: kinds, ops and members that it does not know."""

from __future__ import annotations

import json

from inspectiebezoek.app.checking import check_visit
from inspectiebezoek.app.office_link import sync_here
from inspectiebezoek.form.form import Form
from inspectiebezoek.log.canonical import canonical
from inspectiebezoek.log.change import Change, Entry, Proposal, commitment
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit.header import Header
from tests.support.laptop import Clock
from tests.support.office import TestOffice
from tests.support.rights import let_in

FIELD = "thing-of-later:1/part"


def write_newer(store: Store, log: str) -> Entry:
    """Append a change as a newer program would: another version, and a member unknown here."""
    encode = Change.encode

    def newer(self: Change) -> bytes:
        members = json.loads(encode(self))
        return canonical({**members, "v": 9, "later": {"deep": [1, "twee"]}})

    Change.encode = newer  # type: ignore[method-assign]
    try:
        proposal = Proposal(FIELD, {"wat": "later"}, op="op-of-later")
        return store.append(log, [proposal], now=Clock()())[0]
    finally:
        Change.encode = encode  # type: ignore[method-assign]


def test_what_is_not_known_here_goes_on_to_office_and_colleague_untouched(
    office: TestOffice, form: Form
) -> None:
    anna, bram = office.laptop("anna"), office.laptop("bram")
    visit = anna.plan(form, Header(title="Bezoek"))
    newer = write_newer(anna.store, visit.log)
    visit.refresh()
    visit.answer("/data/toelichting", "gewoon verder")
    assert sync_here(anna).done
    let_in(anna.store, visit.log, "bram")
    assert sync_here(bram).done

    (there,) = [each for each in office.served.office.ledger.entries(visit.log) if each == newer]
    (here,) = [each for each in bram.store.entries(visit.log) if each.id == newer.id]
    assert there.data == here.data == newer.data
    assert json.loads(here.data)["later"] == {"deep": [1, "twee"]}
    assert here.salt and commitment(here.salt, here.value or b"") == here.change.value
    for place in (anna, bram):
        assert check_visit(place.store, visit.log).faults == ()
        opened = place.open(visit.id)
        assert opened.instance.node("/data/toelichting").value == "gewoon verder"
        assert opened.state.value(FIELD) == {"wat": "later"}


def test_a_log_of_a_kind_that_is_not_known_here_is_brought_to_the_office(
    office: TestOffice,
) -> None:
    jan, log = office.laptop("jan"), "thing-of-later/0190a0a0-0000-7000-8000-0000000000dd"
    newer = write_newer(jan.store, log)
    sha256, size = jan.store.evidence.keep([b"bijlage"])
    cited = Proposal(FIELD, "later", blobs=(sha256,))
    jan.store.append(log, [cited], now=Clock()(), files=[(sha256, size)])

    told = sync_here(jan)

    assert told.done and told.counts[log].received == told.counts[log].items == 3
    assert newer in office.served.office.ledger.entries(log)
    assert b"".join(office.served.office.files.read(sha256)) == b"bijlage"
    assert jan.visits() == ()


def test_what_others_hold_of_a_kind_that_is_not_known_here_stays_at_the_office(
    office: TestOffice,
) -> None:
    jan, anna = office.laptop("jan"), office.laptop("anna")
    first, second = (f"thing-of-later/0190a0a0-0000-7000-8000-00000000000{digit}" for digit in "12")
    write_newer(jan.store, first)
    write_newer(anna.store, second)
    assert sync_here(jan).done
    let_in(jan.store, first, "anna")
    assert sync_here(anna).done

    assert anna.store.logs("thing-of-later") == (second,)
    assert anna.store.kinds() == {"thing-of-later"}
