"""Everything can be reached without a mouse, has a name, and fits, in every theme and size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inspectiebezoek.gui.parts.bars import PLACES
from inspectiebezoek.gui.shell import Shell
from tests.support.screens import clipped, make_shell, unreachable

LOOKS = [
    ("light", 0.8),
    ("light", 1.0),
    ("dark", 1.0),
    ("contrast", 1.0),
    ("light", 1.25),
    ("light", 1.5),
    ("light", 2.0),
]


@pytest.mark.parametrize(("theme", "zoom"), LOOKS)
def test_nothing_is_cut_off_or_nameless_on_a_small_laptop(
    qtbot: QtBot, qapp: QApplication, theme: str, zoom: float
) -> None:
    shell = make_shell(qapp, theme, zoom)
    qtbot.addWidget(shell)
    with qtbot.waitExposed(shell):
        shell.show()
    for place in PLACES:
        shell.go(place)
        qtbot.wait(5)
        assert list(clipped(shell)) == [], place
        assert list(unreachable(shell)) == [], place
        assert (shell.width(), shell.height()) == (1366, 768), place


@pytest.mark.parametrize("place", PLACES)
def test_tab_goes_round_a_screen_and_comes_back(shell: Shell, qtbot: QtBot, place: str) -> None:
    shell.go(place)
    qtbot.wait(5)
    start = QApplication.focusWidget()
    assert start is not None
    assert start is not shell
    seen: list[QWidget] = []
    for _ in range(80):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        assert now.isVisible()
        if now is start:
            break
        assert now not in seen, f"Tab is trapped at {now.accessibleName()}"
        seen.append(now)
    else:
        raise AssertionError("Tab never came back")
    assert len(seen) >= 3


@pytest.mark.parametrize("place", PLACES)
def test_the_ring_stands_around_what_has_the_focus(shell: Shell, qtbot: QtBot, place: str) -> None:
    shell.go(place)
    for _ in range(6):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        qtbot.wait(1)
        target, ring = QApplication.focusWidget(), shell.ring
        if ring.isVisible() and target is not None:
            middle = target.mapTo(shell, target.rect().center())
            assert (ring.geometry().center() - middle).manhattanLength() <= 2


def test_ctrl_and_a_digit_goes_to_each_screen(shell: Shell, qtbot: QtBot) -> None:
    for digit, place in enumerate(PLACES, 1):
        key = Qt.Key(Qt.Key.Key_0 + digit)
        qtbot.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)
        assert shell.place == place


def test_without_a_visit_one_stays_out_of_its_screens(shell: Shell) -> None:
    shell.allow_visit(open_visit=False)
    shell.go("report")
    assert shell.place == "visits"


def test_f6_goes_round_the_parts_of_a_screen(shell: Shell, qtbot: QtBot) -> None:
    shell.go("checklist")
    first = QApplication.focusWidget()
    seen = set()
    for _ in range(len(shell.screens["checklist"].panes())):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        seen.add(QApplication.focusWidget())
    assert first in seen
    assert len(seen) == 3


def test_a_larger_text_keeps_place_and_question(shell: Shell, qtbot: QtBot) -> None:
    shell.go("checklist")
    with qtbot.waitSignal(shell.looks_changed) as caught:
        qtbot.keyClick(
            QApplication.focusWidget(), Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier
        )
    assert caught.args == ["light", 110]
    assert shell.place == "checklist"
    assert shell.screens["checklist"].current() == "/q2"


def test_the_theme_changes_while_one_works(shell: Shell, qtbot: QtBot) -> None:
    for theme in ("dark", "contrast", "light"):
        shell.wear(theme, 100)
        qtbot.wait(5)
        assert shell.look.theme.name == theme
        assert list(clipped(shell)) == []


def test_f1_shows_the_keys_of_the_screen(shell: Shell, qtbot: QtBot) -> None:
    shell.go("checklist")
    shell.show_keys()
    window = QApplication.activeModalWidget()
    assert window is not None
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
