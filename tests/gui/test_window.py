"""The window on the practice visit: all by keyboard, and kept before the screen says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.window import Desk, bring_practice
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.parts.answer import Answer
from inspectiebezoek.gui.window import Window
from inspectiebezoek.store.local import Store

QUESTION = "/data/a1/c12/a12_1"


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    store = Store(tmp_path, bytes(32))
    place = Workplace(store)
    bring_practice(place)
    look = Look()
    look.wear(qapp)
    window = Window(look)
    qtbot.addWidget(window)
    made = Desk(window, place, "nl")
    window.show()
    window.go("visits")
    yield made
    store.close()


def at_question(desk: Desk, ref: str, qtbot: QtBot) -> None:
    desk.open(desk.place.visits()[0].id)
    chapter = next(
        number
        for number in range(60)
        if desk.to_chapter(number) is None and desk.window.checklist._page.position(ref) >= 0
    )
    desk.to_chapter(chapter)
    desk.window.checklist._go(desk.window.checklist._page.position(ref))
    qtbot.wait(1)


def key(desk: Desk, qtbot: QtBot, pressed: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget() or desk.window, pressed)
    qtbot.wait(1)


def test_it_opens_on_the_practice_visit_when_there_is_none(desk: Desk) -> None:
    assert [line.header.practice for line in desk.place.visits()] == [True]


def test_enter_opens_a_visit(desk: Desk, qtbot: QtBot) -> None:
    key(desk, qtbot, Qt.Key.Key_Return)
    assert desk.visit is not None
    assert desk.window.bar.isVisible()


def test_a_digit_answers_and_the_answer_is_on_disk(desk: Desk, qtbot: QtBot) -> None:
    at_question(desk, QUESTION, qtbot)
    assert isinstance(QApplication.focusWidget(), Answer)
    key(desk, qtbot, Qt.Key.Key_2)
    assert desk.visit is not None
    kept = desk.place.open(desk.visit.id)
    assert kept.instance.node(QUESTION).value == "nee"
    assert desk.saved is not None


def test_enter_goes_to_the_next_question_and_backspace_back(desk: Desk, qtbot: QtBot) -> None:
    at_question(desk, QUESTION, qtbot)
    key(desk, qtbot, Qt.Key.Key_Return)
    screen = desk.window.checklist
    assert screen._page.questions[screen._at].ref == "/data/a1/c12/a12_2"
    key(desk, qtbot, Qt.Key.Key_Backspace)
    assert screen._page.questions[screen._at].ref == QUESTION


def test_a_flag_and_a_remark_are_kept(desk: Desk, qtbot: QtBot) -> None:
    at_question(desk, QUESTION, qtbot)
    key(desk, qtbot, Qt.Key.Key_V)
    key(desk, qtbot, Qt.Key.Key_N)
    qtbot.keyClicks(QApplication.focusWidget(), "Hangt in de gang.")
    desk.window.checklist._commit()
    qtbot.wait(1)
    assert desk.visit is not None
    kept = desk.place.open(desk.visit.id)
    assert kept.flagged(QUESTION)
    assert kept.remark(QUESTION).endswith("Hangt in de gang.")


def test_text_being_typed_is_kept_as_a_draft(desk: Desk, qtbot: QtBot) -> None:
    at_question(desk, QUESTION, qtbot)
    key(desk, qtbot, Qt.Key.Key_N)
    qtbot.keyClicks(QApplication.focusWidget(), "Half ")
    qtbot.wait(500)
    assert desk.visit is not None
    (draft,) = desk.visit.drafts().values()
    assert draft.endswith("Half ")


def test_ctrl_7_shows_honest_counts(desk: Desk, qtbot: QtBot) -> None:
    desk.open(desk.place.visits()[0].id)
    qtbot.keyClick(desk.window, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    page = desk.window.sync._page
    assert page.received == 0
    assert page.here == page.total > 0
    assert not page.enrolled
