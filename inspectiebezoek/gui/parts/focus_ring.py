"""One ring for whatever has the focus, drawn just outside it, in a colour used for nothing else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid

from inspectiebezoek.gui.look import paint
from inspectiebezoek.gui.look.look import Look

_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)


class FocusRing(QWidget):
    """Lives on the window and follows the focus, so no widget gives up padding for it.

    Lists are left out: their delegate rings the current row.
    """

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self._target: QWidget | None = None
        # The target and all it lies in: each of them can move it across the window.
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)
        self._follow(None, QApplication.focusWidget())

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        for each in self._watched:
            if isValid(each):
                each.removeEventFilter(self)
        window = self.window()
        mine = new is not None and new is not window and window.isAncestorOf(new)
        self._target = new if mine and not isinstance(new, QAbstractItemView) else None
        self._watched = _up_to(window, self._target)
        for each in self._watched:
            each.installEventFilter(self)
        if self._target is not None:
            self._reveal(self._target)
        self._place()

    def _reveal(self, target: QWidget) -> None:
        """What has the focus is in view, also when a shortcut put it there."""
        area = _outer(target, QScrollArea)
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(target, 0, self._look.theme.space.xl)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place()
        return False

    def _place(self) -> None:
        target = self._target
        if target is not None and not isValid(target):
            target = self._target = None
        self.setVisible(target is not None and target.isVisible())
        if target is None:
            return
        size = self._look.theme.size
        grow = size.ring + size.ring_gap
        area = QRect(target.mapTo(self.window(), QPoint(0, 0)), target.size())
        self.setGeometry(area.adjusted(-grow, -grow, grow, grow))
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._target is None or not isValid(self._target):
            return
        theme = self._look.theme
        painter = QPainter(self)
        area = _outer(self._target, QAbstractScrollArea)
        if isinstance(area, QAbstractScrollArea):
            view = area.viewport()
            seen = QRect(view.mapTo(self.window(), QPoint(0, 0)), view.size())
            painter.setClipRect(seen.translated(-self.pos()))
        radius = theme.radius.control + 3
        focus = self._look.colour("focus")
        paint.box(painter, self.rect(), None, focus, radius=radius, thick=theme.size.ring)


def _up_to(window: QWidget, target: QWidget | None) -> list[QWidget]:
    found: list[QWidget] = []
    while target is not None and target is not window:
        found.append(target)
        target = target.parentWidget()
    return found


def _outer(widget: QWidget, kind: type[QWidget]) -> QWidget | None:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, kind):
        parent = parent.parentWidget()
    return parent
