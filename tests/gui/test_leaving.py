"""A visit leaves this laptop in the window once the office signed for it, and comes back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.office_link import sync_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code
from inspectiebezoek.gui.screens.leaving_panels import FetchPanel, PurgePanel
from inspectiebezoek.visit.header import Header
from tests.support.destroying import DECISION, destroy
from tests.support.office import TestOffice, office, postgres
from tests.support.visits import UITLEG, checklist
from tests.support.window import Hands, window_on

__all__ = ["office", "postgres"]


@pytest.fixture
def place(office: TestOffice) -> Workplace:
    made = office.laptop("anna")
    visit = made.plan(checklist(), Header(title="Bezoek", start="2026-10-06T10:00:00+02:00"))
    visit.answer(UITLEG, "gezien")
    return made


@pytest.fixture
def desk(place: Workplace, qapp: QApplication) -> Iterator[Desk]:
    with window_on(place, qapp) as made:
        made.visits.open(place.visits()[0].id)
        yield made


def test_a_visit_leaves_and_comes_back_and_never_without_the_office(
    desk: Desk, place: Workplace, office: TestOffice, qtbot: QtBot
) -> None:
    hands, session = Hands(desk, qtbot), desk.session
    hands.wait()
    device = place.store.device()

    def ask() -> PurgePanel:
        desk.commands.do("purge")
        found = QApplication.activeModalWidget()
        assert isinstance(found, PurgePanel)
        return found

    shown = ask()
    hands.press(Qt.Key.Key_Escape)
    assert len(place.visits()) == 1  # a person thought better of it

    office.served.office.people.revoke(device.id)
    shown = ask()
    shown.confirm()
    assert shown.waiting
    shown.reject()
    assert shown.isVisible()  # one does not go on working behind it
    hands.until(lambda: not shown.waiting)
    assert shown.isVisible() and len(place.visits()) == 1
    hands.press(Qt.Key.Key_Escape)

    office.execute("UPDATE device SET revoked = false")
    shown = ask()
    shown.confirm()
    hands.until(lambda: not shown.isVisible())
    assert place.visits() == () and session.visit is None
    assert desk.shell.place == "visits"
    hands.wait()

    desk.commands.do("fetch")
    hands.settle()
    back = QApplication.activeModalWidget()
    assert isinstance(back, FetchPanel)
    assert back.list.rows.rows[0].title == "Bezoek"
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: not back.isVisible())
    hands.wait()
    visit = place.open(place.visits()[0].id)
    assert visit.instance.node(UITLEG).value == "gezien"


def test_a_visit_that_was_destroyed_at_the_office_is_said_and_goes_when_a_person_says_so(
    desk: Desk, place: Workplace, office: TestOffice, qtbot: QtBot
) -> None:
    hands, session = Hands(desk, qtbot), desk.session
    assert sync_here(place).done
    (visit,) = place.visits()
    session.opened().answer(UITLEG, "nog niet bij kantoor")
    destroy(office.served.office, f"visit/{visit.id}")

    desk.commands.do("purge")
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, PurgePanel)
    shown.confirm()
    hands.until(lambda: not shown.waiting)
    assert shown.isVisible() and len(place.visits()) == 1
    assert "voorgoed" in shown.go.text()
    shown.confirm()
    hands.until(lambda: not shown.isVisible())
    assert place.visits() == () and session.visit is None

    hands.wait()
    desk.commands.do("fetch")
    hands.settle()
    back = QApplication.activeModalWidget()
    assert isinstance(back, FetchPanel)
    assert DECISION in back.list.rows.rows[0].detail
    back.confirm()
    hands.until(lambda: not back.isVisible())
    assert place.visits() == ()


def test_a_visit_that_goes_while_it_is_open_is_closed_and_said(
    desk: Desk, place: Workplace, office: TestOffice, qtbot: QtBot
) -> None:
    hands, session = Hands(desk, qtbot), desk.session
    assert sync_here(place).done
    destroy(office.served.office, session.opened().log)

    desk.sync.start()
    hands.until(lambda: not desk.sync.running and session.visit is None)
    assert place.visits() == () and desk.shell.place == "sync"
    assert [each.code for each in desk.sync.run.problems] == [Code.DESTROYED]
