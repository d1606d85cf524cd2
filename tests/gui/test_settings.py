"""The settings: found by lay words, at once in force, with keys of one's own that are kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.preferences import read_preferences
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.gui.commands import all_commands
from inspectiebezoek.gui.keys import put, refuse, sound
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.settings import SECTIONS
from inspectiebezoek.gui.screens.note_panel import NotePanel
from inspectiebezoek.gui.screens.settings_panel import SettingsPanel
from tests.support.devices import NO_DEVICES
from tests.support.window import CONTROL, Hands, desk_with

BOTH = CONTROL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    with desk_with(tmp_path, qapp, "| | text | q1 | Wat ziet u? |") as made:
        yield made


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> Hands:
    return Hands(desk, qtbot)


def settings(hands: Hands) -> SettingsPanel:
    if not isinstance(QApplication.activeModalWidget(), SettingsPanel):
        hands.press(Qt.Key.Key_Comma, CONTROL)
    panel = QApplication.activeModalWidget()
    assert isinstance(panel, SettingsPanel)
    return panel


def seen(panel: SettingsPanel) -> list[QWidget]:
    """The settings that stand there now."""
    every = [panel.theme, panel.size_, panel.language, panel.quick, panel.letters, panel.keys]
    return [each for each in every if each.isVisible()]


def find_key(panel: SettingsPanel, hands: Hands, words: str) -> None:
    """Look a command up and stand at it."""
    panel.search.setFocus()
    panel.search.clear()
    hands.write(words)
    panel.keys.list.setFocus()


def test_a_setting_is_found_by_lay_words_in_whatever_part_it_stands(hands: Hands) -> None:
    panel = settings(hands)
    assert panel.focusWidget() is panel.search
    assert seen(panel) == [panel.theme, panel.size_, panel.language]
    hands.write("pincode")
    assert seen(panel) == []
    assert panel.locks["set"].isVisible()
    panel.search.clear()
    hands.write("doorspringen")
    assert panel.quick in seen(panel) and panel.theme not in seen(panel)
    panel.search.clear()
    hands.write("qqq")
    assert seen(panel) == [] and panel._nothing.isVisible()
    panel.search.clear()
    assert panel.theme.isVisible()


def test_every_part_shows_something_of_its_own(hands: Hands) -> None:
    panel, shown = settings(hands), []
    for at, name in enumerate(SECTIONS):
        panel._turn_to(at)
        blocks = [block for section, _, block in panel._blocks if section == name]
        assert blocks and all(each.isVisible() for each in blocks)
        shown += blocks
    assert len(set(map(id, shown))) == len(panel._blocks)


def test_the_settings_speak_the_chosen_language_at_once(desk: Desk, hands: Hands) -> None:
    panel = settings(hands)
    panel.language.setFocus()
    hands.press(Qt.Key.Key_Down)
    hands.until(lambda: settings(hands).windowTitle() == "Settings")
    panel = settings(hands)
    assert panel.focusWidget() is panel.language
    assert desk.shell.look.language == "en"


def test_a_command_gets_another_key_and_keeps_it(
    desk: Desk, hands: Hands, qapp: QApplication, tmp_path: Path
) -> None:
    panel = settings(hands)
    find_key(panel, hands, "memo")
    hands.press(Qt.Key.Key_Return)
    assert panel.keys.catch.listening
    hands.press(Qt.Key.Key_U, CONTROL)
    assert "Ctrl U" in panel.keys.told.text()
    hands.press(Qt.Key.Key_Escape)
    assert desk.shell.menus.actions["note"].shortcut().toString() == "Ctrl+U"
    hands.press(Qt.Key.Key_N, CONTROL)
    assert QApplication.activeModalWidget() is None
    hands.press(Qt.Key.Key_U, CONTROL)
    assert isinstance(QApplication.activeModalWidget(), NotePanel)
    hands.press(Qt.Key.Key_Escape)
    entries = {each.ref: each.key for each in desk.commands.palette.entries()}
    assert entries["do:note"] == "Ctrl U"
    assert read_preferences(desk.session.place.store, "nl").keys == {"note": "Ctrl+U"}


def test_a_key_of_ones_own_is_there_after_a_restart(
    desk: Desk, hands: Hands, qapp: QApplication
) -> None:
    panel = settings(hands)
    find_key(panel, hands, "afdrukken")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_U, BOTH)
    hands.press(Qt.Key.Key_Escape)
    again = Desk(Workplace(desk.session.place.store), Look(), NO_DEVICES)
    assert again.shell.menus.actions["print"].shortcut().toString() == "Ctrl+Shift+U"
    keys = dict(again.shell.screens["report"].keys())
    assert "Ctrl Shift U" in keys and "Ctrl P" not in keys
    again.close()


def test_a_key_that_means_something_already_is_refused_by_name(desk: Desk, hands: Hands) -> None:
    panel = settings(hands)
    find_key(panel, hands, "memo")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_K, CONTROL)
    assert "Alles zoeken" in panel.keys.told.text()
    assert isinstance(QApplication.activeModalWidget(), SettingsPanel)
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_X)
    assert "Ctrl met een letter" in panel.keys.told.text()
    assert desk.commands.preferences.now.keys == {}


def test_a_key_of_a_screen_is_shown_and_stays(hands: Hands) -> None:
    panel = settings(hands)
    find_key(panel, hands, "foto toevoegen")
    assert not panel.keys.catch.isEnabled()
    assert "hoort bij een scherm" in panel.keys.told.text()


def test_the_usual_values_come_back_together(desk: Desk, hands: Hands) -> None:
    panel = settings(hands)
    panel.quick.click()
    panel.keys.changed.emit({"note": "Ctrl+U"})
    assert desk.commands.preferences.now.quick
    panel.usual.click()
    hands.settle()
    now = desk.commands.preferences.now
    assert not now.quick and now.keys == {}
    assert desk.shell.menus.actions["note"].shortcut().toString() == "Ctrl+N"
    assert not settings(hands).quick.isChecked()


def test_no_key_can_come_to_mean_two_things() -> None:
    own: dict[str, str] = {}
    assert refuse("note", "Ctrl+J", own) is not None
    own = put("next_open", "Ctrl+U", own)
    assert refuse("note", "Ctrl+U", own) is not None
    assert refuse("note", "Ctrl+J", own) is None
    own = put("note", "Ctrl+J", own)
    assert sound(own)
    assert refuse("next_open", "Ctrl+J", own) is not None
    assert put("note", "Ctrl+N", own) == {"next_open": "Ctrl+U"}
    for key in ("Ctrl+Alt+Q", "N", "Alt+N", "Ctrl+'", "Ctrl+C", "Ctrl+Return", "Tab", "Del"):
        assert refuse("note", key, {}) is not None, key
    assert all(
        refuse(each.name, each.key, {}) is None
        for each in all_commands()
        if each.key and not each.here
    )
