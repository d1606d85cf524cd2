"""When the disk takes nothing: what a person typed stays in sight, and is kept once it can be."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.gui.bugs import bugs_told
from inspectiebezoek.gui.parts.field import TextArea
from inspectiebezoek.gui.screens.unsaved_panel import UnsavedPanel
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.kinds import Finding, Note
from tests.support.forms import form_of
from tests.support.smalldisk import refusing
from tests.support.visits import TEAM
from tests.support.window import CONTROL, Hands, desk_on_visit

FORM = """
| | type | name | label |
| | text | naam | Wie spreekt u? |
| | integer | aantal | Hoeveel? |
| | date | dag | Welke dag? |
"""
HEADER = Header(title="Proefbezoek", site="PI-1", site_label="PI Proef", team=TEAM, practice=True)
WORDS = "De deur stond open."


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    with desk_on_visit(tmp_path, qapp, form_of(tmp_path, FORM), HEADER, screen="checklist") as made:
        yield made


def stored(desk: Desk, name: str) -> str:
    visit = desk.session.place.open(desk.session.opened().id)
    return visit.instance.node(f"/data/{name}").value


def first_field(desk: Desk) -> str:
    card = desk.shell.screens["checklist"].card
    return str(card.input.first().text())


def test_a_checklist_without_groups_is_one_chapter(desk: Desk, hands: Hands) -> None:
    page = desk.shell.screens["checklist"]._page
    assert [each.title for each in page.chapters] == ["Proef"]
    assert [each.label for each in page.questions] == ["Wie spreekt u?", "Hoeveel?", "Welke dag?"]


@pytest.mark.parametrize(("name", "typed", "value"), [
    ("naam", WORDS, WORDS), ("aantal", "7", "7"), ("dag", "24-11-2026", "2026-11-24"),
])  # fmt: skip
def test_an_answer_that_the_disk_refused_stays_in_its_field_and_is_kept_later(
    desk: Desk, hands: Hands, name: str, typed: str, value: str
) -> None:
    visit = desk.session.opened()
    desk.shell.screens["checklist"]._stand_at(visit.address(f"/data/{name}"))
    desk.shell.screens["checklist"].card.begin()
    hands.settle()
    with refusing(desk.session.place.store):
        hands.write(typed)
        desk.session.screens_commit()
        hands.settle()
        assert first_field(desk) == typed
        assert desk.shell._status.unsaved == 1
        assert desk.shell._message is not None
        # Away and back again: still there.
        screen = desk.shell.screens["checklist"]
        screen._step(-1)
        desk.session.go("visits")
        desk.session.go("checklist")
        screen._stand_at(visit.address(f"/data/{name}"))
        hands.settle()
        assert first_field(desk) == typed
        assert stored(desk, name) == ""
    screen.card.begin()
    desk.session.screens_commit()
    hands.settle()

    assert stored(desk, name) == value
    assert desk.session.place.store.typed.held() == ()
    assert desk.session.opened().drafts() == {}


def test_a_remark_that_the_disk_refused_stays(desk: Desk, hands: Hands) -> None:
    screen = desk.shell.screens["checklist"]
    with refusing(desk.session.place.store):
        screen.card.write_remark()
        hands.write(WORDS)
        desk.session.screens_commit()
        hands.settle()
        assert screen.card._remark.toPlainText() == WORDS
        screen._step(1)
        screen._step(-1)
        hands.settle()
        assert screen.card._remark.toPlainText() == WORDS
    desk.session.screens_commit()
    assert desk.session.opened().remark("/data/naam") == WORDS


def test_a_finding_that_the_disk_refused_is_kept_once_it_can_be(desk: Desk, hands: Hands) -> None:
    desk.session.go("findings")
    desk.findings.add()
    desk.findings.add()
    hands.settle()
    editor = desk.shell.screens["findings"].editor
    second = desk.session.finding
    first = next(each.id for each in desk.session.opened().all(Finding) if each.id != second)
    with refusing(desk.session.place.store):
        editor.begin()
        hands.write(WORDS)
        # To another finding: the words go out of sight, not out of mind.
        desk.session.screens_commit()
        desk.findings.open(first)
        hands.settle()
    desk.findings.open(second)
    hands.settle()

    titles = {each.id: each.title for each in desk.session.opened().all(Finding)}
    assert titles == {first: "", second: WORDS}
    assert editor._title.text() == WORDS
    assert desk.session.opened().drafts() == {}


def test_a_note_that_the_disk_refused_is_in_the_panel_when_it_opens_again(
    desk: Desk, hands: Hands
) -> None:
    with refusing(desk.session.place.store):
        hands.press(Qt.Key.Key_N, CONTROL)
        hands.write(WORDS)
        hands.press(Qt.Key.Key_Escape)
        assert desk.session.opened().all(Note) == ()
    hands.press(Qt.Key.Key_N, CONTROL)
    hands.press(Qt.Key.Key_Return, CONTROL)

    assert [each.text for each in desk.session.opened().all(Note)] == [WORDS]
    assert desk.session.opened().drafts() == {}


def panel_of(desk: Desk) -> UnsavedPanel:
    return next(each for each in desk.shell.findChildren(UnsavedPanel) if each.isVisible())


def test_the_window_does_not_close_on_text_that_is_nowhere_else(desk: Desk, hands: Hands) -> None:
    with refusing(desk.session.place.store):
        hands.write(WORDS)
        desk.shell.close()
        assert desk.shell.isVisible()
        panel = panel_of(desk)
        assert WORDS in panel.findChild(TextArea).toPlainText()
        panel.confirm()
        hands.settle()
        assert desk.shell.isVisible()
    hands.settle()
    desk.shell.close()

    assert not desk.shell.isVisible()
    assert stored(desk, "naam") == WORDS


def test_a_fault_of_the_program_is_told_in_the_window(
    desk: Desk, hands: Hands, qtbot: QtBot
) -> None:
    with qtbot.captureExceptions(), bugs_told(desk.shell):
        sys.excepthook(ZeroDivisionError, ZeroDivisionError("x"), None)

    assert desk.shell._message is not None
    assert "ZeroDivisionError" in desk.shell._message[2]


def test_after_a_fault_beside_the_work_one_can_sync_and_preview_again(
    desk: Desk, hands: Hands, qtbot: QtBot
) -> None:
    def broken(_tell: object) -> object:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as seen:
        job = desk.session.background.run(broken, done=print, failed=print)
        qtbot.waitUntil(lambda: not desk.background.busy)

    assert not job.running
    assert seen[0][0] is ZeroDivisionError
