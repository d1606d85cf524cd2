"""A piece of evidence is looked at inside the window: photo, scan, PDF, text and sound."""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit
from reportlab.pdfgen.canvas import Canvas

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.evidence import attach_file, blacken
from inspectiebezoek.gui.parts.pages import Pages
from inspectiebezoek.gui.parts.player_bar import PlayerBar
from inspectiebezoek.gui.screens.viewer_panel import ViewerPanel
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.kinds import Evidence
from tests.support.devices import TapePlayer, devices
from tests.support.forms import form_of
from tests.support.marker import MARKER, files_with
from tests.support.screens import clipped, unreachable
from tests.support.visits import TEAM
from tests.support.window import CONTROL, Files, Hands, desk_on_visit

FORM = """
| | type | name | label | bind::ib:code |
| | text | naam | Wie spreekt u? | A1 |
"""
HEADER = Header(title="Proefbezoek", site="PI-1", site_label="PI Proef", team=TEAM)


def pdf(path: Path) -> None:
    canvas = Canvas(str(path))
    for number in range(1, 4):
        canvas.drawString(100, 700, f"{MARKER} bladzijde {number}")
        canvas.showPage()
    canvas.save()


def scan(path: Path) -> None:
    pages = [Image.new("RGB", (400, 600), colour) for colour in ("white", "grey")]
    pages[0].save(path, save_all=True, append_images=pages[1:])


def photo(path: Path) -> None:
    Image.new("RGB", (1000, 500), "white").save(path)


def sound(path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(32_000))


@pytest.fixture
def players() -> list[TapePlayer]:
    return []


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, players: list[TapePlayer]) -> Iterator[Desk]:
    def player(parent: object) -> TapePlayer:
        players.append(TapePlayer(parent))
        return players[-1]

    with desk_on_visit(
        tmp_path, qapp, form_of(tmp_path, FORM), HEADER, devices=devices(player=player)
    ) as made:
        yield made


def keep(desk: Desk, folder: Path, name: str, make: Callable[[Path], None]) -> Evidence:
    """A file becomes evidence of question A1, and leaves no copy behind."""
    path = folder / name
    make(path)
    visit = desk.session.opened()
    attach_file(visit, desk.session.place.store.evidence, path, questions=["A1"])
    path.unlink()
    return visit.all(Evidence)[-1]


def look_at(hands: Hands, key: Qt.Key = Qt.Key.Key_Return) -> ViewerPanel:
    hands.press(Qt.Key.Key_5, CONTROL)
    hands.press(key)
    hands.wait()
    return panel(hands)


def panel(hands: Hands) -> ViewerPanel:
    found = hands.desk.shell.findChildren(ViewerPanel)[-1]
    assert isinstance(found, ViewerPanel)
    return found


def words(seen: ViewerPanel) -> str:
    QApplication.processEvents()
    chips = [each.accessibleName() for each in seen.findChildren(object) if hasattr(each, "_words")]
    return " · ".join([each.text() for each in seen.findChildren(QLabel)] + chips)


def test_a_pdf_is_leafed_through_by_keyboard(desk: Desk, hands: Hands, tmp_path: Path) -> None:
    piece = keep(desk, tmp_path, "huisregels.pdf", pdf)
    seen = look_at(hands)
    assert "Bladzijde 1 van 3, 100 %" in words(seen)
    hands.press(Qt.Key.Key_PageDown)
    hands.press(Qt.Key.Key_Plus)
    hands.press(Qt.Key.Key_Plus)
    assert "Bladzijde 2 van 3, 150 %" in words(seen)
    hands.press(Qt.Key.Key_End)
    hands.press(Qt.Key.Key_0)
    assert "Bladzijde 3 van 3, 100 %" in words(seen)
    assert "origineel ongewijzigd" in words(seen)
    assert piece.original[:8] in words(seen)
    hands.press(Qt.Key.Key_Escape)
    assert not seen.isVisible()
    assert hands.focus() is desk.shell.screens["evidence"].list


