"""Promises about the locked window: nothing of the work is seen or reached, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.desk.lock_desk import LockDesk
from inspectiebezoek.app.unlocking import Unlocking, ask_passphrase
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.gui.background import Background
from inspectiebezoek.gui.lock_window import LockWindow
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.screens.lock_panel import LockPanel
from inspectiebezoek.gui.screens.settings_panel import SettingsPanel
from inspectiebezoek.store import slots
from inspectiebezoek.store.keys import locked, set_lock, unlock
from inspectiebezoek.store.local import Store
from inspectiebezoek.store.tries import Tries, read_tries, write_tries
from inspectiebezoek.visit.header import Header
from tests.support.forms import NOON
from tests.support.keyring import Kept
from tests.support.laptop import Clock
from tests.support.visits import checklist
from tests.support.window import CONTROL, window_on

WORDS = "paard batterij nietje"


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with a keyring; Argon2 with little memory, for its cost is not looked at here."""
    made = Kept()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    monkeypatch.setattr(slots, "_MEMORY_KIB", 64)


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    """The window at work, on a folder with a passphrase."""
    store = Store(tmp_path, unlock(tmp_path, None))
    set_lock(tmp_path, WORDS)
    place = Workplace(store, clock=Clock())
    place.introduce("insp-a", "Anna")
    visit = place.plan(checklist(), Header(title="Bezoek", start="2026-10-06T10:00:00+02:00"))
    with window_on(place, qapp) as desk:
        desk.visits.open(visit.id)
        yield desk
    store.close()


def lock_of(desk: Desk) -> LockDesk:
    return desk.commands.preferences.lock


def press_lock(desk: Desk, qtbot: QtBot) -> LockWindow:
    qtbot.keyClick(desk.shell, Qt.Key.Key_L, CONTROL)
    window = lock_of(desk).window
    assert window is not None
    return window


def give(window: LockWindow, words: str, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.field, words)
    qtbot.keyClick(window.field, Qt.Key.Key_Return)


def seen() -> list[object]:
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]


def test_locked_at_once_nothing_but_the_passphrase_is_there(desk: Desk, qtbot: QtBot) -> None:
    place = desk.shell.place
    window = press_lock(desk, qtbot)

    assert seen() == [window]
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_K, Qt.Key.Key_3):
        qtbot.keyClick(window, key, CONTROL)
        qtbot.keyClick(window.field, key)
    assert seen() == [window]
    window.field.clear()

    give(window, WORDS, qtbot)
    qtbot.waitUntil(lambda: seen() == [desk.shell])
    assert desk.shell.place == place


def test_an_open_panel_is_hidden_and_comes_back_with_its_words(desk: Desk, qtbot: QtBot) -> None:
    desk.commands.do("enrol")
    panel = QApplication.activeModalWidget()
    assert panel is not None
    qtbot.keyClicks(panel.office, "https://kantoor.example")
    lock_of(desk).lock()
    window = lock_of(desk).window
    assert window is not None and seen() == [window]

    give(window, WORDS, qtbot)
    qtbot.waitUntil(lambda: panel.isVisible() and desk.shell.isVisible())
    assert panel.office.text() == "https://kantoor.example"
    panel.reject()


def test_what_wants_to_be_shown_while_locked_waits(desk: Desk, qtbot: QtBot) -> None:
    window = press_lock(desk, qtbot)
    desk.commands.do("enrol")
    qtbot.waitUntil(lambda: seen() == [window])
    give(window, WORDS, qtbot)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    QApplication.activeModalWidget().close()


def test_a_wrong_passphrase_is_told_and_slows_down(desk: Desk, qtbot: QtBot) -> None:
    window = press_lock(desk, qtbot)
    for _ in range(3):
        give(window, "een andere zin", qtbot)
        qtbot.waitUntil(lambda: not desk.background.busy)
    assert "niet de wachtwoordzin" in told(window)
    assert not window.button.isEnabled() and "2 seconden" in window.button.text()
    qtbot.waitUntil(window.button.isEnabled, timeout=4000)
    give(window, WORDS, qtbot)
    qtbot.waitUntil(lambda: lock_of(desk).window is None)


def told(window: LockWindow) -> str:
    item = window._told.itemAt(0)
    assert item is not None
    return str(item.widget().accessibleName())


def test_each_wrong_passphrase_waits_twice_as_long() -> None:
    assert [Tries(wrong).pause for wrong in (1, 2, 3, 4, 10, 60)] == [0, 0, 2, 4, 256, 300]


