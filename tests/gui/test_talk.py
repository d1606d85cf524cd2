"""A talk in another language, and the questions of one person: what the list of questions shows."""

from __future__ import annotations

# ruff: noqa: E501 - the tables of a checklist are wide
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.report.build import build
from inspectiebezoek.visit.header import Header
from tests.support.forms import form_of
from tests.support.visits import TEAM
from tests.support.window import CONTROL, Hands, desk_on_visit

FORM = """
| | type | name | label::Nederlands (nl) | label::English (en) | hint::Nederlands (nl) | hint::English (en) |
| | select_one jn | slaap | Hoe hebt u geslapen? | How did you sleep? | Rustig vragen | Ask calmly |
| | text | naam | Hoe heet u? | What is your name? | | |
"""
LISTS = """
| choices |
| | list_name | name | label::Nederlands (nl) | label::English (en) |
| | jn | goed | Goed | Well |
| | jn | slecht | Slecht | Badly |
"""
HEADER = Header(title="Proefbezoek", site="PI-1", site_label="PI Proef", team=TEAM, practice=True)


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    with desk_on_visit(
        tmp_path, qapp, form_of(tmp_path, FORM, LISTS), HEADER, screen="checklist"
    ) as made:
        yield made


def asked(desk: Desk) -> tuple[str, str, list[str]]:
    item = desk.shell.screens["checklist"].card.item
    return item.label, item.hint, [each.label for each in item.choices]


def test_one_key_asks_the_question_in_another_language_and_keeps_the_state(
    desk: Desk, hands: Hands
) -> None:
    assert asked(desk) == ("Hoe hebt u geslapen?", "Rustig vragen", ["Goed", "Slecht"])
    hands.press(Qt.Key.Key_2)
    hands.press(Qt.Key.Key_G, CONTROL)
    assert asked(desk) == ("How did you sleep?", "Ask calmly", ["Well", "Badly"])
    assert desk.session.opened().instance.node("/data/slaap").value == "slecht"
    hands.press(Qt.Key.Key_1)
    hands.press(Qt.Key.Key_Return)
    assert desk.shell.screens["checklist"].card.item.label == "What is your name?"
    hands.write("Vera")
    hands.press(Qt.Key.Key_G, CONTROL)
    assert desk.shell.screens["checklist"].card.item.label == "Hoe heet u?"
    visit = desk.session.opened()
    assert [visit.instance.node(f"/data/{name}").value for name in ("slaap", "naam")] == [
        "goed",
        "Vera",
    ]


def test_the_report_keeps_its_own_language(desk: Desk, hands: Hands) -> None:
    hands.press(Qt.Key.Key_1)
    hands.press(Qt.Key.Key_G, CONTROL)
    made = build(desk.session.opened(), {}, (), made="2026-10-06T12:00:00+02:00")
    assert made.answers[0].answers[0].question == "Hoe hebt u geslapen?"
    assert made.answers[0].answers[0].answer == "Goed"


def test_the_list_shows_what_i_wrote(desk: Desk, hands: Hands) -> None:
    screen = desk.shell.screens["checklist"]
    hands.press(Qt.Key.Key_1)
    screen.filter.group.button(6).setChecked(True)
    shown = [row.item.label for row in screen._rows if row.item is not None]
    assert shown == ["Hoe hebt u geslapen?"]


def test_at_large_text_the_filters_are_a_list(desk: Desk, hands: Hands) -> None:
    desk.shell.wear("light", 200)
    hands.settle()
    screen = desk.shell.screens["checklist"]
    screen.filter.setFocus()
    hands.press(Qt.Key.Key_Down)
    assert screen._filter == 1
