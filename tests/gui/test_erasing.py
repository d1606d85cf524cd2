"""Erasing in the window: one asks with a ground, a colleague agrees, the log tells all of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.evidence import attach_file
from inspectiebezoek.app.views.spots import spot_of
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.gui.screens.erase_panels import AskErasePanel, ErasuresPanel
from inspectiebezoek.gui.screens.history_panel import HistoryPanel
from inspectiebezoek.log.erasure import requests
from inspectiebezoek.visit import expunging
from inspectiebezoek.visit.header import Header, Member
from tests.support.forms import form_of
from tests.support.marker import MARKER
from tests.support.packages import bring, give, workplace
from tests.support.window import Hands, window_on

TEAM = (Member("anna", "Anna", "lead"), Member("bram", "Bram", "inspector"))
QUESTION = "/data/q1"
GROUND = "verkeerde persoon genoemd"


@pytest.fixture
def bram(tmp_path: Path) -> Iterator[Workplace]:
    """Anna wrote a name where it should not be, and asked to erase it; Bram has her package."""
    anna, place = workplace(tmp_path / "a", "anna"), workplace(tmp_path / "b", "bram")
    form = form_of(tmp_path, "| | type | name | label |\n| | text | q1 | Met wie is gesproken? |")
    visit = anna.plan(form, Header(title="Proefbezoek", team=TEAM))
    visit.answer(QUESTION, f"met {MARKER}")
    visit.answer(QUESTION, "met een medewerker")
    paper = tmp_path / f"{MARKER}.txt"
    paper.write_text(MARKER, encoding="utf-8")
    piece = attach_file(visit, anna.store.evidence, paper, caption=MARKER)
    wanted = [f"answer:{QUESTION}", f"evidence:{piece}/"]
    expunging.ask(anna.store, visit.log, wanted, GROUND, anna.clock())
    bring(place, give(anna, tmp_path / "x.ibz", place), anna)
    yield place
    for each in (place, anna):
        each.store.close()


@pytest.fixture
def desk(qapp: QApplication, bram: Workplace) -> Iterator[Desk]:
    with window_on(bram, qapp) as made:
        yield made


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> Hands:
    made = Hands(desk, qtbot)
    made.wait()
    desk.visits.open(desk.session.place.visits()[0].id)
    desk.session.go_to(spot_of(desk.session.opened(), QUESTION))
    made.settle()
    return made


def panel(desk: Desk, hands: Hands, command: str) -> QDialog:
    desk.commands.do(command)
    hands.settle()
    found = QApplication.activeModalWidget()
    assert isinstance(found, QDialog)
    return found


def values(desk: Desk) -> list[bytes]:
    entries = desk.session.place.store.entries(desk.session.opened().log)
    return [entry.value or b"" for entry in entries]


def test_what_a_colleague_asked_is_gone_once_one_agreed_and_the_log_tells_why(
    desk: Desk, hands: Hands
) -> None:
    shown = panel(desk, hands, "erasures")
    assert isinstance(shown, ErasuresPanel)
    (line,) = shown.list.rows.rows
    assert GROUND in line.detail and "Anna" in line.detail
    shown.agree.click()
    assert shown.isVisible()  # one has to have looked
    shown.seen.setChecked(True)
    shown.agree.click()
    hands.settle()

    assert not any(b"met " in value or MARKER.encode() in value for value in values(desk))
    for place in ("evidence", "findings", "visit", "report", "checklist"):
        desk.session.go(place)  # what is gone is missed by no screen
        hands.settle()
    assert desk.session.opened().undo.next_undo() is None
    assert desk.session.opened().instance.node(QUESTION).value == ""
    history = panel(desk, hands, "history_visit")
    assert isinstance(history, HistoryPanel)
    (told, *_) = [each for each in history.list.rows.rows if "[gewist]" in each.title]
    assert all(part in told.detail for part in (GROUND, "Anna", "Bram", "2026"))
    hands.press(Qt.Key.Key_Escape)
    done = panel(desk, hands, "erasures")
    assert isinstance(done, ErasuresPanel)
    assert not done.agree.isVisible() and "Gewist op" in done.list.rows.rows[0].detail
    hands.press(Qt.Key.Key_Escape)


def test_one_asks_with_a_ground_and_cannot_agree_alone(desk: Desk, hands: Hands) -> None:
    desk.session.go("evidence")
    hands.settle()
    shown = panel(desk, hands, "erase")
    assert isinstance(shown, AskErasePanel)
    shown.confirm()
    assert shown.isVisible()  # on what ground?
    hands.write("staat een naam in")
    hands.press(Qt.Key.Key_Return)

    visit = desk.session.opened()
    asked = [each for each in requests(visit.entries()).values() if each.by == "bram"]
    assert {each.ground for each in asked} == {"staat een naam in"}
    assert any(MARKER.encode() in value for value in values(desk))  # nothing is erased yet
    both = panel(desk, hands, "erasures")
    assert isinstance(both, ErasuresPanel)
    assert len(both.list.rows.rows) == 2 and not both.agree.isVisible()
    hands.press(Qt.Key.Key_Escape)


def test_where_nothing_stands_nothing_is_asked(desk: Desk, hands: Hands) -> None:
    for place in ("findings", "visits"):
        desk.session.go(place)
        desk.commands.do("erase")
        hands.settle()
        assert QApplication.activeModalWidget() is None
