"""What was told on the spot is written down when it is told: to whom, what, and the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.visit.header import FINISHED, REPORTED, Header
from inspectiebezoek.visit.kinds import Feedback
from inspectiebezoek.visit.typed_records import recover
from tests.support.forms import form_of
from tests.support.smalldisk import refusing
from tests.support.visits import TEAM
from tests.support.window import CONTROL, Hands, desk_on_visit

FORM = """
| | type | name | label |
| | text | naam | Wie spreekt u? |
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
    made.press(Qt.Key.Key_M, CONTROL)
    return made


def told(desk: Desk) -> list[tuple[str, str, str, str]]:
    """What is in the log of the visit on disk."""
    visit = desk.session.place.open(desk.session.opened().id)
    return [(each.sort, each.to_role, each.text, each.response) for each in visit.all(Feedback)]


def tell(hands: Hands, *words: str) -> None:
    hands.press(Qt.Key.Key_N, CONTROL)
    for each in words:
        hands.write(each)
        hands.press(Qt.Key.Key_Tab)


def test_a_danger_is_told_and_written_down_by_keyboard(desk: Desk, hands: Hands) -> None:
    tell(hands, "directeur", "De oproep werkt niet.", "Cel is leeg.")
    hands.press(Qt.Key.Key_Escape)
    known = ("direct_veiligheid", "directeur", "De oproep werkt niet.", "Cel is leeg.")
    assert told(desk) == [known]
    (kept,) = desk.session.opened().all(Feedback)
    assert kept.told_at
    assert kept.label == "T-A01"


def test_escape_keeps_what_is_being_typed(desk: Desk, hands: Hands) -> None:
    hands.press(Qt.Key.Key_N, CONTROL)
    hands.write("commandant")
    hands.press(Qt.Key.Key_Escape)
    assert [each[1] for each in told(desk)] == ["commandant"]


def test_another_one_is_opened_from_the_list_and_added_to(desk: Desk, hands: Hands) -> None:
    tell(hands, "directeur", "Eerste")
    tell(hands, "arts", "Tweede")
    panel = desk.commands.feedback.panel
    assert panel is not None
    panel.list.setFocus()
    hands.press(Qt.Key.Key_Down)
    assert panel.editor.text.toPlainText() == "Eerste"
    panel.editor.response.setFocus()
    hands.write("Gezien")
    hands.press(Qt.Key.Key_Escape)
    assert [each[1:] for each in told(desk)] == [
        ("directeur", "Eerste", "Gezien"),
        ("arts", "Tweede", ""),
    ]


def test_what_the_disk_refuses_stays_in_sight_and_is_not_lost(desk: Desk, hands: Hands) -> None:
    hands.press(Qt.Key.Key_N, CONTROL)
    with refusing(desk.session.place.store):
        hands.write("directeur")
        hands.press(Qt.Key.Key_Tab)
    panel = desk.commands.feedback.panel
    assert panel is not None
    assert panel.editor.to_role.text() == "directeur"
    desk.session.place.store.typed.put_down()
    visit = desk.session.place.open(desk.session.opened().id)
    assert recover(visit) == 1
    assert visit.all(Feedback)[0].to_role == "directeur"


def test_a_signed_visit_takes_no_feedback(desk: Desk, hands: Hands) -> None:
    hands.press(Qt.Key.Key_Escape)
    visit = desk.session.opened()
    visit.set_header(replace(visit.header, state=FINISHED))
    visit.set_header(replace(visit.header, state=REPORTED))
    hands.press(Qt.Key.Key_M, CONTROL)
    panel = desk.commands.feedback.panel
    assert panel is not None
    assert not panel.add.isEnabled()
    hands.press(Qt.Key.Key_N, CONTROL)
    assert told(desk) == []
