"""Notice that nobody touched keyboard or mouse for a while."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_LOOK_MS = 5_000
_TOUCHES = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
)


class Idle(QObject):
    """`looked` comes every few seconds, `reached` too for as long as nobody touches anything.

    It watches the windows of the system, not each widget: few events pass there. The clock is
    the one on the wall, so that a laptop that slept counts as left alone; one that was put back
    does too.
    """

    looked = Signal()
    reached = Signal()

    def __init__(self, owner: QObject, clock: Callable[[], datetime], minutes: int) -> None:
        super().__init__(owner)
        self._clock, self.limit = clock, timedelta(minutes=minutes)
        self._touched = clock()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def touch(self) -> None:
        """Somebody is there."""
        self._touched = self._clock()

    def look(self) -> None:
        """See how long nobody was there."""
        self.looked.emit()
        if abs(self._clock() - self._touched) >= self.limit:
            self.reached.emit()

    def _watch(self, window: QWindow | None) -> None:
        # Installed once more it only moves to the front: Qt keeps each filter once.
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touch()
        return False
