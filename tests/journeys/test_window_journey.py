"""The main job in the window: fill, sync, settle, finish, sign; with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.office_link import sync_here
from inspectiebezoek.app.reporting import trusted_by_visit
from inspectiebezoek.app.views.spots import spot_of
from inspectiebezoek.log.state import Head
from inspectiebezoek.report.verify import verify
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.kinds import Decision, ReportVersion
from inspectiebezoek.visit.laptops import say_done
from inspectiebezoek.visit.open_visit import OpenVisit
from tests.support.office import TestOffice
from tests.support.visits import AANTAL, BELEID, CEL, TEAM, UITLEG, checklist
from tests.support.window import CONTROL, Hands, window_on

pytestmark = pytest.mark.timeout(120)
HEADER = Header(
    title="Proefbezoek",
    site="PI-1",
    site_label="PI Proef (oefening)",
    start="2026-10-06T09:00:00+02:00",
    end="2026-10-06T17:00:00+02:00",
    team=TEAM,
    practice=True,
)


def go_to(desk: Desk, hands: Hands, ref: str) -> None:
    desk.session.go_to(spot_of(desk.session.opened(), ref))
    hands.settle()


def sync(desk: Desk, hands: Hands) -> None:
    hands.press(Qt.Key.Key_7, CONTROL)
    hands.press(Qt.Key.Key_F5)
    hands.wait()


def test_two_people_differ_settle_it_and_sign(
    office: TestOffice, qapp: QApplication, qtbot: QtBot
) -> None:
    anna, bram = office.laptop("insp-a"), office.laptop("insp-b")
    plan = anna.plan(checklist(), HEADER)
    cell = plan.add_row(CEL)
    with window_on(anna, qapp) as desk:
        hands = Hands(desk, qtbot)
        hands.wait()
        hands.press(Qt.Key.Key_Return)
        sync(desk, hands)
        page = desk.shell.screens["sync"]._page
        assert page.received == page.total > 0

        sync_here(bram)
        theirs = bram.open(plan.id)
        theirs.answer(BELEID, "nee")
        theirs.answer(f"{cell}/nummer", "B-214")
        assert sync_here(bram).done

        go_to(desk, hands, BELEID)
        hands.press(Qt.Key.Key_1)
        desk.session.opened().remove_row(cell)
        go_to(desk, hands, UITLEG)
        hands.write("Gezien in de gang")
        go_to(desk, hands, AANTAL)
        hands.write("2")
        hands.press(Qt.Key.Key_Return)
        sync(desk, hands)
        page = desk.shell.screens["sync"]._page
        assert page.received == page.total
        assert len(page.differences) == 2

        settle_both(desk, hands)
        visit = desk.session.opened()
        assert visit.instance.node(BELEID).value == "ja"
        assert visit.instance.node(f"{cell}/nummer").value == "B-214"

        sync(desk, hands)
        sync_here(bram)
        theirs.refresh()
        assert say_done(theirs) == ()
        sync_here(bram)
        sync(desk, hands)
        sign_twice(desk, hands)
        version = visit.all(ReportVersion)[-1]
        pdf = anna.store.evidence.content(version.file)
        verdict = verify(pdf, trusted_by_visit(visit), now=anna.clock())
        assert verdict.holds
        assert [each.name for each in verdict.signatures] == ["Anna", "Bram"]


def settle_both(desk: Desk, hands: Hands) -> None:
    """An answer by its side, and a row that one took out while the other wrote in it."""
    screen = desk.shell.screens["sync"]
    for _ in range(2):
        item = screen.differences._item()
        mine = next(at for at, side in enumerate(item.sides) if side.me != item.fixed)
        screen.differences.first().setFocus()
        hands.press(Qt.Key(Qt.Key.Key_1 + mine))
        hands.press(Qt.Key.Key_Return)
    assert screen._page.differences == ()
    assert len(desk.session.opened().all(Decision)) == 2


def sign_twice(desk: Desk, hands: Hands) -> None:
    """Finish the visit and sign as both, each with a practice certificate."""
    hands.press(Qt.Key.Key_2, CONTROL)
    hands.press(Qt.Key.Key_F, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert desk.session.opened().header.state == "finished"
    hands.press(Qt.Key.Key_6, CONTROL)
    for name in ("Anna", "Bram"):
        hands.press(Qt.Key.Key_Return, CONTROL)
        panel = QApplication.activeModalWidget()
        assert name in panel._offer.signer
        panel.place.setText("Oefenstad")
        panel.confirm()
        hands.wait()
    assert not desk.shell.screens["report"].sign.isEnabled()


def test_a_cut_connection_is_said_and_all_goes_on_later(
    office: TestOffice, qapp: QApplication, qtbot: QtBot
) -> None:
    anna = office.laptop("insp-a")
    anna.plan(checklist(), replace(HEADER, team=TEAM[:1]))
    with window_on(anna, qapp) as desk:
        hands = Hands(desk, qtbot)
        hands.wait()
        hands.press(Qt.Key.Key_Return)
        device = anna.store.device()
        anna.store.introduce(replace(device, office="http://127.0.0.1:9"))
        sync(desk, hands)
        page = desk.shell.screens["sync"]._page
        assert "IB-S-401" in page.problem_detail
        assert page.received == 0
        anna.store.introduce(device)
        sync(desk, hands)
        page = desk.shell.screens["sync"]._page
        assert page.problem == ""
        assert page.received == page.total


def test_what_one_types_never_lands_in_the_row_of_another(
    office: TestOffice, qapp: QApplication, qtbot: QtBot
) -> None:
    anna, bram = office.laptop("insp-a"), office.laptop("insp-b")
    plan = anna.plan(checklist(), HEADER)
    first, second, third = (plan.add_row(CEL) for _ in range(3))
    for row, number in ((first, "A-1"), (second, "A-2"), (third, "A-3")):
        plan.answer(f"{row}/nummer", number)
    sync_here(anna)
    sync_here(bram)
    theirs = bram.open(plan.id)
    with window_on(anna, qapp) as desk:
        hands = Hands(desk, qtbot)
        hands.wait()
        hands.press(Qt.Key.Key_Return)
        go_to(desk, hands, f"{second}/nummer")
        hands.write("A-2 bis")
        theirs.remove_row(first)
        sync_here(bram)
        desk.sync.start()
        hands.wait()
        desk.session.screens_commit()
        hands.settle()
        rows = desk.session.opened().instance.node(CEL).rows
        numbers = [desk.session.opened().instance.node(f"{row.ref}/nummer").value for row in rows]
        assert numbers == ["A-2 bis", "A-3"]

        theirs.refresh()
        go_to(desk, hands, f"{CEL}[1]/nummer")
        hands.write("A-2 ter")
        theirs.remove_row(f"{CEL}[1]")
        sync_here(bram)
        desk.sync.start()
        hands.wait()
        desk.session.screens_commit()
        hands.settle()
        visit = desk.session.opened()
        kept = [*visit.drafts().values(), *(str(head.value) for head in all_heads(visit))]
        assert any("A-2 ter" in words for words in kept)
        (last,) = visit.instance.node(CEL).rows[-1:]
        assert visit.instance.node(f"{last.ref}/nummer").value == "A-3"


def all_heads(visit: OpenVisit) -> Iterator[Head]:
    for field in visit.state.fields("answer:"):
        yield from visit.state.heads(field)
