"""Photos of one paper become one document, in the order of its pages; the photos stay."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.evidence import attach_file, blacken
from inspectiebezoek.app.preview import page_image
from inspectiebezoek.gui.screens.scan_panel import ScanPanel
from inspectiebezoek.visit.kinds import Evidence
from tests.support.window import Hands, desk_with

COLOURS = ("#c02020", "#20c020", "#2020c0")


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    with desk_with(tmp_path, qapp, "| | text | q1 | Wat ziet u? |") as made:
        visit, keeper = made.session.opened(), made.session.place.store.evidence
        for at, colour in enumerate(COLOURS):
            path = tmp_path / f"blad-{at}.png"
            Image.new("RGB", (200, 300), colour).save(path)
            attach_file(visit, keeper, path, questions=[f"q{at}"])
        yield made


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> Hands:
    made = Hands(desk, qtbot)
    made.settle()
    return made


def ask(desk: Desk, hands: Hands) -> ScanPanel:
    desk.commands.do("scan")
    hands.settle()
    panel = QApplication.activeModalWidget()
    assert isinstance(panel, ScanPanel)
    panel.list.setFocus()
    return panel


def colour_of(pdf: bytes, page: int) -> tuple[int, int, int]:
    image = Image.open(io.BytesIO(page_image(pdf, page, 100))).convert("RGB")
    found = image.getpixel((image.width // 2, image.height // 2))
    assert isinstance(found, tuple)
    return found[0] // 100, found[1] // 100, found[2] // 100


def test_pages_are_put_in_order_by_keyboard_and_become_one_document(
    desk: Desk, hands: Hands
) -> None:
    before = desk.session.opened().all(Evidence)
    panel = ask(desk, hands)
    # The last photo stands first: take the oldest as page 1, the newest as page 2.
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
        hands.press(key)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Space):
        hands.press(key)
    panel.name.setText("Dagrapport")
    panel.confirm()
    hands.until(lambda: not desk.background.busy)
    *photos, made = desk.session.opened().all(Evidence)
    assert tuple(photos) == before
    assert (made.sort, made.media_type, made.caption) == (
        "document",
        "application/pdf",
        "Dagrapport",
    )
    assert made.questions == ("q0", "q2")
    assert all(each.label in made.alt_text for each in (photos[0], photos[2]))
    pdf = desk.session.place.store.evidence.content(made.original)
    assert len(pikepdf.open(io.BytesIO(pdf)).pages) == 2
    assert [colour_of(pdf, 1), colour_of(pdf, 2)] == [(1, 0, 0), (0, 0, 1)]


def test_what_was_made_black_is_black_in_the_document_and_it_is_as_private(
    desk: Desk, hands: Hands
) -> None:
    visit, keeper = desk.session.opened(), desk.session.place.store.evidence
    first, second, _ = visit.all(Evidence)
    blacken(visit, keeper, first, [(0, 0, 1000, 1000)])
    visit.change(Evidence, second.id, confidentiality="vertrouwelijk")
    desk.commands.scans.join((first.id, second.id), "Brief")
    hands.until(lambda: not desk.background.busy)
    made = visit.all(Evidence)[-1]
    assert colour_of(keeper.content(made.original), 1) == (0, 0, 0)
    assert made.confidentiality == "vertrouwelijk"


def test_one_photo_or_no_name_is_no_document(desk: Desk, hands: Hands) -> None:
    panel = ask(desk, hands)
    hands.press(Qt.Key.Key_Space)
    panel.confirm()
    assert panel.isVisible()
    hands.press(Qt.Key.Key_Down)
    panel._turn(1)
    panel.confirm()
    assert panel.isVisible() and panel.name.hasFocus()
    assert len(desk.session.opened().all(Evidence)) == 3
