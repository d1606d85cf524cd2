"""What is seen of a locked laptop: a field for the passphrase, and nothing of the work."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.parts.arrange import clear, column, frame, label, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.chip import Tag
from inspectiebezoek.gui.parts.field import LineField, field_label
from inspectiebezoek.gui.parts.focus_ring import FocusRing
from inspectiebezoek.gui.parts.message_bar import MessageBar

_WIDE, _TALL, _CARD = 1366, 768, 440
_SECOND_MS = 1000
CLOSED, AT_WORK, CONTACT = "closed", "at_work", "contact"


class LockWindow(QMainWindow):
    """`tried` carries a passphrase, or nothing where the office must be met.

    `left` comes when the window is closed while locked; `may_leave` is asked before that, for what
    was typed may not be on disk yet.

    A recording that goes on is told, how long it is and no more; `stop_asked` ends it.

    While at work it stands in the place of all other windows, which are hidden meanwhile: what
    is hidden can be neither seen nor reached by a key.
    """

    tried = Signal(str)
    left = Signal()
    stop_asked = Signal()

    def __init__(self, look: Look, kind: str = CLOSED) -> None:
        super().__init__()
        self.may_leave: Callable[[], bool] = lambda: True
        self._look, self._seconds = look, 0
        self._hidden: list[QWidget] = []
        self._focus: QWidget | None = None
        self._loop: QEventLoop | None = None
        self._open = False
        say, space = look.say, look.theme.space
        self._word = "lock.connect" if kind == CONTACT else "lock.open"
        self.setWindowTitle(say("window.title"))
        self.field = LineField(look, say("lock.passphrase"))
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.returnPressed.connect(self._try)
        self.button = Button(look, say(self._word), "", "", "primary", big=True)
        self.button.clicked.connect(self._try)
        asked = QWidget()
        asked.setLayout(
            column(field_label(look, say("lock.passphrase"), self.field), self.field, gap=space.xs)
        )
        if kind == CONTACT:
            asked.hide()
        self._told = column()
        self._running = self._make_running()
        card = QWidget()
        card.setFixedWidth(round(_CARD * look.theme.zoom))
        card.setLayout(
            column(
                *(label(say("lock.title"), "title"), label(say(f"lock.{kind}"), "body", wrap=True)),
                *(space.m, asked),
                *(self._told, space.s, row(None, self.button)),
                *(space.l, self._running),
                gap=space.xs,
            )
        )
        self.setCentralWidget(frame(row(None, column(None, card, None, None), None), "ground"))
        self.ring = FocusRing(look, self)
        self._wait = QTimer(self)
        self._wait.setInterval(_SECOND_MS)
        self._wait.timeout.connect(self._count_down)
        self.resize(_WIDE, _TALL)

    def _make_running(self) -> QWidget:
        look, say = self._look, self._look.say
        self._length = Tag(look, "", mark=Mark.RECORDING, tone="bad", role="body")
        self.stop = Button(look, say("lock.stop_recording"), "record")
        self.stop.clicked.connect(self.stop_asked)
        made = QWidget()
        made.setLayout(row(self._length, None, self.stop, gap=look.theme.space.m))
        made.hide()
        return made

    def show_recording(self, length: str) -> None:
        """Say that a recording runs, and how long it is; empty: none does."""
        words = self._look.say("status.recording", time=length) if length else ""
        self._length.show_words(words, mark=Mark.RECORDING, tone="bad")
        if self._running.isHidden() == bool(length):
            self._running.setVisible(bool(length))
            if not length:
                self._focus_first()

    # standing in for other windows

    def stand_in(self, window: QWidget) -> None:
        """Take the place of a window and of everything else that is open."""
        self._focus = QApplication.focusWidget()
        self.setGeometry(window.geometry())
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        self.setWindowState(window.windowState())
        self.show()
        for each in shown:
            self._put_away(each)
        self._app().installEventFilter(self)
        self._begin()

    def _put_away(self, window: QWidget) -> None:
        passing = window.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
        window.hide()
        if not passing and window not in self._hidden:
            self._hidden.append(window)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Work that ends while locked may want to show something: not now.
        if event.type() != QEvent.Type.Show or not isinstance(watched, QWidget):
            return False
        if watched.isWindow() and watched is not self:
            QTimer.singleShot(0, self, lambda: self._put_away(watched))
        return False

    @staticmethod
    def _app() -> QApplication:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        return app

    def step_aside(self) -> None:
        """The passphrase was right: all is as it was."""
        self._app().removeEventFilter(self)  # they may be seen again
        for each in self._hidden:
            each.show()
        self.put_down()
        if self._focus is not None:
            self._focus.window().activateWindow()
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_down(self) -> None:
        """Close without asking: what it stood for is open, or gone."""
        self._app().removeEventFilter(self)
        self._open = True
        self.close()
        self.deleteLater()

    def ask(self) -> bool:
        """Stay until `release`; false when the person closed the window instead."""
        self.show()
        self._begin()
        self._loop = QEventLoop(self)
        return self._loop.exec() == 1

    def release(self) -> None:
        """End `ask`; the window stays until the next one is there, so that nothing flashes."""
        self._open = True
        if self._loop is not None:
            self._loop.exit(1)

    def _begin(self) -> None:
        self.activateWindow()
        self._focus_first()

    def _focus_first(self) -> None:
        first = self.field if self.field.isVisible() else self.button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._open:
            if not self.may_leave():
                event.ignore()
                return
            self._app().removeEventFilter(self)
            self.left.emit()
            if self._loop is not None:
                self._loop.exit(0)
        super().closeEvent(event)

    # trying

    def _try(self) -> None:
        nothing = not self.field.text() and self.field.isVisible()
        if nothing or not self.button.isEnabled():
            return
        self._enable(on=False)
        self.tried.emit(self.field.text())

    def refuse(self, words: str, seconds: int) -> None:
        """Say what is wrong; for so many seconds nothing can be tried."""
        clear(self._told)
        self._told.addWidget(MessageBar(self._look, "bad", words))
        self.field.clear()
        self._seconds = seconds
        if seconds:
            self._enable(on=False)
            self._show_wait()
            self._wait.start()
        else:
            self._enable(on=True)

    def _count_down(self) -> None:
        self._seconds -= 1
        if self._seconds <= 0:
            self._wait.stop()
            self.button.setText(self._look.say(self._word))
            self._enable(on=True)
        else:
            self._show_wait()

    def _show_wait(self) -> None:
        self.button.setText(self._look.say("lock.wait", seconds=self._seconds))

    def _enable(self, *, on: bool) -> None:
        self.field.setEnabled(on)
        self.button.setEnabled(on)
        if on:
            self._focus_first()
