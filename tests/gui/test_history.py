"""Who changed what, in the window: of the question at hand, and of the whole visit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.views.history import history_lines
from inspectiebezoek.app.views.spots import spot_of
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.gui.screens.history_panel import HistoryPanel
from inspectiebezoek.log.change import Proposal
from inspectiebezoek.log.rights import role_field
from inspectiebezoek.visit.cycle_kinds import Signal
from inspectiebezoek.visit.header import Header, Member
from inspectiebezoek.visit.history import history
from inspectiebezoek.visit.kinds import Comment
from inspectiebezoek.visit.records import alteration
from tests.support.forms import form_of
from tests.support.packages import bring, give, workplace
from tests.support.window import CONTROL, Hands, window_on

TEAM = (Member("anna", "Anna", "lead"), Member("bram", "Bram", "inspector"))
QUESTION = "/data/q1"


@pytest.fixture
def anna(tmp_path: Path) -> Iterator[Workplace]:
    """Anna answered, and so did Bram on his laptop; his package was read in."""
    place, bram = workplace(tmp_path / "a", "anna"), workplace(tmp_path / "b", "bram")
    rows = ["| | type | name | label |", "| | select_one jn | q1 | Is de deur dicht? |"]
    form = form_of(tmp_path, "\n".join(rows))
    mine = place.plan(form, Header(title="Proefbezoek", team=TEAM))
    bring(bram, give(place, tmp_path / "x.ibz", bram), place)
    bram.open(mine.id).answer(QUESTION, "nee")
    mine.answer(QUESTION, "ja")
    bring(place, give(bram, tmp_path / "x.ibz", place), bram)
    yield place
    for each in (place, bram):
        each.store.close()


@pytest.fixture
def desk(qapp: QApplication, anna: Workplace) -> Iterator[Desk]:
    with window_on(anna, qapp) as made:
        yield made


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> Hands:
    made = Hands(desk, qtbot)
    made.wait()
    desk.visits.open(desk.session.place.visits()[0].id)
    desk.session.go_to(spot_of(desk.session.opened(), QUESTION))
    made.settle()
    return made


def panel() -> HistoryPanel:
    found = QApplication.activeModalWidget()
    assert isinstance(found, HistoryPanel)
    return found


def test_of_a_question_one_sees_who_said_what_and_how_it_is_proved(
    desk: Desk, hands: Hands
) -> None:
    hands.press(Qt.Key.Key_H, CONTROL)
    lines = panel().list.rows.rows
    told = {(each.title, each.detail.split(" · ")[1]): each for each in lines}
    assert set(told) == {("Nee", "Bram"), ("Ja", "Anna")}
    assert "niet door kantoor bevestigd" in told["Nee", "Bram"].right
    assert told["Ja", "Anna"].right == "nog te ondertekenen"
    assert any("Verschilt" in each.detail for each in lines)
    hands.press(Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None


def test_of_the_whole_visit_one_finds_by_typing(desk: Desk, hands: Hands) -> None:
    desk.commands.do("history_visit")
    hands.settle()
    shown = panel()
    everything = len(shown.list.rows.rows)
    hands.write("bram nee")
    (line,) = shown.list.rows.rows
    assert line.title.endswith(": Nee")
    assert everything > 4
    hands.press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is shown.list
    hands.press(Qt.Key.Key_Escape)


def test_what_a_newer_program_wrote_is_told_with_the_words_it_has(desk: Desk, hands: Hands) -> None:
    visit, place = desk.session.opened(), desk.session.place
    visit.add(Comment, text="Klopt niet.")
    visit.write([Proposal("thing-of-later:/later/one", {"x": [1, True]})])
    visit.add(Signal, text="Te weinig mensen in de nacht", shielded=True)
    place.store.append(visit.log, [Proposal("visit:/exported/1", "pdf")], now=place.clock())
    desk.commands.do("history_visit")
    hands.settle()
    titles = {each.title for each in panel().list.rows.rows}
    assert any(each.startswith("Signaal S-") and each.endswith("in de nacht") for each in titles)
    assert any(each.endswith("bron beschermen: aan") for each in titles)
    assert "thing-of-later · one: 1; aan" in titles
    assert "Gegevens van het bezoek · uitgegeven: pdf" in titles
    hands.press(Qt.Key.Key_Escape)


def test_in_english_as_well(desk: Desk, hands: Hands) -> None:
    desk.shell.speak("en")
    desk.commands.do("history_visit")
    hands.settle()
    assert any(each.title == "Checklist · begin: the checklist was opened"
               for each in panel().list.rows.rows)  # fmt: skip
    hands.press(Qt.Key.Key_Escape)
    desk.shell.speak("nl")


@pytest.mark.parametrize(
    ("language", "about", "words"),
    [
        ("nl", "Recht van Bram · rol", ("mag lezen en schrijven", "→ geen recht")),
        ("en", "Right of Bram · role", ("may read and write", "→ no right")),
    ],
)
def test_who_got_which_right_is_told_in_plain_words(
    anna: Workplace, language: str, about: str, words: tuple[str, str]
) -> None:
    visit = anna.open(anna.visits()[0].id)
    visit.write([alteration(visit.state, role_field("bram"), "")])
    lines = history_lines(visit, history(visit.entries()), {}, language)
    last, first = [each for each in lines if each.about == about]
    assert first.what == words[0]
    assert last.what.endswith(words[1])
