"""Put widgets in rows, columns and frames, with the spacing of the grid."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

Item = QWidget | QLayout | int | None
Margins = tuple[int, int, int, int]
_NONE: Margins = (0, 0, 0, 0)


def column(*items: Item, gap: int = 0, margins: Margins = _NONE) -> QVBoxLayout:
    """Things below each other: an int is a fixed gap, None takes the room that is left."""
    made = QVBoxLayout()
    _fill(made, items, gap, margins)
    return made


def row(*items: Item, gap: int = 8, margins: Margins = _NONE) -> QHBoxLayout:
    """Things beside each other: an int is a fixed gap, None takes the room that is left."""
    made = QHBoxLayout()
    _fill(made, items, gap, margins)
    return made


def _fill(box: QBoxLayout, items: tuple[Item, ...], gap: int, margins: Margins) -> None:
    box.setContentsMargins(*margins)
    box.setSpacing(gap)
    for item in items:
        if item is None:
            box.addStretch(1)
        elif isinstance(item, int):
            box.addSpacing(item)
        elif isinstance(item, QWidget):
            box.addWidget(item)
        else:
            box.addLayout(item)


def frame(inside: QLayout, surface: str = "", line: str = "") -> QFrame:
    """A surface (`ground`, `panel`, `sunken`, `card`), with a hairline at one side when asked."""
    made = QFrame()
    if surface:
        made.setProperty("surface", surface)
    if line:
        made.setProperty("line", line)
    made.setLayout(inside)
    return made


def bar(inside: QLayout, surface: str, line: str) -> QFrame:
    """A frame that never grows in height."""
    made = frame(inside, surface, line)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return made


def label(words: str, role: str = "body", tone: str = "", *, wrap: bool = False) -> QLabel:
    """Plain words in a text role; what people typed is never taken for markup."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    if wrap:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def rule() -> QFrame:
    """A hairline between two blocks."""
    made = QFrame()
    made.setProperty("rule", "true")
    return made


def scroll(content: QWidget) -> QScrollArea:
    """Content that scrolls in height only; Tab goes to what is inside, not to the area."""
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; the widgets are deleted when Qt is back in its loop."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def tab_order(*widgets: QWidget) -> None:
    """Tab goes through the widgets in this order."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)
