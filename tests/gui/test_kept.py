"""An answer makes only what it changed anew, and what is kept always says what holds now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.views.checklist import checklist_page
from inspectiebezoek.app.views.kept_items import KeptItems
from inspectiebezoek.app.views.kept_progress import KeptProgress
from inspectiebezoek.app.views.spots import Spot
from inspectiebezoek.errors import InspectionError
from inspectiebezoek.form.nodes import Row
from inspectiebezoek.gui.screens.checklist import ChecklistScreen
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.kinds import Evidence
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.places import REMARK, UNANSWERED
from inspectiebezoek.visit.readiness import progress
from inspectiebezoek.visit.unanswered import Unanswered
from tests.support.laptop import Laptop
from tests.support.visits import AANTAL, BELEID, CEL, GEHEIM, KLEUREN, TEAM, UITLEG, checklist, plan
from tests.support.window import Hands, open_desk

ASKED = (BELEID, UITLEG, AANTAL, KLEUREN, GEHEIM, "/data/deel/oordeel", "/data/deel/motief")
HEADER = Header(title="Proefbezoek", site="PI-1", site_label="PI Proef", team=TEAM, practice=True)
VALUES = ("ja", "nee", "3", "99", "rood", "rood blauw", "iets anders", "")


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[OpenVisit]:
    laptop = Laptop(tmp_path / "a")
    yield plan(laptop)
    laptop.close()


def act(visit: OpenVisit, random: Random) -> None:
    """Something that a person could do, or that a sync could bring."""
    ref, words = random.choice(ASKED), random.choice(VALUES)
    why = Unanswered("not_observed", words)
    rows = [node.ref for node in visit.instance.walk() if isinstance(node, Row)]
    acts: tuple[Callable[[], object], ...] = (
        lambda: visit.answer(ref, words),
        lambda: visit.answer(ref, words),
        lambda: visit.set_remark(ref, words),
        lambda: visit.flag(ref, not visit.flagged(ref)),
        lambda: visit.leave_unanswered([ref], why),
        lambda: visit.typing(ref, words),
        lambda: visit.typing(ref, words, REMARK),
        lambda: visit.typing(ref, words, UNANSWERED),
        lambda: visit.add_row(CEL, answers={"temp": "21"}),
        lambda: visit.remove_row(random.choice(rows)),
        lambda: visit.answer(f"{random.choice(rows)}/nummer", words),
        lambda: visit.add(Evidence, name="foto.jpg", questions=["A1"]),
        lambda: visit.take_back() if visit.undo.next_undo() else None,
        visit.refresh,
    )
    try:
        random.choice(acts)()
    except InspectionError:
        return  # refused by the form: nothing happened


@pytest.mark.parametrize("seed", range(4))
def test_what_is_kept_is_what_would_be_made_anew(visit: OpenVisit, seed: int) -> None:
    random, kept, far = Random(seed), KeptItems(), KeptProgress()
    for _ in range(60):
        act(visit, random)
        spot = Spot(random.randrange(3))
        assert checklist_page(visit, spot, "nl", {}, kept, far) == checklist_page(visit, spot, "nl")
        assert far(visit, visit.instance.root) == progress(visit, visit.instance.root)


def test_an_answer_leaves_the_questions_beside_it_as_they_are(visit: OpenVisit) -> None:
    kept = KeptItems()
    visit.answer(KLEUREN, "rood")
    before = checklist_page(visit, Spot(), "nl", {}, kept).questions
    visit.answer(AANTAL, "3")
    after = checklist_page(visit, Spot(), "nl", {}, kept).questions
    anew = [new.ref for old, new in zip(before, after, strict=True) if new is not old]
    assert anew == [visit.address(AANTAL)]


class Moves(QObject):
    """Hears of everything that is put elsewhere or made another size."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self.seen.append(type(watched).__name__)
        return False


def test_nothing_moves_in_the_window_while_one_answers(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with open_desk(tmp_path / "laptop", qapp) as desk:
        place = desk.session.place
        place.introduce("insp-a", "Anna")
        desk.visits.open(place.plan(checklist(), HEADER).id)
        desk.session.go("checklist")
        hands, screen, moves = Hands(desk, qtbot), desk.shell.screens["checklist"], Moves()
        hands.wait()
        hands.press(Qt.Key.Key_1)
        assert isinstance(screen, ChecklistScreen)
        for each in (screen.list, screen.card, screen):
            each.installEventFilter(moves)
        for key in (Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_2):
            hands.press(key)
        assert desk.session.opened().instance.node(BELEID).value == "nee"
        assert moves.seen == []
