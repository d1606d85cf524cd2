"""The chapters of a visit as a table: who, how far, flags, judgment; read row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.look.shapes import draw_mark
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.models.overview import ChapterLine
from inspectiebezoek.gui.parts.visit_rows import initials_of

Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_SPOKEN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_HEADS = ("chapter", "who", "done", "attention", "judgment")


class _Model(QAbstractTableModel):
    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.rows: tuple[ChapterLine, ...] = ()

    def show_rows(self, rows: Sequence[ChapterLine]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return paint.LEFT
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._look.say(f"visit.column.{_HEADS[section]}")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role not in _SPOKEN:
            return None
        look = self._look
        spoken = (
            f"{row.number} {row.title}".strip(),
            row.who or look.say("visit.nobody"),
            look.say("part.of", done=row.done, total=row.total),
            look.count("visits.attention", row.attention),
            _judgment(look, row),
        )
        return spoken[index.column()]


def _judgment(look: Look, row: ChapterLine) -> str:
    if not row.judged:
        return ""
    return row.judgment_words or look.say("visit.no_judgment")


class _Delegate(QStyledItemDelegate):
    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._cells = (self._title, self._who, self._done, self._flags, self._judgment)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, row_height(self._look))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, theme = self._look, self._look.theme
        row: ChapterLine = index.data(_ROW)
        area: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(area, look.colour("tint"))
        line = QRect(area.x(), area.bottom(), area.width(), theme.size.line)
        painter.fillRect(line, look.colour("divider"))
        if chosen and index.column() == 0:
            painter.fillRect(QRect(area.x(), area.y(), 3, area.height()), look.colour("accent"))
        inner = area.adjusted(theme.space.s, 0, -theme.space.s, 0)
        self._cells[index.column()](
            painter, inner, row, look.colour("tint" if chosen else "ground")
        )
        view = option.widget
        last = index.column() == len(_HEADS) - 1
        if chosen and last and isinstance(view, QTableView) and view.hasFocus():
            # Focus is per cell in Qt; the ring goes round the whole row.
            wide = view.viewport().width() - 2
            whole = QRect(1, area.y() + 1, wide, area.height() - 2)
            painter.setClipping(False)
            focus, radius = look.colour("focus"), theme.radius.small
            paint.box(painter, whole, None, focus, radius=radius, thick=theme.size.ring)
        painter.restore()

    def _title(self, painter: QPainter, area: QRect, row: ChapterLine, _paper: QColor) -> None:
        space = self._look.theme.space
        area = area.adjusted(space.xs, 0, 0, 0)
        wide = self._look.width(f"{row.number}  ") if row.number else 0
        paint.line_of_text(painter, self._look, area, row.number, "body", "muted", elide=False)
        words = area.adjusted(wide + space.xs, 0, 0, 0)
        paint.line_of_text(painter, self._look, words, row.title)

    def _who(self, painter: QPainter, area: QRect, row: ChapterLine, paper: QColor) -> None:
        look = self._look
        if not row.who:
            nobody = look.say("visit.nobody")
            paint.line_of_text(painter, look, area, nobody, "small", "muted")
            return
        size = round(24 * look.theme.zoom)
        disc = QRect(area.x(), area.y() + (area.height() - size) // 2, size, size)
        tone = "tint" if paper == look.colour("ground") else "ground"
        paint.initials(painter, look, disc, initials_of(row.who), tone)
        words = area.adjusted(size + look.theme.space.s, 0, 0, 0)
        paint.line_of_text(painter, look, words, row.who, "small")

    def _done(self, painter: QPainter, area: QRect, row: ChapterLine, _paper: QColor) -> None:
        look = self._look
        numbers = look.width("000/000", "small")
        track = area.adjusted(0, 0, -numbers - look.theme.space.s, 0)
        paint.bar(painter, look, track, row.done, row.total)
        count, tone = f"{row.done}/{row.total}", "text" if row.done else "muted"
        paint.line_of_text(painter, look, area, count, "small", tone, align=paint.RIGHT)

    def _flags(self, painter: QPainter, area: QRect, row: ChapterLine, paper: QColor) -> None:
        if not row.attention:
            return
        look, space = self._look, self._look.theme.space
        size = look.theme.size.icon_small
        flag = QRect(area.x() + space.xs, area.y(), size, area.height())
        draw_mark(painter, look, flag, Mark.ATTENTION, paper=paper)
        words = area.adjusted(size + space.s + space.xs, 0, 0, 0)
        count = str(row.attention)
        paint.line_of_text(painter, look, words, count, "small_strong", "caution")

    def _judgment(self, painter: QPainter, area: QRect, row: ChapterLine, paper: QColor) -> None:
        look, words = self._look, _judgment(self._look, row)
        if row.judgment is None:
            paint.line_of_text(painter, look, area, words, "small", "muted")
            return
        size = look.theme.size.mark
        shape = QRect(area.x(), area.y(), size, area.height())
        draw_mark(painter, look, shape, row.judgment, paper=paper)
        beside = area.adjusted(size + look.theme.space.s, 0, 0, 0)
        paint.line_of_text(painter, look, beside, words, "small", row.judgment.tone)


def row_height(look: Look) -> int:
    """How tall a row is."""
    size, space = look.theme.size, look.theme.space
    return max(
        size.action - 4, look.height("body") + space.m, round(26 * look.theme.zoom) + space.m
    )


class ChapterTable(QTableView):
    """Emits `opened` with the position of a chapter on Enter or a double click."""

    opened = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(look.say("visit.chapters"))
        self._rows = _Model(look, self)
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(look, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        # Tab leaves the table; the arrow keys go through it (WCAG 2.1.2).
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height(look))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._columns()
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def _columns(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        body = self._look.theme.type.body
        narrow = self._look.theme.compact
        sizes = {1: 7.5 if narrow else 10.5, 2: 10.5, 3: 5.5, 4: 9 if narrow else 11}
        for column, letters in sizes.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, round(letters * body))

    def show_rows(self, rows: Sequence[ChapterLine]) -> None:
        """Show other chapters; the place is kept."""
        at = max(0, self.currentIndex().row())
        self._rows.show_rows(rows)
        if rows:
            self.selectRow(min(at, len(rows) - 1))
        header = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(row_height(self._look) * len(rows) + header + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex().row())
            return
        if event.text().strip() and not event.modifiers():
            event.ignore()
            return
        super().keyPressEvent(event)
