"""The other six screens: what they show, and what they tell that a person did."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt, SignalInstance
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from inspectiebezoek.gui.models.findings import FindingsPage
from inspectiebezoek.gui.models.report import SignChoice
from inspectiebezoek.gui.models.visits import NewVisit, VisitsPage
from inspectiebezoek.gui.screens.differences import marked
from inspectiebezoek.gui.shell import Shell, in_sight
from tests.support import pages


class Heard(list[list[object]]):
    """What a signal told, in order."""

    def __init__(self, signal: SignalInstance) -> None:
        super().__init__()
        signal.connect(lambda *values: self.append(list(values)))


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def words_on(widget: QWidget) -> str:
    # Qt shows what was just laid out on its next round.
    QApplication.processEvents()
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


# --- visits


def test_enter_opens_the_visit(shell: Shell, qtbot: QtBot) -> None:
    shell.go("visits")
    opened = Heard(shell.screens["visits"].opened)
    qtbot.keyClick(focus(), Qt.Key.Key_Down)
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert opened == [["v2"]]


def test_a_visit_is_found_by_place_kind_or_colleague(shell: Shell) -> None:
    screen = shell.screens["visits"]
    screen.search.setText("vertrek insp")
    assert [each.id for each in screen._shown] == ["v2"]
    screen.search.setText("nergens")
    assert screen._shown == ()
    assert shell.look.say("visits.none_found") in words_on(screen)


def test_finished_visits_stand_apart(shell: Shell) -> None:
    screen = shell.screens["visits"]
    screen.filter.group.button(2).setChecked(True)
    assert [each.id for each in screen._shown] == ["v3"]


def test_without_visits_there_are_three_ways_to_begin(shell: Shell, qtbot: QtBot) -> None:
    shell.go("visits")
    screen = shell.screens["visits"]
    screen.show_page(VisitsPage())
    screen.take_focus()
    heard = [
        Heard(signal)
        for signal in (screen.checklist_asked, screen.sync_asked, screen.practice_asked)
    ]
    for told in heard:
        qtbot.keyClick(focus(), Qt.Key.Key_Return)
        assert told == [[]]
        qtbot.keyClick(focus(), Qt.Key.Key_Tab)


def test_a_row_is_read_out_as_a_whole_sentence(shell: Shell) -> None:
    index = shell.screens["visits"].list.model().index(0, 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "131 van 217" in spoken
    assert "7 aandacht" in spoken
    assert "klaar voor offline" in spoken


def test_a_new_visit_is_planned_with_the_keyboard(shell: Shell, qtbot: QtBot) -> None:
    screen = shell.screens["visits"]
    shell.go("visits")
    planned = Heard(screen.planned)
    screen.show_new(pages.NEW_VISIT)
    for _ in range(3):
        qtbot.keyClick(focus(), Qt.Key.Key_Down)
        qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    focus().selectAll()
    qtbot.keyClicks(focus(), "7 okt 2026")
    qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    focus().selectAll()
    qtbot.keyClicks(focus(), "8-10-2026")
    qtbot.keyClick(focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (told,) = planned
    assert told == [
        NewVisit(
            "pi", "pi_oefenstad", "doorlichting", "2026-10-07", "2026-10-08", True, ("insp-a",)
        )
    ]


def test_a_new_visit_says_what_is_missing(shell: Shell, qtbot: QtBot) -> None:
    screen = shell.screens["visits"]
    shell.go("visits")
    planned = Heard(screen.planned)
    screen.show_new(pages.NEW_VISIT)
    screen._new.end.setText("5-10-2026")
    qtbot.keyClick(focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert planned == []
    assert "checklist, locatie, soort bezoek, laatste dag" in words_on(screen)


# --- the visit


def test_a_chapter_opens_and_can_be_taken(shell: Shell, qtbot: QtBot) -> None:
    shell.go("visit")
    screen = shell.screens["visit"]
    opened, taken = Heard(screen.chapter_opened), Heard(screen.chapter_taken)
    qtbot.keyClick(focus(), Qt.Key.Key_Down)
    qtbot.keyClick(focus(), Qt.Key.Key_T)
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert opened == [[1]]
    assert taken == [[1]]


def test_what_is_missing_leads_to_where_it_can_be_mended(shell: Shell) -> None:
    shell.go("visit")
    screen = shell.screens["visit"]
    told = Heard(screen.gap_opened)
    gaps = next(
        each
        for each in screen.findChildren(QWidget)
        if each.accessibleName() == shell.look.say("visit.missing")
    )
    gaps.opened.emit(1)
    assert told == [["/q5"]]


# --- findings


def test_observed_heard_and_read_are_told_apart(shell: Shell, qtbot: QtBot) -> None:
    shell.go("findings")
    screen = shell.screens["findings"]
    changed, sources = Heard(screen.changed), Heard(screen.source_changed)
    title, observed, _, heard, *_ = screen.editor._fields
    said = heard.toPlainText()
    title.setFocus()
    title.selectAll()
    qtbot.keyClicks(title, "Korter")
    observed.setFocus()
    observed.selectAll()
    qtbot.keyClicks(observed, "Zelf gezien.")
    heard.setFocus()
    heard.selectAll()
    qtbot.keyClicks(heard, "Anders gehoord.")
    screen.commit()
    assert changed == [["f1", "title", "Korter"], ["f1", "observed", "Zelf gezien."]]
    assert sources == [["f1", "heard", 0, said, "medewerker afdeling B", "Anders gehoord."]]


def test_a_digit_judges_and_nothing_is_judged_by_itself(shell: Shell, qtbot: QtBot) -> None:
    shell.go("findings")
    screen = shell.screens["findings"]
    judged = Heard(screen.judged)
    screen.show_page(replace(pages.FINDINGS, judgment=replace(pages.FINDINGS.judgment, value="")))
    assert judged == []
    qtbot.keyClick(screen.list, Qt.Key.Key_4)
    assert judged == [["/oordeel_1_5", "voldoet_niet"]]


def test_a_finding_is_added_and_opened(shell: Shell, qtbot: QtBot) -> None:
    shell.go("findings")
    screen = shell.screens["findings"]
    added, opened = Heard(screen.added), Heard(screen.opened)
    qtbot.keyClick(focus(), Qt.Key.Key_Plus)
    qtbot.keyClick(focus(), Qt.Key.Key_Down)
    qtbot.keyClick(focus(), Qt.Key.Key_Down)
    assert added == [[]]
    assert opened == [["f2"], ["f3"]]


def test_without_findings_the_screen_says_how_to_begin(shell: Shell) -> None:
    shell.go("findings")
    screen = shell.screens["findings"]
    screen.show_page(FindingsPage())
    screen.take_focus()
    assert shell.look.say("findings.empty") in words_on(screen)
    assert focus() is screen.add


# --- evidence


def test_a_piece_shows_where_it_came_from(shell: Shell) -> None:
    shell.go("evidence")
    words = words_on(shell.screens["evidence"])
    assert pages.B in words
    assert "9f3a9f3a" in words


def test_loose_pieces_can_be_listed(shell: Shell) -> None:
    screen = shell.screens["evidence"]
    screen.filter.group.button(5).setChecked(True)
    assert [each.tile.id for each in screen._shown] == ["audio-01"]


@pytest.mark.parametrize(
    ("key", "signal", "told"),
    [
        (Qt.Key.Key_F, "photo_asked", []),
        (Qt.Key.Key_Plus, "add_asked", []),
        (Qt.Key.Key_K, "link_asked", ["foto-01"]),
    ],
)
def test_evidence_keys(
    shell: Shell, qtbot: QtBot, key: Qt.Key, signal: str, told: list[object]
) -> None:
    shell.go("evidence")
    heard = Heard(getattr(shell.screens["evidence"], signal))
    qtbot.keyClick(focus(), key)
    assert heard == [told]


# --- report


def test_the_pages_of_the_preview_turn(shell: Shell, qtbot: QtBot) -> None:
    shell.go("report")
    screen = shell.screens["report"]
    assert screen.paper.accessibleName() == "Bladzijde 1 van 9"
    qtbot.keyClick(screen, Qt.Key.Key_PageDown)
    assert screen.paper.accessibleName() == "Bladzijde 2 van 9"
    for _ in range(20):
        qtbot.keyClick(screen, Qt.Key.Key_PageDown)
    assert screen.paper.accessibleName() == "Bladzijde 9 van 9"


def test_one_cannot_sign_while_it_says_why_not(shell: Shell, qtbot: QtBot) -> None:
    shell.go("report")
    screen = shell.screens["report"]
    asked = Heard(screen.sign_asked)
    control = Qt.KeyboardModifier.ControlModifier
    screen.show_page(replace(pages.REPORT, why_not="Eerst de twee punten links."))
    qtbot.keyClick(screen, Qt.Key.Key_Return, control)
    assert asked == []
    assert "Eerst de twee punten links." in words_on(screen)
    screen.show_page(pages.REPORT)
    qtbot.keyClick(screen, Qt.Key.Key_Return, control)
    assert asked == [[]]


def test_signing_asks_first_and_escape_signs_nothing(shell: Shell, qtbot: QtBot) -> None:
    shell.go("report")
    screen = shell.screens["report"]
    signed = Heard(screen.signed)
    screen.offer_signing(pages.OFFER)
    assert pages.B in words_on(screen._panel)
    qtbot.keyClick(screen._panel, Qt.Key.Key_Escape)
    assert signed == []
    screen.offer_signing(pages.OFFER)
    screen._panel.confirm()
    assert signed == [[SignChoice("practice", place="Oefenstad")]]


# --- sync


def test_the_counts_are_read_out_in_three_words(shell: Shell) -> None:
    words = shell.screens["sync"].stations.words()
    assert words == "12 op deze laptop, 1 onderweg, 47 van 60 ontvangen"


def test_all_received_is_said_only_when_it_is_so(shell: Shell) -> None:
    shell.go("sync")
    screen = shell.screens["sync"]
    assert "60 van 60 stukken ontvangen." not in words_on(screen)
    screen.show_page(replace(pages.SYNC, here=0, under_way=0, received=60, items=(), problem=""))
    assert "60 van 60 stukken ontvangen." in words_on(screen)


def test_f5_asks_once_while_it_runs(shell: Shell, qtbot: QtBot) -> None:
    shell.go("sync")
    screen = shell.screens["sync"]
    asked = Heard(screen.sync_asked)
    qtbot.keyClick(focus(), Qt.Key.Key_F5)
    screen.show_page(replace(pages.SYNC, running=True))
    qtbot.keyClick(screen, Qt.Key.Key_F5)
    assert asked == [[]]


@pytest.mark.parametrize(
    ("key", "signal", "told"),
    [
        (Qt.Key.Key_1, "chosen", ["answer:/q5", 0, ""]),
        (Qt.Key.Key_2, "chosen", ["answer:/q5", 1, ""]),
        (Qt.Key.Key_3, "both_kept", ["answer:/q5"]),
    ],
)
def test_a_difference_is_settled_by_a_digit_and_enter(
    shell: Shell, qtbot: QtBot, key: Qt.Key, signal: str, told: list[object]
) -> None:
    shell.go("sync")
    screen = shell.screens["sync"]
    heard = Heard(getattr(screen, signal))
    qtbot.keyClick(focus(), key)
    assert heard == []
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert heard == [told]


def test_an_own_answer_can_be_written(shell: Shell, qtbot: QtBot) -> None:
    shell.go("sync")
    screen = shell.screens["sync"]
    panel = screen.differences
    heard = Heard(screen.rewritten)
    qtbot.keyClick(focus(), Qt.Key.Key_4)
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert heard == []
    panel._own_answer.show_value("niet")
    panel._own_remark.setPlainText("Samen bekeken.")
    panel.reason.setText("Nog eens gekeken")
    panel.settle()
    assert heard == [["answer:/q5", "niet", "Samen bekeken.", "Nog eens gekeken"]]


def test_deciding_later_leaves_both_and_shows_the_next(shell: Shell, qtbot: QtBot) -> None:
    shell.go("sync")
    screen = shell.screens["sync"]
    chosen, kept = Heard(screen.chosen), Heard(screen.both_kept)
    qtbot.keyClick(focus(), Qt.Key.Key_L)
    assert screen.differences._item().code == "3.1.3"
    assert chosen == []
    assert kept == []


def test_words_that_differ_are_underlined_and_markup_is_harmless() -> None:
    mine = marked("raam <b>open</b> vandaag", "raam dicht vandaag")
    assert mine == "raam <b><u>&lt;b&gt;open&lt;/b&gt;</u></b> vandaag"


# --- the frame


@pytest.mark.parametrize(
    ("wide", "tall", "whole"), [(1366, 768, False), (1400, 790, False), (1920, 1032, True)]
)
def test_a_window_takes_up_a_screen_that_has_no_room_for_its_title_bar(
    wide: int, tall: int, whole: bool
) -> None:
    assert in_sight(QSize(1366, 768), QSize(wide, tall)) == whole


def test_the_window_takes_up_a_small_screen(shell: Shell) -> None:
    shell.hide()
    shell.resize(2 * shell.screen().availableSize())
    shell.show_whole()
    assert shell.isMaximized()


def test_news_is_shown_without_taking_the_focus(shell: Shell) -> None:
    shell.go("checklist")
    before = focus()
    shell.toast.say("Bezoek bewaard.")
    assert shell.toast.isVisible()
    assert focus() is before


def test_a_state_is_told_to_a_screen_reader(shell: Shell) -> None:
    shell.go("checklist")
    told = QAccessible.queryAccessibleInterface(focus())
    assert told.role() == QAccessible.Role.RadioButton
    assert told.text(QAccessible.Text.Name) == "Nee"
    assert told.state().checked
