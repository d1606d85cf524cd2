"""Evidence of a question in a repeat belongs to the row it was made in, and says so everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.views.evidence import coded_questions
from inspectiebezoek.app.views.spots import spot_of
from inspectiebezoek.gui.models.checklist import Tile
from inspectiebezoek.visit.kinds import Evidence, Finding
from tests.support.forms import form_of
from tests.support.window import Files, Hands, desk_on_visit

FORM = """
| | type | name | label | bind::ib:code | bind::ib:role |
| | begin_repeat | cel | Cellen | | cell |
| | select_one jn | bed | Hoe is het bed? | rep_cel.bed | |
| | text | raam | Hoe is het raam? | | |
| | end_repeat | | | | |
"""
BED = "/data/cel[{}]/bed"


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    with desk_on_visit(tmp_path, qapp, form_of(tmp_path, FORM)) as made:
        visit = made.session.opened()
        for _ in range(2):
            visit.add_row("/data/cel")
        yield made


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot, tmp_path: Path) -> Hands:
    """A photo was made at the bed of the second cell."""
    made = Hands(desk, qtbot)
    made.settle()
    path = tmp_path / "bed.jpg"
    Image.new("RGB", (80, 60), "white").save(path)
    desk.session.files = Files(path)
    desk.session.go_to(spot_of(desk.session.opened(), BED.format(2)))
    made.settle()
    made.press(Qt.Key.Key_F)
    return made


def tiles(desk: Desk, row: int) -> tuple[Tile, ...]:
    desk.session.go_to(spot_of(desk.session.opened(), BED.format(row)))
    return desk.shell.screens["checklist"].card.item.evidence


def test_a_photo_stands_at_its_own_row_alone(desk: Desk, hands: Hands) -> None:
    visit = desk.session.opened()
    (piece,) = visit.all(Evidence)
    assert piece.questions == (visit.address(BED.format(2)),)
    assert [len(tiles(desk, row)) for row in (1, 2)] == [0, 1]
    # It stays there when a row before it goes.
    visit.remove_row("/data/cel[1]")
    assert [each.id for each in tiles(desk, 1)] == [piece.id]


def test_a_link_names_the_row_and_leads_to_it(desk: Desk, hands: Hands) -> None:
    visit = desk.session.opened()
    label = visit.row_label("/data/cel[2]")
    desk.session.go("evidence")
    (link,) = desk.shell.screens["evidence"]._page.pieces[0].links
    assert link.title == f"Hoe is het bed? (Cellen {label})"
    desk.evidence.open_link(link.ref)
    hands.settle()
    assert desk.shell.screens["checklist"].current() == visit.address(BED.format(2))
    visit.remove_row("/data/cel[2]")
    desk.session.go("evidence")
    (link,) = desk.shell.screens["evidence"]._page.pieces[0].links
    assert link.title == "een vraag die nu niet wordt gesteld"


def test_rows_can_be_chosen_one_by_one_to_link_to(desk: Desk, hands: Hands) -> None:
    keys, words = zip(*coded_questions(desk.session.opened()), strict=True)
    assert len(set(keys)) == len(set(words)) == 4


def test_a_finding_from_a_row_takes_the_photo_of_that_row_alone(desk: Desk, hands: Hands) -> None:
    visit = desk.session.opened()
    for row in (1, 2):
        desk.checklist.found(visit.address(BED.format(row)))
    first, second = visit.all(Finding)
    (piece,) = visit.all(Evidence)
    assert (first.evidence, second.evidence) == ((), (piece.label,))
    assert second.questions == (visit.address(BED.format(2)),)


def test_a_link_by_code_of_an_earlier_build_still_means_every_row(desk: Desk, hands: Hands) -> None:
    visit = desk.session.opened()
    (piece,) = visit.all(Evidence)
    visit.change(Evidence, piece.id, questions=["rep_cel.bed"])
    assert [len(tiles(desk, row)) for row in (1, 2)] == [1, 1]
