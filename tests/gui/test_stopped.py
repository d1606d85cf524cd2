"""The program is killed while one works: what was shown as kept is there, and it says so."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.paths import shared
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit.header import Header, Member
from inspectiebezoek.visit.places import ANSWER, REMARK
from tests.support.window import Hands, open_desk

HEADER = Header(title="Proefbezoek", site="PI-1", team=(Member("insp-a", "Anna", "lead"),))


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A laptop with one visit in which nothing is answered yet."""
    folder = tmp_path_factory.mktemp("planned") / "laptop"
    place = Workplace(Store(folder, bytes(32)))
    place.introduce("insp-a", "Anna")
    place.plan(load_form(shared("forms", "doorlichting-pi.md")), HEADER)
    place.store.close()
    return folder


def killed_after(folder: Path, seconds: float) -> list[list[str]]:
    """Someone works in the window of a process of its own, which is killed; what it told."""
    command = [sys.executable, "-m", "tests.support.working_window", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("ready")
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
        rest = process.stdout.read()
    assert process.returncode == -9, "it stopped by itself"
    # The last line may have been cut off in the middle.
    return [line.split("\t") for line in rest.splitlines(keepends=True) if line.endswith("\n")]


def nothing_is_lost(folder: Path, told: list[list[str]]) -> None:
    """Every answer that was shown is kept, and every text that stood there for a second."""
    store = Store(folder, bytes(32))
    place = Workplace(store)
    visit = place.open(place.visits()[0].id)
    drafts = visit.drafts()
    for what, address, words in told:
        if what == "answer":
            assert visit.state.value(address) == words.strip()
        else:
            remark = REMARK + address.removeprefix(ANSWER)
            known = f"{visit.state.value(remark) or ''} {drafts.get(remark, '')}"
            assert words.strip() in known
    store.close()


def test_one_comes_back_where_one_was_and_hears_that_it_stopped(
    planned: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    folder = tmp_path / "laptop"
    shutil.copytree(planned, folder)
    told = killed_after(folder, 4.0)
    assert told
    nothing_is_lost(folder, told)
    with open_desk(folder, qapp) as desk:
        desk.go_where_one_left_off()
        Hands(desk, qtbot).settle()
        assert desk.shell.place == "checklist"
        assert "onverwacht gestopt" in desk.shell.message()
        current = desk.shell.screens["checklist"].current()
        # Where one was is kept within half a second.
        assert current in [address for _, address, _ in told[-4:]]
    with open_desk(folder, qapp) as desk:
        desk.go_where_one_left_off()
        assert desk.shell.message() == ""


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_killed_at_fifty_moments_nothing_is_lost(planned: Path, tmp_path: Path) -> None:
    chance = random.Random(20261128)
    for number in range(50):
        folder = tmp_path / str(number)
        shutil.copytree(planned, folder)
        nothing_is_lost(folder, killed_after(folder, chance.uniform(0.05, 6.0)))
        shutil.rmtree(folder)