def test_nothing_that_is_looked_at_lies_readable_on_disk(
    desk: Desk, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()
    monkeypatch.setenv("TMPDIR", str(elsewhere))
    keep(desk, tmp_path, "verklaring.txt", lambda path: path.write_text(MARKER, encoding="utf-8"))
    seen = look_at(hands)
    assert MARKER in seen.findChildren(QPlainTextEdit)[0].toPlainText()
    assert files_with(tmp_path) == []
    hands.press(Qt.Key.Key_Escape)
    assert files_with(tmp_path) == []


def test_a_scan_of_several_pages_is_one_document(desk: Desk, hands: Hands, tmp_path: Path) -> None:
    keep(desk, tmp_path, "dossier.tif", scan)
    seen = look_at(hands, Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_O)
    assert seen.findChildren(Pages)[-1].pages == 2


def test_a_photo_says_whether_copy_or_original_is_seen(
    desk: Desk, hands: Hands, tmp_path: Path
) -> None:
    piece = keep(desk, tmp_path, "gang.png", photo)
    visit, keeper = desk.session.opened(), desk.session.place.store.evidence
    blacken(visit, keeper, piece, [(0, 0, 1000, 1000)])
    seen = look_at(hands)
    assert "Kopie om te tonen" in words(seen)
    middle = seen.findChildren(Pages)[-1]._sheet.image.pixelColor(400, 200)
    assert middle.lightness() < 10
    hands.press(Qt.Key.Key_O)
    assert "Origineel" in words(seen)
    middle = seen.findChildren(Pages)[-1]._sheet.image.pixelColor(400, 200)
    assert middle.lightness() > 250


def test_sound_is_played_held_and_wound_by_keyboard(
    desk: Desk, hands: Hands, tmp_path: Path, players: list[TapePlayer]
) -> None:
    keep(desk, tmp_path, "gesprek.wav", sound)
    seen = look_at(hands)
    (player,) = players
    assert player.sound.startswith(b"RIFF")
    hands.press(Qt.Key.Key_Space)
    assert player.on
    player.seek(65_000 - 5_000)
    hands.press(Qt.Key.Key_Left)
    assert "00:55 / 01:00" in words(seen)
    hands.press(Qt.Key.Key_Space)
    assert not player.on
    assert isinstance(seen.findChildren(PlayerBar)[0], PlayerBar)


def test_a_file_that_cannot_be_opened_says_so_and_stays_what_it_is(
    desk: Desk, hands: Hands, tmp_path: Path
) -> None:
    keep(desk, tmp_path, "stuk.pdf", lambda path: path.write_bytes(b"geen pdf"))
    seen = look_at(hands)
    assert "IB-V-230" in words(seen)
    assert "Het origineel staat ongewijzigd op deze laptop." in words(seen)


def test_a_damaged_piece_is_never_called_unchanged(
    desk: Desk, hands: Hands, tmp_path: Path
) -> None:
    piece = keep(desk, tmp_path, "gang.png", photo)
    stored = desk.session.place.store.folder / "evidence" / piece.original[:2] / piece.original
    data = bytearray(stored.read_bytes())
    data[-1] ^= 1
    stored.write_bytes(bytes(data))
    seen = look_at(hands)
    assert "IB-O-310" in words(seen)
    assert "origineel ongewijzigd" not in words(seen)


def test_a_piece_beside_a_question_is_looked_at_in_place(
    desk: Desk, hands: Hands, tmp_path: Path
) -> None:
    piece = keep(desk, tmp_path, "gang.png", photo)
    desk.session.go("checklist")
    hands.settle()
    strip = desk.shell.screens["checklist"].card._strip
    strip.setFocus()
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Space)
    seen = panel(hands)
    assert seen.isVisible()
    assert desk.shell.place == "checklist"
    hands.press(Qt.Key.Key_G)
    assert (desk.shell.place, desk.session.piece) == ("evidence", piece.id)


@pytest.mark.parametrize("name", ["huisregels.pdf", "gesprek.wav"])
def test_the_viewer_fits_at_twice_the_text_size_in_the_dark(
    desk: Desk, hands: Hands, tmp_path: Path, name: str
) -> None:
    keep(desk, tmp_path, name, pdf if name.endswith("pdf") else sound)
    hands.press(Qt.Key.Key_5, CONTROL)
    desk.shell.wear("dark", 200)
    hands.settle()
    seen = look_at(hands)
    hands.settle()
    assert list(clipped(seen)) == []
    assert list(unreachable(seen)) == []
    assert seen.height() <= 768
    assert seen.width() <= desk.shell.width()


def test_a_word_file_can_only_be_saved(desk: Desk, hands: Hands, tmp_path: Path) -> None:
    keep(desk, tmp_path, "brief.docx", lambda path: path.write_bytes(b"PK"))
    seen = look_at(hands)
    assert "Sla een kopie op" in words(seen)
    target = tmp_path / "kopie.docx"
    desk.session.files = Files(target)
    hands.press(Qt.Key.Key_S)
    assert target.read_bytes() == b"PK"
