"""Rows of a repeat are a list with how far each is; one like another is made by one key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.visit.header import Header
from tests.support.forms import form_of
from tests.support.visits import TEAM
from tests.support.window import Hands, desk_on_visit

FORM = """
| | type | name | label |
| | begin_repeat | cel | Cel |
| | text | nummer | Nummer |
| | select_one jn | bel | Werkt de bel? |
| | begin_group | lucht | Lucht |
| | integer | graden | Graden |
| | end_group | | |
| | image | foto | Foto |
| | begin_repeat | bed | Bed |
| | text | maat | Maat |
| | end_repeat | | |
| | end_repeat | | |
"""
HEADER = Header(title="Proefbezoek", site="PI-1", site_label="PI Proef", team=TEAM, practice=True)


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    with desk_on_visit(tmp_path, qapp, form_of(tmp_path, FORM), HEADER) as made:
        visit = made.session.opened()
        first = visit.instance.node("/data/cel")
        row = first.rows[0].ref if first.rows else visit.add_row("/data/cel")
        visit.answer(f"{row}/nummer", "214")
        visit.answer(f"{row}/bel", "ja")
        visit.answer(f"{row}/lucht/graden", "19")
        made.session.go("checklist")
        yield made


def test_each_row_says_how_far_it_is(desk: Desk, hands: Hands) -> None:
    (item,) = desk.shell.screens["checklist"]._page.questions
    (row,) = item.rows
    done, total = row.done
    assert done == 3
    assert total > done


def test_a_row_like_this_one_has_its_answers_and_not_its_files_or_remarks(
    desk: Desk, hands: Hands
) -> None:
    visit = desk.session.opened()
    visit.answer("/data/cel[1]/foto", "E-A01.jpg")
    visit.set_remark("/data/cel[1]/nummer", "hoek")
    desk.shell.screens["checklist"].card.begin()
    hands.press(Qt.Key.Key_D)
    values = {
        name: visit.instance.node(f"/data/cel[2]/{name}").value
        for name in ("nummer", "bel", "lucht/graden", "foto")
    }
    assert values == {"nummer": "214", "bel": "ja", "lucht/graden": "19", "foto": ""}
    assert visit.remark("/data/cel[2]/nummer") == ""
    # One is in the new row, and one step takes it back.
    assert len(desk.session.spot.trail) == 1
    hands.press(Qt.Key.Key_Escape)
    desk.commands.do("undo")
    assert len(visit.instance.node("/data/cel").rows) == 1
