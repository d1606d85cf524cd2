"""The window when the office orders something: it says so, and nothing is left half open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk import session
from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.office_link import meet_office, sync_here
from inspectiebezoek.app.unlocking import ask_contact
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.gui.lock_window import LockWindow
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.messages import Message
from inspectiebezoek.store.terms import check_lease
from inspectiebezoek.visit.header import Header
from tests.support.office import SteppingClock, TestOffice, office, postgres
from tests.support.visits import checklist
from tests.support.window import window_on

__all__ = ["office", "postgres"]


@pytest.fixture
def place(office: TestOffice) -> Workplace:
    made = office.laptop("anna")
    made.plan(checklist(), Header(title="Bezoek", start="2026-10-06T10:00:00+02:00"))
    return made


@pytest.fixture
def desk(place: Workplace, qapp: QApplication) -> Iterator[Desk]:
    with window_on(place, qapp) as made:
        made.visits.open(place.visits()[0].id)
        yield made


def seen() -> list[object]:
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]


def test_a_wiped_laptop_says_so_and_the_window_closes(
    desk: Desk, office: TestOffice, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Message] = []
    monkeypatch.setattr(session, "show_refusal", told.append)
    store = desk.session.place.store
    office.served.office.orders.order_wipe(store.device().id, at_once=False)

    desk.commands.do("sync")
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)

    (message,) = told
    assert message.quote == Code.WIPED.quote and "op last van kantoor" in message.what
    assert seen() == []
    assert sorted(path.name for path in store.folder.iterdir()) == ["wiped.json"]


def test_what_was_still_to_be_drawn_when_the_laptop_was_wiped_is_told_and_no_crash(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "show_refusal", lambda _message: None)
    desk.session.redraw()
    desk.session.place.store.wipe("2026-10-06T08:00+00:00")
    qtbot.wait(20)
    assert desk.shell._message is not None and Code.WIPED.quote in desk.shell._message[2]
    desk.session.end(InspectionError(Code.WIPED, at="2026-10-06 08:00"))
    assert seen() == []


def stay_away(place: Workplace, office: TestOffice) -> None:
    office.served.office.orders.set_lease(14)
    sync_here(place)
    clock = place.clock
    assert isinstance(clock, SteppingClock)
    clock.now += timedelta(days=20)


def test_a_window_that_stays_away_locks_until_the_office_was_met(
    desk: Desk, place: Workplace, office: TestOffice, qtbot: QtBot
) -> None:
    stay_away(place, office)
    lock = desk.commands.preferences.lock
    lock.idle.look()
    window = lock.window
    assert window is not None and seen() == [window]
    assert not window.field.isVisible()

    known = place.store.device()
    place.store.introduce(replace(known, office="http://127.0.0.1:9"))
    window.button.click()
    qtbot.waitUntil(lambda: not desk.background.busy, timeout=20_000)
    assert lock.window is window  # nothing was met

    place.store.introduce(known)
    office.clock.now += timedelta(days=20)
    window.button.click()
    qtbot.waitUntil(lambda: lock.window is None, timeout=20_000)
    assert seen() == [desk.shell]


def test_at_the_start_the_office_must_be_met_first(
    place: Workplace, office: TestOffice, qapp: QApplication, qtbot: QtBot
) -> None:
    stay_away(place, office)
    office.clock.now += timedelta(days=20)
    with pytest.raises(InspectionError) as over:
        check_lease(place.store, place.clock())
    look = Look()
    look.wear(qapp)

    def press() -> None:
        (window,) = (each for each in seen() if isinstance(each, LockWindow))
        window.button.click()

    QTimer.singleShot(50, press)
    window = ask_contact(look, over.value, lambda: meet_office(place))
    assert window is not None
    window.close()
    check_lease(place.store, place.clock())
