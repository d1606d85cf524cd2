"""What EN 301 549 chapter 11 asks of a window, each rule as a function that tells its faults.

Every rule looks at a window as it is shown: its widgets, its pixels, and what a screen reader gets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from inspectiebezoek.gui.look.contrast import ratio

LEAST, MAIN, ONE_HAND = 24, 44, 64
"""Pixels: what one can hit at all, a main action, an answer with one hand."""
_TEXT, _LARGE_TEXT, _SHAPE = 4.5, 3.0, 3.0
_LARGE = 24
_FIELDS = (QLineEdit, QPlainTextEdit, QComboBox)
_LETTERS, _LINKS = "nfkvbaelt12", 60


def called(widget: QWidget) -> str:
    """A widget as a fault names it."""
    return f"{type(widget).__name__} '{widget.accessibleName()[:40]}'"


def stops(window: QWidget) -> list[QWidget]:
    """All that Tab must reach."""
    return [
        each
        for each in window.findChildren(QWidget)
        if each.isVisible()
        and each.isEnabled()
        and each.window() is window.window()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
    ]


def without_keyboard(window: QWidget) -> Iterator[str]:
    """11.2.1.1: a button that only a mouse can press."""
    for button in window.findChildren(QAbstractButton):
        if not button.isVisible() or not button.isEnabled():
            continue
        if isinstance(button.parent(), QLineEdit):
            continue  # the picture in a search field
        group = button.group()
        reached = [button, *(group.buttons() if group is not None else ())]
        if not any(each.focusPolicy() & Qt.FocusPolicy.TabFocus for each in reached):
            yield f"no keyboard: {called(button)}"


def tab_round(window: QWidget) -> tuple[list[QWidget], list[str]]:
    """2.1.2 and 2.1.1: where Tab goes until it is back, and what it missed or was trapped by."""
    wanted, start = stops(window), QApplication.focusWidget()
    if start is None or not wanted:
        return [], ["nothing has the focus"]
    seen = [start]
    for _ in range(len(wanted) + _LINKS):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is start and len(seen) > 1:
            break
        if now is seen[-1]:
            continue  # Tab goes through the links of a page before it leaves it
        if now is None or now in seen:
            return seen, [f"trapped after {called(seen[-1])}"]
        seen.append(now)
    else:
        return seen, ["Tab never came back"]
    return seen, [f"Tab misses {called(each)}" for each in wanted if each not in seen]


def out_of_order(window: QWidget, seen: list[QWidget]) -> Iterator[str]:
    """2.4.3: inside one pane the focus goes down, and from left to right on a line."""
    for before, after in pairwise(_from_the_top(window, seen)):
        if _pane(before) is not _pane(after):
            continue
        one, other = _area(window, before), _area(window, after)
        above = other.bottom() <= one.top()
        same_line = other.top() < one.bottom() and one.top() < other.bottom()
        if above or (same_line and other.right() <= one.left()):
            yield f"{called(after)} comes after {called(before)}"


def _from_the_top(window: QWidget, seen: list[QWidget]) -> list[QWidget]:
    """The round, begun where the window begins rather than where the focus happened to be."""
    each = window.nextInFocusChain()
    while each is not None and each not in seen and each is not window:
        each = each.nextInFocusChain()
    at = seen.index(each) if each in seen else 0
    return seen[at:] + seen[:at]


def _pane(widget: QWidget) -> QWidget:
    each = widget.parentWidget()
    while each is not None and each.parentWidget() is not None:
        if isinstance(each, QScrollArea) or each.property("line") or each.property("surface"):
            return each
        each = each.parentWidget()
    return widget.window()


def _area(window: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window.window(), QPoint(0, 0)), widget.size())


def not_told(window: QWidget) -> Iterator[str]:
    """4.1.2: a name, a role and a state for everything that one can reach."""
    for widget in stops(window):
        told = QAccessible.queryAccessibleInterface(widget)
        if told is None or not told.isValid():
            yield f"nothing told: {called(widget)}"
            continue
        if not told.text(QAccessible.Text.Name).strip():
            yield f"no name: {called(widget)}"
        painted = told.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client)
        if painted and not widget.accessibleDescription():
            yield f"no role and no description: {called(widget)}"
        choice = isinstance(widget, QAbstractButton) and widget.isCheckable()
        if choice and bool(told.state().checked) != widget.isChecked():
            yield f"state not told: {called(widget)}"
        if isinstance(widget, QAbstractItemView):
            yield from _rows_not_told(widget)


def _rows_not_told(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for at in range(min(model.rowCount(), 50)):
        if not str(model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) or "").strip():
            yield f"row {at} says nothing: {called(view)}"


def too_small(window: QWidget, *, one_hand: bool = False) -> Iterator[str]:
    """2.5.8 and stricter: 24 pixels, 44 for a main action, 64 for an answer with one hand."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        if widget.focusProxy() is not None:
            continue
        least = LEAST
        if isinstance(widget, QPushButton) and widget.property("big") == "true":
            least = MAIN
        if one_hand and isinstance(widget, QRadioButton) and type(widget).__name__ == "Answer":
            least = ONE_HAND
        size = min(widget.width(), widget.height())
        if size < least:
            yield f"{widget.width()}x{widget.height()} < {least}: {called(widget)}"


