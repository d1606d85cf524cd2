"""What joining the work of colleagues did is seen in the window, and settled there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.gui.screens.ask_panels import WithoutPanel
from inspectiebezoek.visit import finishing
from inspectiebezoek.visit.differences import find
from inspectiebezoek.visit.laptops import awaited, laptops
from tests.support.visits import BELEID, GEHEIM, KLEUREN, UITLEG, Pair
from tests.support.window import Hands, window_on


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    made = Pair(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desk(pair: Pair, qapp: QApplication) -> Iterator[Desk]:
    """The window on the laptop of the lead."""
    with window_on(Workplace(pair.laptops[0]), qapp) as made:
        made.visits.open(pair.a.id)
        yield made


def show(desk: Desk, hands: Hands, place: str) -> None:
    desk.session.opened().refresh()
    desk.session.go(place)
    hands.settle()
    if folder := os.environ.get("PICTURES"):
        desk.shell.grab().save(f"{folder}/merged-{place}.png")


def test_all_that_both_ticked_is_taken_with_one_key(pair: Pair, desk: Desk, hands: Hands) -> None:
    pair.a.answer(KLEUREN, "groen blauw")
    pair.b.answer(KLEUREN, "rood")
    pair.meet()
    show(desk, hands, "sync")
    [item] = desk.shell.screens["sync"]._page.differences  # type: ignore[attr-defined]
    assert [side.answer for side in item.sides] == ["Blauw, Groen", "Rood"]
    assert item.together == ("rood blauw groen", "Rood, Blauw, Groen")

    for key in (Qt.Key.Key_3, Qt.Key.Key_Return):
        hands.press(key)
    visit = desk.session.opened()
    assert find(visit.state) == ()
    assert visit.instance.node(KLEUREN).value == "rood blauw groen"


def test_a_hidden_answer_and_what_came_late_stand_in_the_overview(
    pair: Pair, desk: Desk, hands: Hands
) -> None:
    pair.a.answer(BELEID, "nee")
    pair.meet()
    pair.b.answer(GEHEIM, "de deur stond open")
    pair.a.answer(BELEID, "ja")
    pair.a.answer(UITLEG, "van A")
    assert finishing.finish(pair.a) == ()
    pair.meet()
    show(desk, hands, "visit")

    lines = desk.shell.screens["visit"]._page.merged  # type: ignore[attr-defined]
    assert [each.ref.partition("|")[0] for each in lines] == ["hidden", "laptop", "late"]
    assert "de deur stond open" in lines[0].detail and "insp-b" not in lines[0].detail
    for each in lines:
        desk.visit.mend(each.ref)
        hands.settle()
        if isinstance(QApplication.activeModalWidget(), WithoutPanel):
            QApplication.activeModalWidget().reject()  # type: ignore[union-attr]


def test_the_lead_goes_on_without_a_laptop_for_a_reason(
    pair: Pair, desk: Desk, hands: Hands
) -> None:
    pair.a.answer(BELEID, "ja")
    pair.b.answer(UITLEG, "van B")
    pair.meet()
    assert finishing.finish(pair.a) == ()
    desk.session.opened().refresh()
    [laptop] = awaited(desk.session.opened())
    desk.visit.mend(f"laptop|{laptop.device}")
    hands.until(lambda: isinstance(QApplication.activeWindow(), WithoutPanel))
    if folder := os.environ.get("PICTURES"):
        QApplication.activeWindow().grab().save(f"{folder}/merged-without.png")  # type: ignore[union-attr]
    hands.write("kapot gevallen")
    hands.press(Qt.Key.Key_Return)

    visit = desk.session.opened()
    assert awaited(visit) == ()
    assert [each.without for each in laptops(visit)] == ["", "kapot gevallen"]


def test_this_laptop_says_that_it_is_done(pair: Pair, desk: Desk, hands: Hands) -> None:
    desk.session.opened().answer(BELEID, "ja")
    desk.commands.do("laptop_done")
    hands.settle()
    assert [each.done for each in laptops(desk.session.opened())] == [True]
