"""A visit goes from laptop to laptop on a stick: all of it or nothing, and nobody by surprise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspectiebezoek.app.evidence import attach_file
from inspectiebezoek.app.export import heads
from inspectiebezoek.app.office_link import sync_here
from inspectiebezoek.app.packages import give_visits, lock_for, waiting
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.form import Form
from inspectiebezoek.log.change import EXPUNGE, Proposal
from inspectiebezoek.log.erasure import agreeing, asking, requests
from inspectiebezoek.store.evidence import Arriving
from inspectiebezoek.sync.known import Trust, acquaintances
from inspectiebezoek.sync.package.taking import look, take
from inspectiebezoek.visit.differences import find
from inspectiebezoek.visit.header import Header, Member
from inspectiebezoek.visit.kinds import Evidence
from inspectiebezoek.visit.open_visit import OpenVisit
from tests.support.light_age import light_passphrases
from tests.support.office import TestOffice
from tests.support.packages import bring, everything, fingerprint, give, stranger_key, workplace
from tests.support.smalldisk import refusing

__all__ = ["light_passphrases"]
VEILIG, TOELICHTING = "/data/veilig", "/data/toelichting"
TEAM = (Member("anna", "Anna", "lead"), Member("bram", "Bram", "inspector"))


@pytest.fixture
def anna(tmp_path: Path) -> Iterator[Workplace]:
    place = workplace(tmp_path / "anna", "anna")
    yield place
    place.store.close()


@pytest.fixture
def bram(tmp_path: Path) -> Iterator[Workplace]:
    place = workplace(tmp_path / "bram", "bram")
    yield place
    place.store.close()


@pytest.fixture
def visit(anna: Workplace, form: Form, tmp_path: Path) -> OpenVisit:
    made = anna.plan(form, Header(title="Oefening", site="pi_oefenstad", team=TEAM))
    made.answer(VEILIG, "ja")
    document = tmp_path / "stuk.bin"
    document.write_bytes(b"bewijs" * 400_000)
    attach_file(made, anna.store.evidence, document, kind="document")
    return made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made / "bezoek.ibz"


def refused(place: Workplace, package: Path, *trusted: Workplace) -> Code:
    """The reason why a package is refused; nothing on the laptop has changed."""
    before = everything(place.store)
    with pytest.raises(InspectionError) as caught:
        bring(place, package, *trusted)
    assert everything(place.store) == before
    return caught.value.code


def test_a_visit_travels_with_its_checklist_and_evidence(
    anna: Workplace, bram: Workplace, visit: OpenVisit, stick: Path
) -> None:
    taken = bring(bram, give(anna, stick, bram), anna)
    theirs = bram.open(visit.id)
    assert theirs.instance.submission() == visit.instance.submission()
    assert heads(bram.store.entries(visit.log)) == heads(anna.store.entries(visit.log))
    (piece,) = theirs.all(Evidence)
    assert bram.store.evidence.content(piece.original) == b"bewijs" * 400_000
    assert (taken.files, taken.absent) == (2, ())


def test_both_answers_stay_after_a_package_there_and_back(
    anna: Workplace, bram: Workplace, visit: OpenVisit, stick: Path
) -> None:
    bring(bram, give(anna, stick, bram), anna)
    theirs = bram.open(visit.id)
    theirs.answer(VEILIG, "nee")
    visit.answer(VEILIG, "")
    bring(anna, give(bram, stick, anna), bram)
    visit.refresh()
    (difference,) = find(visit.state)
    assert {(each.value, each.by) for each in difference.variants} == {
        ("", "anna"),
        ("nee", "bram"),
    }


def test_a_package_read_twice_changes_nothing_the_second_time(
    anna: Workplace, bram: Workplace, visit: OpenVisit, stick: Path
) -> None:
    give(anna, stick, bram)
    assert bring(bram, stick, anna).changes > 0
    before = everything(bram.store)
    again = bring(bram, stick)
    assert (again.changes, again.files) == (0, 0)
    assert everything(bram.store) == before


def test_nothing_of_a_package_counts_as_received(
    anna: Workplace, bram: Workplace, visit: OpenVisit, stick: Path
) -> None:
    bring(bram, give(anna, stick, bram), anna)
    counts = bram.store.office.counts(visit.log)
    assert counts.received == 0
    assert counts.items == anna.store.office.counts(visit.log).items


def test_a_laptop_that_nobody_vouches_for_is_asked_about_once(
    anna: Workplace, bram: Workplace, visit: OpenVisit, stick: Path
) -> None:
    give(anna, stick, bram)
    assert refused(bram, stick) is Code.PACKAGE_STRANGER
    assert refused(bram, stick, bram) is Code.PACKAGE_STRANGER
    bring(bram, stick, anna)
    assert acquaintances(bram.store)[anna.store.device().id].trust is Trust.MET
    visit.answer(TOELICHTING, "Rustig.")
    assert bring(bram, give(anna, stick, bram)).changes == 1


def test_a_known_name_with_another_key_is_refused(
    anna: Workplace, bram: Workplace, visit: OpenVisit, stick: Path, tmp_path: Path, form: Form
) -> None:
    bring(bram, give(anna, stick, bram), anna)
    impostor = workplace(tmp_path / "x", "anna")
    device = anna.store.device()
    twin = impostor.store.device()
    impostor.store.introduce(type(device)(device.id, "anna", "Anna", "A", twin.private_key))
    impostor.plan(form, Header(title="Vals", team=TEAM))
    give(impostor, stick, bram)
    assert refused(bram, stick, impostor) is Code.PACKAGE_BROKEN
    impostor.store.close()


def test_the_word_of_the_office_is_enough(office: TestOffice, form: Form, stick: Path) -> None:
    anna, jan = office.laptop("anna"), office.laptop("jan")
    sync_here(anna)
    sync_here(jan)
    made = anna.plan(form, Header(title="Oefening", team=TEAM))
    bring(jan, give(anna, stick, jan))
    assert jan.open(made.id).header.title == "Oefening"


def test_a_colleague_of_the_office_is_found_by_name_until_the_laptop_is_revoked(
    office: TestOffice, form: Form, stick: Path
) -> None:
    anna, jan = office.laptop("anna"), office.laptop("jan")
    for place in (anna, jan, anna):
        sync_here(place)
    made = anna.plan(form, Header(title="Oefening", team=TEAM))
    for name in ("jan", "Inspecteur jan"):
        give_visits(anna, [made.log], stick, lock_for(anna, [name], None))
    assert bring(jan, stick).changes > 0
    office.served.office.people.revoke(jan.store.device().id)
    sync_here(anna)
    with pytest.raises(InspectionError) as caught:
        lock_for(anna, ["jan"], None)
    assert caught.value.code is Code.RECIPIENT_UNKNOWN


def test_an_office_vouches_through_a_colleague_for_one_who_came_later(
    office: TestOffice, form: Form, stick: Path
) -> None:
    jan = office.laptop("jan")
    sync_here(jan)
    anna, piet = office.laptop("anna"), office.laptop("piet")
    made = anna.plan(form, Header(title="Oefening", team=TEAM))
    sync_here(piet)
    bring(piet, give(anna, stick, piet))
    bring(jan, give(piet, stick, jan))
    assert acquaintances(jan.store)[anna.store.device().id].trust is Trust.OFFICE
    assert jan.open(made.id)


def test_what_came_on_a_stick_reaches_the_office_through_either(
    office: TestOffice, form: Form, stick: Path
) -> None:
    anna, jan = office.laptop("anna"), office.laptop("jan")
    made = anna.plan(form, Header(title="Oefening", team=(TEAM[0],)))
    sync_here(jan)
    bring(jan, give(anna, stick, jan), anna)
    assert sync_here(jan).done
    assert jan.store.office.counts(made.log).received == jan.store.office.counts(made.log).items


def test_a_package_for_another_laptop_does_not_open(
    anna: Workplace, bram: Workplace, visit: OpenVisit, stick: Path
) -> None:
    give_visits(anna, [visit.log], stick, lock_for(anna, [stranger_key()], None))
    assert refused(bram, stick, anna) is Code.PACKAGE_KEY


@pytest.mark.parametrize("cost", ["little", pytest.param("as it is", marks=pytest.mark.long)])
def test_a_passphrase_opens_it_and_a_wrong_one_does_not(
    anna: Workplace,
    bram: Workplace,
    visit: OpenVisit,
    stick: Path,
    cost: str,
    request: pytest.FixtureRequest,
) -> None:
    if cost == "little":
        request.getfixturevalue("light_passphrases")
    give_visits(anna, [visit.log], stick, lock_for(anna, [], "vier woorden op papier"))
    assert refused(bram, stick) is Code.PACKAGE_LOCKED
    with pytest.raises(InspectionError) as caught:
        look(bram.store, stick, "vijf woorden", lambda *_: None)
    assert caught.value.code is Code.PACKAGE_KEY
    arrived = look(bram.store, stick, "vier woorden op papier", lambda *_: None)
    assert take(bram.store, arrived, lambda *_: None, frozenset([fingerprint(anna)])).changes > 0


def test_a_copy_that_this_laptop_alone_could_open_is_refused(
    anna: Workplace, visit: OpenVisit
) -> None:
    for to in ([], ["niemand"], ["age1onzin"]):
        with pytest.raises(InspectionError) as caught:
            lock = lock_for(anna, to, None)
            give_visits(anna, [visit.log], anna.store.folder / "x.ibz", lock)
        assert caught.value.code is Code.RECIPIENT_UNKNOWN
    assert not list(anna.store.folder.glob("*.ibz*"))


def test_a_colleague_who_was_met_is_found_by_name(
    anna: Workplace, bram: Workplace, visit: OpenVisit, stick: Path
) -> None:
    bring(bram, give(anna, stick, bram), anna)
    give_visits(bram, [visit.log], stick, lock_for(bram, ["Anna"], None))
    assert bring(anna, stick).changes == 0


def test_a_file_that_is_missing_or_damaged_does_not_hold_up_the_rest(
    anna: Workplace, bram: Workplace, visit: OpenVisit, stick: Path
) -> None:
    (piece,) = visit.all(Evidence)
    path = anna.store.folder / "evidence" / piece.original[:2] / piece.original
    path.write_bytes(path.read_bytes()[:-40])
    taken = bring(bram, give(anna, stick, bram), anna)
    assert taken.absent == (piece.original,)
    assert bram.open(visit.id).instance.node(VEILIG).value == "ja"
    path.unlink()
    assert bring(bram, give(anna, stick, bram)).absent == (piece.original,)


def test_a_package_is_made_while_the_disk_of_the_laptop_takes_nothing(
    anna: Workplace, bram: Workplace, visit: OpenVisit, stick: Path
) -> None:
    with refusing(anna.store):
        assert waiting(anna) == (visit.log,)
        give(anna, stick, bram)
    assert bring(bram, stick, anna).changes > 0


def test_what_two_persons_erased_is_gone_after_a_package_and_stays_so(
    anna: Workplace, bram: Workplace, visit: OpenVisit, stick: Path
) -> None:
    bring(bram, give(anna, stick, bram), anna)
    before = stick.read_bytes()
    (piece,) = visit.all(Evidence)
    born = next(e for e in anna.store.entries(visit.log) if piece.original in e.change.blobs)
    ask = Proposal("expunge:/", asking(born.id, "persoonsgegeven"), op=EXPUNGE)
    (request,) = anna.store.append(visit.log, [ask], now=anna.clock())
    bring(bram, give(anna, stick, bram))
    agree = Proposal("expunge:/", agreeing(requests([request])[request.id]), op=EXPUNGE)
    bram.store.append(visit.log, [agree], now=bram.clock())
    bring(anna, give(bram, stick, anna), bram)
    for place in (anna, bram):
        held = {entry.id: entry for entry in place.store.entries(visit.log)}
        assert held[born.id].expunged
        assert piece.original not in place.store.evidence
    stick.write_bytes(before)
    bring(bram, stick)  # an old package brings nothing of it back
    assert piece.original not in bram.store.evidence


def test_too_little_room_is_told_before_anything_is_written(
    anna: Workplace, bram: Workplace, visit: OpenVisit, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(anna, stick, bram)
    usage = type("Usage", (), {"free": 1000})
    with monkeypatch.context() as patched:
        patched.setattr("shutil.disk_usage", lambda _path: usage)
        assert refused(bram, stick, anna) is Code.NO_ROOM
        other = stick.with_name("tweede.ibz")
        with pytest.raises(InspectionError) as caught:
            give(anna, other, bram)
    assert caught.value.code is Code.NO_ROOM
    assert [each.name for each in stick.parent.iterdir()] == ["bezoek.ibz"]


def test_stopping_half_way_leaves_nothing_behind(
    anna: Workplace, bram: Workplace, visit: OpenVisit, stick: Path
) -> None:
    class StoppedError(Exception):
        """Somebody pressed cancel."""

    def stop_after(most: int, done: int) -> None:
        if done > most:
            raise StoppedError

    lock = lock_for(anna, [stranger_key()], None)
    with pytest.raises(StoppedError):
        give_visits(anna, [visit.log], stick, lock, lambda done, _all: stop_after(1_000_000, done))
    assert list(stick.parent.iterdir()) == []
    give(anna, stick, bram)
    before = everything(bram.store)
    arrived = look(bram.store, stick, None, lambda *_: None)
    size = stick.stat().st_size
    with pytest.raises(StoppedError):
        take(
            bram.store,
            arrived,
            lambda done, _all: stop_after(size + 1_000_000, done),
            frozenset([fingerprint(anna)]),
        )
    assert everything(bram.store) == before


@pytest.mark.parametrize("where", ["add", "close", "name"])
def test_a_disk_that_fills_up_half_way_leaves_nothing_behind(
    anna: Workplace,
    bram: Workplace,
    visit: OpenVisit,
    stick: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
) -> None:
    give(anna, stick, bram)

    def full(*_arguments: object) -> None:
        raise InspectionError(Code.DISK_FULL, folder="x")

    with monkeypatch.context() as patched:
        patched.setattr(Arriving, where, full)
        assert refused(bram, stick, anna) is Code.DISK_FULL
    with refusing(bram.store):
        assert refused(bram, stick, anna) is Code.DISK_FULL
    assert bring(bram, stick, anna).changes > 0
