"""Qt's own sound and camera: they work from memory, and may be absent altogether.

In a process of their own: what Qt says about the sound of a machine is no fault of ours.
"""

from __future__ import annotations

import os
import subprocess
import sys

PLAYS = """
import io, wave
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from inspectiebezoek.gui.qt_media import qt_devices
app = QApplication([])
file = io.BytesIO()
with wave.open(file, "wb") as sound:
    sound.setnchannels(1)
    sound.setsampwidth(2)
    sound.setframerate(16_000)
    sound.writeframes(bytes(64_000))
player, told = qt_devices().player(app), []
player.moved.connect(lambda at, length: told.append((at, length)))
player.moved.connect(lambda at, length: app.quit() if at > 1000 else None)
player.load(file.getvalue())
player.seek(900)
player.play()
QTimer.singleShot(20_000, app.quit)
app.exec()
print(told[-1][1], told[-1][0] > 1000)
"""
FILM = """
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtWidgets import QApplication
from inspectiebezoek.gui.qt_media import qt_devices
app = QApplication([])
player, seen = qt_devices().player(app), []
player.frame.connect(seen.append)
player.frame.connect(lambda _image: app.quit())
frame = QImage(64, 36, QImage.Format.Format_RGB32)
frame.fill(QColor("#12ab34"))
player._sink.setVideoFrame(QVideoFrame(frame))
QTimer.singleShot(20_000, app.quit)
app.exec()
print(seen[0].width(), seen[0].pixelColor(30, 20).name())
"""
ABSENT = """
import sys
sys.modules["PySide6.QtMultimedia"] = None
from PySide6.QtWidgets import QApplication
from inspectiebezoek.gui.qt_media import qt_devices
app = QApplication([])
devices = qt_devices()
print([make(app) for make in (devices.player, devices.microphone, devices.camera)])
"""


def run(script: str) -> str:
    """What a script says that runs by itself, without a screen."""
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout.strip()


def test_a_sound_is_played_from_memory() -> None:
    assert run(PLAYS) == "2000 True"


def test_a_machine_without_qtmultimedia_has_no_devices_and_no_error() -> None:
    assert run(ABSENT) == "[None, None, None]"


def test_a_film_comes_as_pictures() -> None:
    assert run(FILM) == "64 #12ab34"
