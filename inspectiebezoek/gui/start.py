"""Qt itself: its one application, and the round in which windows live."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication


def application() -> QApplication:
    """The application of this process, made when there is none."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    return app


def theme_of_system() -> str:
    """The theme that the machine is in, for when a person's own is not known yet."""
    scheme = application().styleHints().colorScheme()
    return "dark" if scheme == Qt.ColorScheme.Dark else "light"
