"""Promises about a visit that the office destroyed: what was received goes, all else stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from inspectiebezoek.app.checking import check_visit
from inspectiebezoek.app.office_link import fetch_here, purge_here, sync_here
from inspectiebezoek.app.proofs import proofs
from inspectiebezoek.app.views.history import history_lines
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.form import Form
from inspectiebezoek.log.ref import Ref, read_ref
from inspectiebezoek.store.office_view import Counts, Position
from inspectiebezoek.sync.destroyed import decision_on, unproven
from inspectiebezoek.sync.outcome import SyncResult
from inspectiebezoek.sync.protocol import Tombstone
from inspectiebezoek.visit.cycle_kinds import Followup
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.history import history
from inspectiebezoek.visit.looking_again import look_again
from inspectiebezoek.visit.open_visit import OpenVisit
from tests.support.destroying import DECISION, destroy
from tests.support.marker import MARKER, decrypted, files_with, spellings
from tests.support.office import TestOffice
from tests.support.packages import bring, give

FIELD = "/data/toelichting"


@pytest.fixture
def anna(office: TestOffice) -> Workplace:
    return office.laptop("anna")


@pytest.fixture
def bram(office: TestOffice) -> Workplace:
    return office.laptop("bram")


def visit_of(place: Workplace, form: Form, title: str = "Bezoek") -> OpenVisit:
    visit = place.plan(form, Header(title=title))
    visit.answer(FIELD, f"gesproken met {MARKER}")
    sha256, size = place.store.evidence.keep([MARKER.encode() * 100, title.encode()])
    sizes = {"original_size": size, "derivative_size": 0}
    visit.attach(sort="foto", name="gang.jpg", original=sha256, derivative="", **sizes)
    return visit


def share(office: TestOffice, log: str, person: str) -> None:
    """As a decider lets somebody in; nothing else of the log alters."""
    office.execute(f"INSERT INTO log_member VALUES ('{log}', '{person}', 'writer', true)")


def told(result: SyncResult) -> list[Code]:
    return [each.code for each in (*result.problems, *result.notices)]


def refused(act: Callable[[], object]) -> Code:
    with pytest.raises(InspectionError) as caught:
        act()
    return caught.value.code


def found_on(place: Workplace) -> bool:
    """Whether the marker is anywhere on a laptop, with the key in hand."""
    folder = place.store.folder
    copied = [part for record in place.store.copy._open().read() for part in record.parts]
    evidence = place.store.evidence
    whole = [evidence.content(path.name) for path in (folder / "evidence").rglob("?" * 64)]
    readable = [decrypted(folder, bytes(32)), *(part for part in copied if part), *whole]
    inside = any(each in part for part in readable for each in spellings(MARKER))
    return inside or bool(files_with(folder))


@given(
    st.tuples(*[st.integers(0, 3)] * 4),
    st.integers(0, 2),
    st.sampled_from([0, 1]),
    st.sampled_from(["00" * 32, "ff" * 32]),
)
def test_only_what_was_verified_to_the_very_end_of_the_log_is_proved_to_have_been_in_it(
    held: tuple[int, int, int, int], typed: int, vseq: int, roll: str
) -> None:
    changes, waiting, files, missing = held
    counts = Counts(changes + waiting, changes, files + missing, files, 0)
    stone = Tombstone(log="visit/x", vseq=1, roll="ff" * 32, decision=DECISION, at="")
    count = unproven(counts, Position(vseq, bytes.fromhex(roll)), stone, typed)
    same = (vseq, roll) == (stone.vseq, stone.roll)
    assert count == waiting + missing + typed + (0 if same else changes + files)


def test_a_laptop_of_which_all_was_received_lets_go_of_it_and_can_still_say_what_it_was(
    anna: Workplace, form: Form, office: TestOffice
) -> None:
    visit, other = visit_of(anna, form), anna.plan(form, Header(title="blijft"))
    assert sync_here(anna).done and found_on(anna)
    destroy(office.served.office, visit.log)

    result = sync_here(anna)

    assert result.done and result.destroyed == {visit.log}
    assert [each.facts for each in result.notices] == [{"title": "Bezoek", "decision": DECISION}]
    assert visit.log not in result.counts and not found_on(anna)
    assert [line.header.title for line in anna.visits()] == ["blijft"]
    assert check_visit(anna.store, other.log).faults == ()
    (gone,) = anna.store.purged()
    assert (gone.title, decision_on(anna.store, gone)) == ("Bezoek", DECISION)

    device = anna.store.device().id
    assert told(sync_here(anna)) == [] and anna.store.device().id == device
    back = fetch_here(anna, visit.id)
    assert told(back) == [Code.LOG_DESTROYED]
    assert anna.store.purged() == (gone,)


def test_a_laptop_with_evidence_that_the_office_never_had_keeps_it_until_a_person_decides(
    anna: Workplace, form: Form, office: TestOffice
) -> None:
    visit, other = visit_of(anna, form), anna.plan(form, Header(title="blijft"))
    assert sync_here(anna).done
    visit.answer(FIELD, "nog niet bij kantoor")
    other.answer(FIELD, "gaat door")
    destroy(office.served.office, visit.log)
    before = anna.store.entries(visit.log)

    for _ in range(2):
        result = sync_here(anna)
        assert told(result) == [Code.DESTROYED_WAITS] and not result.done
        assert result.problems[0].facts == {"count": 1, "decision": DECISION}
        counts = result.counts[other.log]
        assert counts.received == counts.items > 0
    assert anna.store.entries(visit.log) == before
    assert office.rows("SELECT DISTINCT log FROM change") == [(other.log,)]

    assert refused(lambda: purge_here(anna, visit.id)) is Code.DESTROYED_WAITS
    assert anna.store.entries(visit.log) == before
    gone = purge_here(anna, visit.id, destroyed=True)
    assert (gone.changes, decision_on(anna.store, gone)) == (len(before), DECISION)
    assert not found_on(anna)
    assert sync_here(anna).done


def test_a_colleague_who_did_not_see_the_end_of_it_keeps_what_was_seen(
    anna: Workplace, bram: Workplace, form: Form, office: TestOffice
) -> None:
    visit = visit_of(anna, form)
    assert sync_here(anna).done
    share(office, visit.log, "bram")
    assert sync_here(bram).done
    visit.answer(FIELD, "wat Bram niet zag")
    assert sync_here(anna).done
    destroy(office.served.office, visit.log)

    result = sync_here(bram)
    assert told(result) == [Code.DESTROYED_WAITS]
    assert result.problems[0].facts["count"] == bram.store.office.counts(visit.log).items
    assert len(bram.visits()) == 1
    assert sync_here(anna).destroyed == {visit.log}
    assert purge_here(bram, visit.id, destroyed=True).title == "Bezoek"


def test_words_that_are_being_typed_hold_it(
    anna: Workplace, form: Form, office: TestOffice
) -> None:
    visit = visit_of(anna, form)
    assert sync_here(anna).done
    visit.typing(FIELD, "half")
    destroy(office.served.office, visit.log)
    assert told(sync_here(anna)) == [Code.DESTROYED_WAITS]
    for field in anna.store.drafts(visit.log):
        anna.store.drop_draft(visit.log, field)
    assert sync_here(anna).destroyed == {visit.log}


def test_evidence_on_its_way_when_the_log_went_stays_here(
    anna: Workplace, form: Form, office: TestOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit, kept = visit_of(anna, form), office.served.office
    size = kept.files.size

    def gone_by_then(sha256: str) -> int | None:
        if kept.tombstones.signed(visit.log) is None:
            destroy(kept, visit.log)
        return size(sha256)

    monkeypatch.setattr(kept.files, "size", gone_by_then)
    assert told(sync_here(anna)) == [Code.DESTROYED_WAITS]
    assert found_on(anna) and len(anna.visits()) == 1


def test_a_tombstone_that_our_office_did_not_sign_changes_nothing(
    anna: Workplace, form: Form, office: TestOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit, other = visit_of(anna, form), visit_of(anna, form, "ander")
    assert sync_here(anna).done
    before, stones = anna.store.entries(visit.log), office.served.office.tombstones
    true = stones._key
    destroy(office.served.office, visit.log)

    monkeypatch.setattr(stones, "_key", Ed25519PrivateKey.generate())
    assert told(sync_here(anna)) == [Code.TOMBSTONE_UNSIGNED]
    assert refused(lambda: purge_here(anna, visit.id, destroyed=True)) is Code.TOMBSTONE_UNSIGNED

    # The true one of another log is no better.
    monkeypatch.setattr(stones, "_key", true)
    stone = stones.signed(visit.log)
    monkeypatch.setattr(stones, "signed", lambda _log: stone)
    monkeypatch.setattr(stones, "holds", lambda _log: True)
    result = sync_here(anna)
    assert result.destroyed == {visit.log}
    assert told(result).count(Code.TOMBSTONE_UNSIGNED) == 1
    assert [line.header.title for line in anna.visits()] == ["ander"]
    assert anna.store.entries(other.log) and before


def test_a_package_brings_it_back_to_a_laptop_at_most_and_that_is_told(
    anna: Workplace, bram: Workplace, form: Form, office: TestOffice, tmp_path: Path
) -> None:
    visit, stick = visit_of(anna, form), tmp_path / "stick.ibz"
    assert sync_here(anna).done
    share(office, visit.log, "bram")
    assert sync_here(bram).done
    give(anna, stick, bram, visit.log)
    destroy(office.served.office, visit.log)
    assert sync_here(bram).destroyed == {visit.log}

    bring(bram, stick)
    assert len(bram.visits()) == 1
    assert told(sync_here(bram)) == [Code.DESTROYED_WAITS]
    assert office.rows("SELECT id FROM change") == []


def test_what_points_to_a_destroyed_visit_stays_valid(
    anna: Workplace, form: Form, office: TestOffice
) -> None:
    visit, later = visit_of(anna, form), anna.plan(form, Header(title="later"))
    seen = anna.store.entries(visit.log)[-1].id
    points = Ref(visit.log, f"finding:{UUID(int=7)}/", seen)
    look_again(later, Followup, UUID(int=7), "gezien", "", points)
    assert sync_here(anna).done
    destroy(office.served.office, visit.log)
    assert sync_here(anna).destroyed == {visit.log}

    assert check_visit(anna.store, later.log).faults == ()
    again = anna.open(later.id)
    (followup,) = again.all(Followup)
    assert read_ref(followup.source) == points
    proved = proofs(anna.store, later.log, deeds := anna.store.entries(later.log))
    shown = history_lines(again, history(deeds), proved, "nl")
    assert any(visit.log in line.what for line in shown)
    assert office.served.office.ledger.mend(later.log).damaged == 0
