"""The real window on a real store, offscreen, with the file dialogs of the machine stood in for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QWidget
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.form.form import Form
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.look.tokens import Theme
from inspectiebezoek.gui.media import Devices
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.open_visit import OpenVisit
from tests.support.devices import NO_DEVICES
from tests.support.forms import form_of

CONTROL = Qt.KeyboardModifier.ControlModifier
SMALL = Header(title="Proefbezoek")
PLAIN = Qt.KeyboardModifier.NoModifier


class Files:
    """Gives the files that a person would have chosen, in order."""

    def __init__(self, *chosen: Path) -> None:
        self.chosen = list(chosen)

    def open(self, _title: str, _pattern: str = "*") -> Path | None:
        return self.chosen.pop(0) if self.chosen else None

    def open_many(self, _title: str, _pattern: str = "*") -> list[Path]:
        chosen, self.chosen = self.chosen, []
        return chosen

    def save(self, _title: str, _name: str) -> Path | None:
        return self.chosen.pop(0) if self.chosen else None


class Hands:
    """Someone at the keyboard: real key events to whatever has the focus."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self._qtbot = desk, qtbot

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        self._qtbot.keyClick(self.focus(), key, modifier)
        self.settle()

    def write(self, words: str) -> None:
        self._qtbot.keyClicks(self.focus(), words)

    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.desk.shell

    def settle(self) -> None:
        """Wait until what was asked has been drawn."""
        self._qtbot.wait(5)

    def until(self, seen: Callable[[], bool]) -> None:
        """Wait until something is to be seen, such as a panel that comes up."""
        self._qtbot.waitUntil(seen, timeout=10_000)
        self.settle()

    def wait(self) -> None:
        """Wait for the work beside the window, also that which begins in a moment."""
        soon = self.desk.visits._soon
        self._qtbot.waitUntil(
            lambda: not soon.asked and not self.desk.background.busy, timeout=60_000
        )
        self.settle()


@contextmanager
def open_desk(
    folder: Path,
    qapp: QApplication,
    language: str = "nl",
    devices: Devices = NO_DEVICES,
    theme: Theme | None = None,
) -> Iterator[Desk]:
    """The window on a store of its own."""
    store = Store(folder, bytes(32))
    try:
        with window_on(Workplace(store), qapp, language, devices, theme) as desk:
            yield desk
    finally:
        store.close()


@contextmanager
def desk_on_visit(
    folder: Path,
    qapp: QApplication,
    form: Form,
    header: Header = SMALL,
    *,
    devices: Devices = NO_DEVICES,
    before: Callable[[Workplace, OpenVisit], object] = lambda _place, _visit: None,
    screen: str = "",
) -> Iterator[Desk]:
    """The window with a new visit of Anna's open; `before` does to it what came earlier."""
    with open_desk(folder / "laptop", qapp, devices=devices) as desk:
        place = desk.session.place
        place.introduce("insp-a", "Anna")
        visit = place.plan(form, header)
        before(place, visit)
        desk.visits.open(visit.id)
        if screen:
            desk.session.go(screen)
        yield desk
        place.store.typed.put_down()


@contextmanager
def desk_with(
    folder: Path,
    qapp: QApplication,
    *rows: str,
    header: Header = SMALL,
    media: Mapping[str, bytes] | None = None,
    devices: Devices = NO_DEVICES,
) -> Iterator[Desk]:
    """The window at the first question of a small visit; `rows` are those of its survey sheet."""
    form = form_of(folder, "\n".join(("| | type | name | label |", *rows)), media=media)
    with desk_on_visit(folder, qapp, form, header, devices=devices, screen="checklist") as desk:
        yield desk
        # A panel that is left open would close off the window of the next test.
        if (panel := QApplication.activeModalWidget()) is not None:
            panel.close()


@contextmanager
def window_on(
    place: Workplace,
    qapp: QApplication,
    language: str = "nl",
    devices: Devices = NO_DEVICES,
    theme: Theme | None = None,
) -> Iterator[Desk]:
    """The window on a workplace that is open already."""
    look = Look(theme, language)
    look.wear(qapp)
    strays = _Strays()
    qapp.installEventFilter(strays)
    desk = Desk(place, look, devices)
    desk.shell.show()
    try:
        yield desk
    finally:
        desk.close()
        desk.shell.deleteLater()
        qapp.removeEventFilter(strays)
        # A window that still waits to go would be dressed anew for the next test as well.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert strays.seen == []


class _Strays(QObject):
    """Notes every part that was shown before it had a place: it takes the focus of the window."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            known = isinstance(watched, QMainWindow | QDialog | QMenu)
            popup = watched.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
            if watched.isWindow() and not known and not popup and watched.layout():
                self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False
