"""A photo at a question takes two steps; where a camera is missing or forbidden, that is said."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.gui.screens.camera_panel import CameraPanel
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.kinds import Evidence
from tests.support.devices import StillCamera, devices
from tests.support.forms import form_of
from tests.support.visits import TEAM
from tests.support.window import CONTROL, Files, Hands, desk_on_visit

FORM = """
| | type | name | label | bind::ib:code |
| | select_one jn | schoon | Is de cel schoon? | A1 |
"""
HEADER = Header(title="Proefbezoek", site="PI-1", site_label="PI Proef", team=TEAM)


@pytest.fixture
def cameras() -> list[StillCamera]:
    return []


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, cameras: list[StillCamera]) -> Iterator[Desk]:
    def camera(parent: object) -> StillCamera:
        cameras.append(StillCamera(parent))
        return cameras[-1]

    with desk_on_visit(
        tmp_path, qapp, form_of(tmp_path, FORM), HEADER, devices=devices(camera=camera)
    ) as made:
        yield made


def pieces(desk: Desk) -> tuple[Evidence, ...]:
    return desk.session.place.open(desk.session.opened().id).all(Evidence)


def test_a_photo_at_a_question_takes_two_keys(
    desk: Desk, hands: Hands, cameras: list[StillCamera]
) -> None:
    hands.press(Qt.Key.Key_F)
    assert cameras[-1].on
    hands.press(Qt.Key.Key_Return)
    (piece,) = pieces(desk)
    assert (piece.sort, piece.media_type, piece.questions) == ("foto", "image/jpeg", ("A1",))
    original = desk.session.place.store.evidence.content(piece.original)
    assert Image.open(io.BytesIO(original)).size == (640, 480)
    assert not cameras[-1].on


def test_escape_takes_no_photo_and_the_light_goes_out(
    desk: Desk, hands: Hands, cameras: list[StillCamera]
) -> None:
    hands.press(Qt.Key.Key_F)
    hands.press(Qt.Key.Key_Escape)
    assert pieces(desk) == ()
    assert not cameras[-1].on


def test_a_file_can_be_chosen_in_place_of_the_camera(
    desk: Desk, hands: Hands, tmp_path: Path
) -> None:
    Image.new("RGB", (30, 20)).save(tmp_path / "deur.png")
    desk.session.files = Files(tmp_path / "deur.png")
    hands.press(Qt.Key.Key_F)
    hands.press(Qt.Key.Key_K)
    assert [(each.name, each.questions) for each in pieces(desk)] == [("deur.png", ("A1",))]


def test_a_camera_that_the_site_forbids_stays_off_and_says_so(
    desk: Desk, hands: Hands, cameras: list[StillCamera]
) -> None:
    desk.commands.do("no_camera")
    hands.settle()
    hands.press(Qt.Key.Key_F)
    assert cameras == []
    assert "staat uit voor dit bezoek" in desk.shell.toast.words()


def test_a_camera_that_fails_says_so_and_can_be_tried_again(
    desk: Desk, hands: Hands, cameras: list[StillCamera]
) -> None:
    hands.press(Qt.Key.Key_5, CONTROL)
    hands.press(Qt.Key.Key_F)
    cameras[-1].failed.emit()
    panel = desk.shell.findChildren(CameraPanel)[-1]
    assert panel.isVisible()
    assert panel.go.isEnabled()
    hands.press(Qt.Key.Key_Return)
    assert [each.questions for each in pieces(desk)] == [()]
