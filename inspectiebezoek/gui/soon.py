"""Something that is done once the window has a moment, however often it was asked for meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget


class Soon:
    """Runs `act` some milliseconds after it was last asked; never once its owner is gone."""

    def __init__(self, owner: QWidget, act: Callable[[], None]) -> None:
        self._timer = QTimer(owner)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(act)

    def ask(self, milliseconds: int = 0) -> None:
        """Do it after a while; asked again before that, the while begins anew."""
        self._timer.start(milliseconds)

    def stop(self) -> None:
        """What was asked is not done any more."""
        self._timer.stop()

    @property
    def asked(self) -> bool:
        """True while it is still to be done."""
        return self._timer.isActive()
