"""One key records: across screens, on disk as it comes, and nothing of it readable or lost."""

from __future__ import annotations

import io
import shutil
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.gui.screens.note_panel import NotePanel
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.kinds import Evidence
from tests.support.devices import TapeMicrophone, devices
from tests.support.forms import form_of
from tests.support.marker import MARKER, files_with
from tests.support.smalldisk import refusing
from tests.support.visits import TEAM
from tests.support.window import CONTROL, Hands, desk_on_visit, open_desk

FORM = """
| | type | name | label | bind::ib:code | bind::ib:role |
| | text | naam | Wie spreekt u? | A1 | |
| | begin_repeat | gesprek | Gesprekken | | interview |
| | text | rol | Rol | A2 | |
| | select_one akkoord | akkoord | Toestemming | A3 | consent |
| | end_repeat | | | | |
"""
CHOICES = """
| choices |
| | list_name | name | label |
| | akkoord | mondeling | mondeling |
| | akkoord | geweigerd | geweigerd |
"""
HEADER = Header(title="Proefbezoek", site="PI-1", site_label="PI Proef", team=TEAM)
SECOND = 32_000


class Room:
    """Gives out one microphone at a time, and keeps it at hand."""

    def __init__(self) -> None:
        self.made: list[TapeMicrophone] = []

    def __call__(self, parent: object) -> TapeMicrophone:
        self.made.append(TapeMicrophone(parent))
        return self.made[-1]

    def hear(self, seconds: int) -> None:
        self.made[-1].hear(seconds)


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, room: Room) -> Iterator[Desk]:
    with desk_on_visit(
        tmp_path, qapp, form_of(tmp_path, FORM, CHOICES), HEADER, devices=devices(microphone=room)
    ) as made:
        yield made


def pieces(desk: Desk) -> tuple[Evidence, ...]:
    """What is evidence on disk."""
    return desk.session.place.open(desk.session.opened().id).all(Evidence)


def sound(desk: Desk, piece: Evidence) -> wave.Wave_read:
    return wave.open(io.BytesIO(desk.session.place.store.evidence.content(piece.original)))


def strip(desk: Desk) -> str:
    return desk.shell._status.recording


def test_a_note_is_spoken_and_is_evidence_of_the_question_at_hand(
    desk: Desk, hands: Hands, room: Room
) -> None:
    hands.press(Qt.Key.Key_D, CONTROL)
    room.hear(3)
    assert strip(desk) == "00:03"
    hands.press(Qt.Key.Key_D, CONTROL)
    hands.wait()
    (piece,) = pieces(desk)
    assert (piece.sort, piece.media_type, piece.questions) == ("geluid", "audio/wav", ("A1",))
    heard = sound(desk, piece)
    assert (heard.getframerate(), heard.getnchannels(), heard.getsampwidth()) == (16_000, 1, 2)
    assert heard.getnframes() == 16_000 * 3 + 8_000
    assert strip(desk) == ""
    assert desk.session.place.store.recordings.left() == ()


def test_recording_runs_within_half_a_second_of_the_key(
    desk: Desk, hands: Hands, room: Room
) -> None:
    begun = time.perf_counter()
    hands.press(Qt.Key.Key_D, CONTROL)
    assert room.made[-1].on
    assert time.perf_counter() - begun < 0.5
    hands.press(Qt.Key.Key_D, CONTROL)


def test_recording_goes_on_across_screens_and_panels(desk: Desk, hands: Hands, room: Room) -> None:
    hands.press(Qt.Key.Key_D, CONTROL)
    for key in (Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_1):
        hands.press(key, CONTROL)
        room.hear(1)
    desk.shell.wear("dark", 100)
    assert strip(desk) == "00:03"
    hands.press(Qt.Key.Key_N, CONTROL)
    hands.write("intussen")
    hands.press(Qt.Key.Key_D, CONTROL)
    assert strip(desk) == ""
    assert not room.made[-1].on
    hands.press(Qt.Key.Key_Escape)
    hands.wait()
    assert len(pieces(desk)) == 1


def test_what_is_said_is_never_readable_on_disk(
    desk: Desk, hands: Hands, room: Room, tmp_path: Path
) -> None:
    hands.press(Qt.Key.Key_D, CONTROL)
    room.made[-1].heard.emit(MARKER.encode() * 50)
    assert desk.session.place.store.recordings.left()
    assert files_with(tmp_path) == []
    hands.press(Qt.Key.Key_D, CONTROL)
    hands.wait()
    assert files_with(tmp_path) == []


def killed(desk: Desk, folder: Path) -> None:
    """A copy of what lies on disk now is what a laptop that is cut off wakes up with."""
    shutil.copytree(desk.session.place.store.folder, folder)


