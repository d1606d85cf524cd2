"""A question may stay without an answer, for a reason that everyone can read afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspectiebezoek.app.export import export_entries
from inspectiebezoek.app.views.sync import differences
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report.build import build
from inspectiebezoek.visit import readiness
from inspectiebezoek.visit.differences import find, settle
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.unanswered import NOT_APPLICABLE, NOT_OBSERVED, Unanswered, read
from tests.support.forms import Uuids
from tests.support.laptop import Laptop
from tests.support.visits import AANTAL, BELEID, UITLEG, VOLGT, Pair, open_on, plan

DARK = Unanswered(NOT_OBSERVED, "De afdeling was dicht.")
EMPTY = Unanswered(NOT_APPLICABLE, "Er zijn hier geen kamers.")


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    made = Laptop(tmp_path)
    yield made
    made.close()


@pytest.fixture
def visit(laptop: Laptop) -> OpenVisit:
    return plan(laptop)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    made = Pair(tmp_path)
    yield made
    made.close()


def required(visit: OpenVisit) -> list[str]:
    return [gap.ref for gap in readiness.gaps(visit) if gap.kind == "required"]


def test_a_required_question_with_a_reason_no_longer_stands_in_the_way(visit: OpenVisit) -> None:
    assert BELEID in required(visit)
    visit.leave_unanswered([BELEID], DARK)
    assert BELEID not in required(visit)
    assert visit.unanswered(BELEID) == DARK


def test_it_counts_as_done_and_is_listed_with_its_reason(visit: OpenVisit) -> None:
    before = readiness.progress(visit, visit.instance.root)
    visit.leave_unanswered([BELEID, AANTAL], EMPTY)
    after = readiness.progress(visit, visit.instance.root)
    assert (after.total, after.answered) == (before.total, before.answered + 2)
    left = readiness.left_out(visit, visit.instance.root)
    assert [(node.ref, why) for node, why in left] == [(BELEID, EMPTY), (AANTAL, EMPTY)]


def test_it_is_there_after_a_restart(visit: OpenVisit, laptop: Laptop) -> None:
    visit.leave_unanswered([BELEID], DARK)
    assert open_on(laptop, visit.log).unanswered(BELEID) == DARK


def test_an_answer_lifts_the_reason_and_undo_brings_it_back(visit: OpenVisit) -> None:
    visit.leave_unanswered([BELEID], DARK)
    visit.answer(BELEID, "ja")
    assert visit.unanswered(BELEID) is None
    visit.take_back()
    assert (visit.instance.node(BELEID).value, visit.unanswered(BELEID)) == ("", DARK)
    visit.take_back(again=True)
    assert (visit.instance.node(BELEID).value, visit.unanswered(BELEID)) == ("ja", None)


def test_an_answer_is_taken_back_by_the_reason_with_what_depends_on_it(visit: OpenVisit) -> None:
    visit.answer(UITLEG, "veel")
    visit.leave_unanswered([UITLEG], DARK)
    assert visit.instance.node(UITLEG).value == ""
    assert visit.unanswered(UITLEG) == DARK
    visit.take_back()
    assert visit.instance.node(UITLEG).value == "veel"
    assert visit.unanswered(UITLEG) is None


def test_several_questions_are_one_step_to_take_back(visit: OpenVisit) -> None:
    visit.leave_unanswered([BELEID, UITLEG, AANTAL], EMPTY)
    visit.take_back()
    assert [visit.unanswered(ref) for ref in (BELEID, UITLEG, AANTAL)] == [None, None, None]


def test_the_question_can_wait_for_an_answer_again(visit: OpenVisit) -> None:
    visit.leave_unanswered([BELEID], DARK)
    visit.wait_for_answer(BELEID)
    assert visit.unanswered(BELEID) is None
    assert BELEID in required(visit)


def test_what_the_form_fills_in_itself_cannot_be_left_out(visit: OpenVisit) -> None:
    with pytest.raises(InspectionError) as caught:
        visit.leave_unanswered([BELEID, VOLGT], DARK)
    assert caught.value.code is Code.FORM_VALUE_REFUSED
    assert visit.unanswered(BELEID) is None


def test_a_colleagues_answer_and_a_reason_are_a_difference(pair: Pair) -> None:
    pair.a.leave_unanswered([BELEID], DARK)
    pair.b.answer(BELEID, "ja")
    pair.meet()
    for visit in (pair.a, pair.b):
        (difference,) = find(visit.state)
        assert difference.address == visit.address(BELEID)
    (shown,) = differences(pair.a, "nl")
    assert {side.answer for side in shown.sides} == {
        "Ja",
        "Niet waargenomen: De afdeling was dicht.",
    }


def test_the_reason_that_is_chosen_over_an_answer_holds(pair: Pair) -> None:
    pair.a.leave_unanswered([BELEID], DARK)
    pair.b.answer(BELEID, "ja")
    pair.meet()
    _choose(pair.a, "")
    pair.meet()
    assert [each.unanswered(BELEID) for each in (pair.a, pair.b)] == [DARK, DARK]
    assert find(pair.b.state) == ()


def test_two_reasons_are_a_difference_that_is_settled_like_any_other(pair: Pair) -> None:
    pair.a.leave_unanswered([BELEID], DARK)
    pair.b.leave_unanswered([BELEID], EMPTY)
    pair.meet()
    (shown,) = differences(pair.b, "nl")
    assert shown.fixed
    assert {side.answer for side in shown.sides} == {
        "Niet waargenomen: De afdeling was dicht.",
        "Niet van toepassing: Er zijn hier geen kamers.",
    }
    (difference,) = find(pair.b.state)
    mine = next(each for each in difference.variants if "dicht" in each.value)
    _choose(pair.b, mine.value)
    pair.meet()
    assert [each.unanswered(BELEID) for each in (pair.a, pair.b)] == [DARK, DARK]
    assert find(pair.a.state) == ()


def _choose(visit: OpenVisit, value: str) -> None:
    (difference,) = find(visit.state)
    visit.write(
        settle(
            visit.state, difference, value=value, remark="", reason="", uuid=Uuids(9), letter="A"
        )
    )


@pytest.mark.parametrize("value", [None, "", "dicht", {}, {"kind": "weg", "reason": "x"}, 3])
def test_what_a_log_may_hold_instead_says_nothing(value: object) -> None:
    assert read(value) is None


def test_the_report_gives_the_reason_where_the_answer_would_stand(visit: OpenVisit) -> None:
    visit.leave_unanswered([BELEID], DARK)
    visit.set_remark(BELEID, "Morgen nog eens.")
    made = build(visit, {}, (), made="2026-10-06T12:00:00+02:00")
    answers = [each for chapter in made.answers for each in chapter.answers]
    told = next(each for each in answers if each.question == "Is er beleid?")
    assert told.answer == "Niet waargenomen: De afdeling was dicht."
    assert told.remark == "Morgen nog eens."


def test_an_export_holds_the_reason(visit: OpenVisit, laptop: Laptop) -> None:
    visit.leave_unanswered([BELEID], DARK)
    document = export_entries(visit.log, laptop.entries(visit.log))
    assert '"reason": "De afdeling was dicht."' in document
    assert '"kind": "not_observed"' in document
