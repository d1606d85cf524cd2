"""The window with made-up pages, and its screens one by one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.first_visit import bring_practice
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.shell import Shell
from inspectiebezoek.store.local import Store
from tests.support.screens import make_shell
from tests.support.window import Hands


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the practice visit, to be copied."""
    folder = tmp_path_factory.mktemp("practice")
    store = Store(folder, bytes(32))
    bring_practice(Workplace(store))
    store.close()
    return folder


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> Hands:
    """Someone at the window of a test, once it has looked at all visits."""
    made = Hands(desk, qtbot)
    made.wait()
    return made


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
