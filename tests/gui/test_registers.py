"""Moments are stamped with one key; conversations, documents and refusals are a key away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.views.findings import findings_page
from inspectiebezoek.app.views.registers import register_page, timeline_page
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.screens.note_panel import NotePanel
from inspectiebezoek.gui.screens.register_panel import RegisterPanel
from inspectiebezoek.gui.screens.timeline_panel import TimelinePanel
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit.header import FINISHED, REPORTED, Header
from inspectiebezoek.visit.kinds import Finding
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.registers import INTERVIEW, TIMELINE, register
from tests.support.forms import form_of
from tests.support.smalldisk import refusing
from tests.support.visits import TEAM
from tests.support.window import CONTROL, Hands, window_on

FORM = """
| | type | name | label | bind::ib:role |
| | text | naam | Wie spreekt u? | |
| | begin_repeat | tijd | Tijdlijn | timeline |
| | select_one moment | wat | Moment | |
| | dateTime | wanneer | Tijd | |
| | text | notitie | Notitie | |
| | end_repeat | | | |
| | begin_repeat | gesprek | Gesprekken | interview |
| | text | rol | Rol | |
| | time | begin | Begin | |
| | end_repeat | | | |
"""
CHOICES = """
| choices |
| | list_name | name | label |
| | moment | vertrek | vertrek locatie |
| | moment | boarding | boarding start |
| | moment | deuren | deuren dicht |
"""
HEADER = Header(title="Proefbezoek", site="PI-1", site_label="PI Proef", team=TEAM)
ZONE = timezone(timedelta(hours=1))
CONTROL_SHIFT = CONTROL | Qt.KeyboardModifier.ShiftModifier


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 28, 23, 58, 30, 125_000, tzinfo=ZONE)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    store = Store(tmp_path / "laptop", bytes(32))
    with window_on(Workplace(store, clock=clock), qapp) as made:
        place = made.session.place
        place.introduce("insp-a", "Anna")
        visit = place.plan(form_of(tmp_path, FORM, CHOICES), HEADER)
        made.visits.open(visit.id)
        yield made
    store.close()


def lines(desk: Desk) -> tuple[Line, ...]:
    """The timeline as it is on disk."""
    visit = on_disk(desk)
    repeat = register(visit, TIMELINE)
    assert repeat is not None
    return timeline_page(visit, repeat, "nl").lines


def on_disk(desk: Desk) -> OpenVisit:
    return desk.session.place.open(desk.session.opened().id)


def value(visit: OpenVisit, ref: str) -> str:
    return visit.instance.node(ref).value


def panel(desk: Desk) -> TimelinePanel:
    return desk.shell.findChildren(TimelinePanel)[-1]


def test_one_key_keeps_the_moment_at_which_it_was_pressed(
    desk: Desk, hands: Hands, clock: Clock
) -> None:
    hands.press(Qt.Key.Key_T, CONTROL)
    assert value(on_disk(desk), "/data/tijd[1]/wanneer") == "2026-11-28T23:58:30.125+01:00"
    clock.pass_by(minutes=4)
    hands.write("board")
    hands.press(Qt.Key.Key_Return)
    assert value(on_disk(desk), "/data/tijd[1]/wanneer") == "2026-11-28T23:58:30.125+01:00"
    assert value(on_disk(desk), "/data/tijd[1]/wat") == "boarding"


def test_moments_follow_each_other_without_a_word_and_are_named_afterwards(
    desk: Desk, hands: Hands, clock: Clock
) -> None:
    for _ in range(3):
        hands.press(Qt.Key.Key_T, CONTROL)
        clock.pass_by(minutes=1, seconds=1)
    hands.press(Qt.Key.Key_Escape)
    assert [each.title for each in lines(desk)] == [
        "28 november 2026",
        "23:58:30  nog niet benoemd",
        "23:59:31  nog niet benoemd",
        "29 november 2026",
        "00:00:32  nog niet benoemd",
    ]
    assert [each.right for each in lines(desk)] == ["", "", "+1 min", "", "+1 min"]
    hands.press(Qt.Key.Key_T, CONTROL_SHIFT)
    hands.write("deuren")
    hands.press(Qt.Key.Key_Return)
    assert lines(desk)[1].title == "23:58:30  deuren dicht"


def test_a_correction_shows_what_was_stamped_and_who_corrected_it(
    desk: Desk, hands: Hands, clock: Clock
) -> None:
    hands.press(Qt.Key.Key_T, CONTROL)
    clock.pass_by(minutes=30)
    moments = panel(desk).moments
    moments.setFocus()
    hands.press(Qt.Key.Key_Return)
    assert desk.shell.place == "checklist"
    assert desk.session.spot.trail
    desk.session.opened().answer("/data/tijd[1]/wanneer", "2026-11-28T23:55:00.000+01:00")
    (_, line) = lines(desk)
    assert line.title.startswith("23:55:00")
    assert "vastgelegd om 23:58:30, verbeterd door Anna" in line.detail


def test_the_timeline_is_in_the_order_of_the_moments(
    desk: Desk, hands: Hands, clock: Clock
) -> None:
    hands.press(Qt.Key.Key_T, CONTROL)
    clock.pass_by(hours=-2, minutes=-5)
    hands.press(Qt.Key.Key_T, CONTROL)
    assert [each.title[:8] for each in lines(desk)[1:]] == ["21:53:30", "23:58:30"]
    assert lines(desk)[-1].right == "+2 u 05 min"


def test_a_moment_is_stamped_while_a_note_is_typed_and_the_note_goes_on(
    desk: Desk, hands: Hands
) -> None:
    hands.press(Qt.Key.Key_N, CONTROL)
    hands.write("Deur B staat")
    hands.press(Qt.Key.Key_T, CONTROL)
    assert value(on_disk(desk), "/data/tijd[1]/wanneer")
    assert desk.shell.findChildren(TimelinePanel) == []
    hands.write(" open")
    note = desk.shell.findChildren(NotePanel)[-1]
    assert note.words.toPlainText() == "Deur B staat open"
    hands.press(Qt.Key.Key_Escape)


def test_a_stamp_is_taken_back_as_one_step(desk: Desk, hands: Hands) -> None:
    hands.press(Qt.Key.Key_T, CONTROL)
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_2, CONTROL)
    hands.press(Qt.Key.Key_Z, CONTROL)
    assert lines(desk) == ()
    hands.press(Qt.Key.Key_Y, CONTROL)
    assert value(on_disk(desk), "/data/tijd[1]/wanneer") == "2026-11-28T23:58:30.125+01:00"


def test_a_stamp_that_the_disk_refuses_is_told_and_not_half_there(desk: Desk, hands: Hands) -> None:
    with refusing(desk.session.place.store):
        hands.press(Qt.Key.Key_T, CONTROL)
    assert "IB-O-307" in desk.shell.message()
    assert lines(desk) == ()
    hands.press(Qt.Key.Key_T, CONTROL)
    assert len(lines(desk)) == 2


def test_a_signed_visit_takes_no_moments(desk: Desk, hands: Hands) -> None:
    visit = desk.session.opened()
    visit.set_header(replace(visit.header, state=FINISHED))
    visit.set_header(replace(visit.header, state=REPORTED))
    hands.press(Qt.Key.Key_T, CONTROL)
    assert "IB-V-203" in desk.shell.message()


def test_a_checklist_without_a_register_says_so(desk: Desk, hands: Hands) -> None:
    hands.press(Qt.Key.Key_B, CONTROL)
    assert "geen lijst van documenten" in desk.shell.toast.words()


def test_a_conversation_begins_by_key_with_its_time_and_is_filled_in_the_checklist(
    desk: Desk, hands: Hands
) -> None:
    hands.press(Qt.Key.Key_I, CONTROL)
    hands.press(Qt.Key.Key_Return)
    assert value(on_disk(desk), "/data/gesprek[1]/begin") == "23:58:30.125+01:00"
    assert desk.shell.place == "checklist"
    hands.write("medewerker")
    hands.press(Qt.Key.Key_1, CONTROL)
    visit = on_disk(desk)
    assert value(visit, "/data/gesprek[1]/rol") == "medewerker"
    repeat = register(visit, INTERVIEW)
    assert repeat is not None
    (line,) = register_page(visit, repeat, "nl").lines
    assert (line.title, line.detail) == ("medewerker", "23:58")


def test_one_goes_back_into_a_conversation_by_key(desk: Desk, hands: Hands) -> None:
    desk.commands.registers.add(INTERVIEW)
    desk.session.go("findings")
    hands.settle()
    hands.press(Qt.Key.Key_I, CONTROL)
    asked = desk.shell.findChildren(RegisterPanel)[-1]
    assert len(asked.list.rows.rows) == 1
    hands.press(Qt.Key.Key_Return)
    assert desk.shell.place == "checklist"
    assert desk.session.spot.trail == (desk.session.opened().address("/data/gesprek[1]"),)


def test_the_timeline_is_found_with_lay_words(desk: Desk, hands: Hands) -> None:
    hands.press(Qt.Key.Key_K, CONTROL)
    hands.write("tijdstip stempel")
    hands.press(Qt.Key.Key_Return)
    assert len(lines(desk)) == 2
    hands.press(Qt.Key.Key_Escape)


def test_a_finding_rests_on_a_conversation_and_leads_to_it(desk: Desk, hands: Hands) -> None:
    visit = desk.session.opened()
    visit.add_row("/data/gesprek", answers={"rol": "M-01"})
    visit.add_row("/data/gesprek")
    visit.add(Finding, title="Wachttijd", interviews=["G-09"])
    hands.press(Qt.Key.Key_4, CONTROL)
    hands.press(Qt.Key.Key_K)
    hands.write("M-01")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return, CONTROL)
    (finding,) = on_disk(desk).all(Finding)
    assert finding.interviews == ("M-01", "G-09")
    page = findings_page(visit, finding.id, "nl")
    assert page.detail is not None
    names = {line.title: line.ref for line in page.detail.links}
    assert names["G-09"] == ""
    desk.findings.open_link(names["M-01"])
    assert desk.session.spot.trail == (visit.address("/data/gesprek[1]"),)
