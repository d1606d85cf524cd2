"""What a checklist itself shows and plays: pictures of answers, sounds and films."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.evidence import attach_file
from inspectiebezoek.gui.parts.answer import Answer
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.film import Film
from inspectiebezoek.gui.parts.pages import Pages
from inspectiebezoek.gui.parts.player_bar import PlayerBar
from inspectiebezoek.gui.screens.viewer_panel import ViewerPanel
from inspectiebezoek.visit.kinds import Evidence
from tests.support.devices import TapePlayer, devices
from tests.support.forms import form_of
from tests.support.window import Hands, desk_on_visit

SURVEY = """
| | type | name | label | media::image | media::big-image | media::audio | media::video |
| | select_one tralie | q1 | Welk raam ziet u? | raam.png | groot.png | uitleg.wav | film.mp4 |
| | text | q2 | Wat nog meer? | | | weg.wav | |
"""
LISTS = """
| choices |
| | list_name | name | label | media::image | media::audio |
| | tralie | a | Met tralies | a.png | a.wav |
| | tralie | b | Zonder tralies | b.png | |
"""
COLOURS = {"a.png": "#c02020", "b.png": "#2020c0", "raam.png": "#20c020", "groot.png": "#208020"}


def png(colour: str, wide: int = 200) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (wide, 120), colour).save(out, "PNG")
    return out.getvalue()


def wav() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        file.writeframes(bytes(800))
    return out.getvalue()


MEDIA = {name: png(colour) for name, colour in COLOURS.items()}
MEDIA |= {"uitleg.wav": wav(), "a.wav": wav() + b"\0", "film.mp4": b"niet echt een film"}


@pytest.fixture
def players() -> list[TapePlayer]:
    return []


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, players: list[TapePlayer]) -> Iterator[Desk]:
    def player(parent: object) -> TapePlayer:
        players.append(TapePlayer(parent))
        return players[-1]

    form = form_of(tmp_path, SURVEY, LISTS, MEDIA)
    with desk_on_visit(
        tmp_path, qapp, form, devices=devices(player=player), screen="checklist"
    ) as made:
        yield made


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> Hands:
    made = Hands(desk, qtbot)
    made.settle()
    return made


def press(desk: Desk, hands: Hands, words: str) -> ViewerPanel:
    card = desk.shell.screens["checklist"].card
    (button,) = [each for each in card.findChildren(Button) if each.text() == words]
    button.setFocus()
    hands.press(Qt.Key.Key_Space)
    panel = QApplication.activeModalWidget()
    assert isinstance(panel, ViewerPanel)
    return panel


def test_an_answer_with_a_picture_shows_it_and_its_digit_still_chooses(
    desk: Desk, hands: Hands
) -> None:
    card = desk.shell.screens["checklist"].card
    first, second = card.findChildren(Answer)
    for button, name in ((first, "a.png"), (second, "b.png")):
        image = button.grab().toImage()
        colour = QColor(COLOURS[name]).rgb()
        found = sum(image.pixel(x, y) == colour for x in range(image.width()) for y in range(60))
        assert found > 2_000, f"{name} is not to be seen"
    assert first.accessibleName() == "Met tralies"
    hands.press(Qt.Key.Key_2)
    assert desk.session.opened().instance.node("/data/q1").value == "b"


def test_a_sound_of_the_checklist_is_played_and_so_is_that_of_an_answer(
    desk: Desk, hands: Hands, players: list[TapePlayer]
) -> None:
    panel = press(desk, hands, "Luister: deze vraag")
    assert panel.findChild(PlayerBar) is not None
    assert players[-1].sound == MEDIA["uitleg.wav"]
    hands.press(Qt.Key.Key_Escape)
    press(desk, hands, "Luister: Met tralies")
    assert players[-1].sound == MEDIA["a.wav"]
    hands.press(Qt.Key.Key_Escape)
    assert desk.session.opened().all(Evidence) == ()


def test_a_film_shows_its_pictures_and_a_large_picture_opens(
    desk: Desk, hands: Hands, players: list[TapePlayer]
) -> None:
    panel = press(desk, hands, "Bekijk film: deze vraag")
    film = panel.findChild(Film)
    assert film is not None
    frame = QImage(320, 180, QImage.Format.Format_RGB32)
    frame.fill(QColor("#12ab34"))
    players[-1].frame.emit(frame)
    shown = film.picture.grab().toImage()
    assert shown.pixelColor(shown.width() // 2, shown.height() // 2) == QColor("#12ab34")
    hands.press(Qt.Key.Key_Escape)
    panel = press(desk, hands, "Vergroot: deze vraag")
    assert panel.findChild(Pages) is not None


def test_what_belongs_to_the_checklist_is_neither_saved_nor_linked(
    desk: Desk, hands: Hands
) -> None:
    panel = press(desk, hands, "Vergroot: deze vraag")
    hands.press(Qt.Key.Key_S)
    hands.press(Qt.Key.Key_G)
    assert panel.isVisible()
    names = [each.text() for each in panel.findChildren(Button) if each.isVisible()]
    assert not [name for name in names if "kopie" in name.casefold()]


def test_a_file_that_did_not_come_along_is_told_by_name(desk: Desk, hands: Hands) -> None:
    hands.press(Qt.Key.Key_Return)
    card = desk.shell.screens["checklist"].card
    assert not [each for each in card.findChildren(Button) if "Luister" in each.text()]
    assert "Niet meegekomen: weg.wav" in [each.text() for each in card.findChildren(QLabel)]


def test_a_film_as_evidence_is_played_too(
    desk: Desk, hands: Hands, players: list[TapePlayer], tmp_path: Path
) -> None:
    path = tmp_path / "gang.mp4"
    path.write_bytes(b"niet echt een film")
    session = desk.session
    attach_file(session.opened(), session.place.store.evidence, path)
    (piece,) = session.opened().all(Evidence)
    desk.viewing.open(piece.id)
    hands.wait()
    panel = QApplication.activeModalWidget()
    assert panel.findChild(Film) is not None
    assert players[-1].sound == b"niet echt een film"
