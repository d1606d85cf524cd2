"""Lists: one view with painted rows, never a pile of row widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.spoken import Row

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_SPOKEN = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
)


class RowModel(QAbstractListModel):
    """Frozen rows under `UserRole`; their sentence is what a screen reader hears."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.rows: tuple[Row, ...] = ()
        self.before: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> bool:
        """Replace the rows; when only their content changed, the view keeps its place.

        Returns whether anything changed.
        """
        fresh, self.before = tuple(rows), self.rows
        if len(fresh) == len(self.rows):
            pairs = enumerate(zip(fresh, self.rows, strict=True))
            changed = [at for at, (new, old) in pairs if new is not old and new != old]
            self.rows = fresh
            for first, last in _runs(changed):
                self.dataChanged.emit(self.index(first), self.index(last))
            return bool(changed)
        self.beginResetModel()
        self.rows = fresh
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == ROW:
            return row
        return row.spoken(self._look) if role in _SPOKEN else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.rows[index.row()].heading:
            # The arrow keys step over headings.
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Places that follow each other as (first, last)."""
    found: list[tuple[int, int]] = []
    for at in places:
        if found and found[-1][1] == at - 1:
            found[-1] = found[-1][0], at
        else:
            found.append((at, at))
    return found


class RowDelegate(QStyledItemDelegate):
    """Background, selection bar and focus ring; the subclass draws what is inside."""

    def __init__(self, look: Look, inset: int = 0) -> None:
        super().__init__()
        self.look, self.inset = look, inset

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, theme = self.look, self.look.theme
        row = index.data(ROW)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        rect: QRect = option.rect
        area = rect.adjusted(self.inset, 1, -self.inset, -1)
        radius = theme.radius.control
        painter.save()
        if chosen:
            edge = look.colour("accent") if theme.heavy else None
            paint.box(painter, area, look.colour("tint"), edge, radius=radius)
            side = QRect(area.x(), area.y() + 6, 3, area.height() - 12)
            paint.box(painter, side, look.colour("accent"), radius=1.5)
        elif hovered and not row.heading:
            paint.box(painter, area, look.colour("hover"), radius=radius)
        inner = area.adjusted(theme.space.m, 0, -theme.space.s, 0)
        paper = look.colour("tint" if chosen else "ground")
        self.content(painter, inner, row, chosen=chosen, paper=paper)
        view = option.widget
        if isinstance(view, QAbstractItemView) and view.hasFocus() and index == view.currentIndex():
            ring = rect.adjusted(self.inset, 0, -self.inset, 0)
            thick = theme.size.ring
            paint.box(painter, ring, None, look.colour("focus"), radius=radius + 1, thick=thick)
        painter.restore()

    def content(
        self, painter: QPainter, area: QRect, row: Any, *, chosen: bool, paper: QColor
    ) -> None:
        """Draw what is inside a row; `paper` is the colour that it stands on."""
        raise NotImplementedError

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        rect: QRect = option.rect
        return QSize(100, self.tall(index.data(ROW), rect.width()))

    def tall(self, row: Any, width: int) -> int:
        """How tall a row is when it may be `width` wide; 0 is not known yet."""
        raise NotImplementedError


class RowList(QListView):
    """`opened` on Enter, Space or a double click, `picked` when a person goes to another row."""

    opened = Signal(int)
    picked = Signal(int)

    def __init__(self, look: Look, name: str, delegate: RowDelegate) -> None:
        super().__init__()
        self._quiet = False
        self.setAccessibleName(name)
        self.rows = RowModel(look, self)
        self.setModel(self.rows)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def show_rows(self, rows: Sequence[Row], current: int | None = None) -> None:
        """Show other rows; without `current` the place is kept. Emits nothing."""
        before = self.at() if current is None else current
        self._quiet = True
        self.rows.show_rows(rows)
        self.choose(min(before, len(rows) - 1))
        self._quiet = False

    def dataChanged(
        self,
        topLeft: Index,  # noqa: N803
        bottomRight: Index,  # noqa: N803
        roles: Sequence[int] = (),
    ) -> None:
        """Lay all rows out again only where one grew or shrank; else the changed ones are drawn.

        A stock list asks the height of every row, however little changed.
        """
        if self._same_height(topLeft.row(), bottomRight.row()):
            QAbstractItemView.dataChanged(self, topLeft, bottomRight, list(roles))
        else:
            super().dataChanged(topLeft, bottomRight, list(roles))

    def _same_height(self, first: int, last: int) -> bool:
        delegate, wide, model = self.itemDelegate(), self.viewport().width(), self.rows
        if not isinstance(delegate, RowDelegate) or len(model.before) != len(model.rows):
            return False
        return all(
            delegate.tall(model.rows[at], wide) == delegate.tall(model.before[at], wide)
            for at in range(first, last + 1)
        )

    def choose(self, at: int) -> None:
        """Make a row the current one, without a signal."""
        quiet, self._quiet = self._quiet, True
        index = self.rows.index(at) if at >= 0 else QModelIndex()
        if at < 0:
            self.clearSelection()
        self.setCurrentIndex(index)
        self._quiet = quiet

    def at(self) -> int:
        """The position of the current row; -1 when there is none."""
        return self.currentIndex().row()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._quiet and current.isValid():
            self.picked.emit(current.row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.at() < 0 and self.rows.rows:
            first = next((i for i, row in enumerate(self.rows.rows) if not row.heading), -1)
            self.choose(first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                # Ctrl+Enter belongs to the screen.
                event.ignore()
            elif self.at() >= 0:
                self.opened.emit(self.at())
            return
        if event.key() == Qt.Key.Key_Space and not event.modifiers() and self.at() >= 0:
            self.opened.emit(self.at())
            return
        # Stock lists search by letter and swallow the keys of the screen.
        if event.text().strip() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            event.ignore()
            return
        super().keyPressEvent(event)


class ShortList(RowList):
    """As tall as its rows, so that the page scrolls and not the list."""

    def __init__(self, look: Look, name: str, delegate: RowDelegate) -> None:
        super().__init__(look, name, delegate)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[Row], current: int | None = None) -> None:
        super().show_rows(rows, current)
        self._fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit(event.size().width())

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The page scrolls, not this list.
        event.ignore()

    def _fit(self, wide: int) -> None:
        delegate = self.itemDelegate()
        assert isinstance(delegate, RowDelegate)
        tall = sum(delegate.tall(row, wide) for row in self.rows.rows)
        self.setFixedHeight(tall + 4)
