"""A piece of evidence is described and, where it is a photo, blacked out; the original stays."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.evidence import attach_file
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.gui.parts.tiles import small_image
from inspectiebezoek.gui.screens.describe_panel import DescribePanel
from inspectiebezoek.gui.screens.redact_panel import RedactPanel
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.kinds import Evidence
from inspectiebezoek.visit.open_visit import OpenVisit
from tests.support.forms import form_of
from tests.support.visits import TEAM
from tests.support.window import CONTROL, Hands, desk_on_visit

FORM = """
| | type | name | label |
| | text | naam | Wie spreekt u? |
"""
HEADER = Header(title="Proefbezoek", site="PI-1", site_label="PI Proef", team=TEAM)
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    photo = tmp_path / "gang.png"
    Image.new("RGB", (1000, 500), "white").save(photo)

    def with_photo(place: Workplace, visit: OpenVisit) -> None:
        attach_file(visit, place.store.evidence, photo, caption="De gang")

    form = form_of(tmp_path, FORM)
    with desk_on_visit(tmp_path, qapp, form, HEADER, before=with_photo) as made:
        yield made


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> Hands:
    made = Hands(desk, qtbot)
    made.wait()
    made.press(Qt.Key.Key_5, CONTROL)
    return made


def piece(desk: Desk) -> Evidence:
    (found,) = desk.session.place.open(desk.session.opened().id).all(Evidence)
    return found


def panel(desk: Desk, kind: type) -> object:
    return desk.shell.findChildren(kind)[-1]


def shown(desk: Desk) -> Image.Image:
    data = desk.session.place.store.evidence.content(piece(desk).derivative)
    return Image.open(io.BytesIO(data))


def brightness(desk: Desk, across: int, down: int) -> int:
    """Of a place in the derivative, in thousandths; 0 is black, 255 is white."""
    picture = shown(desk).convert("L")
    return int(picture.getpixel((across * picture.width // 1000, down * picture.height // 1000)))


def test_a_photo_is_blacked_out_by_keyboard_and_the_original_stays(
    desk: Desk, hands: Hands
) -> None:
    before = piece(desk)
    hands.press(Qt.Key.Key_L)
    for _ in range(4):
        hands.press(Qt.Key.Key_Left)
    hands.press(Qt.Key.Key_Right, SHIFT)
    hands.press(Qt.Key.Key_Return)
    after = piece(desk)
    assert after.blackened == ({"left": "300", "top": "400", "width": "225", "height": "200"},)
    assert (brightness(desk, 310, 500), brightness(desk, 515, 590)) == (0, 0)
    assert brightness(desk, 280, 500) > 250
    assert brightness(desk, 550, 500) > 250
    assert after.original == before.original
    assert after.derivative != before.derivative
    assert (after.derivative, after.derivative_size) in desk.session.place.store.office.files(
        desk.session.opened().log
    )


def test_what_was_blacked_out_by_mistake_is_seen_again(desk: Desk, hands: Hands) -> None:
    hands.press(Qt.Key.Key_L)
    hands.press(Qt.Key.Key_Return)
    assert brightness(desk, 500, 500) == 0
    hands.press(Qt.Key.Key_L)
    hands.press(Qt.Key.Key_Delete)
    hands.press(Qt.Key.Key_Return)
    assert piece(desk).blackened == ()
    assert brightness(desk, 500, 500) > 250


def test_escape_leaves_the_photo_as_it_is(desk: Desk, hands: Hands) -> None:
    before = piece(desk)
    hands.press(Qt.Key.Key_L)
    hands.press(Qt.Key.Key_Escape)
    assert piece(desk) == before


def test_a_box_is_drawn_with_the_mouse(desk: Desk, hands: Hands, qtbot: QtBot) -> None:
    hands.press(Qt.Key.Key_L)
    asked = panel(desk, RedactPanel)
    assert isinstance(asked, RedactPanel)
    picture = asked.picture
    picture.drop()
    wide, tall = picture.width(), picture.height()
    qtbot.mousePress(picture, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    qtbot.mouseMove(picture, picture.rect().center())
    qtbot.mouseRelease(picture, Qt.MouseButton.LeftButton, pos=picture.rect().center())
    ((left, top, across, down),) = asked.boxes()
    assert max(left, top) <= 5
    assert abs(across - 500) <= 1000 // wide * 2 + 5
    assert abs(down - 500) <= 1000 // tall * 2 + 5
    hands.press(Qt.Key.Key_Escape)


def test_a_photo_is_redacted_from_the_palette_with_lay_words(desk: Desk, hands: Hands) -> None:
    hands.press(Qt.Key.Key_K, CONTROL)
    hands.write("zwart maken")
    hands.press(Qt.Key.Key_Return)
    assert isinstance(panel(desk, RedactPanel), RedactPanel)
    hands.press(Qt.Key.Key_Escape)


def test_a_piece_gets_words_and_readers(desk: Desk, hands: Hands) -> None:
    hands.press(Qt.Key.Key_E)
    asked = panel(desk, DescribePanel)
    assert isinstance(asked, DescribePanel)
    asked.caption.selectAll()
    hands.write("De gang van afdeling B")
    hands.press(Qt.Key.Key_Tab)
    hands.write("Een lange witte gang zonder mensen.")
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Left)
    hands.press(Qt.Key.Key_Return)
    made = piece(desk)
    assert (made.caption, made.alt_text, made.confidentiality) == (
        "De gang van afdeling B",
        "Een lange witte gang zonder mensen.",
        "openbaar",
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_the_tile_of_a_large_photo_holds_no_large_picture(kind: str) -> None:
    photo = io.BytesIO()
    Image.new("RGB", (3000, 2000), "teal").save(photo, kind)
    read = small_image(photo.getvalue(), QSize(252, 180))
    assert (read.width(), read.height()) == (270, 180)


def test_a_small_photo_is_not_blown_up_and_none_is_none() -> None:
    photo = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(photo, "PNG")
    assert small_image(photo.getvalue(), QSize(252, 180)).size() == QSize(60, 40)
    assert small_image(b"", QSize(252, 180)).isNull()
    assert small_image(b"no picture", QSize(252, 180)).isNull()
