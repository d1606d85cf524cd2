"""The list of questions is filtered by words and by state; one key to it, Escape out of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.views.checklist import checklist_page
from inspectiebezoek.app.views.spots import Spot
from inspectiebezoek.gui.screens.checklist import ChecklistScreen
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.team import take
from tests.support.forms import form_of
from tests.support.packages import bring, give, workplace
from tests.support.visits import TEAM
from tests.support.window import CONTROL, Hands, desk_with

ROWS = (
    "| | begin_group | een | Eerste deel |",
    "| | select_one jn | deur | Is de deur dicht? |",
    "| | text | raam | Wat ziet u door het raam? |",
    "| | text | bed | Hoe is het bed? |",
    "| | end_group | | |",
    "| | begin_group | twee | Tweede deel |",
    "| | text | slot | Wat nog meer? |",
    "| | end_group | | |",
)
REMARKS, DIFFERENCES = 4, 5


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    with desk_with(tmp_path, qapp, *ROWS) as made:
        yield made


def screen(desk: Desk) -> ChecklistScreen:
    found = desk.shell.screens["checklist"]
    assert isinstance(found, ChecklistScreen)
    return found


def shown(desk: Desk) -> list[str]:
    """The questions in the list."""
    rows = [each.item for each in screen(desk)._rows]
    return [each.ref.rpartition("/")[2] for each in rows if each is not None]


def test_one_key_a_word_and_enter_lead_to_a_question(desk: Desk, hands: Hands) -> None:
    hands.press(Qt.Key.Key_F, CONTROL)
    assert hands.focus() is screen(desk).finder.field
    hands.write("hoe BED")
    assert shown(desk) == ["bed"]
    hands.press(Qt.Key.Key_Return)
    assert screen(desk).current().endswith("/bed")
    assert screen(desk).card.isAncestorOf(hands.focus())


def test_the_slash_reaches_it_too_and_escape_shows_everything_again(
    desk: Desk, hands: Hands
) -> None:
    hands.press(Qt.Key.Key_Slash)
    hands.write("niets zoals dit")
    assert shown(desk) == [] and screen(desk)._nothing.isVisible()
    hands.press(Qt.Key.Key_Escape)
    assert shown(desk) == ["deur", "raam", "bed"]
    assert not screen(desk)._nothing.isVisible()
    assert screen(desk).card.isAncestorOf(hands.focus())


def test_a_letter_in_the_field_is_a_letter_and_digits_answer_nothing(
    desk: Desk, hands: Hands
) -> None:
    hands.press(Qt.Key.Key_Slash)
    hands.write("n1v")
    assert screen(desk).finder.field.text() == "n1v"
    visit = desk.session.opened()
    assert visit.instance.node("/data/een/deur").value == ""
    assert not visit.flagged("/data/een/deur")


def test_answers_and_remarks_are_found_too(desk: Desk, hands: Hands) -> None:
    visit = desk.session.opened()
    visit.answer("/data/een/raam", "Een binnenplaats")
    visit.set_remark("/data/een/bed", "Matras ligt op de grond")
    desk.session.go("checklist")
    hands.press(Qt.Key.Key_Slash)
    hands.write("binnenpl")
    assert shown(desk) == ["raam"]
    screen(desk).finder.field.setText("matras")
    assert shown(desk) == ["bed"]
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_Return)
    screen(desk).filter.group.button(REMARKS).setChecked(True)
    assert shown(desk) == ["raam", "bed"], "the question on the paper stays"


def test_mine_are_the_chapters_that_i_took(desk: Desk, hands: Hands) -> None:
    screen(desk).filter.group.button(3).setChecked(True)
    assert screen(desk)._nothing.isVisible()
    assert "niet van u" in screen(desk)._nothing.text()
    take(desk.session.opened(), "/data/een")
    desk.session.go("checklist")
    assert shown(desk) == ["deur", "raam", "bed"]
    assert not screen(desk)._nothing.isVisible()
    names = [screen(desk).chapters.itemText(at) for at in range(2)]
    assert names == ["Eerste deel 0/3 · Mijn", "Tweede deel 0/1"]


def test_a_filter_and_its_words_stay_when_the_text_grows(desk: Desk, hands: Hands) -> None:
    hands.press(Qt.Key.Key_Slash)
    hands.write("raam")
    desk.shell.wear("dark", 150)
    hands.settle()
    assert (screen(desk).finder.field.text(), shown(desk)) == ("raam", ["raam"])


def test_what_colleagues_say_otherwise_is_a_filter_of_its_own(tmp_path: Path) -> None:
    anna, bram = workplace(tmp_path / "a", "anna"), workplace(tmp_path / "b", "bram")
    form = form_of(tmp_path, "\n".join(("| | type | name | label |", *ROWS)))
    mine = anna.plan(form, Header(title="Proef", team=TEAM))
    bring(bram, give(anna, tmp_path / "x.ibz", bram), anna)
    bram.open(mine.id).answer("/data/een/deur", "nee")
    mine.answer("/data/een/deur", "ja")
    mine.answer("/data/een/raam", "Een muur")
    bring(anna, give(bram, tmp_path / "x.ibz", anna), bram)
    page = checklist_page(anna.open(mine.id), Spot(), "nl")
    assert [each.differs for each in page.questions] == [True, False, False]
    assert [each.written for each in page.questions] == [True, True, False]
    for each in (anna, bram):
        each.store.close()
