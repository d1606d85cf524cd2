"""Qt itself: its one application, and the round in which windows live."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication


def application() -> QApplication:
    """The application of this process, made when there is none."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    return app
