"""A question stays without an answer by one key and a reason; nothing of the reason is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.views.spots import spot_of
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.screens.reason_panel import ReasonPanel
from inspectiebezoek.visit.header import FINISHED, Header
from inspectiebezoek.visit.unanswered import NOT_APPLICABLE, NOT_OBSERVED, Unanswered
from tests.support.forms import form_of
from tests.support.smalldisk import refusing
from tests.support.visits import TEAM
from tests.support.window import CONTROL, Hands, desk_on_visit

FORM = """
| | type | name | label | required | bind::ib:role |
| | begin_group | een | Eerste deel | | |
| | select_one jn | deur | Is de deur dicht? | yes | |
| | integer | aantal | Hoeveel? | | |
| | text | naam | Wie spreekt u? | | |
| | select_one jn | oordeel | Oordeel | | judgment |
| | end_group | | | | |
| | begin_group | twee | Tweede deel | | |
| | text | slot | Wat nog meer? | | |
| | begin_repeat | cel | Cel | | |
| | text | nummer | Nummer | | |
| | text | bed | Bed | | |
| | end_repeat | | | | |
| | end_group | | | | |
"""
HEADER = Header(title="Proefbezoek", site="PI-1", site_label="PI Proef", team=TEAM, practice=True)
REASON = "De afdeling was dicht."
SHIFT = Qt.KeyboardModifier.ShiftModifier
DEUR, AANTAL, NAAM, SLOT = "/data/een/deur", "/data/een/aantal", "/data/een/naam", "/data/twee/slot"


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    with desk_on_visit(tmp_path, qapp, form_of(tmp_path, FORM), HEADER, screen="checklist") as made:
        yield made


def at(desk: Desk, hands: Hands, ref: str) -> None:
    desk.session.go_to(spot_of(desk.session.opened(), ref))
    hands.settle()


def stored(desk: Desk, ref: str) -> Unanswered | None:
    return desk.session.place.open(desk.session.opened().id).unanswered(ref)


def marks(desk: Desk) -> list[Mark]:
    return [each.mark for each in desk.shell.screens["checklist"]._page.questions]


def panel(desk: Desk) -> ReasonPanel:
    found = [each for each in desk.shell.findChildren(ReasonPanel) if each.isVisible()]
    return found[-1]


def test_w_and_a_reason_leave_a_question_unobserved(desk: Desk, hands: Hands) -> None:
    hands.press(Qt.Key.Key_W)
    hands.write(REASON)
    hands.press(Qt.Key.Key_Return)
    assert stored(desk, DEUR) == Unanswered(NOT_OBSERVED, REASON)
    assert marks(desk)[0] is Mark.NOT_OBSERVED
    # One is back at the question: Enter goes on.
    hands.press(Qt.Key.Key_Return)
    assert desk.shell.screens["checklist"].current().endswith("/aantal")


def test_zero_is_not_applicable_where_the_checklist_has_no_such_answer(
    desk: Desk, hands: Hands
) -> None:
    hands.press(Qt.Key.Key_0)
    hands.write("Er is geen deur.")
    hands.press(Qt.Key.Key_Return)
    assert stored(desk, DEUR) == Unanswered(NOT_APPLICABLE, "Er is geen deur.")
    assert marks(desk)[0] is Mark.NOT_APPLICABLE


def test_in_a_field_the_letter_is_a_letter_and_the_palette_is_a_way_in(
    desk: Desk, hands: Hands
) -> None:
    at(desk, hands, NAAM)
    hands.write("w0")
    hands.press(Qt.Key.Key_K, CONTROL)
    hands.write("niet waargenomen")
    hands.press(Qt.Key.Key_Return)
    hands.write(REASON)
    hands.press(Qt.Key.Key_Return)
    # The answer that was there is taken back, and undo brings it back.
    assert stored(desk, NAAM) == Unanswered(NOT_OBSERVED, REASON)
    assert desk.session.opened().instance.node(NAAM).value == ""
    desk.commands.do("undo")
    assert desk.session.opened().instance.node(NAAM).value == "w0"
    assert stored(desk, NAAM) is None


def test_without_a_reason_nothing_is_written(desk: Desk, hands: Hands) -> None:
    hands.press(Qt.Key.Key_W)
    hands.press(Qt.Key.Key_Return)
    assert panel(desk).isVisible()
    hands.press(Qt.Key.Key_Escape)
    assert stored(desk, DEUR) is None
    assert desk.session.opened().drafts() == {}


def test_delete_lets_the_question_wait_again(desk: Desk, hands: Hands) -> None:
    desk.session.opened().leave_unanswered([DEUR], Unanswered(NOT_OBSERVED, REASON))
    desk.session.show("checklist")
    desk.shell.screens["checklist"].card.begin()
    hands.press(Qt.Key.Key_Delete)
    assert stored(desk, DEUR) is None
    assert marks(desk)[0] is Mark.OPEN


def test_an_answer_after_all_needs_one_key(desk: Desk, hands: Hands) -> None:
    desk.session.opened().leave_unanswered([DEUR], Unanswered(NOT_OBSERVED, REASON))
    desk.session.show("checklist")
    desk.shell.screens["checklist"].card.begin()
    hands.press(Qt.Key.Key_1)
    assert desk.session.opened().instance.node(DEUR).value == "ja"
    assert stored(desk, DEUR) is None


def test_a_reason_that_is_being_typed_survives_a_crash(desk: Desk, hands: Hands) -> None:
    hands.press(Qt.Key.Key_W)
    hands.write("De afd")
    hands._qtbot.wait(350)
    field = desk.session.opened().address(DEUR, "unanswered:")
    assert desk.session.place.open(desk.session.opened().id).drafts() == {field: "De afd"}
    panel(desk).hide()
    desk.session.show("checklist")
    item = desk.shell.screens["checklist"]._page.questions[0]
    assert item.reason_draft == "De afd"
    desk.unanswered.ask_here(NOT_OBSERVED)
    assert panel(desk).reason.text() == "De afd"


def test_a_reason_that_the_disk_refused_is_kept(desk: Desk, hands: Hands) -> None:
    with refusing(desk.session.place.store):
        hands.press(Qt.Key.Key_W)
        hands.write(REASON)
        hands.press(Qt.Key.Key_Return)
        assert stored(desk, DEUR) is None
        assert desk.session.place.store.typed.held() == (REASON,)
    hands.press(Qt.Key.Key_W)
    assert panel(desk).reason.text() == REASON
    hands.press(Qt.Key.Key_Return)
    assert stored(desk, DEUR) == Unanswered(NOT_OBSERVED, REASON)
    assert desk.session.opened().drafts() == {}


def test_the_rest_of_a_chapter_is_left_at_once_and_undone_at_once(desk: Desk, hands: Hands) -> None:
    desk.session.opened().answer(AANTAL, "3")
    hands.press(Qt.Key.Key_W, CONTROL | SHIFT)
    hands.write("Dit deel is er niet.")
    hands.press(Qt.Key.Key_Return)
    assert stored(desk, DEUR) == stored(desk, NAAM) is not None
    assert stored(desk, AANTAL) is None
    assert stored(desk, "/data/een/oordeel") is None
    hands.press(Qt.Key.Key_Z, CONTROL)
    assert [stored(desk, ref) for ref in (DEUR, NAAM)] == [None, None]


def test_the_rest_of_a_row_is_that_row_alone(desk: Desk, hands: Hands) -> None:
    visit = desk.session.opened()
    row = visit.add_row("/data/twee/cel")
    at(desk, hands, row)
    hands.press(Qt.Key.Key_W, CONTROL | SHIFT)
    hands.write("Cel was dicht.")
    hands.press(Qt.Key.Key_Return)
    assert stored(desk, f"{row}/bed") == stored(desk, f"{row}/nummer") is not None
    assert stored(desk, SLOT) is None


def test_a_reason_that_was_given_is_taken_over(desk: Desk, hands: Hands) -> None:
    desk.session.opened().leave_unanswered([DEUR], Unanswered(NOT_OBSERVED, REASON))
    at(desk, hands, AANTAL)
    desk.unanswered.ask_here(NOT_OBSERVED)
    hands.settle()
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Return)
    assert stored(desk, AANTAL) == Unanswered(NOT_OBSERVED, REASON)


def test_finishing_lets_it_pass_and_shows_the_reason(desk: Desk, hands: Hands) -> None:
    visit = desk.session.opened()
    hands.press(Qt.Key.Key_F, CONTROL | SHIFT)
    assert visit.header.state != FINISHED
    desk.session.go("checklist")
    at(desk, hands, DEUR)
    hands.press(Qt.Key.Key_W)
    hands.write(REASON)
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_F, CONTROL | SHIFT)
    assert visit.header.state == FINISHED
    (line,) = desk.shell.screens["visit"]._page.unanswered
    assert (line.title, line.detail) == ("Is de deur dicht?", f"Niet waargenomen: {REASON}")
    assert desk.shell._message is not None and "1 vraag" in desk.shell._message[1]
