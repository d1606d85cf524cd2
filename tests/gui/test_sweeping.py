"""Dead widgets are destroyed in the window's thread, never in that of work beside it."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inspectiebezoek.gui.sweeping import Sweeper, swept_in_window


class Knot(QWidget):
    """A widget in a cycle: only the collector lets it go."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


def dead(where: list[str]) -> None:
    """Make a widget that nobody holds, and note the thread in which it goes."""
    weakref.finalize(Knot(), lambda: where.append(threading.current_thread().name))


def busy() -> None:
    """Work that makes so many objects that the collector would run."""
    kept = [[number] for number in range(200_000)]
    assert len(kept) == 200_000


def test_a_dead_widget_goes_in_the_thread_of_the_window(qapp: QApplication, qtbot: QtBot) -> None:
    gone: list[str] = []
    with swept_in_window(qapp):
        dead(gone)
        worker = threading.Thread(target=busy, name="beside")
        worker.start()
        worker.join()
        assert gone == []
        sweeper = Sweeper(idle=1)
        qtbot.waitUntil(lambda: bool(gone))
        sweeper.deleteLater()

    assert gone == [threading.main_thread().name]
    assert gc.isenabled()


def test_who_is_typing_waits_for_no_full_round(qapp: QApplication, qtbot: QtBot) -> None:
    gone: list[str] = []
    field = QWidget()
    qtbot.addWidget(field)
    with swept_in_window(qapp):
        sweeper = Sweeper(idle=400)
        qapp.installEventFilter(sweeper)
        gc.collect()
        dead(gone)
        for _ in range(4):
            qtbot.keyClick(field, Qt.Key.Key_A)
            qtbot.wait(150)
        assert gone == []
        qtbot.waitUntil(lambda: bool(gone), timeout=5000)
        qapp.removeEventFilter(sweeper)
        sweeper.deleteLater()
