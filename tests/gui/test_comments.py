"""Wederhoor: what the inspected says of a concept is written down, answered and in the report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.reporting import gather, make_report
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.gui.screens.comments_panel import CommentsPanel
from inspectiebezoek.gui.screens.report import ReportScreen
from inspectiebezoek.report.audience import Audience, for_audience
from inspectiebezoek.report.minima import lacking
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.kinds import Comment, Finding, ReportVersion
from inspectiebezoek.visit.open_visit import OpenVisit
from tests.support.forms import form_of
from tests.support.smalldisk import refusing
from tests.support.visits import TEAM
from tests.support.window import CONTROL, Files, Hands, desk_on_visit

FORM = """
| | type | name | label |
| | text | naam | Wie spreekt u? |
"""
HEADER = Header(title="Proefbezoek", site="PI-1", site_label="PI Proef", team=TEAM, practice=True)


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    def with_concept(place: Workplace, visit: OpenVisit) -> None:
        make_report(place, visit, Audience.INTERNAL, (), concept=True)

    form = form_of(tmp_path, FORM)
    with desk_on_visit(tmp_path, qapp, form, HEADER, before=with_concept, screen="report") as made:
        yield made


def panel_of(desk: Desk, hands: Hands) -> CommentsPanel:
    desk.commands.do("comments")
    panel = desk.commands.comments.panel
    assert panel is not None
    hands.until(panel.isActiveWindow)
    return panel


def test_a_remark_is_written_down_answered_and_decided_by_keyboard(
    desk: Desk, qtbot: QtBot
) -> None:
    hands = Hands(desk, qtbot)
    panel = panel_of(desk, hands)
    hands.press(Qt.Key.Key_N, CONTROL)
    for words in ("4", "12"):
        hands.write(words)
        hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Tab)
    for words in ("directeur", "Het waren er negen.", "U heeft gelijk."):
        hands.write(words)
        hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Down)
    panel.accept()

    (made,) = desk.session.place.open(desk.session.opened().id).all(Comment)
    assert (made.version, made.page, made.line, made.by_role) == ("VS-A01", "4", "12", "directeur")
    assert (made.text, made.reply, made.changed) == ("Het waren er negen.", "U heeft gelijk.", "ja")
    assert made.sort == "feitelijk" and made.settled
    (told,) = gather(desk.session.place, desk.session.opened(), ()).comments
    assert told.place == "VS-A01, blz. 4, regel 12" and told.changed == "ja"


def test_who_was_heard_gets_an_answer_before_anyone_signs(desk: Desk) -> None:
    visit = desk.session.opened()
    remark = visit.add(Comment, text="Het waren er negen.", sort="feitelijk")
    assert "reply" in {each.kind for each in lacking(visit, ())}

    visit.change(Comment, remark, reply="Dat klopt.", changed="ja")
    assert "reply" not in {each.kind for each in lacking(visit, ())}


def test_typed_words_of_a_remark_survive_a_disk_that_refuses(desk: Desk, qtbot: QtBot) -> None:
    hands = Hands(desk, qtbot)
    panel = panel_of(desk, hands)
    hands.press(Qt.Key.Key_N, CONTROL)
    hands.write("4")
    with refusing(desk.session.place.store):
        panel.accept()
    visit = desk.session.opened()
    (made,) = visit.all(Comment)

    assert made.page == ""
    assert visit.typed_in(Comment, made.id, "page") == "4"


def test_a_remark_is_shown_to_the_public_only_when_somebody_marked_it(desk: Desk) -> None:
    place, visit = desk.session.place, desk.session.opened()
    visit.add(Comment, text="Iets vertrouwelijks.", sort="anders", reply="Ja.", changed="nee")
    report = gather(place, visit, ())
    shown = for_audience(report, Audience.PUBLIC)

    assert len(report.comments) == 1 and shown.comments == ()
    assert ("comment", 1) in {(each.what, each.count) for each in shown.withheld}


def test_what_differs_from_the_concept_is_told_sentence_by_sentence(
    desk: Desk, qtbot: QtBot
) -> None:
    visit, hands = desk.session.opened(), Hands(desk, qtbot)
    visit.add(Finding, title="Celramen", nature="risico", text="De celramen sluiten niet.")
    desk.commands.do("compare")
    hands.wait()

    panel = desk.commands.compare.panel
    assert panel is not None and panel.list is not None
    told = [each.title for each in panel.list.rows.rows]
    assert any("De celramen sluiten niet." in each and each.startswith("+") for each in told)
    panel.accept()


def test_the_concept_is_made_kept_and_never_signed_in_the_window(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    hands = Hands(desk, qtbot)
    visit = desk.session.opened()
    visit.add(Finding, title="Celramen", nature="risico", text="De celramen sluiten niet.")
    desk.report.choose("concept")
    desk.report.make()
    hands.wait()
    desk.session.files = Files(tmp_path / "concept.pdf")
    desk.report.save()

    assert (tmp_path / "concept.pdf").read_bytes()[:5] == b"%PDF-"
    assert [each.label for each in visit.all(ReportVersion)] == ["VS-A01", "VS-A02"]
    screen = desk.shell.screens["report"]
    assert isinstance(screen, ReportScreen) and not screen.sign.isEnabled()
