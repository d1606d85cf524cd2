"""Every kind of question that a checklist may ask is answered by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.views.spots import spot_of
from inspectiebezoek.visit.header import Header
from tests.support.forms import form_of
from tests.support.visits import TEAM
from tests.support.window import Hands, desk_on_visit

FORM = """
| | type | name | label | parameters |
| | rank wens | wensen | Wat is het belangrijkst? | |
| | acknowledge | gelezen | U hebt de huisregels gelezen. | |
| | geopoint | plek | Waar staat u? | |
| | range | cijfer | Welk cijfer geeft u? | start=1 end=10 step=1 |
| | barcode | pas | Nummer van de pas | |
"""
LISTS = """
| choices |
| | list_name | name | label |
| | wens | bezoek | Bezoek |
| | wens | arbeid | Arbeid |
| | wens | lucht | Luchten |
"""
HEADER = Header(title="Proefbezoek", site="PI-1", site_label="PI Proef", team=TEAM, practice=True)


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    with desk_on_visit(
        tmp_path, qapp, form_of(tmp_path, FORM, LISTS), HEADER, screen="checklist"
    ) as made:
        yield made


def at(desk: Desk, hands: Hands, name: str) -> None:
    desk.session.go_to(spot_of(desk.session.opened(), f"/data/{name}"))
    hands.settle()


def stored(desk: Desk, name: str) -> str:
    visit = desk.session.place.open(desk.session.opened().id)
    return visit.instance.node(f"/data/{name}").value


def told(desk: Desk) -> str:
    return desk.shell.screens["checklist"].card.input.first().accessibleDescription()


def test_a_ranking_is_made_by_digits_in_order(desk: Desk, hands: Hands) -> None:
    at(desk, hands, "wensen")
    hands.press(Qt.Key.Key_3)
    hands.press(Qt.Key.Key_1)
    assert stored(desk, "wensen") == "lucht bezoek"
    ticks = desk.shell.screens["checklist"].card.input._ticks
    assert [each.text() for each in ticks] == [
        "Bezoek · plaats 2",
        "Arbeid",
        "Luchten · plaats 1",
    ]
    hands.press(Qt.Key.Key_3)
    assert stored(desk, "wensen") == "bezoek"


def test_a_statement_is_ticked(desk: Desk, hands: Hands) -> None:
    at(desk, hands, "gelezen")
    hands.press(Qt.Key.Key_1)
    assert stored(desk, "gelezen") == "OK"
    hands.press(Qt.Key.Key_1)
    assert stored(desk, "gelezen") == ""


def test_a_place_is_typed_as_people_write_it(desk: Desk, hands: Hands) -> None:
    at(desk, hands, "plek")
    hands.write("52,0907 5,1214")
    hands.press(Qt.Key.Key_Return)
    assert stored(desk, "plek") == "52.0907 5.1214 0.0 0.0"


def test_what_is_no_place_stays_and_is_said_to_be_none(desk: Desk, hands: Hands) -> None:
    at(desk, hands, "plek")
    hands.write("bij de poort")
    hands.press(Qt.Key.Key_Tab)
    assert stored(desk, "plek") == ""
    assert "geen plaats" in told(desk)


def test_a_range_tells_its_ends_and_takes_a_number_between_them(desk: Desk, hands: Hands) -> None:
    at(desk, hands, "cijfer")
    assert "Van 1 tot en met 10" in desk.shell.screens["checklist"].card.item.hint
    hands.write("11")
    hands.press(Qt.Key.Key_Return)
    assert stored(desk, "cijfer") == ""
    at(desk, hands, "cijfer")
    desk.shell.screens["checklist"].card.input.field.selectAll()
    hands.write("8")
    hands.press(Qt.Key.Key_Return)
    assert stored(desk, "cijfer") == "8"


def test_a_scanner_types_a_barcode(desk: Desk, hands: Hands) -> None:
    at(desk, hands, "pas")
    hands.write("8712345")
    hands.press(Qt.Key.Key_Return)
    assert stored(desk, "pas") == "8712345"
