"""What the window asks of the sound and camera of the machine: seams, with Qt's parts behind them.

Nothing here loads QtMultimedia: the window starts without it, and tests put their own in place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

_SAMPLE = 2


class Player(QObject):
    """Plays one sound or film from memory. `moved`: position and length in milliseconds.

    `frame`: a picture of the film (QImage), as it comes.
    """

    moved = Signal(int, int)
    playing = Signal(bool)
    frame = Signal(QImage)
    failed = Signal()

    def load(self, sound: bytes) -> None:
        """Take the whole of a sound or film file."""
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


class Microphone(QObject):
    """Hands over sound as it comes, about once a second: PCM of 16 bits, little-endian.

    `rate` (samples a second) and `channels` are known before it starts.
    """

    heard = Signal(bytes)
    failed = Signal()
    rate = 16_000
    channels = 1

    @property
    def second(self) -> int:
        """How many bytes a second of sound takes."""
        return self.rate * self.channels * _SAMPLE

    def start(self) -> None:
        """Begin to listen."""
        raise NotImplementedError

    def stop(self) -> None:
        """Hand over the rest and listen no more."""
        raise NotImplementedError


class Camera(QObject):
    """Shows what it sees (`frame`, a QImage) and takes photos (`taken`, JPEG)."""

    frame = Signal(QImage)
    taken = Signal(bytes)
    failed = Signal()

    def start(self) -> None:
        """Begin to look."""
        raise NotImplementedError

    def take(self) -> None:
        """Take a photo of now."""
        raise NotImplementedError

    def stop(self) -> None:
        """Look no more; its light goes out."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Devices:
    """Ways to the devices of this machine; each gives None where there is none.

    `load` loads what they are made of, beside the work: the first recording begins at once then.
    """

    player: Callable[[QObject], Player | None]
    microphone: Callable[[QObject], Microphone | None]
    camera: Callable[[QObject], Camera | None]
    load: Callable[[], None]
