"""No question of the standard is a dead end: each type is answered in the window, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.views.spots import spot_of
from inspectiebezoek.gui.typed import typed_month, typed_places, typed_year
from inspectiebezoek.visit.header import Header
from tests.support.features import TYPES, WINDOW
from tests.support.forms import form_of
from tests.support.visits import TEAM
from tests.support.window import Files, Hands, desk_on_visit

HEADER = Header(title="Proefbezoek", site="PI-1", site_label="PI Proef", team=TEAM, practice=True)
MORE = """
| | note | uitleg | Let op: vraag **altijd** naar de nacht. | | | |
| | date | maand | Welke maand? | | month-year | |
| | date | jaar | Welk jaar? | | year | |
| | text | pin | Geheime code | | masked | |
"""


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    rows = ["| | type | name | label | calculation | appearance | parameters |"]
    for number, name in enumerate(TYPES):
        plain = "'x'" if name == "calculate" else ""
        limits = "start=1 end=9 step=1" if name == "range" else ""
        rows.append(f"| | {name} | t{number} | Vraag {number} | {plain} | | {limits} |")
    survey = "\n".join(rows) + MORE
    form = form_of(tmp_path, survey, media={"lijst.csv": b"name,label\nx,Ix\n"})
    with desk_on_visit(tmp_path, qapp, form, HEADER, screen="checklist") as made:
        made.session.files = Files()
        yield made


def at(desk: Desk, hands: Hands, name: str) -> None:
    desk.session.go_to(spot_of(desk.session.opened(), f"/data/{name}"))
    hands.settle()


def kept(desk: Desk, name: str) -> str:
    visit = desk.session.place.open(desk.session.opened().id)
    return visit.instance.node(f"/data/{name}").value


def give(desk: Desk, hands: Hands, keys: str) -> None:
    """Type in a field and leave it, or press digits."""
    if isinstance(hands.focus(), QLineEdit):
        for part in keys.split("\t"):
            hands.write(part)
            hands.press(Qt.Key.Key_Tab)
        desk.session.screens_commit()
    else:
        for digit in keys:
            hands.press(getattr(Qt.Key, f"Key_{digit}"))
    hands.settle()


def test_every_type_of_the_standard_is_answered(desk: Desk, hands: Hands, tmp_path: Path) -> None:
    for number, name in enumerate(TYPES):
        _, keys, wanted = WINDOW[name]
        if not keys:
            continue
        if wanted.startswith("."):
            path = tmp_path / f"stuk{wanted}"
            if wanted == ".jpg":
                Image.new("RGB", (40, 30), "white").save(path)
            else:
                path.write_bytes(b"niet echt")
            desk.session.files = Files(path)
        at(desk, hands, f"t{number}")
        give(desk, hands, keys)
        value = kept(desk, f"t{number}")
        found = value.endswith(wanted) if wanted.startswith(".") else value.startswith(wanted)
        assert value and found, f"{name}: {value!r}"


def test_a_month_or_a_year_is_enough_where_the_checklist_says_so(desk: Desk, hands: Hands) -> None:
    at(desk, hands, "maand")
    give(desk, hands, "11-2026")
    at(desk, hands, "jaar")
    give(desk, hands, "2026")
    assert (kept(desk, "maand"), kept(desk, "jaar")) == ("2026-11-01", "2026-01-01")


def test_a_masked_answer_is_not_read_over_a_shoulder(desk: Desk, hands: Hands) -> None:
    at(desk, hands, "pin")
    field = hands.focus()
    assert isinstance(field, QLineEdit)
    assert field.echoMode() == QLineEdit.EchoMode.Password


def test_markup_is_shown_and_read_without_its_signs(desk: Desk, hands: Hands) -> None:
    at(desk, hands, "uitleg")
    item = desk.shell.screens["checklist"].card.item
    assert item.label == "Let op: vraag altijd naar de nacht."
    assert "<b>altijd</b>" in item.rich


@pytest.mark.parametrize(
    ("words", "value"),
    [("nov 2026", "2026-11-01"), ("2026-11", "2026-11-01"), ("13-2026", None), ("x", None)],
)
def test_months_are_typed_as_people_write_them(words: str, value: str | None) -> None:
    assert typed_month(words) == value


@pytest.mark.parametrize("words", ["26", "0000", "jaar", ""])
def test_what_is_no_year(words: str) -> None:
    assert typed_year(words) is None


@pytest.mark.parametrize("words", ["52 4", "52 4; daar", "52 4; 95 5", ""])
def test_what_is_no_line_on_earth(words: str) -> None:
    assert typed_places(words, closed=False) is None
