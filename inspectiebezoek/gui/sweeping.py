"""Collect cycles of dead objects in the window's own thread, when nobody is typing.

Python's collector runs in whatever thread happens to make one object too many. In a worker it would
destroy widgets off the window's thread, which Qt does not survive; between two keys a full round
takes a tenth of a second. So it is off while the window is at work, and this does its rounds.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

# After so long without a key a full round is not felt; who types on gets a short one meanwhile.
_IDLE_MILLISECONDS, _MEANWHILE_MILLISECONDS = 2_000, 20_000
_ALL, _YOUNG = 2, 0
_INPUT = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)


class Sweeper(QObject):
    """Lives in the window's thread, as its timers do."""

    def __init__(
        self, idle: int = _IDLE_MILLISECONDS, meanwhile: int = _MEANWHILE_MILLISECONDS
    ) -> None:
        super().__init__()
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(idle)
        self._idle.timeout.connect(lambda: gc.collect(_ALL))
        self._meanwhile = QTimer(self)
        self._meanwhile.setInterval(meanwhile)
        self._meanwhile.timeout.connect(self._short)
        self._meanwhile.start()
        self._idle.start()

    def _short(self) -> None:
        gc.collect(_YOUNG)
        # Work beside the window makes objects too, with nobody at the keys.
        if not self._idle.isActive():
            self._idle.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Somebody does something: the full round waits."""
        if event.type() in _INPUT:
            self._idle.start()
        return super().eventFilter(watched, event)


@contextmanager
def swept_in_window(application: QCoreApplication) -> Iterator[Sweeper]:
    """Cycles are collected by the window alone while this lasts; afterwards as before."""
    running = gc.isenabled()
    sweeper = Sweeper()
    application.installEventFilter(sweeper)
    gc.disable()
    try:
        yield sweeper
    finally:
        application.removeEventFilter(sweeper)
        sweeper.deleteLater()
        if running:
            gc.enable()
