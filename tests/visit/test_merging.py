"""Promises about putting work together: what the merge did is told, and nobody is forgotten."""

from __future__ import annotations

import pytest

from inspectiebezoek.visit import finishing
from inspectiebezoek.visit.differences import find, settle
from inspectiebezoek.visit.kinds import Finding
from inspectiebezoek.visit.laptops import awaited, go_without, laptops, late, say_done
from inspectiebezoek.visit.merging import hidden, together
from inspectiebezoek.visit.readiness import gaps
from tests.support.forms import Uuids
from tests.support.visits import AANTAL, BELEID, CEL, GEHEIM, KLEUREN, UITLEG, Pair


def test_of_two_ticked_lists_the_union_is_offered_in_the_order_of_the_form(pair: Pair) -> None:
    pair.a.answer(KLEUREN, "groen blauw")
    pair.b.answer(KLEUREN, "rood")
    pair.meet()
    [difference] = find(pair.b.state)
    assert together(pair.b, difference) == "rood blauw groen"

    pair.b.write(
        settle(
            pair.b.state,
            difference,
            value=together(pair.b, difference),
            remark="",
            reason="allebei gezien",
            uuid=Uuids(9),
            letter="B",
        )
    )
    pair.meet()
    assert find(pair.a.state) == ()
    assert pair.a.instance.node(KLEUREN).value == "rood blauw groen"


@pytest.mark.parametrize(
    ("ref", "mine", "theirs"), [(KLEUREN, "rood", "rood groen"), (BELEID, "ja", "nee")]
)
def test_no_union_is_offered_where_one_side_is_it_or_one_choice_may_be(
    pair: Pair, ref: str, mine: str, theirs: str
) -> None:
    pair.a.answer(ref, mine)
    pair.b.answer(ref, theirs)
    pair.meet()
    [difference] = find(pair.a.state)
    assert together(pair.a, difference) == ""


def test_an_answer_that_a_colleague_made_irrelevant_is_listed_on_both_laptops(pair: Pair) -> None:
    pair.a.answer(BELEID, "nee")
    pair.meet()
    pair.b.answer(GEHEIM, "de deur stond open")
    pair.a.answer(BELEID, "ja")
    pair.meet()

    for visit in (pair.a, pair.b):
        assert not visit.instance.node(GEHEIM).relevant
        [found] = hidden(visit)
        assert (found.ref, found.value, found.by) == (GEHEIM, "de deur stond open", "insp-b")

    pair.a.answer(BELEID, "nee")
    pair.meet()
    assert hidden(pair.b) == () and pair.b.instance.node(GEHEIM).relevant


def test_an_answer_that_one_hid_oneself_is_not_listed(pair: Pair) -> None:
    pair.a.answer(BELEID, "nee")
    pair.a.answer(GEHEIM, "toch niet")
    pair.a.answer(BELEID, "ja")
    pair.b.answer(UITLEG, "van B")
    pair.meet()
    assert hidden(pair.a) == hidden(pair.b) == ()


def test_a_rule_that_only_holds_apart_is_checked_again_after_the_merge(pair: Pair) -> None:
    pair.a.answer(BELEID, "nee")
    pair.b.answer(AANTAL, "60")
    pair.meet()
    assert ("constraint", AANTAL) in {(each.kind, each.ref) for each in gaps(pair.a)}


def finished(pair: Pair) -> None:
    """Both answered, and the lead finished."""
    pair.a.answer(BELEID, "ja")
    pair.b.answer(UITLEG, "van B")
    pair.meet()
    assert finishing.finish(pair.a) == ()
    pair.meet()


def test_each_laptop_says_for_itself_that_it_is_done(pair: Pair) -> None:
    finished(pair)
    assert [(each.person, each.done) for each in laptops(pair.a)] == [
        ("insp-a", True),
        ("insp-b", False),
    ]
    assert [each.person for each in awaited(pair.a)] == ["insp-b"]

    pair.b.typing(UITLEG, "nog bezig")
    assert [each.kind for each in say_done(pair.b)] == ["draft"]
    pair.b.answer(UITLEG, "van B, af")
    assert say_done(pair.b) == ()
    pair.meet()
    assert awaited(pair.a) == ()

    pair.b.add(Finding, title="toch nog iets")
    pair.meet()
    assert [each.person for each in awaited(pair.a)] == ["insp-b"]


def test_one_goes_on_without_a_laptop_only_with_a_reason(pair: Pair) -> None:
    finished(pair)
    [laptop] = awaited(pair.a)
    go_without(pair.a, laptop.device, "gestolen")
    pair.meet()
    assert awaited(pair.a) == ()
    assert [each.without for each in laptops(pair.b)] == ["", "gestolen"]


def test_what_arrives_after_finishing_is_taken_in_and_told_as_late(pair: Pair) -> None:
    row = pair.b.add_row(CEL)
    finished(pair)
    assert late(pair.a) == ()
    pair.b.answer(f"{row}/nummer", "14")
    say_done(pair.b)
    pair.meet()

    assert pair.a.instance.node(f"{row}/nummer").value == "14"
    assert [(each.address, each.by) for each in late(pair.a)] == [
        (pair.a.address(f"{row}/nummer"), "insp-b")
    ]
    finishing.reopen(pair.a, "nagekomen")
    assert late(pair.a) == ()
    assert finishing.finish(pair.a) == ()
    pair.meet()
    assert late(pair.a) == late(pair.b) == ()


def test_two_who_finish_at_once_do_not_differ(pair: Pair) -> None:
    pair.a.answer(BELEID, "ja")
    pair.meet()
    for visit in (pair.a, pair.b):
        assert finishing.finish(visit) == ()
    pair.meet()
    assert find(pair.a.state) == ()
