"""The accessibility gate: EN 301 549 chapter 11, on every screen and panel, measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QImage,
    QPainter,
)
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.look.shapes import draw_mark
from inspectiebezoek.gui.look.tokens import COLOURS
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.shell import Shell
from tests.support import gate, pages
from tests.support.panels import PANELS, known_panels, states
from tests.support.screens import clipped, make_shell

LOOKS = [(theme, zoom) for theme in COLOURS for zoom in (1.0, 2.0)]
DAILY = (("light", 1.0), ("contrast", 2.0))
LONG = pytest.mark.long
WIDE, TALL = 1366, 768


@pytest.fixture(
    params=[
        pytest.param(each, id=f"{each[0]}-{each[1]:.0%}", marks=() if each in DAILY else LONG)
        for each in LOOKS
    ]
)
def dressed(request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication) -> Iterator[Shell]:
    """The window with every screen filled, in each theme, at the usual and at twice the size."""
    shell = make_shell(qapp, *request.param)
    qtbot.addWidget(shell)
    with qtbot.waitExposed(shell):
        shell.show()
    shell.activateWindow()
    yield shell
    make_shell(qapp).deleteLater()


def settle(window: QWidget, qtbot: QtBot) -> None:
    """Wait until Qt has laid out what was just shown."""
    for _ in range(20):
        qtbot.wait(5)
        if not list(clipped(window)):
            return


def faults_of(window: QWidget) -> list[str]:
    """Everything that the gate has against a window as it stands there."""
    seen, faults = gate.tab_round(window)
    faults += gate.without_keyboard(window)
    faults += gate.out_of_order(window, seen)
    faults += gate.not_told(window)
    faults += gate.too_small(window)
    faults += gate.hard_to_see(window)
    faults += [f"cut off: {words}" for words in clipped(window)]
    return faults


def test_every_screen_in_every_state_passes(dressed: Shell, qtbot: QtBot) -> None:
    faults = []
    for state in states(dressed):
        settle(dressed, qtbot)
        faults += [f"{state}: {fault}" for fault in faults_of(dressed)]
        if (dressed.width(), dressed.height()) != (WIDE, TALL):
            faults.append(f"{state}: grew to {dressed.width()}x{dressed.height()}")
    assert "\n".join(faults) == ""


def test_every_panel_passes_and_escape_closes_it(dressed: Shell, qtbot: QtBot) -> None:
    faults = []
    for kind, make in PANELS.items():
        panel = make(dressed)
        panel.open()
        qtbot.waitExposed(panel)
        settle(panel, qtbot)
        faults += [f"{kind.__name__}: {fault}" for fault in faults_of(panel)]
        if panel.width() > WIDE or panel.height() > TALL:
            faults.append(f"{kind.__name__}: {panel.width()}x{panel.height()} does not fit")
        qtbot.keyClick(QApplication.focusWidget() or panel, Qt.Key.Key_Escape)
        if panel.isVisible():
            faults.append(f"{kind.__name__}: Escape does not close it")
            panel.reject()
    assert "\n".join(faults) == ""


def test_no_panel_is_left_out_of_the_gate() -> None:
    assert known_panels() == set(PANELS)


def test_with_one_hand_answers_are_at_least_64_pixels(shell: Shell, qtbot: QtBot) -> None:
    checklist = shell.screens["checklist"]
    checklist.one_hand = True
    shell.wear("light", 150)
    shell.go("checklist")
    qtbot.wait(10)
    assert list(gate.too_small(shell, one_hand=True)) == []
    assert list(clipped(shell)) == []


# --- single-letter keys


def test_a_letter_in_a_field_is_a_letter(shell: Shell, qtbot: QtBot) -> None:
    heard: list[str] = []
    shell.asked.connect(heard.append)
    faults = []
    for state in states(shell):
        qtbot.wait(5)
        faults += [f"{state}: {fault}" for fault in gate.steals_letters(shell)]
    assert "\n".join(faults) == ""
    assert heard == []


def test_single_letter_keys_can_be_turned_off_on_every_screen(shell: Shell, qtbot: QtBot) -> None:
    heard: list[str] = []
    for name, screen in shell.screens.items():
        screen.letters = False
        for signal in ("flagged", "photo_asked", "file_asked", "finding_asked", "added"):
            if hasattr(screen, signal):
                getattr(screen, signal).connect(lambda *_, s=f"{name} {signal}": heard.append(s))
        for signal in ("link_asked", "describe_asked", "redact_asked", "add_asked", "taken"):
            if hasattr(screen, signal):
                getattr(screen, signal).connect(lambda *_, s=f"{name} {signal}": heard.append(s))
        shell.go(name)
        qtbot.wait(5)
        for letter in "abcdefghijklmnopqrstuvwxyz+":
            qtbot.keyClicks(screen, letter)
    assert heard == []


# --- colour is never alone


def test_every_state_has_a_shape_of_its_own_without_colour(look: Look) -> None:
    # "Meets" and "ready" share a shape, so they share a colour: it tells nothing that is not drawn.
    drawn: dict[bytes, Mark] = {}
    for mark in Mark:
        image = QImage(40, 40, QImage.Format.Format_Grayscale8)
        image.fill(QColor("white"))
        painter = QPainter(image)
        draw_mark(painter, look, QRect(4, 4, 32, 32), mark, ink=QColor("black"))
        painter.end()
        same = drawn.setdefault(bytes(image.constBits()), mark)
        assert same.tone == mark.tone, f"{mark.name} looks like {same.name}"


# --- what is said reaches a screen reader


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    heard: list[str] = []

    def hear(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            heard.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    return heard


def test_news_and_messages_are_announced_and_never_take_the_focus(
    shell: Shell, announced: list[str]
) -> None:
    shell.go("checklist")
    before = QApplication.focusWidget()
    shell.toast.say("Alles bewaard")
    shell.show_message("bad", "Verzenden gestopt", "Alles staat veilig hier.")
    assert announced == ["Alles bewaard", "Verzenden gestopt Alles staat veilig hier."]
    assert QApplication.focusWidget() is before


def test_what_a_panel_misses_is_announced(shell: Shell, announced: list[str]) -> None:
    for kind, make in PANELS.items():
        panel = make(shell)
        if not hasattr(panel, "refuse"):
            continue
        panel.refuse(f"{kind.__name__} mist iets")
        assert announced[-1] == f"{kind.__name__} mist iets"


def test_a_fault_in_an_answer_is_read_with_the_field_and_announced(
    shell: Shell, qtbot: QtBot, announced: list[str]
) -> None:
    checklist = shell.screens["checklist"]
    checklist.show_page(replace(pages.CHECKLIST, current="/q3"))
    shell.go("checklist")
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, "veel")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert any("veel" in words for words in announced)
    assert "veel" in checklist.card.input.first().accessibleDescription()