def test_starting_anew_does_not_shorten_the_waiting(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    unlock(tmp_path, None)
    set_lock(tmp_path, WORDS)
    write_tries(tmp_path, Tries(4, NOON))
    background, look = Background(), Look()

    def start(passed: float) -> tuple[LockWindow, Unlocking]:
        window = LockWindow(look)
        qtbot.addWidget(window)
        now = NOON + timedelta(seconds=passed)
        return window, Unlocking(tmp_path, window, background, "nl", opened.append, lambda: now)

    opened: list[bytes] = []
    window, _ = start(1)
    assert not window.field.isEnabled() and "3 seconden" in window.button.text()
    assert "Eerder" in told(window)
    window, _ = start(-3600)  # a clock that was put back
    assert "4 seconden" in window.button.text()

    window, trying = start(60)
    window.show()
    give(window, "een andere zin", qtbot)
    qtbot.waitUntil(lambda: not background.busy)
    assert read_tries(tmp_path).wrong == 5 and "8 seconden" in window.button.text()

    (tmp_path / "tries.json").write_text("{", encoding="utf-8")  # spoiled, or tampered with
    window, trying = start(60)
    window.show()
    give(window, WORDS, qtbot)
    qtbot.waitUntil(lambda: not background.busy)
    assert len(opened) == 1 and trying is not None
    assert not (tmp_path / "tries.json").exists()
    background.close()


def test_left_alone_it_locks_itself(desk: Desk, qtbot: QtBot) -> None:
    lock, clock = lock_of(desk), desk.session.place.clock
    assert isinstance(clock, Clock)
    clock.now += timedelta(minutes=4)
    lock.idle.look()
    assert lock.window is None
    handle = desk.shell.windowHandle()
    desk.shell.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is handle)
    qtbot.keyClick(handle, Qt.Key.Key_Shift)  # somebody is there
    clock.now += timedelta(minutes=4)
    lock.idle.look()
    assert lock.window is None
    clock.now += timedelta(minutes=2)
    lock.idle.look()
    assert lock.window is not None and seen() == [lock.window]
    give(lock.window, WORDS, qtbot)
    qtbot.waitUntil(lambda: lock.window is None)
    lock.idle.look()
    assert lock.window is None


def test_a_clock_that_was_put_back_locks_too(desk: Desk) -> None:
    clock = desk.session.place.clock
    assert isinstance(clock, Clock)
    clock.now -= timedelta(hours=3)
    lock_of(desk).idle.look()
    assert lock_of(desk).window is not None


def test_typed_words_and_work_beside_the_window_outlive_the_lock(desk: Desk, qtbot: QtBot) -> None:
    visit = desk.session.opened()
    done: list[str] = []
    visit.keep_typing("answer:/data/ergens", "half getypt")
    window = press_lock(desk, qtbot)
    desk.background.run(lambda _tell: "klaar", done=done.append, failed=desk.session.tell)
    qtbot.waitUntil(lambda: done == ["klaar"])
    give(window, WORDS, qtbot)
    qtbot.waitUntil(lambda: lock_of(desk).window is None)
    assert visit.drafts()["answer:/data/ergens"] == "half getypt"


def test_closing_the_locked_window_ends_the_program(desk: Desk, qtbot: QtBot) -> None:
    ended: list[bool] = []
    desk.shell.closing.connect(lambda: ended.append(True))
    press_lock(desk, qtbot).close()
    assert ended == [True] and seen() == []


def test_the_settings_set_change_and_take_off_the_passphrase(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    store = Store(tmp_path, unlock(tmp_path, None))
    with window_on(Workplace(store), qapp) as desk:
        fill(desk, qtbot, "set", new="kort", again="lang")
        assert not locked(tmp_path)
        fill(desk, qtbot, "set", new=WORDS, again=WORDS)
        qtbot.waitUntil(lambda: lock_of(desk).is_set)
        fill(desk, qtbot, "change", current=WORDS, new=WORDS[::-1], again=WORDS[::-1])
        qtbot.waitUntil(lambda: not desk.background.busy)
        with pytest.raises(InspectionError) as refused:
            unlock(tmp_path, WORDS)
        assert refused.value.code is Code.KEY_WRONG
        fill(desk, qtbot, "remove", current=WORDS[::-1])
        qtbot.waitUntil(lambda: not lock_of(desk).is_set)
    store.close()
    assert not locked(tmp_path)


def fill(desk: Desk, qtbot: QtBot, act: str, **words: str) -> None:
    """Go to the settings, choose, fill in the panel and confirm it."""
    desk.commands.do("settings")
    panel = QApplication.activeModalWidget()
    assert isinstance(panel, SettingsPanel)
    panel.locks[act].click()
    panel = QApplication.activeModalWidget()
    assert isinstance(panel, LockPanel)
    for name, value in words.items():
        qtbot.keyClicks(getattr(panel, name), value)
    panel.confirm()
    qtbot.waitUntil(lambda: not desk.background.busy)
    if panel.isVisible():
        panel.reject()


def test_at_the_start_the_passphrase_is_asked_before_anything_opens(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    key = unlock(tmp_path, None)
    set_lock(tmp_path, WORDS)
    look = Look()
    look.wear(qapp)

    def type_it() -> None:
        (window,) = (each for each in seen() if isinstance(each, LockWindow))
        assert not (tmp_path / "store.db").exists()
        give(window, WORDS, qtbot)

    QTimer.singleShot(50, type_it)
    answered = ask_passphrase(tmp_path, look)
    assert answered is not None and answered[0] == key
    answered[1].close()

    QTimer.singleShot(50, lambda: [each.close() for each in seen()])
    assert ask_passphrase(tmp_path, look) is None
