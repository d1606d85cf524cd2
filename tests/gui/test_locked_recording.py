"""A recording that goes on behind the lock or the cover is told, and can be ended from there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.gui.lock_window import LockWindow
from inspectiebezoek.store import slots
from inspectiebezoek.store.keys import set_lock, unlock
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.kinds import Evidence
from tests.support.devices import TapeMicrophone, devices
from tests.support.keyring import Kept
from tests.support.visits import checklist
from tests.support.window import CONTROL, Hands, window_on

WORDS = "paard batterij nietje"
TITLE = "PI Geheime Naam"


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Kept()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    monkeypatch.setattr(slots, "_MEMORY_KIB", 64)


@pytest.fixture
def taped() -> list[TapeMicrophone]:
    return []


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication, taped: list[TapeMicrophone]) -> Iterator[Desk]:
    """The window at work, with a recording that runs."""

    def microphone(parent: QObject) -> TapeMicrophone:
        taped.append(TapeMicrophone(parent))
        return taped[-1]

    store = Store(tmp_path, unlock(tmp_path, None))
    place = Workplace(store)
    place.introduce("insp-a", "Anna")
    visit = place.plan(checklist(), Header(title=TITLE))
    with window_on(place, qapp, devices=devices(microphone=microphone)) as made:
        made.visits.open(visit.id)
        made.commands.do("record")
        taped[0].hear(42)
        yield made
    store.close()


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> Hands:
    return Hands(desk, qtbot)


def said(window: QWidget) -> str:
    return " ".join(each.accessibleName() for each in window.findChildren(QWidget))


def test_the_lock_tells_that_it_listens_and_not_to_what(
    desk: Desk, hands: Hands, taped: list[TapeMicrophone], tmp_path: Path, qtbot: QtBot
) -> None:
    set_lock(tmp_path, WORDS)
    lock = desk.commands.preferences.lock
    lock._is_set = True
    lock.lock()
    window = lock.window
    assert isinstance(window, LockWindow)
    assert "Opname 00:42" in said(window)
    assert TITLE not in said(window)
    taped[0].hear(3)
    assert "Opname 00:45" in said(window)
    qtbot.keyClick(window.stop, Qt.Key.Key_Return)
    assert not window.stop.isVisible()
    assert window.focusWidget() is window.field
    hands.until(lambda: not desk.background.busy)
    (piece,) = desk.session.opened().all(Evidence)
    assert int(piece.original_size) > 45 * 16_000
    assert lock.window is window


def test_without_a_recording_the_lock_says_nothing_of_one(
    desk: Desk, hands: Hands, tmp_path: Path
) -> None:
    desk.commands.do("record")
    set_lock(tmp_path, WORDS)
    lock = desk.commands.preferences.lock
    lock._is_set = True
    lock.lock()
    assert lock.window is not None and not lock.window.stop.isVisible()


def test_the_cover_tells_it_too_and_the_key_stops_it(
    desk: Desk, hands: Hands, taped: list[TapeMicrophone]
) -> None:
    hands.press(Qt.Key.Key_L, CONTROL)
    assert "Opname 00:42; Ctrl D stopt" in said(desk.shell.cover)
    hands.press(Qt.Key.Key_D, CONTROL)
    hands.until(lambda: not desk.background.busy)
    assert not desk.shell.cover._length.isVisible()
    assert desk.shell.cover.isVisible()
    assert len(desk.session.opened().all(Evidence)) == 1
