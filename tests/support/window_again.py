"""The window in a process of its own, opened again after the power went.

`python -m tests.support.window_again FOLDER`: tells on stdout, as one line of JSON, where one is
once the window has been painted, and waits to be killed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.store.local import Store
from tests.support.devices import NO_DEVICES


class Painted(QObject):
    """Tells where one is, once the question has been painted."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._told = desk, False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        card = self._desk.shell.screens["checklist"].card
        if event.type() == QEvent.Type.Paint and watched is card and not self._told:
            self._told = True
            QTimer.singleShot(0, self._tell)
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        checklist = self._desk.shell.screens["checklist"]
        typed = [each.toPlainText() for each in checklist.card.findChildren(QPlainTextEdit)]
        sys.stdout.write(json.dumps({"question": checklist.current(), "typed": typed}) + "\n")
        sys.stdout.flush()


def main() -> None:
    """Open the window as the program does."""
    app = QApplication([])
    look = Look()
    look.wear(app)
    desk = Desk(Workplace(Store(Path(sys.argv[1]), bytes(32))), look, NO_DEVICES)
    watch = Painted(desk)
    app.installEventFilter(watch)
    desk.go_where_one_left_off()
    desk.shell.show()
    app.exec()


if __name__ == "__main__":
    main()
