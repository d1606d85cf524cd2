"""The window with made-up pages, and its screens one by one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.shell import Shell
from tests.support.screens import make_shell


@pytest.fixture
def look(qapp: QApplication) -> Look:
    made = Look()
    made.wear(qapp)
    return made


@pytest.fixture
def shell(qtbot: QtBot, qapp: QApplication) -> Iterator[Shell]:
    made = make_shell(qapp)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
