"""Signatures, drawings, files as answers, and what is drawn on photos; all by keyboard too."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.views.spots import spot_of
from inspectiebezoek.gui.models.shape import Shape, fresh
from inspectiebezoek.gui.screens.annotate_panel import AnnotatePanel
from inspectiebezoek.gui.screens.draw_panel import DrawPanel
from inspectiebezoek.gui.screens.signature_panel import SignaturePanel
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.kinds import Evidence
from inspectiebezoek.visit.readiness import gaps
from tests.support.forms import form_of
from tests.support.smalldisk import refusing
from tests.support.visits import TEAM
from tests.support.window import CONTROL, Files, Hands, desk_on_visit

FORM = """
| | type | name | label | appearance | bind::ib:code |
| | select_one jn | deur | Is de deur dicht? | | D1 |
| | image | foto | Foto van de deur | | D2 |
| | image | handtekening | Handtekening | signature | |
| | image | schets | Schets van de gang | draw | |
| | image | plan | Plattegrond | annotate | |
| | audio | geluid | Geluid van de gang | | |
| | video | film | Film | | |
| | file | stuk | Het stuk | | |
"""
HEADER = Header(title="Proefbezoek", site="PI-1", site_label="PI Proef", team=TEAM, practice=True)
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    with desk_on_visit(tmp_path, qapp, form_of(tmp_path, FORM), HEADER, screen="checklist") as made:
        made.session.files = Files()
        yield made


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "gang.jpg"
    Image.new("RGB", (800, 600), "white").save(path)
    return path


def at(desk: Desk, hands: Hands, name: str) -> None:
    desk.session.go_to(spot_of(desk.session.opened(), f"/data/{name}"))
    hands.settle()


def value(desk: Desk, name: str) -> str:
    visit = desk.session.place.open(desk.session.opened().id)
    return visit.instance.node(f"/data/{name}").value


def pieces(desk: Desk) -> tuple[Evidence, ...]:
    return desk.session.opened().all(Evidence)


def panel(desk: Desk, kind: type[QWidget]) -> QWidget:
    return [each for each in desk.shell.findChildren(kind) if each.isVisible()][-1]


def picture(desk: Desk, sha256: str) -> Image.Image:
    return Image.open(io.BytesIO(desk.session.place.store.evidence.content(sha256)))


def dark(image: Image.Image) -> int:
    return sum(1 for each in image.convert("L").tobytes() if each < 140)


def test_a_file_is_the_answer_of_a_question_that_asks_one(
    desk: Desk, hands: Hands, photo: Path
) -> None:
    at(desk, hands, "foto")
    desk.session.files = Files(photo)
    hands.press(Qt.Key.Key_1)
    (piece,) = pieces(desk)
    assert value(desk, "foto") == f"{piece.label}.jpg"
    assert piece.questions == ("D2",)
    shown = desk.shell.screens["checklist"].card.item
    assert [tile.id for tile in shown.evidence] == [piece.id]
    # One step takes both back, and the log keeps them.
    hands.press(Qt.Key.Key_Z, CONTROL)
    assert (value(desk, "foto"), pieces(desk)) == ("", ())


def test_without_a_code_the_piece_still_belongs_to_its_question(
    desk: Desk, hands: Hands, tmp_path: Path
) -> None:
    paper = tmp_path / "stuk.pdf"
    paper.write_bytes(b"%PDF-1.4 niets")
    at(desk, hands, "stuk")
    desk.session.files = Files(paper)
    hands.press(Qt.Key.Key_K)
    (piece,) = pieces(desk)
    assert value(desk, "stuk") == f"{piece.label}.pdf"
    assert [each.id for each in desk.shell.screens["checklist"].card.item.evidence] == [piece.id]
    desk.session.go("evidence")
    links = desk.shell.screens["evidence"]._page.pieces[0].links
    assert [each.title for each in links] == ["Het stuk"]
    desk.evidence.open_link(links[0].ref)
    assert desk.checklist.current.endswith("/stuk")


@pytest.mark.parametrize(("name", "wanted"), [("geluid", "mp3"), ("film", "mp4"), ("foto", "jpg")])
def test_another_kind_of_file_is_refused_with_what_to_do(
    desk: Desk, hands: Hands, tmp_path: Path, name: str, wanted: str
) -> None:
    wrong = tmp_path / "stuk.pdf"
    wrong.write_bytes(b"%PDF-1.4 niets")
    at(desk, hands, name)
    desk.session.files = Files(wrong)
    hands.press(Qt.Key.Key_1)
    assert (value(desk, name), pieces(desk)) == ("", ())
    assert desk.shell._message is not None and "IB-V-220" in desk.shell._message[2]
    if wanted != "jpg":
        right = tmp_path / f"opname.{wanted}"
        right.write_bytes(b"niet echt")
        desk.session.files = Files(right)
        hands.press(Qt.Key.Key_1)
        assert value(desk, name).endswith(f".{wanted}")


def test_a_typed_name_is_a_signature_and_says_so(desk: Desk, hands: Hands) -> None:
    at(desk, hands, "handtekening")
    hands.press(Qt.Key.Key_1)
    hands.write("J. Proef")
    hands.press(Qt.Key.Key_Return)
    (piece,) = pieces(desk)
    assert value(desk, "handtekening") == f"{piece.label}.png"
    assert piece.alt_text == "Getypte naam als handtekening: J. Proef"
    assert dark(picture(desk, piece.original)) > 500


def test_a_signature_is_drawn_with_a_pen_and_needs_a_name(
    desk: Desk, hands: Hands, qtbot: QtBot
) -> None:
    at(desk, hands, "handtekening")
    hands.press(Qt.Key.Key_1)
    asked = panel(desk, SignaturePanel)
    paper = asked.picture
    qtbot.mousePress(paper, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    for x in range(30, 200, 10):
        qtbot.mouseMove(paper, QPoint(x, 20 + x // 3))
    qtbot.mouseRelease(paper, Qt.MouseButton.LeftButton, pos=QPoint(200, 90))
    hands.press(Qt.Key.Key_Return)
    assert asked.isVisible()
    hands.write("J. Proef")
    hands.press(Qt.Key.Key_Return)
    (piece,) = pieces(desk)
    assert piece.alt_text == "Getekende handtekening van J. Proef"
    assert dark(picture(desk, piece.original)) > 300


def test_a_sketch_is_made_by_keyboard_with_words_for_who_does_not_see_it(
    desk: Desk, hands: Hands
) -> None:
    at(desk, hands, "schets")
    hands.press(Qt.Key.Key_1)
    asked = panel(desk, DrawPanel)
    hands.press(Qt.Key.Key_2)
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Right, SHIFT)
    hands.press(Qt.Key.Key_T)
    hands.write("Cel 214")
    hands.press(Qt.Key.Key_Return)
    assert asked.isVisible()
    hands.write("Een gang met een cel.")
    hands.press(Qt.Key.Key_Return)
    (piece,) = pieces(desk)
    assert value(desk, "schets") == f"{piece.label}.png"
    assert piece.alt_text == "Een gang met een cel."
    assert dark(picture(desk, piece.original)) > 500


def sign_half(desk: Desk, hands: Hands, qtbot: QtBot) -> SignaturePanel:
    """Draw one stroke and type half a name."""
    at(desk, hands, "handtekening")
    hands.press(Qt.Key.Key_1)
    asked = panel(desk, SignaturePanel)
    hands.write("J. Pr")
    qtbot.mousePress(asked.picture, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    qtbot.mouseMove(asked.picture, QPoint(200, 90))
    qtbot.mouseRelease(asked.picture, Qt.MouseButton.LeftButton, pos=QPoint(200, 90))
    return asked


def test_a_signature_outlives_a_stop_of_the_program_in_the_middle_of_it(
    desk: Desk, hands: Hands, qtbot: QtBot
) -> None:
    asked = sign_half(desk, hands, qtbot)
    strokes = asked.picture.shapes
    visit = desk.session.opened()
    # The machine stops here: whatever is not on disk by now is gone.
    hands.until(lambda: "J. Pr" in visit.drafts().get("drawn:/data/handtekening", ""))
    desk.session.take_up(desk.session.place.open(visit.id))
    QApplication.activeModalWidget().hide()
    desk.pictures.ask_signature("answer:/data/handtekening")
    again = panel(desk, SignaturePanel)
    assert (again.picture.shapes, again.name.text()) == (strokes, "J. Pr")
    hands.settle()
    hands.press(Qt.Key.Key_End)
    hands.write("oef")
    hands.press(Qt.Key.Key_Return)
    (piece,) = pieces(desk)
    assert piece.alt_text == "Getekende handtekening van J. Proef"
    assert desk.session.opened().drafts() == {}


def test_escape_leaves_a_sketch_for_later_and_an_emptied_one_is_none(
    desk: Desk, hands: Hands
) -> None:
    at(desk, hands, "schets")
    hands.press(Qt.Key.Key_1)
    hands.press(Qt.Key.Key_Space)
    panel(desk, DrawPanel).alt.setText("Een gang")
    hands.press(Qt.Key.Key_Escape)
    assert (pieces(desk), list(desk.session.opened().drafts())) == ((), ["drawn:/data/schets"])
    assert [gap.kind for gap in gaps(desk.session.opened())] == ["draft"]
    hands.press(Qt.Key.Key_1)
    asked = panel(desk, DrawPanel)
    assert (len(asked.picture.shapes), asked.alt.text()) == (1, "Een gang")
    asked.alt.clear()
    hands.press(Qt.Key.Key_Z, CONTROL)
    hands.press(Qt.Key.Key_Escape)
    assert desk.session.opened().drafts() == {}


def test_a_sketch_that_the_disk_refuses_is_still_there_and_kept_later(
    desk: Desk, hands: Hands
) -> None:
    at(desk, hands, "schets")
    hands.press(Qt.Key.Key_1)
    hands.press(Qt.Key.Key_Space)
    panel(desk, DrawPanel).alt.setText("Een gang")
    with refusing(desk.session.place.store):
        hands.press(Qt.Key.Key_Return)
        assert pieces(desk) == ()
        hands.press(Qt.Key.Key_1)
    asked = panel(desk, DrawPanel)
    assert (len(asked.picture.shapes), asked.alt.text()) == (1, "Een gang")
    hands.press(Qt.Key.Key_Return)
    (piece,) = pieces(desk)
    assert value(desk, "schets") == f"{piece.label}.png"
    assert desk.session.opened().drafts() == {}


def test_an_arrow_on_a_photo_takes_a_few_keys_and_the_original_stays(
    desk: Desk, hands: Hands, photo: Path
) -> None:
    desk.session.files = Files(photo)
    hands.press(Qt.Key.Key_F)
    (before,) = pieces(desk)
    hands.press(Qt.Key.Key_A)
    hands.press(Qt.Key.Key_Up)
    hands.press(Qt.Key.Key_Right, SHIFT)
    hands.press(Qt.Key.Key_Return)
    (after,) = pieces(desk)
    (arrow,) = after.annotated
    assert (arrow["kind"], arrow["x1"], arrow["y1"], arrow["x2"]) == ("arrow", "350", "625", "525")
    assert after.original == before.original
    assert dark(picture(desk, after.derivative)) > 300
    hands.press(Qt.Key.Key_Z, CONTROL)
    (undone,) = pieces(desk)
    assert (undone.derivative, undone.annotated) == (before.derivative, ())


def test_all_shapes_words_and_pins_are_made_by_keyboard_and_undone_one_by_one(
    desk: Desk, hands: Hands, photo: Path
) -> None:
    desk.session.files = Files(photo)
    hands.press(Qt.Key.Key_F)
    hands.press(Qt.Key.Key_A)
    asked = panel(desk, AnnotatePanel)
    canvas = asked.picture
    hands.press(Qt.Key.Key_2)
    assert [each.kind for each in canvas.shapes] == ["box"]
    hands.press(Qt.Key.Key_4)
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Left)
    assert "Speld op 48 procent" in canvas.accessibleDescription()
    hands.press(Qt.Key.Key_T)
    hands.write("lek")
    assert canvas.at_hand().words == "lek"
    canvas.setFocus()
    hands.press(Qt.Key.Key_Z, CONTROL)
    assert canvas.at_hand().words == ""
    hands.press(Qt.Key.Key_PageUp)
    hands.press(Qt.Key.Key_Delete)
    assert len(canvas.shapes) == 1
    for _ in range(9):
        hands.press(Qt.Key.Key_Z, CONTROL)
    assert canvas.shapes == (fresh("arrow"),)
    hands.press(Qt.Key.Key_Escape)
    assert pieces(desk)[0].annotated == ()


def test_what_is_drawn_survives_a_crash_and_a_refused_write(
    desk: Desk, hands: Hands, photo: Path
) -> None:
    desk.session.files = Files(photo)
    hands.press(Qt.Key.Key_F)
    (piece,) = pieces(desk)
    hands.press(Qt.Key.Key_A)
    hands.press(Qt.Key.Key_Up)
    hands._qtbot.wait(350)
    again = desk.session.place.open(desk.session.opened().id)
    assert '"y1": 625' in again.typed_in(Evidence, piece.id, "annotated")
    with refusing(desk.session.place.store):
        hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_A)
    assert panel(desk, AnnotatePanel).picture.shapes[0].y1 == 625
    hands.press(Qt.Key.Key_Return)
    assert pieces(desk)[0].annotated[0]["y1"] == "625"
    assert desk.session.opened().drafts() == {}


def test_black_covers_what_was_drawn_below_it(desk: Desk, hands: Hands, photo: Path) -> None:
    desk.session.files = Files(photo)
    hands.press(Qt.Key.Key_F)
    (piece,) = pieces(desk)
    desk.pictures.annotate(piece.id, (Shape("words", 450, 450, 450, 450, "naam"),))
    desk.evidence.redact(piece.id, ((400, 400, 200, 200),))
    shown = picture(desk, pieces(desk)[0].derivative).convert("L")
    inside = shown.crop((330, 250, 470, 350))
    assert max(inside.tobytes()) < 16
    # Drawn on once more, it stays black.
    desk.pictures.annotate(piece.id, (fresh("arrow"),))
    shown = picture(desk, pieces(desk)[0].derivative).convert("L")
    assert max(shown.crop((330, 250, 470, 350)).tobytes()) < 16


def test_a_shape_stays_within_the_picture() -> None:
    arrow = fresh("arrow")
    for _ in range(60):
        arrow = arrow.moved(25, -25)
    assert (arrow.x2, arrow.y2) == (1000, 0)
    box = fresh("box")
    for _ in range(60):
        box = box.grown(-25, -25)
    assert (box.x2 - box.x1, box.y2 - box.y1) == (10, 10)
    line = Shape("line", 0, 0, 0, 0, points="0,0 900,900")
    assert line.moved(500, 500).line() == ((100, 100), (1000, 1000))


def test_a_pasted_picture_answers_a_photo_question_and_no_sound_question(
    desk: Desk, hands: Hands
) -> None:
    copied = QImage(20, 20, QImage.Format.Format_RGB32)
    copied.fill(Qt.GlobalColor.white)
    QApplication.clipboard().setImage(copied)
    at(desk, hands, "foto")
    desk.commands.do("paste")
    assert value(desk, "foto").endswith(".png")
    at(desk, hands, "geluid")
    desk.commands.do("paste")
    assert value(desk, "geluid") == ""
    assert len(pieces(desk)) == 2
