"""Sound and camera that a test holds in its hands: nothing of the machine is asked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QImage

from inspectiebezoek.gui.media import Camera, Devices, Microphone, Player
from inspectiebezoek.gui.qt_media import as_jpeg


def devices(
    player: Callable[[QObject], Player | None] = lambda _parent: None,
    microphone: Callable[[QObject], Microphone | None] = lambda _parent: None,
    camera: Callable[[QObject], Camera | None] = lambda _parent: None,
) -> Devices:
    """A machine with these devices and no others."""
    return Devices(player=player, microphone=microphone, camera=camera, load=lambda: None)


NO_DEVICES = devices()


class TapePlayer(Player):
    """Plays by the clock of the test."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.sound, self.at, self.length, self.on = b"", 0, 60_000, False

    def load(self, sound: bytes) -> None:
        self.sound = sound
        self.seek(0)

    def play(self) -> None:
        self.on = True
        self.playing.emit(True)

    def pause(self) -> None:
        self.on = False
        self.playing.emit(False)

    def seek(self, milliseconds: int) -> None:
        self.at = milliseconds
        self.moved.emit(self.at, self.length)


class TapeMicrophone(Microphone):
    """Hears what the test says."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.on = False

    def start(self) -> None:
        self.on = True

    def hear(self, seconds: int, level: int = 7) -> None:
        for _ in range(seconds):
            self.heard.emit(bytes([level, 0]) * self.rate)

    def stop(self) -> None:
        if self.on:
            self.on = False
            self.heard.emit(bytes([9, 0]) * (self.rate // 2))


class StillCamera(Camera):
    """Sees one grey wall."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.on = False
        self._image = QImage(640, 480, QImage.Format.Format_RGB32)
        self._image.fill(QColor("#8899aa"))

    def start(self) -> None:
        self.on = True
        self.frame.emit(self._image)

    def take(self) -> None:
        self.taken.emit(as_jpeg(self._image))

    def stop(self) -> None:
        self.on = False
