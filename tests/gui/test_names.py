"""A name that was typed before in the visit is offered again, and a few keys take it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.views.names import documents, people
from inspectiebezoek.app.views.spots import spot_of
from inspectiebezoek.gui.parts.field import LineField
from inspectiebezoek.visit.kinds import Feedback, Finding
from tests.support.forms import form_of
from tests.support.window import Hands, desk_on_visit

FORM = """
| | type | name | label | appearance | bind::ib:role |
| | begin_repeat | gesprek | Gesprekken | | interview |
| | text | rol | Met wie spreekt u? | | |
| | text | verslag | Wat zei hij? | multiline | |
| | end_repeat | | | | |
| | begin_repeat | stuk | Documenten | | document |
| | text | titel | Titel | | |
| | end_repeat | | | | |
"""
STORY = "De oproep wordt soms pas na zes minuten beantwoord, zegt hij, en dat is al jaren zo."


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    with desk_on_visit(tmp_path, qapp, form_of(tmp_path, FORM)) as made:
        visit = made.session.opened()
        visit.add_row("/data/gesprek", answers={"rol": "afdelingshoofd", "verslag": STORY})
        visit.add_row("/data/gesprek")
        visit.add_row("/data/stuk", answers={"titel": "Huisregels 2026"})
        visit.add(Feedback, to_role="vestigingsdirecteur")
        read = [{"document": "Rooster week 12", "text": "Twee man"}]
        visit.add(Finding, heard=[{"role": "medewerker", "text": "Soms"}], read=read)
        yield made
        if (panel := QApplication.activeModalWidget()) is not None:
            panel.close()


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> Hands:
    made = Hands(desk, qtbot)
    made.settle()
    return made


def take(hands: Hands, field: LineField, part: str) -> None:
    """Type a part of a name, and take the first that is offered."""
    field.setFocus()
    hands._qtbot.keyClicks(field, part)
    popup = field.completer().popup()
    hands.until(popup.isVisible)
    hands._qtbot.keyClick(popup, Qt.Key.Key_Down)
    hands._qtbot.keyClick(popup, Qt.Key.Key_Return)
    hands.until(lambda: not popup.isVisible())


def test_names_come_from_findings_conversations_and_what_was_told(desk: Desk) -> None:
    visit = desk.session.opened()
    assert people(visit) == ("afdelingshoofd", "medewerker", "vestigingsdirecteur")
    assert documents(visit) == ("Huisregels 2026", "Rooster week 12")


def test_in_a_conversation_the_one_of_before_is_offered(desk: Desk, hands: Hands) -> None:
    desk.session.go_to(spot_of(desk.session.opened(), "/data/gesprek[2]/rol"))
    hands.settle()
    field = desk.shell.screens["checklist"].card.input.first()
    take(hands, field, "HOOF")
    assert field.text() == "afdelingshoofd"
    field.commit()
    assert desk.session.opened().instance.node("/data/gesprek[2]/rol").value == "afdelingshoofd"


def test_a_finding_offers_who_was_heard_and_what_was_read(desk: Desk, hands: Hands) -> None:
    desk.session.finding = desk.session.opened().all(Finding)[0].id
    desk.session.go("findings")
    hands.settle()

    def offering(at: int) -> LineField:
        every = desk.shell.screens["findings"].editor.findChildren(LineField)
        return [each for each in every if each.completer() is not None and each.isVisible()][at]

    take(hands, offering(1), "direct")
    hands.until(lambda: bool(desk.session.opened().all(Finding)[0].heard[1:]))
    take(hands, offering(-1), "huis")
    hands.until(lambda: bool(desk.session.opened().all(Finding)[0].read[1:]))
    (finding,) = desk.session.opened().all(Finding)
    assert [each["role"] for each in finding.heard] == ["medewerker", "vestigingsdirecteur"]
    assert [each["document"] for each in finding.read] == ["Rooster week 12", "Huisregels 2026"]


def test_what_was_told_offers_functions_and_other_words_stay_ones_own(
    desk: Desk, hands: Hands
) -> None:
    desk.commands.do("feedback")
    panel = QApplication.activeModalWidget()
    hands.settle()
    panel.begin()
    field = panel.editor.to_role
    field.clear()
    take(hands, field, "mede")
    assert field.text() == "medewerker"
    field.clear()
    hands._qtbot.keyClicks(field, "men onbekende")
    assert field.text() == "men onbekende"
