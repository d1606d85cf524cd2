"""Beside a question stands what was answered at the visit before this one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.visit.header import Header
from tests.support.forms import form_of
from tests.support.visits import TEAM
from tests.support.window import Hands, open_desk

FORM = """
| | type | name | label |
| | select_one jn | netjes | Is de cel netjes? |
| | text | naam | Wie spreekt u? |
"""
NOW = Header(
    title="Nu", site="PI-1", site_label="PI Proef", team=TEAM, start="2026-10-06T09:00:00+02:00"
)
EARLIER = replace(NOW, title="Toen", start="2025-03-03T09:00:00+01:00")


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "laptop", qapp) as made:
        made.session.place.introduce("insp-a", "Anna")
        yield made


def before(desk: Desk, qtbot: QtBot, tmp_path: Path, *headers: Header) -> list[str]:
    """What stands beside both questions of the visit of now, after visits with these headers."""
    place, form = desk.session.place, form_of(tmp_path, FORM)
    for at, header in enumerate(headers):
        visit = place.plan(form, header)
        answer = "ja" if at else "nee"
        visit.answer_all([("/data/netjes", answer)], {"/data/netjes": "Er lag afval."})
    now = place.plan(form, NOW)
    desk.session.list_visits()
    desk.visits.open(now.id)
    desk.session.go("checklist")
    Hands(desk, qtbot).wait()
    return [each.before for each in desk.shell.screens["checklist"]._page.questions]


def test_an_earlier_answer_stands_with_its_day_and_remark(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    assert before(desk, qtbot, tmp_path, EARLIER) == ["3 maart 2025: Nee: Er lag afval.", ""]


def test_of_several_visits_the_latest_one_before_this_counts(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    latest = replace(EARLIER, start="2026-03-03T09:00:00+01:00")
    told = before(desk, qtbot, tmp_path, EARLIER, latest)
    assert told[0].startswith("3 maart 2026: Ja")


@pytest.mark.parametrize(
    "header",
    [
        replace(EARLIER, site="PI-2"),
        replace(EARLIER, practice=True),
        replace(EARLIER, start="2027-01-01T09:00:00+01:00"),
        replace(EARLIER, start=""),
    ],
)
def test_another_site_practice_and_later_visits_say_nothing(
    desk: Desk, qtbot: QtBot, tmp_path: Path, header: Header
) -> None:
    assert before(desk, qtbot, tmp_path, header) == ["", ""]
