"""The trial tasks of an inspector, by keyboard alone, each within its number of steps.

`uv run python docs/tasks.py` runs them in every way and prints the table with steps and waits.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.views.spots import first_open_spot, spot_of
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.paths import shared
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit.kinds import Evidence, Finding, Recommendation
from tests.gui.test_recording import Room
from tests.support.devices import devices
from tests.support.trial import WAYS, Trial, at_task, way
from tests.support.trial_lists import HEADER, PI, Filled, Tried, filled, tried
from tests.support.window import CONTROL, open_desk

__all__ = ["filled", "tried", "way"]

ONLY_PRISON = pytest.mark.parametrize("tried", [PI], indirect=True)
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def trial(
    way: str,
    tried: Tried,
    qapp: QApplication,
    practice: Path,
    filled: Filled,
    tmp_path: Path,
    qtbot: QtBot,
    room: Room,
) -> Iterator[Trial]:
    """The window on the practice visit of a checklist."""
    folder = tmp_path / "laptop"
    shutil.copytree(practice if tried is PI else filled(tried), folder)
    with (
        open_desk(folder, qapp, devices=devices(microphone=room), theme=WAYS[way]) as desk,
        at_task(desk, qtbot, way, tried.name) as made,
    ):
        yield made


def opened(trial: Trial, tried: Tried) -> None:
    """The visit is open at a question; this is no part of the task."""
    trial.desk.visits.open(trial.desk.session.place.visits()[0].id)
    trial.desk.session.go_to(spot_of(trial.desk.session.opened(), tried.question))
    trial.settle()
    trial.begin()


@ONLY_PRISON
def test_t1_first_start_to_the_practice_visit(trial: Trial) -> None:
    trial.press(Qt.Key.Key_Return)
    trial.press(Qt.Key.Key_J, CONTROL)
    assert trial.desk.shell.screens["checklist"].current()
    assert trial.desk.session.opened().header.practice
    trial.done("T1")


@ONLY_PRISON
def test_t2_a_faulty_checklist_says_where(trial: Trial, tmp_path: Path) -> None:
    bad = tmp_path / "fout.md"
    bad.write_text(
        "| survey | | | | |\n| | type | name | label | relevant |\n"
        "| | text | a | A | ${weg} = 1 |\n\n"
        "| settings | | | |\n| | form_title | form_id | version |\n| | Fout | fout | 1 |\n",
        encoding="utf-8",
    )
    trial.files.chosen.append(bad)
    trial.press(Qt.Key.Key_O, CONTROL)
    trial.beside += 1  # the file is chosen in the dialog of the machine
    trial.wait()
    panel = QApplication.activeModalWidget()
    assert panel is not None
    (line,) = panel.list.rows.rows
    assert "survey, rij 3, kolom relevant" in line.title
    assert QApplication.focusWidget() is panel.list
    trial.press(Qt.Key.Key_Escape)
    trial.done("T2")


def test_t3_ready_to_go_out_without_a_network(trial: Trial) -> None:
    (row,) = trial.desk.shell.screens["visits"]._shown
    assert row.offline_words == "klaar voor offline"
    assert [words for _, words in row.ready] == ["De checklist staat op deze laptop"]
    trial.press(Qt.Key.Key_Return)
    trial.done("T3")


def test_t4_twenty_questions(trial: Trial, tried: Tried) -> None:
    visit = trial.desk.session.place.plan(tried.form(), HEADER)
    first = "/data/a1/c13/a13_1" if tried is PI else ""
    trial.desk.visits.open(visit.id)
    trial.desk.session.go_to(spot_of(visit, first) if first else first_open_spot(visit))
    trial.settle()
    trial.begin()
    store = trial.desk.session.place.store
    enough = len(store.entries(visit.log)) + 20
    while len(store.entries(visit.log)) < enough:
        trial.answer_current()
    trial.done("T4")


def test_t6_a_spoken_note_on_the_way_linked_later(trial: Trial, tried: Tried, room: Room) -> None:
    opened(trial, tried)
    trial.desk.session.go("visit")
    trial.begin()
    trial.press(Qt.Key.Key_D, CONTROL)
    room.hear(3)
    trial.press(Qt.Key.Key_D, CONTROL)
    trial.wait()
    trial.press(Qt.Key.Key_K, CONTROL | SHIFT)
    trial.press(Qt.Key.Key_Return)
    trial.write(tried.found)
    trial.press(Qt.Key.Key_Return)
    piece = trial.desk.session.opened().all(Evidence)[-1]
    assert (piece.media_type, piece.questions) == ("audio/wav", (tried.code,))
    trial.done("T6")


def test_t7_no_with_a_remark_a_photo_an_arrow_and_a_finding(trial: Trial, tried: Tried) -> None:
    opened(trial, tried)
    photo = sorted(shared("forms", "oefenbezoek", "photos").glob("*.jpg"))[0]
    trial.files.chosen.append(photo)
    trial.press(Qt.Key.Key_2)
    trial.press(Qt.Key.Key_N)
    trial.write("Hangt achter de deur. ")
    trial.press(Qt.Key.Key_Escape)
    trial.press(Qt.Key.Key_F)
    trial.press(Qt.Key.Key_A)
    trial.press(Qt.Key.Key_Up)
    trial.press(Qt.Key.Key_Return)
    trial.press(Qt.Key.Key_B)
    visit = trial.desk.session.opened()
    trial.write("Huisregels slecht te zien")
    trial.press(Qt.Key.Key_3, CONTROL)
    finding = visit.all(Finding)[-1]
    piece = visit.all(Evidence)[-1]
    assert finding.evidence == (piece.label,)
    assert finding.title == "Huisregels slecht te zien"
    assert finding.questions == (visit.instance.node(tried.question).definition.ib["code"],)
    kept = trial.desk.session.place.store.evidence.content(piece.original)
    assert kept == photo.read_bytes()
    assert [each["kind"] for each in piece.annotated] == ["arrow"]
    trial.done("T7")


def test_t8_the_answer_before_and_a_recommendation_half_done(
    way: str, qapp: QApplication, practice: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "laptop"
    shutil.copytree(practice, folder)
    with open_desk(folder, qapp, theme=WAYS[way]) as desk:
        place = desk.session.place
        (then,) = place.visits()
        before = place.open(then.id)
        before.add(Recommendation, text="Scherm elk toilet af.", owner_role="directeur")
        label = before.all(Recommendation)[0].label
        late = replace(before.header, title="Vervolgbezoek", start="2027-03-02T09:00:00+01:00")
        now = place.plan(before.form, replace(late, programme=()))
        with at_task(desk, qtbot, way, "doorlichting-pi") as trial:
            desk.session.list_visits()
            desk.visits.open(now.id)
            desk.session.go_to(spot_of(desk.session.opened(), PI.question))
            trial.wait()
            trial.begin()
            assert desk.shell.screens["checklist"].card.item.before
            trial.press(Qt.Key.Key_P)
            trial.press(Qt.Key.Key_Return)
            panel = QApplication.activeModalWidget()
            digit = 1 + [each.value for each in panel._page.states].index("in_uitvoering")
            trial.press(Qt.Key(Qt.Key.Key_0 + digit))
            trial.press(Qt.Key.Key_Escape)
            rows = place.open(now.id).instance.node("/data/a7/c73/rep_aanbeveling").rows
            told = [[leaf.value for leaf in row.walk()] for row in rows]
            assert any(label in values and "in_uitvoering" in values for values in told)
            trial.done("T8")


def test_t9_on_after_the_power_went(trial: Trial, tried: Tried, qtbot: QtBot) -> None:
    opened(trial, tried)
    trial.press(Qt.Key.Key_2)
    trial.press(Qt.Key.Key_N)
    trial.write("Half opgeschreven zin ")
    qtbot.wait(700)
    trial.begin()
    # What is on the disk at this moment is what the next start finds.
    folder = trial.desk.session.place.store.folder
    copy = folder.parent / "after"
    shutil.copytree(folder, copy)
    command = [sys.executable, "-m", "tests.support.window_again", str(copy)]
    began = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        told = json.loads(program.stdout.readline())
        waited = perf_counter() - began
        program.kill()
    assert told["question"] == f"answer:{tried.question}"
    assert any("Half opgeschreven zin" in words for words in told["typed"])
    store = Store(copy, bytes(32))
    after = Workplace(store).open(trial.desk.session.opened().id)
    assert after.instance.node(tried.question).value == "nee"
    store.close()
    trial.done("T9", waited)
