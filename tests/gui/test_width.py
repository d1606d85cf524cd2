"""At twice the text size the window asks no more than the smallest screen has, whatever it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from inspectiebezoek.gui.models.window import StatusLine, VisitBar
from inspectiebezoek.gui.parts.bars import PLACES
from inspectiebezoek.gui.shell import Shell
from tests.support.screens import clipped, make_shell

WIDE, TALL = 1366, 768
LONG_STATUS = StatusLine(
    saved="23:59:59", unsaved=12, waiting=12_345, recording="2:23:45", free="999 MB", low=True
)
LONG_BAR = VisitBar(
    "Penitentiaire inrichting Oefenstad, locatie De Lange Naam aan de Rivier (OEFENING)",
    "Doorlichting, aangekondigd, dag 12 van 13",
    "Afdeling B, tweede verdieping, cel 214",
    1131,
    1217,
    107,
)


@pytest.fixture
def shell(qapp: QApplication) -> Iterator[Shell]:
    """The window at the usual size of text, as large as the smallest screen."""
    made = make_shell(qapp)
    made.resize(WIDE, TALL)
    made.show()
    made.show_status(LONG_STATUS)
    made.show_bar(LONG_BAR)
    qapp.processEvents()
    yield made
    made.close()
    made.deleteLater()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_screen_makes_the_window_wider_however_long_the_words_around_it(
    shell: Shell, qapp: QApplication, language: str
) -> None:
    shell.speak(language)
    shell.wear("light", 200)
    wide = {}
    for place in PLACES:
        shell.go(place)
        qapp.processEvents()
        if shell.minimumSizeHint().width() > WIDE or (shell.width(), shell.height()) != (
            WIDE,
            TALL,
        ):
            wide[place] = (shell.minimumSizeHint().width(), shell.width(), shell.height())
    assert wide == {}
    assert list(clipped(shell)) == []
    for status in (StatusLine(), LONG_STATUS, replace(LONG_STATUS, unsaved=0, online=True)):
        shell.show_status(status)
        qapp.processEvents()
        assert (shell.minimumSizeHint().width() <= WIDE, shell.width()) == (True, WIDE)
        saving = shell._strip._tags[0]
        assert saving.width() >= saving.sizeHint().width()


def test_larger_text_and_back_leaves_the_window_as_large_as_it_was(
    shell: Shell, qapp: QApplication
) -> None:
    for percent in (150, 200, 100):
        shell.wear("dark", percent)
        qapp.processEvents()
        assert (percent, shell.width(), shell.height()) == (percent, WIDE, TALL)
