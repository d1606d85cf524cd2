"""Say aloud what appears on its own: a screen reader is told, the focus stays (WCAG 4.1.3)."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say words that belong to a widget."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
