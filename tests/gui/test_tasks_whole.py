"""The trial tasks at the end of a visit and with colleagues, on three checklists.

`uv run python docs/tasks.py` runs them in every way and prints the table with steps and waits.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.report.verify import verify
from inspectiebezoek.visit.kinds import Decision, Evidence, ReportVersion
from tests.gui.test_printing import ToFile, pages_in
from tests.support.office import TestOffice, office, postgres
from tests.support.packages import bring, give, workplace
from tests.support.trial import WAYS, Trial, at_task, way
from tests.support.trial_lists import HEADER, TEAM, Filled, Tried, filled, leave_open, whole
from tests.support.trial_photo import pictures_in, shows_a_name
from tests.support.window import CONTROL, open_desk, window_on

__all__ = ["filled", "office", "postgres", "way", "whole"]
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def trial(
    way: str, whole: Tried, filled: Filled, qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> Iterator[Trial]:
    """The window on a visit in which no question is open."""
    shutil.copytree(filled(whole), tmp_path / "laptop")
    with (
        open_desk(tmp_path / "laptop", qapp, theme=WAYS[way]) as desk,
        at_task(desk, qtbot, way, whole.name) as made,
    ):
        desk.visits.open(desk.session.place.visits()[0].id)
        yield made


def test_t5_the_last_three_open_questions(trial: Trial, whole: Tried) -> None:
    visit = trial.desk.session.opened()
    leave_open(visit, *whole.left)
    trial.desk.session.go("checklist")
    trial.settle()
    trial.begin()
    for _ in range(3):
        trial.press(Qt.Key.Key_J, CONTROL)
        trial.press(Qt.Key.Key_1)
    assert all(visit.instance.node(ref).value == "ja" for ref in whole.left)
    trial.press(Qt.Key.Key_J, CONTROL)
    assert "geen vraag meer open" in trial.desk.shell.toast.words()
    trial.done("T5")


def test_t10_two_differences_in_the_package_of_a_colleague(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, whole: Tried, way: str
) -> None:
    anna, bram = workplace(tmp_path / "a", "anna"), workplace(tmp_path / "b", "bram")
    mine = anna.plan(whole.form(), HEADER)
    bring(bram, give(anna, tmp_path / "heen.ibz", bram), anna)
    theirs = bram.open(mine.id)
    for ref in whole.pair:
        theirs.answer(ref, "nee")
        mine.answer(ref, "ja")
    package = give(bram, tmp_path / "terug.ibz", anna)
    with (
        window_on(anna, qapp, theme=WAYS[way]) as desk,
        at_task(desk, qtbot, way, whole.name) as trial,
    ):
        trial.files.chosen.append(package)
        trial.press(Qt.Key.Key_O, CONTROL | SHIFT)
        trial.beside += 1  # the file is chosen in the dialog of the machine
        trial.wait()
        trial.press(Qt.Key.Key_Space)  # the digits were compared
        trial.press(Qt.Key.Key_Return)
        trial.wait()
        for _ in range(2):
            trial.press(Qt.Key.Key_1)
            trial.press(Qt.Key.Key_Return)
        visit = desk.session.opened()
        assert len(visit.all(Decision)) == 2
        assert desk.shell.screens["sync"]._page.differences == ()
        held = {entry.id for entry in anna.store.entries(mine.log)}
        assert held >= {entry.id for entry in bram.store.entries(mine.log)}
        trial.done("T10")
    anna.store.close()
    bram.store.close()


def test_t11_from_two_gaps_to_the_signed_report_and_the_summary_on_paper(
    trial: Trial, whole: Tried, tmp_path: Path
) -> None:
    desk, printed = trial.desk, tmp_path / "samenvatting.pdf"
    visit, keeper = desk.session.opened(), desk.session.place.store.evidence
    leave_open(visit, *(ref for ref, _ in whole.gaps))
    photo = keeper.content(visit.all(Evidence)[-1].original)
    assert shows_a_name(Image.open(BytesIO(photo)))
    desk.commands.printing.printers = ToFile(printed)
    desk.session.go("visit")
    trial.settle()
    trial.begin()
    trial.press(Qt.Key.Key_F, CONTROL | SHIFT)
    for _, digit in whole.gaps:  # of the shipped checklists one is a judgment
        trial.press(Qt.Key.Key_Return)
        trial.write(digit)
        trial.press(Qt.Key.Key_F, CONTROL | SHIFT)
    assert desk.session.opened().header.state == "finished"
    trial.press(Qt.Key.Key_5, CONTROL)
    trial.press(Qt.Key.Key_L)  # the name on the photo
    trial.press(Qt.Key.Key_Return)
    trial.press(Qt.Key.Key_6, CONTROL)
    trial.press(Qt.Key.Key_Return, CONTROL)
    trial.write("Oefenstad")
    trial.press(Qt.Key.Key_Return)
    trial.wait()
    trial.press(Qt.Key.Key_P, CONTROL)
    trial.press(Qt.Key.Key_Return)  # the summary, to leave behind
    trial.wait()
    place = desk.session.place
    version = desk.session.opened().all(ReportVersion)[-1]
    pdf = keeper.content(version.file)
    prints = frozenset(each["fingerprint"] for each in version.signers)
    assert verify(pdf, prints, now=place.clock()).holds
    assert not any(shows_a_name(each) for each in pictures_in(pdf))
    assert pages_in(printed) in (1, 2)
    desk.commands.printing.job.panel.accept()
    trial.done("T11")


def test_t12_the_network_goes_and_comes_back(
    office: TestOffice, qapp: QApplication, qtbot: QtBot, whole: Tried, way: str
) -> None:
    anna = office.laptop("insp-a")
    visit = anna.plan(whole.form(), replace(HEADER, team=TEAM[:1]))
    device = anna.store.device()
    with (
        window_on(anna, qapp, theme=WAYS[way]) as desk,
        at_task(desk, qtbot, way, whole.name) as trial,
    ):
        desk.visits.open(visit.id)
        trial.settle()
        anna.store.introduce(replace(device, office="http://127.0.0.1:9"))
        trial.begin()
        trial.press(Qt.Key.Key_7, CONTROL)
        trial.press(Qt.Key.Key_F5)
        trial.wait()
        assert "IB-S-401" in desk.shell.screens["sync"]._page.problem_detail
        anna.store.introduce(device)
        trial.press(Qt.Key.Key_F5)
        trial.wait()
        page = desk.shell.screens["sync"]._page
        assert page.received == page.total > 0
        trial.done("T12")
