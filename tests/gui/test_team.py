"""Chapters are divided over the team; one sees one's own, and who gave which answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.gui.screens.visit import VisitScreen
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.team import takers
from tests.support.forms import form_of
from tests.support.visits import TEAM
from tests.support.window import CONTROL, Hands, desk_on_visit

FORM = """
| | type | name | label |
| | begin_group | een | Rechtspositie |
| | text | naam | Wie spreekt u? |
| | end_group | | |
| | begin_group | twee | Veiligheid |
| | text | deur | Is de deur dicht? |
| | end_group | | |
| | begin_group | drie | Omgang |
| | text | toon | Hoe is de toon? |
| | end_group | | |
"""
HEADER = Header(title="Proefbezoek", site="PI-1", site_label="PI Proef", team=TEAM)


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    with desk_on_visit(tmp_path, qapp, form_of(tmp_path, FORM), HEADER) as made:
        yield made


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> Hands:
    made = Hands(desk, qtbot)
    made.wait()
    made.press(Qt.Key.Key_2, CONTROL)
    return made


@pytest.fixture
def screen(desk: Desk) -> VisitScreen:
    found = desk.shell.screens["visit"]
    assert isinstance(found, VisitScreen)
    return found


def taken(desk: Desk) -> dict[str, str]:
    """Who has which chapter, as it is on disk."""
    visit = desk.session.place.open(desk.session.opened().id)
    return {part.rpartition("/")[2]: who for part, who in takers(visit.state).items()}


def test_a_chapter_is_given_to_a_colleague_by_keyboard(desk: Desk, hands: Hands) -> None:
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_W)
    hands.press(Qt.Key.Key_Up)
    hands.press(Qt.Key.Key_Return)
    assert taken(desk) == {"twee": "insp-b"}
    hands.press(Qt.Key.Key_W)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    assert taken(desk) == {}


def test_one_sees_ones_own_chapters_and_opens_the_right_one(
    desk: Desk, hands: Hands, screen: VisitScreen
) -> None:
    for _ in range(2):
        hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_T)
    assert taken(desk) == {"drie": "insp-a"}
    screen.filter.group.button(1).setChecked(True)
    hands.settle()
    assert [each.title for each in screen._chapters] == ["Omgang"]
    screen.table.setFocus()
    screen.table.selectRow(0)
    hands.press(Qt.Key.Key_Return)
    assert desk.shell.place == "checklist"
    assert desk.session.spot.at == 2


def test_without_a_chapter_of_ones_own_it_says_how_to_get_one(
    desk: Desk, hands: Hands, screen: VisitScreen
) -> None:
    screen.filter.group.button(1).setChecked(True)
    hands.settle()
    assert screen._none.isVisible()
    assert not screen.take.isEnabled()


def test_an_answer_says_who_gave_it(desk: Desk, hands: Hands) -> None:
    desk.session.opened().answer("/data/twee/deur", "ja")
    desk.session.go("checklist")
    page = desk.shell.screens["checklist"]._page
    told = {each.label: each.origin for each in page.questions}
    desk.checklist.to_chapter(1, at_end=False)
    hands.settle()
    page = desk.shell.screens["checklist"]._page
    told |= {each.label: each.origin for each in page.questions}
    assert told["Is de deur dicht?"].startswith("Anna, ")
