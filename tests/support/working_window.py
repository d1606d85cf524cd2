"""Someone at work in the window, in a process of its own, until it is killed.

`python -m tests.support.working_window FOLDER`: answers question after question of the visit in
the folder and types a remark at each, and tells on stdout what the window has shown as kept.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.screens.inputs.choices import OneChoice
from inspectiebezoek.store.local import Store
from tests.support.devices import NO_DEVICES

WORDS = "wat hier te zien is "
KEPT_MS = 1000
"""Typed text is on disk within a second."""


def tell(what: str, about: str, words: str) -> None:
    """One line for who watches, at once."""
    sys.stdout.write(f"{what}\t{about}\t{words}\n")
    sys.stdout.flush()


def work(desk: Desk) -> None:
    """Answer, remark, go on; without an end."""
    checklist = desk.shell.screens["checklist"]
    while True:
        address = checklist.current()
        item = checklist.card.item
        # A long list is searched and ticks are turned over: there a digit is no answer by itself.
        digits = isinstance(checklist.card.input, OneChoice) and len(item.choices) > 1
        if digits and not item.readonly:
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
            QTest.qWait(5)
            tell("answer", address, item.choices[0].value)
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_N)
            QTest.keyClicks(QApplication.focusWidget(), WORDS)
            QTest.qWait(KEPT_MS)
            tell("typed", address, WORDS)
            QTest.keyClicks(QApplication.focusWidget(), "en nog meer")
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        QTest.keyClick(
            QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )
        QTest.qWait(5)
        if checklist.current() == address:
            checklist.next()


def main() -> None:
    """Open the window on the visit of a folder, and work."""
    app = QApplication([])
    look = Look()
    look.wear(app)
    desk = Desk(Workplace(Store(Path(sys.argv[1]), bytes(32))), look, NO_DEVICES)
    desk.shell.show()
    desk.visits.open(desk.session.place.visits()[0].id)
    desk.session.go("checklist")
    QTest.qWait(50)
    tell("ready", "", "")
    work(desk)


if __name__ == "__main__":
    main()
