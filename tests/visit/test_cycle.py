"""What a visit gives to what comes after it: kept by UUID, and never lost between two laptops."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.ref import Ref, read_ref
from inspectiebezoek.visit.cycle_kinds import Action, Followup, Signal, Verification
from inspectiebezoek.visit.differences import find
from inspectiebezoek.visit.header import ADOPTED
from inspectiebezoek.visit.looking_again import look_again, wants_reason
from inspectiebezoek.visit.open_visit import OpenVisit
from tests.support.laptop import Laptop
from tests.support.visits import Pair, open_on

A12, M3 = (UUID(f"0190a0a0-0000-7000-8000-00000000000{digit}") for digit in "12")
SOURCE = Ref("track/0190a0a0-0000-7000-8000-0000000000aa", f"recommendation:{A12}/", "ab" * 32)


def test_an_earlier_recommendation_is_followed_up_under_its_own_uuid(
    laptop: Laptop, visit: OpenVisit
) -> None:
    label = look_again(visit, Followup, A12, "gezien", "Binnen de norm", SOURCE)

    [made] = open_on(laptop, visit.log).all(Followup)
    assert (made.id, made.label, made.state) == (str(A12), label, "gezien")
    assert made.source is not None and read_ref(dict(made.source)) == SOURCE
    assert {entry.change.field for entry in laptop.entries(visit.log)} >= {
        f"followup:{A12}/",
        f"followup:{A12}/state",
    }


def test_looking_again_alters_what_was_said_and_keeps_the_label(visit: OpenVisit) -> None:
    first = look_again(visit, Verification, M3, "aanwezig", "")
    again = look_again(visit, Verification, M3, "niet_aangetroffen", "Het rooster was leeg")

    [made] = visit.all(Verification)
    assert first == again == made.label
    assert (made.state, made.note) == ("niet_aangetroffen", "Het rooster was leeg")


def test_two_who_saw_the_same_have_no_difference(pair: Pair) -> None:
    for visit in (pair.a, pair.b):
        look_again(visit, Verification, M3, "werkt", "")
    pair.meet()

    assert find(pair.a.state) == ()
    assert len(pair.a.all(Verification)) == len(pair.b.all(Verification)) == 1


def test_two_who_saw_something_else_have_one_difference_and_lose_nothing(pair: Pair) -> None:
    look_again(pair.a, Verification, M3, "werkt", "")
    look_again(pair.b, Verification, M3, "niet_aangetroffen", "")
    pair.meet()

    [found] = find(pair.b.state)
    assert found.address == f"verification:{M3}/state"
    assert {each.value for each in found.variants} == {"werkt", "niet_aangetroffen"}


def test_what_was_taken_out_can_be_looked_at_again(visit: OpenVisit) -> None:
    look_again(visit, Followup, A12, "gezien", "")
    visit.remove(Followup, str(A12))
    assert visit.all(Followup) == ()

    look_again(visit, Followup, A12, "niet_gezien", "")
    assert [each.state for each in visit.all(Followup)] == ["niet_gezien"]
    assert find(visit.state) == ()


def test_a_signed_visit_is_not_altered_by_looking_again(visit: OpenVisit) -> None:
    look_again(visit, Followup, A12, "gezien", "")
    visit.set_header(replace(visit.header, state=ADOPTED))

    for entity in (A12, M3):
        with pytest.raises(InspectionError) as refused:
            look_again(visit, Followup, entity, "niet_gezien", "")
        assert refused.value.code is Code.VISIT_FROZEN


def test_passing_something_over_wants_a_reason() -> None:
    assert wants_reason("niet_nagelopen", "  ")
    assert not wants_reason("niet_nagelopen", "Geen tijd meer")
    assert not wants_reason("niet_gezien", "")


def test_a_signal_and_an_action_are_noted_in_the_visit(laptop: Laptop, visit: OpenVisit) -> None:
    visit.add(Signal, text="Te weinig mensen in de nacht", source="medewerker", shielded=True)
    visit.add(Action, text="Rooster bespreken", sort="brief", to_role="directeur")

    again = open_on(laptop, visit.log)
    [signal], [action] = again.all(Signal), again.all(Action)
    assert (signal.label, signal.shielded, signal.reprisal) == ("S-A01", True, False)
    assert (action.label, action.state, action.due) == ("A-A01", "open", "")
