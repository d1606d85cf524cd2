"""Sound and camera through QtMultimedia, loaded with the first thing that needs it."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject
from PySide6.QtGui import QImage

from inspectiebezoek.gui.media import Camera, Devices, Microphone, Player

_JPEG_QUALITY = 92


class QtPlayer(Player):
    """Plays from a buffer in memory: no file is written for it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoSink

        self._states = QMediaPlayer.PlaybackState
        self._player = QMediaPlayer(self)
        self._player.setAudioOutput(QAudioOutput(self._player))
        self._sink = QVideoSink(self)
        self._player.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(lambda frame: self.frame.emit(frame.toImage()))
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


class QtMicrophone(Microphone):
    """The microphone that the machine uses by default; speech needs no more than 16 kHz, mono."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        from PySide6.QtMultimedia import QAudioFormat, QAudioSource, QMediaDevices, QtAudio

        device = QMediaDevices.defaultAudioInput()
        wanted = QAudioFormat()
        wanted.setSampleRate(self.rate)
        wanted.setChannelCount(self.channels)
        wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        if not device.isFormatSupported(wanted):
            wanted = device.preferredFormat()
            wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
            self.rate, self.channels = wanted.sampleRate(), wanted.channelCount()
        self._source = QAudioSource(device, wanted, self)
        self._stopped, self._no_error = QtAudio.State.StoppedState, QtAudio.Error.NoError
        self._source.stateChanged.connect(self._changed)
        self._from: QIODevice | None = None
        self._waiting = bytearray()

    def start(self) -> None:
        self._from = self._source.start()
        if self._from is None:
            self.failed.emit()
        else:
            self._from.readyRead.connect(self._take)

    def _take(self) -> None:
        """Pieces of a second: more often would keep the disk busy, less often would lose more."""
        if self._from is not None:
            self._waiting += self._from.readAll().data()
        if len(self._waiting) >= self.second:
            self._hand_over()

    def _hand_over(self) -> None:
        if self._waiting:
            piece, self._waiting = bytes(self._waiting), bytearray()
            self.heard.emit(piece)

    def stop(self) -> None:
        self._take()
        self._from = None
        self._source.stop()
        self._hand_over()

    # Without the state that the signal brings: PySide 6.11 cannot hand that one over.
    def _changed(self) -> None:
        stopped = self._source.state() == self._stopped
        if stopped and self._source.error() != self._no_error:
            self.failed.emit()


class QtCamera(Camera):
    """The camera that the machine uses by default; a photo goes to memory, never to a file."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        from PySide6.QtMultimedia import (
            QCamera,
            QImageCapture,
            QMediaCaptureSession,
            QMediaDevices,
            QVideoSink,
        )

        self._camera = QCamera(QMediaDevices.defaultVideoInput(), self)
        self._capture, self._sink = QImageCapture(self), QVideoSink(self)
        self._session = QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setImageCapture(self._capture)
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(lambda frame: self.frame.emit(frame.toImage()))
        self._capture.imageCaptured.connect(lambda _id, image: self.taken.emit(as_jpeg(image)))
        self._capture.errorOccurred.connect(lambda *_about: self.failed.emit())
        self._camera.errorOccurred.connect(lambda *_about: self.failed.emit())

    def start(self) -> None:
        self._camera.start()

    def take(self) -> None:
        self._capture.capture()

    def stop(self) -> None:
        self._camera.stop()


def as_jpeg(image: QImage) -> bytes:
    """A picture as JPEG."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", _JPEG_QUALITY)  # type: ignore[call-overload]
    return bytes(data.data())


def _player(parent: QObject) -> Player | None:
    try:
        return QtPlayer(parent)
    except ImportError:
        return None


def _microphone(parent: QObject) -> Microphone | None:
    try:
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError:
        return None
    return QtMicrophone(parent) if QMediaDevices.audioInputs() else None


def _camera(parent: QObject) -> Camera | None:
    try:
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError:
        return None
    return QtCamera(parent) if QMediaDevices.videoInputs() else None


def _load() -> None:
    """Load QtMultimedia beforehand, so that the first recording begins at once."""
    with suppress(ImportError):
        import_module("PySide6.QtMultimedia")


def qt_devices() -> Devices:
    """The devices of this machine; a part of Qt that is not installed counts as no device."""
    return Devices(player=_player, microphone=_microphone, camera=_camera, load=_load)
