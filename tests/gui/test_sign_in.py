"""Waiting for the browser does not hold anyone: it is said, it can be stopped, nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app import office_link
from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.sync.loopback import Loopback
from tests.support.window import Hands, desk_with


class Browser:
    """A provider whose page is opened and never answered; the port at which it would come back."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    def sign_in(
        self,
        _place: Workplace,
        _url: str,
        open_page: Callable[[str], object],
        *,
        language: str,
        waiting: Callable[[], object],
    ) -> object:
        with Loopback("state", language) as loopback:
            self.opened.append(loopback.uri)
            open_page(loopback.uri)
            return loopback.wait(300, waiting)


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    made = Browser()
    monkeypatch.setattr(office_link, "sign_in_here", made.sign_in)
    return made


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, browser: Browser) -> Iterator[Desk]:
    with desk_with(tmp_path, qapp, "| | text | q1 | Wat ziet u? |") as made:
        made.sync.open_page = lambda _url: None
        yield made


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> Hands:
    return Hands(desk, qtbot)


def test_one_can_stop_waiting_by_keyboard_and_goes_on(
    desk: Desk, hands: Hands, browser: Browser
) -> None:
    before = desk.session.place.known()
    desk.sync.enrol("https://kantoor.example", "")
    hands.until(lambda: bool(browser.opened))
    strip = desk.shell.work
    assert strip.isVisible() and "browser" in strip._label.text()
    assert "%" not in strip._label.text()
    (stop,) = strip.findChildren(Button)
    stop.setFocus()
    hands.press(Qt.Key.Key_Return)
    assert not strip.isVisible()
    assert "gestopt" in desk.shell.toast.words()
    hands.until(lambda: not desk.background.busy)
    assert desk.session.place.known() == before
    assert desk.shell.message() == ""


def test_asking_again_ends_the_waiting_of_before(
    desk: Desk, hands: Hands, browser: Browser
) -> None:
    for count in (1, 2):
        desk.sync.enrol("https://kantoor.example", "")
        hands.until(lambda count=count: len(browser.opened) == count)
    hands.until(lambda: len(desk.background._jobs) == 1)
    assert desk.shell.work.isVisible()
    desk.sync.stop_waiting()
    hands.until(lambda: not desk.background.busy)


def test_closing_the_window_does_not_wait_for_the_browser(
    desk: Desk, hands: Hands, browser: Browser
) -> None:
    desk.sync.enrol("https://kantoor.example", "")
    hands.until(lambda: bool(browser.opened))
    (job,) = desk.background._jobs
    desk.background.close()
    assert job.thread is not None and not job.thread.is_alive()


def test_who_stays_away_too_long_is_told() -> None:
    with Loopback("state", "") as loopback, pytest.raises(InspectionError) as refused:
        loopback.wait(0.3)
    assert refused.value.code is Code.SIGN_IN_FAILED
    assert refused.value.facts["reason"] == "time"