def hard_to_see(window: QWidget) -> Iterator[str]:
    """1.4.3 and 1.4.11: measured in the picture itself, so in whatever palette is in force."""
    image = window.grab().toImage()
    scale = image.devicePixelRatio()
    for label in window.findChildren(QLabel):
        if label.text() and _seen(window, label):
            large = label.font().pixelSize() >= _LARGE
            need = _LARGE_TEXT if large else _TEXT
            found = _strongest(image, _area(window, label), scale)
            if found < need - 0.3:  # thin strokes are drawn a little fainter than their colour
                yield f"text {found:.1f}: '{label.text()[:40]}'"
    for field in window.findChildren(QWidget):
        framed = isinstance(field, _FIELDS) or type(field).__name__ in ("Answer", "Tick")
        if framed and field.isEnabled() and not _read_only(field) and _seen(window, field):
            area = _area(window, field)
            edge = QRect(area.x() - 3, area.center().y() - 2, 8, 4)
            if _strongest(image, edge, scale) < _SHAPE:
                yield f"edge {_strongest(image, edge, scale):.1f}: {called(field)}"


def _read_only(field: QWidget) -> bool:
    return isinstance(field, QLineEdit | QPlainTextEdit) and field.isReadOnly()


def _seen(window: QWidget, widget: QWidget) -> bool:
    """All of it is in sight: nothing scrolled away, nothing on top."""
    if not widget.isVisible() or widget.window() is not window.window():
        return False
    region = widget.visibleRegion().boundingRect()
    return region.size() == widget.size()


def _strongest(image: QImage, area: QRect, scale: float) -> float:
    """The highest contrast between the commonest colour of an area and any other in it."""
    left, top = round(area.x() * scale), round(area.y() * scale)
    wide, tall = round(area.width() * scale), round(area.height() * scale)
    cut = image.copy(max(0, left), max(0, top), wide, tall)
    counted = _colours(cut, every=2 if cut.width() * cut.height() >= 40_000 else 1)
    paper = counted.most_common(1)[0][0]
    return max(ratio(paper, ink) for ink in counted)


def _colours(image: QImage, every: int) -> Counter[str]:
    """How often each colour stands in a picture, in every so manieth column."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels, wide = memoryview(plain.constBits()).cast("I"), plain.width()
    counted: Counter[int] = Counter()
    for start in range(0, wide * plain.height(), wide):
        counted.update(pixels[start : start + wide : every].tolist())
    return Counter({f"#{pixel & 0xFFFFFF:06x}": times for pixel, times in counted.items()})


def steals_letters(window: QWidget) -> Iterator[str]:
    """2.1.4: in a field a letter is a letter, never a command."""
    for field in stops(window):
        if not isinstance(field, QLineEdit | QPlainTextEdit) or _read_only(field):
            continue
        field.setFocus()
        before = _text(field)
        QTest.keyClicks(field, _LETTERS)
        if _text(field).replace(before, "", 1).count("n") < 1 or len(_text(field)) < len(_LETTERS):
            yield f"letters do not arrive: {called(field)} has '{_text(field)[:40]}'"


def _text(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()
