"""Earlier recommendations stand beside the question and get their state in a few keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.gui.screens.followup_panel import FollowupPanel
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.kinds import Recommendation
from tests.support.forms import form_of
from tests.support.visits import TEAM
from tests.support.window import CONTROL, Hands, open_desk

FORM = """
| | type | name | label | bind::ib:role | bind::ib:code |
| | select_one jn | netjes | Is de cel netjes? | | A1 |
| | begin_repeat | eerder | Eerdere aanbevelingen | followup | |
| | text | eerder_nr | Nummer | | eerder.nr |
| | integer | eerder_jaar | Jaar | | eerder.jaar |
| | text | eerder_wat | Aanbeveling | | eerder.aanbeveling |
| | select_one stand | eerder_stand | Stand | | eerder.status |
| | end_repeat | | | | |
"""
LISTS = """
| choices |
| | list_name | name | label |
| | jn | ja | Ja |
| | jn | nee | Nee |
| | stand | open | Open |
| | stand | deels | Gedeeltelijk |
| | stand | klaar | Opgevolgd |
"""
NOW = Header(
    title="Nu", site="PI-1", site_label="PI Proef", team=TEAM, start="2026-10-06T09:00:00+02:00"
)
THEN = replace(NOW, title="Toen", start="2025-03-03T09:00:00+01:00")
WORDS = "Scherm elk toilet af."


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "laptop", qapp) as made:
        place, form = made.session.place, form_of(tmp_path, FORM, LISTS)
        place.introduce("insp-a", "Anna")
        then = place.plan(form, THEN)
        then.answer("/data/netjes", "nee")
        then.add(Recommendation, text=WORDS, owner_role="directeur")
        now = place.plan(form, NOW)
        for row in [each.ref for each in now.instance.node("/data/eerder").rows]:
            now.remove_row(row)
        made.session.list_visits()
        made.visits.open(now.id)
        made.session.go("checklist")
        yield made


def states(desk: Desk) -> list[tuple[str, str, str]]:
    visit = desk.session.place.open(desk.session.opened().id)
    rows = visit.instance.node("/data/eerder").rows
    names = ("eerder_nr", "eerder_wat", "eerder_stand")
    return [tuple(visit.instance.node(f"{row.ref}/{name}").value for name in names) for row in rows]


def test_the_recommendation_and_the_answer_of_before_stand_beside_the_question(
    desk: Desk, hands: Hands
) -> None:
    page = desk.shell.screens["checklist"]._page
    assert page.questions[0].before.endswith("Nee")
    assert [each.title for each in page.followups] == [WORDS]


def test_it_is_taken_over_once_and_set_to_partly_within_five_steps(
    desk: Desk, hands: Hands
) -> None:
    hands.press(Qt.Key.Key_P)
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_2)
    hands.press(Qt.Key.Key_Escape)
    label = desk.session.advised[0].label
    assert states(desk) == [(label, WORDS, "deels")]
    # The second time it has a row: two keys and out.
    hands.press(Qt.Key.Key_P)
    hands.press(Qt.Key.Key_3)
    hands.press(Qt.Key.Key_Escape)
    assert states(desk) == [(label, WORDS, "klaar")]
    (line,) = desk.shell.screens["checklist"]._page.followups
    assert line.detail == f"{label} · Opgevolgd"
    desk.commands.do("undo")
    assert states(desk) == [(label, WORDS, "deels")]


def test_it_is_reached_from_any_screen_with_lay_words(desk: Desk, hands: Hands) -> None:
    desk.session.go("visit")
    hands.press(Qt.Key.Key_K, CONTROL)
    hands.write("vorige aanbeveling")
    hands.press(Qt.Key.Key_Return)
    assert [each for each in desk.shell.findChildren(FollowupPanel) if each.isVisible()]
    hands.press(Qt.Key.Key_Escape)
