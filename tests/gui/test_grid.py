"""Questions with the same answers are one table, answered cell by cell without the mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.views.spots import spot_of
from inspectiebezoek.gui.screens.inputs.choices import OneChoice
from inspectiebezoek.gui.screens.inputs.grid import Grid
from inspectiebezoek.gui.screens.inputs.search import SearchChoice, SearchMany
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.readiness import progress
from tests.support.forms import form_of
from tests.support.visits import TEAM
from tests.support.window import Hands, desk_on_visit

FORM = """
| | type | name | label | appearance |
| | begin_group | tabel | Hoe is het gesteld met | table-list |
| | select_one mate | licht | Licht | |
| | select_one mate | lucht | Lucht | |
| | select_one mate | geluid | Geluid | |
| | end_group | | | |
| | begin_group | lijst | Wat is aanwezig | field-list |
| | select_multiple wat | cel | In de cel | |
| | select_multiple wat | gang | Op de gang | |
| | text | anders | Anders? | |
| | end_group | | | |
| | begin_group | hand | Zelf gemaakt | |
| | select_one mate | kop | Kop | label |
| | select_one mate | een | Een | list-nolabel |
| | select_one mate | twee | Twee | list-nolabel |
| | end_group | | | |
| | begin_group | los | Los | |
| | select_one mate | schaal | Hoe tevreden? | likert |
| | select_one mate | klein | Kies | minimal |
| | select_multiple wat | veel | Veel | minimal |
| | select_one mate | vlug | Vlug | quick |
| | select_one mate | laatst | Laatste | columns-2 |
| | end_group | | | |
"""
LISTS = """
| choices |
| | list_name | name | label |
| | mate | slecht | Slecht |
| | mate | matig | Matig |
| | mate | goed | Goed |
| | wat | bel | Bel |
| | wat | lamp | Lamp |
| | wat | luik | Luik |
"""
HEADER = Header(title="Proefbezoek", site="PI-1", site_label="PI Proef", team=TEAM, practice=True)


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    with desk_on_visit(
        tmp_path, qapp, form_of(tmp_path, FORM, LISTS), HEADER, screen="checklist"
    ) as made:
        yield made


def at(desk: Desk, hands: Hands, ref: str) -> None:
    desk.session.go_to(spot_of(desk.session.opened(), f"/data/{ref}"))
    hands.settle()


def value(desk: Desk, ref: str) -> str:
    visit = desk.session.place.open(desk.session.opened().id)
    return visit.instance.node(f"/data/{ref}").value


def made(desk: Desk) -> object:
    return desk.shell.screens["checklist"].card.input


def test_digits_and_arrows_fill_a_table(desk: Desk, hands: Hands) -> None:
    at(desk, hands, "tabel/licht")
    assert isinstance(made(desk), Grid)
    hands.press(Qt.Key.Key_2)
    hands.press(Qt.Key.Key_Down)
    assert desk.checklist.current.endswith("/lucht")
    hands.press(Qt.Key.Key_1)
    # Left and right choose, as in any group of answers.
    hands.press(Qt.Key.Key_Right)
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_3)
    assert [value(desk, f"tabel/{name}") for name in ("licht", "lucht", "geluid")] == [
        "matig",
        "matig",
        "goed",
    ]


def test_up_and_down_stay_in_the_table(desk: Desk, hands: Hands) -> None:
    at(desk, hands, "tabel/licht")
    hands.press(Qt.Key.Key_Up)
    assert desk.checklist.current.endswith("/licht")
    for _ in range(5):
        hands.press(Qt.Key.Key_Down)
    assert desk.checklist.current.endswith("/geluid")


def test_a_cell_says_its_row_and_its_answer(desk: Desk, hands: Hands) -> None:
    at(desk, hands, "tabel/lucht")
    assert hands.focus().accessibleName() == "Lucht: Slecht"


def test_the_mouse_answers_any_row_and_goes_there(desk: Desk, hands: Hands, qtbot: QtBot) -> None:
    at(desk, hands, "tabel/licht")
    grid = made(desk)
    assert isinstance(grid, Grid)
    last = list(grid._rows.values())[2][0]
    qtbot.mouseClick(last, Qt.MouseButton.LeftButton)
    hands.settle()
    assert value(desk, "tabel/geluid") == "slecht"
    assert desk.checklist.current.endswith("/geluid")


def test_several_answers_a_row(desk: Desk, hands: Hands) -> None:
    at(desk, hands, "lijst/cel")
    assert isinstance(made(desk), Grid)
    hands.press(Qt.Key.Key_1)
    hands.press(Qt.Key.Key_2)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_2)
    assert (value(desk, "lijst/cel"), value(desk, "lijst/gang")) == ("bel lamp", "lamp")
    hands.press(Qt.Key.Key_Delete)
    assert value(desk, "lijst/gang") == ""
    at(desk, hands, "lijst/anders")
    assert not isinstance(made(desk), Grid)


def test_the_head_of_a_table_is_no_question(desk: Desk, hands: Hands) -> None:
    visit = desk.session.opened()
    at(desk, hands, "hand/een")
    page = desk.shell.screens["checklist"]._page
    assert [each.label for each in page.questions] == ["Een", "Twee"]
    assert isinstance(made(desk), Grid)
    assert progress(visit, visit.instance.node("/data/hand")).total == 2


def test_appearances_say_how_answers_are_laid_out(desk: Desk, hands: Hands) -> None:
    at(desk, hands, "los/schaal")
    likert = made(desk)
    assert isinstance(likert, OneChoice)
    tops = {each.y() for each in likert._group.buttons()}
    assert len(tops) == 1
    at(desk, hands, "los/klein")
    assert isinstance(made(desk), SearchChoice)
    at(desk, hands, "los/laatst")
    two = made(desk)
    assert isinstance(two, OneChoice)
    assert len({each.x() for each in two._group.buttons()}) == 2


def test_several_of_a_long_list_are_found_by_typing(desk: Desk, hands: Hands) -> None:
    at(desk, hands, "los/veel")
    assert isinstance(made(desk), SearchMany)
    hands.write("lam")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    for _ in range(3):
        hands.press(Qt.Key.Key_Backspace)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    assert value(desk, "los/veel") == "bel lamp"
    hands.press(Qt.Key.Key_Return)
    assert value(desk, "los/veel") == "lamp"


def test_a_quick_question_goes_on_by_itself(desk: Desk, hands: Hands) -> None:
    at(desk, hands, "los/vlug")
    hands.press(Qt.Key.Key_1)
    hands.settle()
    assert value(desk, "los/vlug") == "slecht"
    assert desk.checklist.current.endswith("/laatst")
