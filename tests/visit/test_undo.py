"""What one did can be taken back, on any screen, and the log keeps both."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspectiebezoek.visit.kinds import Finding
from inspectiebezoek.visit.open_visit import OpenVisit
from tests.support.laptop import Laptop, meet
from tests.support.visits import BELEID, CEL, UITLEG, open_on, plan


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path / "a")


@pytest.fixture
def visit(laptop: Laptop) -> OpenVisit:
    return plan(laptop)


def test_an_answer_is_taken_back_and_given_again(laptop: Laptop, visit: OpenVisit) -> None:
    visit.answer(BELEID, "ja")
    visit.answer(BELEID, "nee")
    assert visit.take_back()
    assert visit.instance.node(BELEID).value == "ja"
    assert visit.take_back()
    assert visit.instance.node(BELEID).value == ""
    assert visit.take_back(again=True)
    assert visit.take_back(again=True)
    assert visit.instance.node(BELEID).value == "nee"
    assert open_on(laptop, visit.log).instance.node(BELEID).value == "nee"


def test_what_an_answer_set_off_is_taken_back_with_it(visit: OpenVisit) -> None:
    visit.answer(UITLEG, "nieuw")
    before = visit.state.value(visit.address("/data/deel/volgt"))
    assert before
    visit.take_back()
    assert not visit.state.value(visit.address("/data/deel/volgt"))


def test_a_row_comes_back_with_all_that_was_in_it(visit: OpenVisit) -> None:
    row = visit.add_row(CEL)
    visit.answer(f"{row}/nummer", "B-214")
    visit.remove_row(row)
    assert len(visit.instance.node(CEL).rows) == 0
    visit.take_back()
    assert visit.instance.node(f"{row}/nummer").value == "B-214"


def test_a_finding_goes_as_a_whole(visit: OpenVisit) -> None:
    made = visit.add(Finding, title="Een", observed="gezien")
    visit.take_back()
    assert visit.all(Finding) == ()
    visit.take_back(again=True)
    (back,) = visit.all(Finding)
    assert (back.id, back.title, back.observed) == (made, "Een", "gezien")


def test_a_new_step_ends_what_could_be_done_again(visit: OpenVisit) -> None:
    visit.answer(BELEID, "ja")
    visit.take_back()
    visit.answer(BELEID, "nee")
    assert visit.undo.next_redo() is None


def test_what_a_colleague_changed_since_is_left_alone(laptop: Laptop, tmp_path: Path) -> None:
    visit = plan(laptop)
    visit.answer(BELEID, "ja")
    other = Laptop(tmp_path / "b", "B")
    meet([laptop, other], visit.log)
    other.write(visit.address(BELEID), "nee", visit.log)
    meet([laptop, other], visit.log)
    visit.refresh()
    assert not visit.take_back()
    assert visit.instance.node(BELEID).value == "nee"
