"""What should become better is written below the finding that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.kinds import Finding, Recommendation
from inspectiebezoek.visit.open_visit import OpenVisit
from tests.support.forms import form_of
from tests.support.smalldisk import refusing
from tests.support.visits import TEAM
from tests.support.window import CONTROL, Hands, desk_on_visit

FORM = """
| | type | name | label |
| | text | naam | Wie spreekt u? |
"""
HEADER = Header(title="Proefbezoek", site="PI-1", site_label="PI Proef", team=TEAM, practice=True)


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    def with_finding(_place: Workplace, visit: OpenVisit) -> None:
        visit.add(Finding, title="Oproep werkt niet", criteria=["1.5"])

    form = form_of(tmp_path, FORM)
    with desk_on_visit(tmp_path, qapp, form, HEADER, before=with_finding) as made:
        yield made


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> Hands:
    made = Hands(desk, qtbot)
    made.wait()
    made.press(Qt.Key.Key_4, CONTROL)
    return made


def kept(desk: Desk) -> OpenVisit:
    return desk.session.place.open(desk.session.opened().id)


def only(desk: Desk) -> Recommendation:
    (made,) = kept(desk).all(Recommendation)
    return made


def test_a_finding_gets_a_recommendation_by_keyboard(desk: Desk, hands: Hands) -> None:
    hands.press(Qt.Key.Key_A)
    hands.write("Test elke oproep elke dag")
    hands.press(Qt.Key.Key_Tab)
    hands.write("vestigingsdirecteur")
    hands.press(Qt.Key.Key_Tab)
    hands.write("15-11-2026")
    hands.press(Qt.Key.Key_2, CONTROL)
    made, (finding,) = only(desk), kept(desk).all(Finding)
    assert (made.text, made.owner_role, made.due) == (
        "Test elke oproep elke dag",
        "vestigingsdirecteur",
        "2026-11-15",
    )
    assert (made.findings, made.criteria) == ((finding.label,), ("1.5",))
    assert desk.session.opened().drafts() == {}


def test_a_date_that_is_none_stays_in_its_field_and_is_said_to_be_none(
    desk: Desk, hands: Hands
) -> None:
    hands.press(Qt.Key.Key_A)
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Tab)
    hands.write("31-2-2026")
    hands.press(Qt.Key.Key_Tab)
    (card,) = desk.shell.screens["findings"].advice._cards.values()
    assert (card.due.text(), card._wrong.isVisible()) == ("31-2-2026", True)
    assert only(desk).due == ""
    card.due.setFocus()
    card.due.selectAll()
    hands.write("28-2-2026")
    hands.press(Qt.Key.Key_Tab)
    assert not card._wrong.isVisible()
    assert only(desk).due == "2026-02-28"


def test_words_typed_before_a_crash_are_put_back(desk: Desk, hands: Hands) -> None:
    visit = desk.session.opened()
    recommendation = visit.add(Recommendation, findings=[visit.all(Finding)[0].label])
    visit.typing_in(Recommendation, recommendation, "text", "Half getypt")
    desk.visits.open(visit.id)
    hands.settle()
    assert only(desk).text == "Half getypt"
    assert desk.session.opened().drafts() == {}


def test_words_that_the_disk_refuses_stay_in_sight(desk: Desk, hands: Hands) -> None:
    hands.press(Qt.Key.Key_A)
    with refusing(desk.session.place.store):
        hands.write("Test elke oproep")
        hands.press(Qt.Key.Key_Tab)
        hands.settle()
        (card,) = desk.shell.screens["findings"].advice._cards.values()
        assert card.words.toPlainText() == "Test elke oproep"
    hands.press(Qt.Key.Key_3, CONTROL)
    hands.press(Qt.Key.Key_4, CONTROL)
    assert card.words.toPlainText() == "Test elke oproep"
    hands.press(Qt.Key.Key_3, CONTROL)
    assert only(desk).text == "Test elke oproep"


def test_one_types_on_when_a_colleague_adds_another(desk: Desk, hands: Hands) -> None:
    hands.press(Qt.Key.Key_A)
    hands.write("Eerst dit")
    visit = desk.session.opened()
    visit.add(Recommendation, text="Van een ander", findings=[visit.all(Finding)[0].label])
    desk.session.redraw()
    hands.settle()
    hands.write(" en dan dat")
    hands.press(Qt.Key.Key_3, CONTROL)
    assert [each.text for each in kept(desk).all(Recommendation)] == [
        "Eerst dit en dan dat",
        "Van een ander",
    ]


def test_a_finding_that_bears_a_recommendation_goes_only_after_it(desk: Desk, hands: Hands) -> None:
    hands.press(Qt.Key.Key_A)
    screen, (finding,) = desk.shell.screens["findings"], desk.session.opened().all(Finding)
    screen.editor.removed.emit(finding.id)
    assert kept(desk).all(Finding) == (finding,)
    screen.advice.removed.emit(only(desk).id)
    hands.settle()
    screen.editor.removed.emit(finding.id)
    hands.settle()
    assert kept(desk).all(Finding) == kept(desk).all(Recommendation) == ()
