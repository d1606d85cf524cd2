"""Promises about what the office lays down: recovery, wiping at the next contact, the lease."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from inspectiebezoek.app.office_link import enrol_here, meet_office, sync_here
from inspectiebezoek.app.recovering import recover_folder
from inspectiebezoek.app.workplace import Workplace, workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.form import Form
from inspectiebezoek.settings import Settings
from inspectiebezoek.store import slots
from inspectiebezoek.store.keys import set_lock, unlock
from inspectiebezoek.store.recovery_key import join_recovery_key, make_recovery_key
from inspectiebezoek.store.terms import read_terms
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.protocol import SignedTerms
from inspectiebezoek.sync.terms import heed
from inspectiebezoek.visit.header import Header
from tests.support.keyring import Kept
from tests.support.office import SteppingClock, TestOffice
from tests.support.rights import name_in

WORDS = "paard batterij nietje"


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> Kept:
    """The keyring of the machine; Argon2 with little memory, its cost is not looked at here."""
    made = Kept()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    monkeypatch.setattr(slots, "_MEMORY_KIB", 64)
    return made


Use = Callable[..., Workplace]


@pytest.fixture
def use(tmp_path: Path, office: TestOffice, form: Form) -> Use:
    """Do something at the workplace of one laptop, opened as the program opens it."""
    clock = SteppingClock()

    def go(act: Callable[[Workplace], object], *, contact: bool = False, **words: object) -> object:
        settings = Settings(tmp_path / "laptop", passphrase=words.get("passphrase"))  # type: ignore[arg-type]
        with workplace(settings, contact=contact, clock=go.clock) as place:  # type: ignore[attr-defined]
            return act(place)

    go.clock = clock  # type: ignore[attr-defined]

    def begin(place: Workplace) -> None:
        enrol_here(place, office.url, office.served.office.people.invite("anna", "Anna"))
        place.plan(form, Header(title="Bezoek")).answer("/data/toelichting", "gezien")

    go(begin)
    return go  # type: ignore[return-value]


def refused(act: Callable[[], object]) -> Code:
    with pytest.raises(InspectionError) as caught:
        act()
    return caught.value.code


def device(use: Use) -> str:
    return str(use(lambda place: place.store.device().id, contact=True))


def answers(place: Workplace) -> list[str]:
    visits = [place.open(line.id) for line in place.visits()]
    return [each.instance.node("/data/toelichting").value for each in visits]


# recovery


def test_a_laptop_without_its_keyring_opens_with_both_parts_of_the_key(
    use: Use, office: TestOffice, tmp_path: Path, kept: Kept
) -> None:
    made = make_recovery_key()
    office.served.office.orders.set_recovery_key(made.public)
    use(sync_here)
    kept.held.clear()
    assert refused(lambda: use(answers)) is Code.KEY_LOST

    private = join_recovery_key(("a", made.parts[0]), ("b", made.parts[1]))
    recover_folder(tmp_path / "laptop", private, WORDS)

    assert refused(lambda: use(answers)) is Code.LOCKED
    assert use(answers, passphrase=WORDS) == ["gezien"]


def test_a_forgotten_passphrase_is_replaced_also_where_there_is_no_keyring(
    use: Use, office: TestOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_recovery_key()
    office.served.office.orders.set_recovery_key(made.public)
    use(sync_here)
    set_lock(tmp_path / "laptop", "vergeten zin")
    monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)
    private = join_recovery_key(("b", made.parts[1]), ("a", made.parts[0]))
    recover_folder(tmp_path / "laptop", private, WORDS)
    assert use(answers, passphrase=WORDS) == ["gezien"]


def test_one_holder_alone_or_another_key_opens_nothing(
    use: Use, office: TestOffice, tmp_path: Path
) -> None:
    made, other = make_recovery_key(), make_recovery_key()
    folder = tmp_path / "laptop"
    private = join_recovery_key(("a", made.parts[0]), ("b", made.parts[1]))
    assert refused(lambda: recover_folder(folder, private, WORDS)) is Code.RECOVERY_IMPOSSIBLE
    office.served.office.orders.set_recovery_key(other.public)
    use(sync_here)
    assert refused(lambda: recover_folder(folder, private, WORDS)) is Code.RECOVERY_IMPOSSIBLE
    for parts in (
        (made.parts[0], made.parts[0]),
        (made.parts[0], other.parts[1]),
        (made.parts[0], b"geen sleutel"),
        (made.parts[0], json.dumps({"public": "00", "share": "00"}).encode()),
    ):
        joined = [("a", parts[0]), ("b", parts[1])]
        assert refused(lambda joined=joined: join_recovery_key(*joined)) is Code.RECOVERY_PART
    assert all(private not in part and private.hex().encode() not in part for part in made.parts)
    assert use(answers) == ["gezien"]


def test_another_recovery_key_replaces_the_first_at_the_next_contact(
    use: Use, office: TestOffice, tmp_path: Path
) -> None:
    first, second = make_recovery_key(), make_recovery_key()
    for made in (first, second):
        office.served.office.orders.set_recovery_key(made.public)
        use(sync_here)
    book = json.loads((tmp_path / "laptop" / "key.json").read_text(encoding="utf-8"))
    assert [slot["to"] for slot in book["slots"]] == [second.public.hex()]


# wiping


def left(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_laptop_is_wiped_after_it_brought_everything(
    use: Use, office: TestOffice, tmp_path: Path, kept: Kept
) -> None:
    use(lambda place: name_in(place.store, *place.store.logs("visit"), "bram"))
    office.served.office.orders.order_wipe(device(use), at_once=False)
    (tmp_path / "laptop" / "brief.txt").write_text("van een mens", encoding="utf-8")

    result = use(sync_here)

    assert result.wipe and result.done
    assert left(tmp_path / "laptop") == ["brief.txt", "wiped.json"]
    assert kept.held == {}
    (order,) = office.served.office.orders.wipe_orders()
    assert order.begun is not None and order.done is not None
    colleague = office.laptop("bram")
    sync_here(colleague)
    assert answers(colleague) == ["gezien"]


def test_what_was_not_brought_holds_the_wipe(use: Use, office: TestOffice) -> None:
    office.served.office.orders.order_wipe(device(use), at_once=False)

    def type_on(place: Workplace) -> None:
        (line,) = place.visits()
        place.open(line.id).typing("/data/toelichting", "nog niet af")

    use(type_on)
    result = use(sync_here)
    assert not result.wipe
    assert [each.code for each in result.problems] == [Code.WIPE_WAITS]
    assert use(answers) == ["gezien"]
    (order,) = office.served.office.orders.wipe_orders()
    assert order.begun is None

    use(lambda place: place.open(place.visits()[0].id).answer("/data/toelichting", "af"))
    assert use(sync_here).wipe


def test_at_once_means_without_bringing_and_reaches_a_revoked_laptop(
    use: Use, office: TestOffice, tmp_path: Path
) -> None:
    orders, name = office.served.office.orders, device(use)
    office.served.office.people.revoke(name)
    assert refused(lambda: orders.order_wipe(name, at_once=False)) is Code.WIPE_REVOKED
    orders.order_wipe(name, at_once=True)
    assert use(sync_here).wipe
    assert left(tmp_path / "laptop") == ["wiped.json"]
    assert office.rows("SELECT count(*) FROM change") == [(0,)]


def test_an_order_can_be_taken_back_until_the_laptop_begins(use: Use, office: TestOffice) -> None:
    orders, name = office.served.office.orders, device(use)
    orders.order_wipe(name, at_once=False)
    orders.cancel_wipe(name)
    assert not use(sync_here).wipe
    assert refused(lambda: orders.cancel_wipe(name)) is Code.WIPE_TOO_LATE
    orders.order_wipe(name, at_once=False)
    use(sync_here)
    assert refused(lambda: orders.cancel_wipe(name)) is Code.WIPE_TOO_LATE


def test_only_our_office_and_only_its_newest_word_can_wipe(use: Use, office: TestOffice) -> None:
    orders, name = office.served.office.orders, device(use)
    orders.order_wipe(name, at_once=True)
    order = orders.terms(name)
    orders.cancel_wipe(name)
    office.execute("UPDATE device SET revoked = false")

    def check(place: Workplace) -> None:
        store = place.store
        forged = SignedTerms(content=order.content, signature=bytes(64))
        assert refused(lambda: heed(store, forged)) is Code.OFFICE_UNTRUSTED
        stranger = orders.terms("een-andere-laptop")
        assert refused(lambda: heed(store, stranger)) is Code.OFFICE_UNTRUSTED
        sync_here(place)
        assert heed(store, order) == ""  # it was taken back since

    use(check)


def test_after_a_wipe_one_can_begin_anew(use: Use, office: TestOffice) -> None:
    office.served.office.orders.order_wipe(device(use), at_once=True)

    def sync_and_look(place: Workplace) -> None:
        sync_here(place)
        assert refused(place.visits) is Code.WIPED

    use(sync_and_look)
    assert use(answers) == []
    code = office.served.office.people.invite("anna", "Anna")
    use(lambda place: enrol_here(place, office.url, code))
    use(sync_here)
    assert use(answers) == []  # the old one brought nothing: it was wiped at once


# the lease


def later(use: Use, **time: float) -> None:
    use.clock.now += timedelta(**time)  # type: ignore[attr-defined]


def test_a_laptop_that_stays_away_locks_itself_until_it_meets_the_office(
    use: Use, office: TestOffice
) -> None:
    office.served.office.orders.set_lease(14)
    use(sync_here)
    later(use, days=13)
    assert use(answers) == ["gezien"]
    later(use, days=2)
    assert refused(lambda: use(answers)) is Code.LEASE_OVER
    # The office's clock stood still: it says the same day as then.
    office.clock.now += timedelta(days=15)
    use(meet_office, contact=True)
    assert use(answers) == ["gezien"]


def test_a_passphrase_opens_it_as_well(use: Use, office: TestOffice, tmp_path: Path) -> None:
    office.served.office.orders.set_lease(14)
    use(sync_here)
    set_lock(tmp_path / "laptop", WORDS)
    later(use, days=100)
    assert use(answers, passphrase=WORDS) == ["gezien"]


def test_a_clock_that_is_set_back_does_not_stretch_the_lease(use: Use, office: TestOffice) -> None:
    office.served.office.orders.set_lease(14)
    use(sync_here)
    later(use, days=10)
    use(answers)
    later(use, days=-9)
    assert refused(lambda: use(answers)) is Code.CLOCK_BACK
    later(use, days=9)
    assert use(answers) == ["gezien"]


def test_without_a_lease_nothing_locks(use: Use, office: TestOffice) -> None:
    use(sync_here)
    later(use, days=4000)
    assert use(answers) == ["gezien"]
    later(use, days=-4000)
    assert use(answers) == ["gezien"]


def test_an_unreachable_office_lifts_no_lease(use: Use, office: TestOffice) -> None:
    office.served.office.orders.set_lease(14)
    use(sync_here)
    later(use, days=20)

    def unreachable(place: Workplace) -> None:
        store = place.store
        store.introduce(replace(store.device(), office="http://127.0.0.1:9"))
        assert refused(lambda: meet_office(place)) is Code.LEASE_OVER

    use(unreachable, contact=True)
    assert refused(lambda: use(answers)) is Code.LEASE_OVER


def test_terms_of_the_office_are_kept_from_enrolling_on(use: Use, office: TestOffice) -> None:
    found = use(lambda place: read_terms(place.store))
    assert found is not None and found.lease_days == 0
    with OfficeClient(office.url) as client:
        assert refused(client.hello) is Code.NOT_ENROLLED


def test_the_key_of_the_folder_never_leaves_it_in_the_open(
    use: Use, office: TestOffice, tmp_path: Path
) -> None:
    made = make_recovery_key()
    office.served.office.orders.set_recovery_key(made.public)
    use(sync_here)
    key = unlock(tmp_path / "laptop", None)
    book = (tmp_path / "laptop" / "key.json").read_bytes()
    assert key not in book and key.hex().encode() not in book
