"""Show why the window cannot open: who starts it from the desktop sees no terminal."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from inspectiebezoek.gui.start import application
from inspectiebezoek.messages import Message
from inspectiebezoek.paths import APP


def show_refusal(message: Message) -> None:
    """Show a message until the person closes it; nothing where there is no screen to see it on."""
    app = application()
    if QGuiApplication.platformName() not in ("offscreen", "minimal"):
        refusal_box(message).exec()
    del app


def refusal_box(message: Message) -> QMessageBox:
    """What happened, then what is safe and what to do now, then the code to quote."""
    box = QMessageBox()
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(APP)
    box.setText(message.what)
    box.setInformativeText(f"{message.safe}\n\n{message.now}\n\n{message.quote}")
    return box
