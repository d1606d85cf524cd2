"""What the camera sees, and a photo of it with Enter."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.media import Camera
from inspectiebezoek.gui.parts.arrange import label, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.screens.panel import Panel


class CameraPanel(Panel):
    """Emits `taken` with the photo (JPEG) and closes; `file_asked`: choose one that is there."""

    LARGE: ClassVar[bool] = True
    taken = Signal(bytes)
    file_asked = Signal()

    def __init__(self, look: Look, camera: Camera, parent: QWidget) -> None:
        super().__init__(look, look.say("camera.title"), look.say("camera.do"), "camera", parent)
        self._camera = camera
        camera.setParent(self)
        self._sight = _Sight(look)
        self.body.addWidget(self._sight, 1)
        how = label(look.say("camera.how"), "small", "muted", wrap=True)
        choose = Button(look, look.say("camera.choose"), "document", "K")
        choose.clicked.connect(self._choose)
        line = row(how, choose)
        line.setStretch(0, 1)
        self.body.addLayout(line)
        camera.frame.connect(self._sight.show_frame)
        camera.taken.connect(self._keep)
        camera.failed.connect(lambda: self.refuse(look.say("camera.failed")))
        self.finished.connect(lambda _result: camera.stop())
        camera.start()
        self.go.setFocus(Qt.FocusReason.PopupFocusReason)

    def confirm(self) -> None:
        self.go.setEnabled(False)
        self._camera.take()

    def _keep(self, photo: bytes) -> None:
        self.accept()
        self.taken.emit(photo)

    def _choose(self) -> None:
        self.reject()
        self.file_asked.emit()

    def refuse(self, words: str) -> None:
        self.go.setEnabled(True)
        super().refuse(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().upper() == "K" and not event.modifiers():
            self._choose()
        else:
            super().keyPressEvent(event)


class _Sight(QWidget):
    """The latest frame, as large as there is room."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._frame = look, QImage()
        self.setAccessibleName(look.say("camera.sight"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_frame(self, frame: QImage) -> None:
        """Show what is seen now."""
        self._frame = frame
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, 200)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("sunken"))
        if not self._frame.isNull():
            size = self._frame.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(0, 0, size.width(), size.height())
            place.moveCenter(self.rect().center())
            painter.drawImage(place, self._frame)
        paint.box(painter, self.rect(), None, self._look.colour("divider"), radius=0)
