"""What works on every screen: the palette, undo, notes, covering, settings, coming back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.views.spots import spot_of
from inspectiebezoek.gui.commands import all_commands
from inspectiebezoek.gui.screens.manual import Manual
from inspectiebezoek.paths import shared
from inspectiebezoek.visit.kinds import Evidence, Note
from tests.support.window import CONTROL, Hands, open_desk

QUESTION, NEXT = "/data/a1/c12/a12_1", "/data/a1/c12/a12_2"
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def folder(practice: Path, tmp_path: Path) -> Path:
    made = tmp_path / "laptop"
    shutil.copytree(practice, made)
    return made


@pytest.fixture
def desk(qapp: QApplication, folder: Path) -> Iterator[Desk]:
    with open_desk(folder, qapp) as made:
        yield made


def at_question(desk: Desk, hands: Hands, ref: str = QUESTION) -> None:
    desk.visits.open(desk.session.place.visits()[0].id)
    desk.session.go_to(spot_of(desk.session.opened(), ref))
    hands.settle()


def ask(hands: Hands, words: str) -> None:
    """Type in the palette and take the first that is found."""
    hands.press(Qt.Key.Key_K, CONTROL)
    hands.write(words)
    hands.press(Qt.Key.Key_Return)


# --- the palette


@pytest.mark.parametrize(
    ("words", "place"),
    [("bevindingen", "findings"), ("synchronisatie", "sync"), ("bewijs", "evidence")],
)
def test_a_screen_is_found_by_its_name(desk: Desk, hands: Hands, words: str, place: str) -> None:
    at_question(desk, hands)
    ask(hands, words)
    assert desk.shell.place == place


def test_a_command_is_found_by_lay_words(desk: Desk, hands: Hands) -> None:
    at_question(desk, hands)
    ask(hands, "nacht")
    assert desk.shell.look.theme.name == "dark"


def test_a_question_is_found_by_its_number_and_its_remark(desk: Desk, hands: Hands) -> None:
    at_question(desk, hands)
    ask(hands, "1.5.3 toilet")
    assert desk.shell.screens["checklist"].current() == "answer:/data/a1/c15/a15_3"
    ask(hands, "gordijn sluit niet")
    assert desk.shell.screens["checklist"].current() == "answer:/data/a1/c15/a15_3"


def test_every_command_is_in_a_menu_and_in_the_palette(desk: Desk, hands: Hands) -> None:
    at_question(desk, hands)
    entries = {each.ref for each in desk.commands.palette.entries()}
    for command in all_commands():
        assert command.name in desk.shell.menus.actions
        assert f"do:{command.name}" in entries or command.name == "palette"


def test_no_key_means_two_things(desk: Desk) -> None:
    keys = [each.key for each in all_commands() if each.key and not each.here]
    here = {each.key for each in all_commands() if each.here}
    assert sorted(here & set(keys)) == []
    assert len(keys) == len(set(keys))


def test_escape_leaves_the_palette_and_changes_nothing(desk: Desk, hands: Hands) -> None:
    at_question(desk, hands)
    hands.press(Qt.Key.Key_K, CONTROL)
    hands.write("nacht")
    hands.press(Qt.Key.Key_Escape)
    assert desk.shell.look.theme.name == "light"
    assert desk.shell.screens["checklist"].current() == f"answer:{QUESTION}"


# --- undo


def test_an_answer_is_undone_from_another_screen_and_redone(desk: Desk, hands: Hands) -> None:
    at_question(desk, hands)
    visit = desk.session.opened()
    before = visit.instance.node(QUESTION).value
    hands.press(Qt.Key.Key_2)
    assert visit.instance.node(QUESTION).value == "nee" != before
    assert "1.2.1" in desk.shell.menus.actions["undo"].text()
    hands.press(Qt.Key.Key_4, CONTROL)
    hands.press(Qt.Key.Key_Z, CONTROL)
    assert visit.instance.node(QUESTION).value == before
    assert "1.2.1" in desk.shell.toast.words()
    hands.press(Qt.Key.Key_Y, CONTROL)
    assert visit.instance.node(QUESTION).value == "nee"


def test_backspace_never_undoes(desk: Desk, hands: Hands) -> None:
    at_question(desk, hands)
    hands.press(Qt.Key.Key_2)
    hands.press(Qt.Key.Key_Backspace)
    assert desk.session.opened().instance.node(QUESTION).value == "nee"


# --- notes


def test_a_note_is_taken_in_three_steps_and_kept_however_it_is_left(
    desk: Desk, hands: Hands
) -> None:
    at_question(desk, hands)
    hands.press(Qt.Key.Key_N, CONTROL)
    hands.write("Deur B staat open.")
    hands.press(Qt.Key.Key_Escape)
    (note,) = [each for each in desk.session.opened().all(Note) if "Deur B" in each.text]
    assert note.question == ""
    assert desk.session.opened().drafts() == {}


def test_a_note_that_was_being_typed_when_the_power_went_is_there_again(
    desk: Desk, hands: Hands, qtbot: QtBot
) -> None:
    at_question(desk, hands)
    hands.press(Qt.Key.Key_N, CONTROL)
    hands.write("Half opgeschr")
    qtbot.wait(600)
    again = desk.session.place.open(desk.session.opened().id)
    assert list(again.drafts().values()) == ["Half opgeschr"]
    desk.visits.open(again.id)
    assert any(each.text == "Half opgeschr" for each in desk.session.opened().all(Note))


def test_a_loose_note_is_linked_later(desk: Desk, hands: Hands) -> None:
    at_question(desk, hands)
    note = desk.session.opened().add(Note, text="Los")
    desk.commands.notes.link(note, ("a12_1",))
    (found,) = [each for each in desk.session.opened().all(Note) if each.id == note]
    assert found.question == "a12_1"


# --- covering, looks, settings


def test_the_cover_hides_everything_and_takes_the_keys(desk: Desk, hands: Hands) -> None:
    at_question(desk, hands)
    before = desk.session.opened().instance.node(QUESTION).value
    hands.press(Qt.Key.Key_L, CONTROL)
    assert desk.shell.cover.isVisible()
    assert desk.shell.cover.size() == desk.shell.size()
    hands.press(Qt.Key.Key_2)
    assert desk.session.opened().instance.node(QUESTION).value == before
    hands.press(Qt.Key.Key_Escape)
    assert not desk.shell.cover.isVisible()


def test_the_cover_is_taken_away_also_when_what_lay_under_it_is_gone(
    desk: Desk, hands: Hands
) -> None:
    below = QLineEdit(desk.shell)
    below.show()
    below.setFocus()
    desk.shell.cover.lie_down()
    delete(below)
    hands.press(Qt.Key.Key_Return)
    assert not desk.shell.cover.isVisible()


def test_quick_answers_go_on_and_say_so(desk: Desk, hands: Hands) -> None:
    at_question(desk, hands)
    hands.press(Qt.Key.Key_S, CONTROL | SHIFT)
    assert "aan" in desk.shell.toast.words()
    hands.press(Qt.Key.Key_1)
    hands.settle()
    assert desk.shell.screens["checklist"].current() == f"answer:{NEXT}"


def test_with_one_hand_the_question_fills_the_screen(desk: Desk, hands: Hands) -> None:
    at_question(desk, hands)
    hands.press(Qt.Key.Key_E, CONTROL | SHIFT)
    screen = desk.shell.screens["checklist"]
    assert not screen.list.isVisible()
    assert screen.card.width() > desk.shell.width() * 0.9
    buttons = [each for each in screen.findChildren(QAbstractButton) if each.isVisible()]
    assert {each.text() for each in buttons if each.height() < 64} == set()
    hands.press(Qt.Key.Key_1)
    assert desk.session.opened().instance.node(QUESTION).value == "ja"
    hands.press(Qt.Key.Key_E, CONTROL | SHIFT)
    assert screen.list.isVisible()
    assert desk.shell.percent == 100


def test_the_language_changes_while_one_works(desk: Desk, hands: Hands) -> None:
    at_question(desk, hands)
    hands.press(Qt.Key.Key_Comma, CONTROL)
    panel = QApplication.activeModalWidget()
    panel.language.show_value("en")
    panel.language.chosen.emit("en")
    hands.press(Qt.Key.Key_Escape)
    assert desk.shell.menus.actions["note"].text() == "Quick note"
    assert desk.shell.screens["checklist"].following.text() == "Next"
    assert desk.shell.screens["checklist"].current() == f"answer:{QUESTION}"


def test_letters_can_be_turned_off(desk: Desk, hands: Hands) -> None:
    at_question(desk, hands)
    desk.shell.screens["checklist"].letters = False
    hands.press(Qt.Key.Key_V)
    assert not desk.session.opened().flagged(QUESTION)


def test_one_comes_back_where_one_left_off(qapp: QApplication, folder: Path, qtbot: QtBot) -> None:
    with open_desk(folder, qapp) as desk:
        hands = Hands(desk, qtbot)
        hands.wait()
        at_question(desk, hands)
        desk.shell.carry_out("theme.dark")
        hands.settle()
    with open_desk(folder, qapp) as desk:
        assert desk.commands.preferences.now.theme == "dark"
        desk.go_where_one_left_off()
        Hands(desk, qtbot).settle()
        assert desk.shell.place == "checklist"
        assert desk.shell.screens["checklist"].current() == f"answer:{QUESTION}"


# --- files


def test_a_photo_is_dropped_on_the_question(desk: Desk, hands: Hands) -> None:
    at_question(desk, hands)
    photo = sorted(shared("forms", "oefenbezoek", "photos").glob("*.jpg"))[0]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo))])
    event = QDropEvent(
        QPointF(QPoint(10, 10)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    desk.shell.dropEvent(event)
    assert desk.session.opened().all(Evidence)[-1].questions == ("a12_1",)


def test_a_picture_is_pasted_as_evidence(desk: Desk, hands: Hands) -> None:
    at_question(desk, hands)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    QApplication.clipboard().setImage(image)
    desk.commands.do("paste")
    piece = desk.session.opened().all(Evidence)[-1]
    assert piece.questions == ("a12_1",)
    assert piece.media_type == "image/png"


# --- the manual


def test_f1_leads_to_the_manual_and_its_pictures_are_there(desk: Desk, hands: Hands) -> None:
    at_question(desk, hands)
    hands.press(Qt.Key.Key_F1)
    hands.press(Qt.Key.Key_Return)
    manual = QApplication.activeModalWidget()
    assert isinstance(manual, Manual)
    assert len(manual._pages) == 14
    hands.press(Qt.Key.Key_Down)
    assert "oefenbezoek" in manual.page.toPlainText()
    hands.press(Qt.Key.Key_Escape)
    assert not manual.isVisible()


def test_every_link_and_picture_of_the_manual_leads_somewhere() -> None:
    folder = shared("docs", "handleiding")
    for page in folder.glob("*.md"):
        for target in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
            assert (folder / target).resolve().is_file(), f"{page.name}: {target}"