def test_a_crash_takes_seconds_at_most_and_the_rest_comes_back(
    desk: Desk, hands: Hands, room: Room, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    hands.press(Qt.Key.Key_D, CONTROL)
    room.hear(42)
    killed(desk, tmp_path / "after")
    (torn,) = (tmp_path / "after" / "recordings").iterdir()
    torn.write_bytes(torn.read_bytes()[:-100])
    hands.press(Qt.Key.Key_D, CONTROL)
    with open_desk(tmp_path / "after", qapp) as again:
        Hands(again, qtbot).wait()
        assert "Een opname van voor de onderbreking is bewaard." in again.shell.message()
        assert "00:41, bij Proefbezoek" in again.shell.message()
        (line,) = again.session.place.visits()
        (piece,) = again.session.place.open(line.id).all(Evidence)
        assert sound(again, piece).getnframes() == 16_000 * 41
        assert again.session.place.store.recordings.left() == ()


def test_a_crash_while_it_becomes_evidence_makes_it_evidence_once(
    desk: Desk,
    hands: Hands,
    room: Room,
    tmp_path: Path,
    qapp: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hands.press(Qt.Key.Key_D, CONTROL)
    room.hear(2)
    monkeypatch.setattr(desk.session.place.store.recordings, "drop", lambda _recording: None)
    hands.press(Qt.Key.Key_D, CONTROL)
    hands.wait()
    assert desk.session.place.store.recordings.left()
    killed(desk, tmp_path / "after")
    with open_desk(tmp_path / "after", qapp) as again:
        Hands(again, qtbot).wait()
        (line,) = again.session.place.visits()
        assert len(again.session.place.open(line.id).all(Evidence)) == 1
        assert again.session.place.store.recordings.left() == ()


def test_a_full_disk_stops_the_recording_says_so_and_keeps_what_was_heard(
    desk: Desk, hands: Hands, room: Room
) -> None:
    hands.press(Qt.Key.Key_D, CONTROL)
    room.hear(5)
    store = desk.session.place.store
    with refusing(store):
        hands.press(Qt.Key.Key_D, CONTROL)
        hands.wait()
        assert "IB-O-307" in desk.shell.message()
    assert pieces(desk) == ()
    desk.commands.recording.recover()
    hands.wait()
    assert len(pieces(desk)) == 1


def test_closing_the_window_keeps_what_is_being_recorded(
    qapp: QApplication, tmp_path: Path, desk: Desk, hands: Hands, room: Room
) -> None:
    hands.press(Qt.Key.Key_D, CONTROL)
    room.hear(2)
    desk.shell.close()
    assert len(pieces(desk)) == 1


def test_without_a_microphone_the_same_key_takes_a_typed_note(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    with open_desk(tmp_path / "laptop", qapp) as made:
        made.session.place.introduce("insp-a", "Anna")
        visit = made.session.place.plan(form_of(tmp_path, FORM, CHOICES), HEADER)
        made.visits.open(visit.id)
        hands = Hands(made, qtbot)
        hands.wait()
        hands.press(Qt.Key.Key_D, CONTROL)
        assert "geen microfoon" in made.shell.toast.words()
        assert isinstance(made.shell.findChildren(NotePanel)[-1], NotePanel)
        hands.press(Qt.Key.Key_Escape)


def test_a_microphone_that_the_site_forbids_stays_off_and_says_so(
    desk: Desk, hands: Hands, room: Room
) -> None:
    desk.commands.do("no_microphone")
    hands.settle()
    assert desk.shell.menus.actions["no_microphone"].isChecked()
    hands.press(Qt.Key.Key_D, CONTROL)
    assert room.made == []
    assert "staat uit voor dit bezoek" in desk.shell.toast.words()
    hands.press(Qt.Key.Key_Escape)
    desk.commands.do("no_microphone")
    hands.press(Qt.Key.Key_D, CONTROL)
    assert len(room.made) == 1
    hands.press(Qt.Key.Key_D, CONTROL)


@pytest.mark.parametrize(
    ("answer", "told"),
    [("", "Leg eerst vast"), ("geweigerd", "is geweigerd"), ("mondeling", "")],
)
def test_a_conversation_is_recorded_only_with_consent(
    desk: Desk, hands: Hands, room: Room, answer: str, told: str
) -> None:
    visit = desk.session.opened()
    ref = visit.add_row("/data/gesprek", answers={"akkoord": answer} if answer else {})
    desk.commands.registers.go_to(visit.address(ref))
    hands.settle()
    hands.press(Qt.Key.Key_D, CONTROL)
    assert told in desk.shell.toast.words() or not told
    assert len(room.made) == (0 if told else 1)
    hands.press(
        Qt.Key.Key_Escape if told else Qt.Key.Key_D,
        Qt.KeyboardModifier.NoModifier if told else CONTROL,
    )
    hands.wait()
    assert [each.caption for each in pieces(desk)] == ([] if told else ["Gesprekken A01"])


def test_a_microphone_that_is_pulled_out_costs_nothing_that_was_heard(
    desk: Desk, hands: Hands, room: Room
) -> None:
    hands.press(Qt.Key.Key_D, CONTROL)
    room.hear(4)
    room.made[-1].failed.emit()
    hands.wait()
    assert len(pieces(desk)) == 1


def test_the_strip_warns_in_time_that_the_disk_fills_up(
    desk: Desk, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not desk.shell._status.low
    usage = type("Usage", (), {"free": 850_000_000})
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)
    desk.session.around()
    assert (desk.shell._status.free, desk.shell._status.low) == ("850 MB", True)


def test_a_spoken_note_that_belongs_to_no_question_yet_is_counted_as_loose(
    desk: Desk, hands: Hands, room: Room
) -> None:
    hands.press(Qt.Key.Key_4, CONTROL)
    hands.press(Qt.Key.Key_D, CONTROL)
    room.hear(1)
    hands.press(Qt.Key.Key_D, CONTROL)
    hands.wait()
    hands.press(Qt.Key.Key_2, CONTROL)
    assert desk.shell.screens["visit"]._page.loose_pieces == 1
