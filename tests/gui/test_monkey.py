"""Random keys on every screen: no exception, no answer lost, and always a way out."""

from __future__ import annotations

import random
import shutil
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.gui.parts.bars import PLACES
from inspectiebezoek.gui.sweeping import swept_in_window
from tests.gui.test_printing import Nobody
from tests.support.window import CONTROL, Files, Hands, open_desk

KEYS = [
    *(Qt.Key(Qt.Key.Key_0 + digit) for digit in range(10)),
    *(getattr(Qt.Key, f"Key_{letter}") for letter in string.ascii_uppercase),
    *(Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Escape),
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Space, Qt.Key.Key_Plus),
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right),
    *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_F6),
]
CONTROLLED = [
    *(Qt.Key(Qt.Key.Key_0 + digit) for digit in range(1, 8)),
    *(getattr(Qt.Key, f"Key_{letter}") for letter in "DEFJKLNSTZY"),
    *(Qt.Key.Key_Return, Qt.Key.Key_Comma),
]


def hit(key: Qt.Key, modifier: Qt.KeyboardModifier, text: str) -> None:
    target = QApplication.focusWidget() or QApplication.activeWindow()
    if target is None:
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.postEvent(target, QKeyEvent(kind, key, modifier, text))
    QApplication.processEvents()


def play(desk: Desk, place: str, seed: int, times: int) -> None:
    """Hit keys; now and then one is put back at the screen that is tried."""
    chance = random.Random(seed)
    desk.session.go(place)
    for number in range(times):
        controlled = chance.random() < 0.12
        key = chance.choice(CONTROLLED if controlled else KEYS)
        letter = chr(key).lower() if 32 < int(key) < 127 else ""
        hit(key, CONTROL if controlled else Qt.KeyboardModifier.NoModifier, letter)
        if number % 97 == 96 and desk.shell.place != place:
            close_panels(desk)
            desk.session.go(place)


@pytest.fixture
def desk(
    practice: Path, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """The window at work; whoever sees a dialog of the machine closes it without a choice."""
    for ask in ("getOpenFileName", "getOpenFileNames", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, ask, lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    folder = tmp_path / "laptop"
    shutil.copytree(practice, folder)
    with open_desk(folder, qapp) as made, swept_in_window(qapp):
        made.commands.printing.printers = Nobody()
        yield made


def close_panels(desk: Desk) -> None:
    for dialog in desk.shell.findChildren(QDialog):
        if dialog.isVisible():
            dialog.reject()
    QApplication.processEvents()


def round_of(desk: Desk, hands: Hands, place: str, seed: int, times: int) -> None:
    desk.session.files = Files()
    desk.visits.open(desk.session.place.visits()[-1].id)
    visit = desk.session.opened()
    play(desk, place, seed, times)
    close_panels(desk)
    hands.wait()
    desk.session.screens_commit()
    if desk.session.visit is not visit:
        return
    again = desk.session.place.open(visit.id)
    live = {node.ref: node.value for node in visit.instance.walk() if node.definition.leaf}
    kept = {node.ref: node.value for node in again.instance.walk() if node.definition.leaf}
    assert live == kept
    desk.session.go("visits")
    hands.settle()
    assert desk.shell.place == "visits"


@pytest.mark.parametrize("place", PLACES)
def test_random_keys_lose_nothing(desk: Desk, qtbot: QtBot, place: str) -> None:
    hands = Hands(desk, qtbot)
    hands.wait()
    round_of(desk, hands, place, seed=7, times=60)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("place", PLACES)
def test_ten_thousand_random_keys_lose_nothing(desk: Desk, qtbot: QtBot, place: str) -> None:
    hands = Hands(desk, qtbot)
    hands.wait()
    for seed in range(20):
        round_of(desk, hands, place, seed=seed, times=500)
