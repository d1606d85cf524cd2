"""Quick mode: a digit answers and goes on; with several answers digits choose and Enter goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from inspectiebezoek.app.desk.desk import Desk
from tests.support.window import Hands, desk_with

ROWS = (
    "| | select_one jn | deur | Is de deur dicht? |",
    "| | select_multiple kleur | kleuren | Welke kleuren? |",
    "| | acknowledge | gezien | Gezien |",
    "| | text | slot | Wat nog meer? |",
)


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    with desk_with(tmp_path, qapp, *ROWS) as made:
        yield made


def value(desk: Desk, name: str) -> str:
    return desk.session.opened().instance.node(f"/data/{name}").value


def at(desk: Desk) -> str:
    return str(desk.shell.screens["checklist"].current()).rpartition("/")[2]


def said(desk: Desk) -> str:
    card = desk.shell.screens["checklist"].card
    return " ".join(each.accessibleName() for each in card.findChildren(QWidget))


def test_quick_mode_answers_three_questions_in_five_keys(desk: Desk, hands: Hands) -> None:
    desk.commands.do("quick")
    hands.settle()
    assert "een cijfer gaat door" in said(desk)
    hands.press(Qt.Key.Key_1)
    hands.until(lambda: at(desk) == "kleuren")
    assert "cijfers kiezen, Enter gaat door" in said(desk)
    hands.press(Qt.Key.Key_1)
    hands.press(Qt.Key.Key_3)
    hands.settle()
    assert (value(desk, "kleuren"), at(desk)) == ("rood groen", "kleuren")
    hands.press(Qt.Key.Key_1)
    assert value(desk, "kleuren") == "groen"
    hands.press(Qt.Key.Key_Return)
    assert at(desk) == "gezien"
    hands.press(Qt.Key.Key_1)
    hands.until(lambda: at(desk) == "slot")
    assert (value(desk, "deur"), value(desk, "gezien")) == ("ja", "OK")
    assert "gaat door" not in said(desk)


def test_out_of_quick_mode_nothing_goes_on_by_itself(desk: Desk, hands: Hands) -> None:
    hands.press(Qt.Key.Key_1)
    hands.settle()
    assert (value(desk, "deur"), at(desk)) == ("ja", "deur")
    assert "gaat door" not in said(desk)
