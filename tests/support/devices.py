"""Sound and camera that a test holds in its hands: nothing of the machine is asked."""

from __future__ import annotations

from PySide6.QtCore import QObject

from inspectiebezoek.gui.media import Devices, Player

NO_DEVICES = Devices(player=lambda _parent: None)


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
