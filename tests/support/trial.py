"""A trial task in the window: its steps are counted and its waits measured from outside.

A filter on the application sees every key that arrives and every paint. One step is one key, or
one stretch of typing in a field. A wait is the time from a key to the next paint, when that is
more than 0.1 s. With `INSPECTIEBEZOEK_TASKS` set, each task adds a line to that file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.gui.look.tokens import make_theme
from inspectiebezoek.gui.models.checklist import QuestionKind
from tests.support.window import CONTROL, PLAIN, Files, Hands

WAYS = {
    "keyboard": make_theme("light"),
    "dark": make_theme("dark"),
    "200": make_theme("light", 2),
}
"""How the window is dressed: as it comes, in the dark, at twice the text size."""
_SLOW = 0.1
_PRESSED = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)


@pytest.fixture(
    scope="module",
    params=["keyboard", *(pytest.param(each, marks=pytest.mark.long) for each in ("dark", "200"))],
)
def way(request: pytest.FixtureRequest) -> str:
    """As it comes, in the dark, and at twice the text size; always by keyboard."""
    return str(request.param)


@dataclass(frozen=True, slots=True)
class Most:
    """How many steps a task may take, and how many seconds one may wait in all."""

    steps: int
    waited: float


MOST = {
    "T1": Most(8, 2.0),
    "T2": Most(4, 1.0),
    "T3": Most(4, 1.0),
    "T4": Most(45, 0.2),
    "T5": Most(9, 0.2),
    "T6": Most(6, 0.5),
    "T7": Most(12, 1.0),
    "T8": Most(5, 0.2),
    "T9": Most(2, 2.0),
    "T10": Most(10, 2.0),
    "T11": Most(24, 10.0),
    "T12": Most(5, 1.0),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What a task took, in one way and on one checklist."""

    task: str
    way: str
    checklist: str
    steps: int
    waited: float


class Watch(QObject):
    """Counts keys as they arrive; a key that a widget passes on is counted once."""

    def __init__(self) -> None:
        super().__init__()
        self.steps, self.waited = 0, 0.0
        self._down = self._typing = False
        self._since: float | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _PRESSED and not self._down and isinstance(event, QKeyEvent):
            self._down = True
            self._pressed(event)
        elif kind == QEvent.Type.KeyRelease:
            self._down = False
        elif kind == QEvent.Type.Paint and self._since is not None:
            took = perf_counter() - self._since
            self._since = None
            self.waited += took if took > _SLOW else 0
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> None:
        focus = QApplication.focusWidget()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        into_field = isinstance(focus, QLineEdit | QPlainTextEdit) and not focus.isReadOnly()
        typing = into_field and plain and event.text().isprintable() and bool(event.text())
        if not (typing and self._typing):
            self.steps += 1
            self._since = perf_counter()
        self._typing = typing


@dataclass
class Trial(Hands):
    """Someone at a task; `beside` are steps in a dialog of the machine, which no test can see."""

    desk: Desk
    qtbot: QtBot
    way: str = "keyboard"
    checklist: str = "proef"
    beside: int = 0
    files: Files = field(default_factory=Files)

    def __post_init__(self) -> None:
        super().__init__(self.desk, self.qtbot)
        self.desk.session.files = self.files
        self._watch = Watch()
        QApplication.instance().installEventFilter(self._watch)

    def begin(self) -> None:
        """The task begins here: what came before was getting ready."""
        self.end()
        self._watch, self.beside = Watch(), 0
        QApplication.instance().installEventFilter(self._watch)

    def end(self) -> None:
        """Watch no longer."""
        QApplication.instance().removeEventFilter(self._watch)

    def answer_current(self) -> None:
        """Answer the question at hand in the way it asks, and go on."""
        item = self.desk.shell.screens["checklist"].card.item
        typed = {
            QuestionKind.INTEGER: "2",
            QuestionKind.DECIMAL: "2,5",
            QuestionKind.DATE: "6-10-2026",
            QuestionKind.TEXT: "gezien",
            QuestionKind.MULTILINE: "gezien",
        }
        if item.kind in (QuestionKind.SELECT_ONE, QuestionKind.SELECT_MULTIPLE):
            self.press(Qt.Key.Key_1)
        elif item.kind in typed:
            self.write(typed[item.kind])
        own_enter = item.kind in (QuestionKind.MULTILINE, QuestionKind.REPEAT)
        self.press(Qt.Key.Key_Return, CONTROL if own_enter else PLAIN)

    def done(self, task: str, waited: float = 0.0) -> None:
        """The task is done: it took no more steps than it may.

        `waited`: seconds that no paint of this window ends, such as those of a new start.
        """
        self.end()
        steps = self._watch.steps + self.beside
        waited += self._watch.waited
        taken = Taken(task, self.way, self.checklist, steps, round(waited, 3))
        told = os.environ.get("INSPECTIEBEZOEK_TASKS")
        if told:
            with Path(told).open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(taken)) + "\n")
        assert steps <= MOST[task].steps, f"{task}: {steps} steps"


@contextmanager
def at_task(desk: Desk, qtbot: QtBot, way: str, checklist: str = "proef") -> Iterator[Trial]:
    """Someone at the window, which was opened in one of the `WAYS`."""
    trial = Trial(desk, qtbot, way, checklist)
    trial.wait()
    trial.begin()
    try:
        yield trial
    finally:
        trial.end()
