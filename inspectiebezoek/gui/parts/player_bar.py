"""Listen to a sound: play, hold, go back and forth, with the time in sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSlider, QWidget

from inspectiebezoek.gui.lengths import length_words
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.media import Player
from inspectiebezoek.gui.parts.arrange import column, label, row
from inspectiebezoek.gui.parts.button import Button

STEP = 5000
"""How far an arrow key goes, in milliseconds."""


class PlayerBar(QWidget):
    """Space plays and holds, the arrows go five seconds back or forth, Home begins again."""

    def __init__(self, look: Look, player: Player) -> None:
        super().__init__()
        self._look, self._player = look, player
        self._at, self._length, self.is_playing = 0, 0, False
        self.play = Button(
            look, look.say("viewer.play"), "play", look.say("viewer.space"), big=True
        )
        self.play.clicked.connect(self.turn)
        self.place = QSlider(Qt.Orientation.Horizontal)
        self.place.setMinimumHeight(look.theme.size.target)
        self.place.setSingleStep(STEP)
        self.place.sliderMoved.connect(player.seek)
        self.time = label("", "heading")
        self.how = label(look.say("viewer.sound_how"), "small", "muted", wrap=True)
        line = row(self.play, self.place, self.time, gap=look.theme.space.m)
        line.setStretch(1, 1)
        self.setLayout(column(None, line, self.how, None, gap=look.theme.space.m))
        self.setFocusProxy(self.play)
        self.play.installEventFilter(self)
        player.moved.connect(self._moved)
        player.playing.connect(self._playing)
        player.failed.connect(lambda: self.how.setText(look.say("viewer.no_sound")))
        self._moved(0, 0)

    def turn(self) -> None:
        """Play, or hold what plays."""
        if self.is_playing:
            self._player.pause()
        else:
            self._player.play()

    def step(self, milliseconds: int) -> None:
        """Go back or forth."""
        self._player.seek(min(max(0, self._at + milliseconds), self._length))

    def _moved(self, at: int, length: int) -> None:
        self._at, self._length = at, length
        self.place.setRange(0, length)
        self.place.setValue(at)
        words = f"{length_words(at // 1000)} / {length_words(length // 1000)}"
        self.time.setText(words)
        self.place.setAccessibleName(self._look.say("viewer.place", time=words))

    def _playing(self, on: bool) -> None:
        self.is_playing = on
        self.play.show_words(self._look.say("viewer.hold" if on else "viewer.play"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On a stock button the arrows go to the next button."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                self.step(STEP if event.key() == Qt.Key.Key_Right else -STEP)
                return True
            if event.key() == Qt.Key.Key_Home:
                self._player.seek(0)
                return True
        return super().eventFilter(watched, event)
