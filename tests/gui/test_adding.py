"""Files are chosen, dropped or pasted; one that cannot be read is told of, the rest is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QApplication

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.kinds import Evidence, Finding
from tests.support.forms import form_of
from tests.support.visits import TEAM
from tests.support.window import CONTROL, Files, Hands, desk_on_visit

FORM = """
| | type | name | label | bind::ib:code |
| | select_one jn | schoon | Is de cel schoon? | A1 |
| | select_one jn | licht | Is er licht? | A2 |
"""
HEADER = Header(title="Proefbezoek", site="PI-1", site_label="PI Proef", team=TEAM)


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    with desk_on_visit(tmp_path, qapp, form_of(tmp_path, FORM), HEADER) as made:
        yield made


@pytest.fixture
def card(tmp_path: Path) -> list[Path]:
    """What a camera card may hold: good photos, and what a card leaves that was pulled out."""
    folder = tmp_path / "kaart"
    folder.mkdir()
    names = ("een.jpg", "twee.jpg", "leeg.jpg", "stuk.jpg")
    paths = [folder / name for name in names]
    for path in paths[:2]:
        Image.new("RGB", (30, 20)).save(path)
    paths[2].touch()
    paths[3].write_bytes(b"geen foto")
    return paths


def names(desk: Desk) -> list[tuple[str, tuple[str, ...]]]:
    visit = desk.session.place.open(desk.session.opened().id)
    return [(each.name, each.questions) for each in visit.all(Evidence)]


def drop(desk: Desk, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    where, action = QPointF(QPoint(10, 10)), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    desk.shell.dropEvent(QDropEvent(where, action, data, left, none))


def test_a_bad_file_among_others_is_named_and_the_others_are_kept(
    desk: Desk, hands: Hands, card: list[Path]
) -> None:
    drop(desk, card[2], card[0], card[3], card[1])
    assert names(desk) == [("een.jpg", ("A1",)), ("twee.jpg", ("A1",))]
    said = desk.shell.message()
    assert "2 van 4 bestanden zijn niet toegevoegd." in said
    for words in ("leeg.jpg", "IB-V-231", "stuk.jpg", "IB-O-309"):
        assert words in said


def test_one_bad_file_is_told_with_what_to_do(desk: Desk, hands: Hands, card: list[Path]) -> None:
    drop(desk, card[2])
    assert "Kopieer het bestand opnieuw" in desk.shell.message()
    assert names(desk) == []


def test_a_folder_that_is_dropped_is_told_of(desk: Desk, hands: Hands, card: list[Path]) -> None:
    hands.press(Qt.Key.Key_5, CONTROL)
    drop(desk, card[0].parent)
    assert "IB-O-308" in desk.shell.message()
    assert names(desk) == []


def test_several_files_are_chosen_at_once(desk: Desk, hands: Hands, card: list[Path]) -> None:
    desk.session.files = Files(card[0], card[1])
    hands.press(Qt.Key.Key_K)
    assert [each[0] for each in names(desk)] == ["een.jpg", "twee.jpg"]


def test_files_are_pasted_by_key(desk: Desk, hands: Hands, card: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in card[:2]])
    QApplication.clipboard().setMimeData(data)
    hands.press(Qt.Key.Key_V, CONTROL)
    assert names(desk) == [("een.jpg", ("A1",)), ("twee.jpg", ("A1",))]


def test_a_picture_is_pasted_by_key_but_a_field_takes_its_own_text(
    desk: Desk, hands: Hands
) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    QApplication.clipboard().setImage(image)
    hands.press(Qt.Key.Key_V, CONTROL)
    assert [each[1] for each in names(desk)] == [("A1",)]
    QApplication.clipboard().setText("uit een brief")
    hands.press(Qt.Key.Key_N)
    hands.press(Qt.Key.Key_V, CONTROL)
    hands.press(Qt.Key.Key_5, CONTROL)
    assert desk.session.opened().remark("/data/schoon") == "uit een brief"
    assert len(names(desk)) == 1


def test_a_piece_is_linked_to_several_questions_and_findings(
    desk: Desk, hands: Hands, card: list[Path]
) -> None:
    visit = desk.session.opened()
    visit.add(Finding, title="Vuile cel")
    visit.add(Finding, title="Donkere cel")
    drop(desk, card[0])
    hands.press(Qt.Key.Key_5, CONTROL)
    hands.press(Qt.Key.Key_K)
    for words in ("licht", "vuile", "donkere"):
        hands.write(words)
        hands.press(Qt.Key.Key_Return)
        for _ in words:
            hands.press(Qt.Key.Key_Backspace)
    hands.press(Qt.Key.Key_Return, CONTROL)
    (piece,) = visit.all(Evidence)
    assert set(piece.questions) == {"A1", "A2"}
    assert [each.evidence for each in visit.all(Finding)] == [(piece.label,), (piece.label,)]
    hands.press(Qt.Key.Key_K)
    hands.write("vuile")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert [each.evidence for each in visit.all(Finding)] == [(), (piece.label,)]
