"""Lay things out in columns of one width: as many as the widest thing allows."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem


class EvenGrid(QLayout):
    """All items equally wide; a row is as tall as its tallest item."""

    def __init__(self, gap: int, most_columns: int = 5) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap, self._most = gap, most_columns
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def columns(self, width: int) -> int:
        """How many columns fit; all in one row, or rows that are as even as can be."""
        if not self._items:
            return 1
        widest = max(item.sizeHint().width() for item in self._items)
        fit = max(1, min(self._most, (width + self._gap) // (widest + self._gap)))
        if fit >= len(self._items):
            return len(self._items)
        rows = -(-len(self._items) // fit)
        return -(-len(self._items) // rows)

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._place(area, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        least = QSize(0, 0)
        for item in self._items:
            least = least.expandedTo(item.minimumSize())
        return least

    def _place(self, area: QRect, *, move: bool) -> int:
        columns = self.columns(area.width())
        wide = (area.width() - self._gap * (columns - 1)) // columns
        y = area.y()
        for first in range(0, len(self._items), columns):
            line = self._items[first : first + columns]
            tall = max(item.sizeHint().height() for item in line)
            for i, item in enumerate(line):
                if move:
                    item.setGeometry(QRect(area.x() + i * (wide + self._gap), y, wide, tall))
            y += tall + self._gap
        return y - area.y() - self._gap if self._items else 0
