"""Two findings that say the same become one; a judgment says what it rests on and who gave it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.views.findings import findings_page
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.kinds import Finding, Recommendation
from tests.support.forms import form_of
from tests.support.visits import TEAM, Pair
from tests.support.window import CONTROL, Hands, desk_on_visit

FORM = """
| | type | name | label | bind::ib:code | bind::ib:role | bind::ib:criterion |
| | begin_group | groep | 1.1 Verblijf | c1 | criterion | 1.1 |
| | select_one jn | schoon | Is de cel schoon? | a1 | question | 1.1 |
| | select_one jn | licht | Is er licht? | a2 | question | 1.1 |
| | select_one jn | warm | Is het warm? | a3 | question | 1.1 |
| | select_one jn | oordeel | Oordeel | | judgment | 1.1 |
| | text | motief | Motief | | motive | 1.1 |
| | end_group | | | | | |
"""
HEADER = Header(title="Proefbezoek", site="PI-1", site_label="PI Proef", team=TEAM)


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    with desk_on_visit(tmp_path, qapp, form_of(tmp_path, FORM), HEADER) as made:
        yield made


def test_two_findings_become_one_by_keyboard_and_no_word_is_lost(desk: Desk, hands: Hands) -> None:
    visit = desk.session.opened()
    heard = {"role": "medewerker", "text": "Al weken zo."}
    visit.add(Finding, title="Vuile cel", observed="Vlekken.", criteria=["1.1"], questions=["a1"])
    visit.add(
        Finding,
        title="Cel is vies",
        observed="Stof.",
        heard=[heard],
        criteria=["1.1"],
        questions=["a1", "a2"],
        evidence=["E-A01"],
    )
    visit.add(Recommendation, text="Maak schoon", findings=["B-A02"])
    hands.press(Qt.Key.Key_4, CONTROL)
    hands.press(Qt.Key.Key_M)
    hands.write("vies")
    hands.press(Qt.Key.Key_Return)
    (finding,) = desk.session.place.open(visit.id).all(Finding)
    assert finding.title == "Vuile cel"
    assert finding.observed == "Vlekken.\nCel is vies\nStof."
    assert finding.heard == (heard,)
    assert (finding.questions, finding.evidence) == (("a1", "a2"), ("E-A01",))
    (advice,) = visit.all(Recommendation)
    assert advice.findings == ("B-A01",)


def test_a_judgment_says_what_was_answered_and_who_judged(desk: Desk, hands: Hands) -> None:
    visit = desk.session.opened()
    for name, value in (("schoon", "nee"), ("licht", "nee"), ("warm", "ja"), ("oordeel", "nee")):
        visit.answer(f"/data/groep/{name}", value)
    visit.add(Finding, title="Vuile cel", criteria=["1.1"])
    hands.press(Qt.Key.Key_4, CONTROL)
    panel = desk.shell.screens["findings"].panel
    QApplication.processEvents()
    said = "\n".join(each.text() for each in panel.findChildren(QLabel) if each.isVisible())
    assert "2 Nee · 1 Ja" in said
    assert "Oordeel van Anna" in said


def test_judgments_of_colleagues_that_differ_stand_side_by_side(tmp_path: Path) -> None:
    pair = Pair(tmp_path)
    pair.a.answer("/data/deel/oordeel", "ja")
    pair.b.answer("/data/deel/oordeel", "nee")
    pair.meet()
    finding = pair.a.add(Finding, title="Beleid", criteria=["1.1"])
    judgment = findings_page(pair.a, finding, "nl").judgment
    assert judgment is not None
    assert "Anna: Ja" in judgment.others
    assert "Bram: Nee" in judgment.others
    assert "De oordelen verschillen" in judgment.others
    pair.close()
