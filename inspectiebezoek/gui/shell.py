"""The window around every screen: menus, seven places, the visit at hand, the status strip."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from inspectiebezoek.gui.look import zoom
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.look.tokens import COLOURS, make_theme
from inspectiebezoek.gui.menus import Menus
from inspectiebezoek.gui.models.window import StatusLine, VisitBar
from inspectiebezoek.gui.parts.announce import announce
from inspectiebezoek.gui.parts.arrange import clear, column
from inspectiebezoek.gui.parts.bars import PLACES, PlaceBar, StatusStrip, VisitStrip
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.cover import Cover
from inspectiebezoek.gui.parts.focus_ring import FocusRing
from inspectiebezoek.gui.parts.key_help import KeyHelp
from inspectiebezoek.gui.parts.message_bar import MessageBar
from inspectiebezoek.gui.parts.paper import as_png
from inspectiebezoek.gui.parts.toast import Toast
from inspectiebezoek.gui.parts.work_strip import WorkStrip
from inspectiebezoek.gui.screens.screen import Screen

EVERYWHERE = frozenset({"visits", "sync"})
_FRAME = 48
"""Pixels that a desktop puts around a window, at most."""


class Shell(QMainWindow):
    """Holds one screen per place; says where a person goes and what is asked.

    `entering` comes before a screen is shown, so that it can be filled first. `asked` carries
    the name of a command that the window cannot carry out itself, `dropped` the files that
    someone let go over it.
    """

    entering = Signal(str)
    asked = Signal(str)
    dropped = Signal(list)
    looks_changed = Signal(str, int)
    closing = Signal()

    def __init__(self, look: Look, screens: Mapping[str, Screen]) -> None:
        super().__init__()
        self.look, self.screens = look, dict(screens)
        self.place = PLACES[0]
        self._bar: VisitBar | None = None
        self._status = StatusLine()
        self._allowed = EVERYWHERE
        self._message: tuple[str, str, str] | None = None
        self.percent = round(look.theme.zoom * 100)
        self.one_hand = False
        self.may_close: Callable[[], bool] = lambda: True
        self.setAcceptDrops(True)
        self._stack = QStackedWidget()
        for name in PLACES:
            self._stack.addWidget(self.screens[name])
        self.menus = Menus(look, self)
        self.menus.asked.connect(self.carry_out)
        self._bars: tuple[QWidget, ...] = (QWidget(), QWidget(), QWidget())
        self._news = column()
        self.work = WorkStrip(look)
        places, visit, status = self._bars
        self._column = column(places, visit, self._news, self.work, self._stack, status)
        centre = QWidget()
        centre.setLayout(self._column)
        self.setCentralWidget(centre)
        self._frame()
        self.ring = FocusRing(look, self)
        self.toast = Toast(look, self)
        self.cover = Cover(look, self)
        self._mark_theme()
        self.allow_visit(open_visit=False)
        self.go(self.place)

    def go(self, place: str) -> None:
        """Show a screen and put the focus where one begins there."""
        if place not in self._allowed:
            place = PLACES[0]
        self.screens[self.place].commit()
        self.place = place
        self._stack.setCurrentWidget(self.screens[place])
        self._places.show_place(place)
        self._show_around()
        self.screens[place].take_focus()

    def allow_visit(self, *, open_visit: bool) -> None:
        """Places of a visit can be gone to only while one is open."""
        self._allowed = frozenset(PLACES) if open_visit else EVERYWHERE
        self._places.allow(self._allowed)
        self.menus.allow_visit(on=open_visit)

    def is_asking(self) -> bool:
        """True while a panel is open: what happens meanwhile must not put another over it."""
        return QApplication.activeModalWidget() is not None

    def show_bar(self, bar: VisitBar | None) -> None:
        """Show the visit at hand, or none."""
        self._bar = bar
        self._show_around()

    def show_status(self, status: StatusLine) -> None:
        """Show another state of saving, network, queue, recording and disk."""
        self._status = status
        self._strip.show_status(status)

    def show_recording(self, length: str) -> None:
        """Show how long the recording is that runs; empty: none does."""
        self.show_status(replace(self._status, recording=length))
        self.cover.show_recording(length)

    def show_message(self, tone: str, title: str, body: str = "") -> None:
        """Say something that stays until it is closed or the next thing goes well."""
        self._message = (tone, title, body)
        self._draw_message()

    def hide_message(self) -> None:
        """What was said is over."""
        if self._message is not None:
            self._message = None
            self._draw_message()

    def message(self) -> str:
        """The words that stand there now; empty when there are none."""
        return "" if self._message is None else " ".join(self._message[1:]).strip()

    def wear(self, name: str, percent: int) -> None:
        """Change theme (`light`, `dark`, `contrast`) and text size; everything is drawn anew.

        The window stays as large as it was.
        """
        size, self.percent = self.size(), percent
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.look.wear(app, make_theme(name, percent / 100, one_hand=self.one_hand))
        for screen in self.screens.values():
            screen.restyle()
        self._frame()
        self.work.restyle()
        self._mark_theme()
        self.allow_visit(open_visit=self._allowed != EVERYWHERE)
        self.go(self.place)
        # The screen was made anew: it takes the focus once Qt has shown it.
        QTimer.singleShot(0, self, lambda: self._settle(size))
        self.looks_changed.emit(name, percent)

    def _settle(self, size: QSize) -> None:
        """What was replaced was measured in the new letters for a moment, and grew the window."""
        if not self.isMaximized() and not self.isFullScreen():
            self.resize(size)
        self.screens[self.place].take_focus()

    def speak(self, language: str) -> None:
        """Change the language; menus and screens are made anew."""
        self.look.language = language
        self.setWindowTitle(self.look.say("window.title"))
        self.menus.build()
        self.wear(self.look.theme.name, self.percent)

    def take_keys(self, own: Mapping[str, str]) -> None:
        """Put a person's own keys in force; the screens show them too."""
        self.menus.take_keys(own)
        for screen in self.screens.values():
            screen.restyle()
        self._show_around()

    def shape(self) -> str:
        """Size and place of the window as Qt keeps them, in hex."""
        return bytes(self.saveGeometry().data()).hex()

    def take_shape(self, shape: str) -> None:
        """Take the size and place of an earlier time; Qt brings it back within the screen."""
        self.restoreGeometry(QByteArray.fromHex(shape.encode()))

    def show_whole(self) -> None:
        """Show the window with all of it in sight: it takes up a screen that is no larger."""
        if in_sight(self.size(), self.screen().availableSize()):
            self.show()
        else:
            self.showMaximized()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.screens[self.place].commit()
        if not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if files := _files_of(event.mimeData()):
            event.acceptProposedAction()
            self.dropped.emit(files)

    def pasted_files(self) -> list[Path]:
        """The files on the clipboard, as a file manager puts them there."""
        return _files_of(QApplication.clipboard().mimeData())

    def pasted_picture(self) -> bytes:
        """The picture on the clipboard as PNG; empty when there is none."""
        image = QApplication.clipboard().image()
        return b"" if image.isNull() else as_png(image)

    def _frame(self) -> None:
        """Make the bars around the screens, in the look of now."""
        self.setWindowTitle(self.look.say("window.title"))
        bars = (PlaceBar(self.look), VisitStrip(self.look), StatusStrip(self.look))
        for old, new in zip(self._bars, bars, strict=True):
            self._column.replaceWidget(old, new)
            old.hide()
            old.deleteLater()
        self._bars = bars
        self._places, self._visit, self._strip = bars
        self._places.chosen.connect(self._chose)
        self._strip.show_status(self._status)
        self._draw_message()
        self._show_around()

    def _draw_message(self) -> None:
        clear(self._news)
        if self._message is None:
            return
        close = Button(self.look, self.look.say("window.close_message"), "cross", "", "quiet")
        close.clicked.connect(self.hide_message)
        bar = MessageBar(self.look, *self._message, actions=(close,))
        self._news.addWidget(bar)
        announce(bar, self.message())

    def _show_around(self) -> None:
        self._visit.setVisible(self._bar is not None and self.place != PLACES[0])
        if self._bar is not None:
            self._visit.show_bar(self._bar)
        self._strip.show_hints(self.screens[self.place].keys()[:4])

    def _chose(self, place: str) -> None:
        if place in self._allowed:
            self.screens[self.place].commit()
            self.entering.emit(place)
        self.go(place)

    def _mark_theme(self) -> None:
        for name in COLOURS:
            self.menus.mark(f"theme.{name}", on=name == self.look.theme.name)

    def carry_out(self, name: str) -> None:
        """Do what a command says, or hand it on."""
        kind, _, rest = name.partition(".")
        own: dict[str, Callable[[], object]] = {
            "quit": self.close,
            "larger": lambda: self._resize(zoom.larger),
            "smaller": lambda: self._resize(zoom.smaller),
            "normal": lambda: self._resize(lambda _now: 100),
            "next_pane": self._next_pane,
            "keys": self.show_keys,
        }
        if kind == "place":
            self._chose(rest)
        elif kind == "theme":
            self.wear(rest, self.percent)
        elif name in own:
            own[name]()
        else:
            self.asked.emit(name)

    def _resize(self, step: Callable[[int], int]) -> None:
        self.wear(self.look.theme.name, step(self.percent))

    def _next_pane(self) -> None:
        panes = self.screens[self.place].panes()
        focus = QApplication.focusWidget()
        at = next(
            (
                i
                for i, pane in enumerate(panes)
                if focus and (pane is focus or pane.isAncestorOf(focus))
            ),
            -1,
        )
        if panes:
            panes[(at + 1) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

    def show_keys(self) -> None:
        """Show what the keys of this screen do."""
        say = self.look.say
        common = (
            *(
                ("Ctrl 1–7", "keys.places"),
                ("Ctrl K", "keys.palette"),
                ("Ctrl J", "keys.next_open"),
            ),
            *(("Ctrl N", "keys.note"), ("Ctrl D", "keys.record"), ("Ctrl T", "keys.stamp")),
            *(("Ctrl Z", "keys.undo"), ("F6", "keys.pane")),
        )
        everywhere = tuple((self.look.key(key), say(words)) for key, words in common)
        keys = self.screens[self.place].keys() + everywhere
        help_ = KeyHelp(self.look, keys, self)
        help_.manual_asked.connect(lambda: self.asked.emit("manual"))
        help_.open()


def _files_of(data: QMimeData) -> list[Path]:
    return [Path(each.toLocalFile()) for each in data.urls() if each.isLocalFile()]


def in_sight(window: QSize, room: QSize) -> bool:
    """True when a window and what a desktop puts around it fit in the room of a screen."""
    return window.width() < room.width() and window.height() + _FRAME <= room.height()
