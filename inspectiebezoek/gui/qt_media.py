"""Sound and camera through QtMultimedia, loaded with the first thing that needs it."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QObject

from inspectiebezoek.gui.media import Devices, Player


class QtPlayer(Player):
    """Plays from a buffer in memory: no file is written for it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer

        self._states = QMediaPlayer.PlaybackState
        self._player = QMediaPlayer(self)
        self._player.setAudioOutput(QAudioOutput(self._player))
        self._buffer = QBuffer(self)
        self._player.positionChanged.connect(self._moved)
        self._player.durationChanged.connect(self._moved)
        self._player.playbackStateChanged.connect(
            lambda state: self.playing.emit(state == self._states.PlayingState)
        )
        self._player.errorOccurred.connect(lambda _error, _words: self.failed.emit())

    def _moved(self, _to: int) -> None:
        self.moved.emit(self._player.position(), self._player.duration())

    def load(self, sound: bytes) -> None:
        self._buffer.setData(QByteArray(sound))
        self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        self._player.setSourceDevice(self._buffer)

    def play(self) -> None:
        self._player.play()

    def pause(self) -> None:
        self._player.pause()

    def seek(self, milliseconds: int) -> None:
        self._player.setPosition(milliseconds)


def _player(parent: QObject) -> Player | None:
    try:
        return QtPlayer(parent)
    except ImportError:
        return None


def qt_devices() -> Devices:
    """The devices of this machine; a part of Qt that is not installed counts as no device."""
    return Devices(player=_player)
