"""A whole window with made-up pages on every screen, and a check of how it is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.look.tokens import make_theme
from inspectiebezoek.gui.screens.checklist import ChecklistScreen
from inspectiebezoek.gui.screens.evidence import EvidenceScreen
from inspectiebezoek.gui.screens.findings import FindingsScreen
from inspectiebezoek.gui.screens.report import ReportScreen
from inspectiebezoek.gui.screens.sync import SyncScreen
from inspectiebezoek.gui.screens.visit import VisitScreen
from inspectiebezoek.gui.screens.visits import VisitsScreen
from inspectiebezoek.gui.shell import Shell
from tests.support import pages

NOW = datetime(2026, 10, 6, 14, 3, 12, tzinfo=timezone(timedelta(hours=2)))


def clock() -> datetime:
    """A moment that stands still."""
    return NOW


def make_shell(app: QApplication, theme: str = "light", zoom: float = 1.0) -> Shell:
    """The window, every screen filled."""
    look = Look(make_theme(theme, zoom))
    look.wear(app)
    screens = {
        "visits": VisitsScreen(look),
        "visit": VisitScreen(look),
        "checklist": ChecklistScreen(look, pages.picture, clock),
        "findings": FindingsScreen(look),
        "evidence": EvidenceScreen(look, pages.picture),
        "report": ReportScreen(look, pages.page_image),
        "sync": SyncScreen(look),
    }
    shell = Shell(look, screens)
    screens["visits"].show_page(pages.VISITS)
    screens["visit"].show_page(pages.OVERVIEW)
    screens["checklist"].show_page(pages.CHECKLIST)
    screens["findings"].show_page(pages.FINDINGS)
    screens["evidence"].show_page(pages.EVIDENCE)
    screens["report"].show_page(pages.REPORT)
    screens["sync"].show_page(pages.SYNC)
    shell.show_status(pages.STATUS)
    shell.show_bar(pages.BAR)
    shell.allow_visit(open_visit=True)
    shell.resize(1366, 768)
    return shell


def clipped(window: QWidget) -> Iterator[str]:
    """Labels that get less room than their words need."""
    for label in window.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        wrapped = label.wordWrap()
        need = label.heightForWidth(label.width()) if wrapped else label.sizeHint().height()
        narrow = not wrapped and label.width() < label.sizeHint().width() - 1
        if label.height() < need - 1 or narrow:
            yield label.text()[:60]


def unreachable(window: QWidget) -> Iterator[str]:
    """Things one can reach without a name, or smaller than 24 pixels (WCAG 2.2, 2.5.8)."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        if widget.focusProxy() is not None:
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        if told is not None and told.isValid() and not told.text(QAccessible.Text.Name):
            yield f"no name: {type(widget).__name__}"
        if min(widget.width(), widget.height()) < 24:
            size = f"{widget.width()}x{widget.height()}"
            yield f"too small: {type(widget).__name__} {size} {widget.accessibleName()}"
