"""What the window asks of the sound and camera of the machine: seams, with Qt's parts behind them.

Nothing here loads QtMultimedia: the window starts without it, and tests put their own in place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal


class Player(QObject):
    """Plays one piece of sound from memory. `moved`: position and length in milliseconds."""

    moved = Signal(int, int)
    playing = Signal(bool)
    failed = Signal()

    def load(self, sound: bytes) -> None:
        """Take the whole of a sound file."""
        raise NotImplementedError

    def play(self) -> None:
        """Play on from where it is."""
        raise NotImplementedError

    def pause(self) -> None:
        """Hold it where it is."""
        raise NotImplementedError

    def seek(self, milliseconds: int) -> None:
        """Go to a moment of the sound."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Devices:
    """Ways to the devices of this machine; each gives None where there is none.

    `parent` owns what is made.
    """

    player: Callable[[QObject], Player | None]
