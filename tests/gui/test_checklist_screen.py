"""Filling a checklist with the keyboard: every answer is told at once, nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from inspectiebezoek.gui.models.checklist import (
    ChecklistPage,
    Choice,
    Crumb,
    QuestionItem,
    QuestionKind,
    keys_of,
    next_open,
)
from inspectiebezoek.gui.screens.checklist import ChecklistScreen
from inspectiebezoek.gui.shell import Shell
from tests.support import pages

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def screen(shell: Shell) -> ChecklistScreen:
    shell.go("checklist")
    made = shell.screens["checklist"]
    assert isinstance(made, ChecklistScreen)
    return made


class Heard(list[list[object]]):
    """What a signal told, in order."""

    def __init__(self, signal: SignalInstance) -> None:
        super().__init__()
        signal.connect(lambda *values: self.append(list(values)))


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def stand_at(screen: ChecklistScreen, ref: str) -> None:
    screen.show_page(replace(pages.CHECKLIST, current=ref))
    screen.card.begin()
    QApplication.processEvents()


def give(screen: ChecklistScreen, ref: str, **parts: object) -> None:
    """The page as it is after an answer was kept."""
    questions = tuple(
        replace(each, **parts) if each.ref == ref else each for each in pages.QUESTIONS
    )
    screen.show_page(replace(pages.CHECKLIST, questions=questions, current=""))


def test_a_digit_answers_and_enter_goes_on(screen: ChecklistScreen, qtbot: QtBot) -> None:
    answered = Heard(screen.answered)
    qtbot.keyClick(focus(), Qt.Key.Key_1)
    assert answered == [["/q2", "ja"]]
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert screen.current() == "/q3"
    assert isinstance(focus(), QLineEdit)


def test_zero_is_not_applicable(screen: ChecklistScreen, qtbot: QtBot) -> None:
    answered = Heard(screen.answered)
    qtbot.keyClick(focus(), Qt.Key.Key_0)
    assert answered == [["/q2", "nvt"]]


def test_the_digits_skip_not_applicable() -> None:
    choices = (Choice("a", "A"), Choice("nvt", "N.v.t.", True), Choice("b", "B"))
    assert keys_of(choices) == ("1", "0", "2")


def test_backspace_goes_back_and_never_undoes(screen: ChecklistScreen, qtbot: QtBot) -> None:
    answered = Heard(screen.answered)
    qtbot.keyClick(focus(), Qt.Key.Key_Backspace)
    assert screen.current() == "/q1"
    assert answered == []


def test_delete_takes_an_answer_back(screen: ChecklistScreen, qtbot: QtBot) -> None:
    answered = Heard(screen.answered)
    qtbot.keyClick(focus(), Qt.Key.Key_Delete)
    assert answered == [["/q2", ""]]


def test_an_answer_that_was_kept_is_shown_without_being_given_again(
    screen: ChecklistScreen,
) -> None:
    answered = Heard(screen.answered)
    give(screen, "/q2", value="onbekend")
    assert answered == []
    chosen = screen.card.input.first()
    assert chosen.text() == "Onbekend"


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (Qt.Key.Key_V, "flagged"),
        (Qt.Key.Key_F, "photo_asked"),
        (Qt.Key.Key_K, "file_asked"),
        (Qt.Key.Key_B, "finding_asked"),
    ],
)
def test_a_letter_asks_for_what_it_says(
    screen: ChecklistScreen, qtbot: QtBot, key: Qt.Key, signal: str
) -> None:
    heard = Heard(getattr(screen, signal))
    qtbot.keyClick(focus(), key)
    assert heard == [["/q2"]]


def test_letters_typed_in_a_field_are_words(screen: ChecklistScreen, qtbot: QtBot) -> None:
    flagged, photos = Heard(screen.flagged), Heard(screen.photo_asked)
    qtbot.keyClick(focus(), Qt.Key.Key_N)
    assert isinstance(focus(), QPlainTextEdit)
    qtbot.keyClicks(focus(), " vfv1")
    assert flagged == []
    assert photos == []


def test_what_is_being_typed_is_told_within_300_ms(screen: ChecklistScreen, qtbot: QtBot) -> None:
    qtbot.keyClick(focus(), Qt.Key.Key_N)
    with qtbot.waitSignal(screen.remark_typing, timeout=450) as caught:
        qtbot.keyClicks(focus(), "Nu")
    assert caught.args[0] == "/q2"
    assert "Nu" in caught.args[1]


def test_leaving_a_field_hands_over_what_was_typed(screen: ChecklistScreen, qtbot: QtBot) -> None:
    stand_at(screen, "/q13")
    answered = Heard(screen.answered)
    qtbot.keyClicks(focus(), "Afdeling C")
    qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    assert answered == [["/q13", "Afdeling C"]]


def test_ctrl_enter_leaves_a_field_of_several_lines(screen: ChecklistScreen, qtbot: QtBot) -> None:
    stand_at(screen, "/q12")
    answered = Heard(screen.answered)
    qtbot.keyClicks(focus(), "Regel 1")
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    qtbot.keyClicks(focus(), "Regel 2")
    qtbot.keyClick(focus(), Qt.Key.Key_Return, CONTROL)
    assert answered == [["/q12", "Regel 1\nRegel 2"]]
    assert screen.current() == "/q13"


def test_an_answer_of_a_colleague_never_overwrites_what_is_being_typed(
    screen: ChecklistScreen, qtbot: QtBot
) -> None:
    stand_at(screen, "/q13")
    qtbot.keyClicks(focus(), "Half ge")
    give(screen, "/q13", value="Iets anders")
    assert focus().text() == "Half ge"


def test_a_draft_of_before_a_crash_stands_in_its_field(screen: ChecklistScreen) -> None:
    give(screen, "/q13", draft="Half af")
    stand_to = replace(screen._page, current="/q13")
    screen.show_page(stand_to)
    screen.card.begin()
    assert focus().text() == "Half af"


def test_a_number_may_be_typed_with_a_comma(screen: ChecklistScreen, qtbot: QtBot) -> None:
    stand_at(screen, "/q4")
    answered = Heard(screen.answered)
    focus().selectAll()
    qtbot.keyClicks(focus(), "18,75")
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert answered == [["/q4", "18.75"]]


def test_words_that_are_no_number_are_said_and_stay_in_the_field(
    screen: ChecklistScreen, qtbot: QtBot
) -> None:
    stand_at(screen, "/q3")
    answered, typing = Heard(screen.answered), Heard(screen.typing)
    field = focus()
    qtbot.keyClicks(field, "snel")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert answered == []
    assert typing[-1] == ["/q3", "snel"]
    assert field.text() == "snel"
    assert "snel" in field.accessibleDescription()


def test_several_answers_are_kept_in_the_order_of_the_list(
    screen: ChecklistScreen, qtbot: QtBot
) -> None:
    stand_at(screen, "/q6")
    answered = Heard(screen.answered)
    qtbot.keyClick(focus(), Qt.Key.Key_4)
    qtbot.keyClick(focus(), Qt.Key.Key_1)
    assert answered == [["/q6", "cellen keuken isoleercel"], ["/q6", "keuken isoleercel"]]


def test_a_long_list_is_narrowed_by_typing(screen: ChecklistScreen, qtbot: QtBot) -> None:
    stand_at(screen, "/q8")
    answered = Heard(screen.answered)
    qtbot.keyClicks(focus(), "oefenplaats 12")
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert answered == [["/q8", "pi12"]]


def test_a_moment_is_typed_and_keeps_its_offset(screen: ChecklistScreen, qtbot: QtBot) -> None:
    stand_at(screen, "/q5")
    answered = Heard(screen.answered)
    qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    focus().selectAll()
    qtbot.keyClicks(focus(), "1405")
    qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    assert answered == [["/q5", "2026-10-06T14:05:00.000+02:00"]]


def test_a_moment_in_another_time_zone_can_be_typed(screen: ChecklistScreen, qtbot: QtBot) -> None:
    stand_at(screen, "/q5")
    answered = Heard(screen.answered)
    for _ in range(2):
        qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    focus().selectAll()
    qtbot.keyClicks(focus(), "+3")
    qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    assert answered == [["/q5", "2026-10-06T10:30:00.000+03:00"]]


def test_a_row_opens_on_enter_and_can_be_added_and_taken_away(
    screen: ChecklistScreen, qtbot: QtBot
) -> None:
    stand_at(screen, "/q7")
    opened, added, removed = (
        Heard(signal) for signal in (screen.row_opened, screen.row_added, screen.row_removed)
    )
    qtbot.keyClick(focus(), Qt.Key.Key_Down)
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    qtbot.keyClick(focus(), Qt.Key.Key_Plus)
    qtbot.keyClick(focus(), Qt.Key.Key_Delete)
    assert opened == [["/q7[2]"]]
    assert added == [["/q7"]]
    assert removed == [["/q7[2]"]]


def test_an_opened_row_closes_on_escape_and_after_its_last_question(
    screen: ChecklistScreen, qtbot: QtBot
) -> None:
    closed = Heard(screen.row_closed)
    row = ChecklistPage(
        pages.CHECKLIST.chapters,
        1,
        (pages.question("/q7[1]/naam", "Celnummer", QuestionKind.TEXT, value="A-112"),),
        "/q7[1]/naam",
        (Crumb("/q7[1]", "Cel A-112"),),
    )
    screen.show_page(row)
    screen.card.begin()
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert closed == [[]]
    qtbot.keyClick(focus(), Qt.Key.Key_Escape)
    assert closed == [[], []]


def test_enter_at_the_last_question_asks_for_the_next_chapter(
    screen: ChecklistScreen, qtbot: QtBot
) -> None:
    asked = Heard(screen.chapter_asked)
    stand_at(screen, "/q13")
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    stand_at(screen, "/q1")
    qtbot.keyClick(focus(), Qt.Key.Key_Backspace)
    assert asked == [[2, False], [0, True]]


def test_the_next_open_question_is_found_here_first(screen: ChecklistScreen) -> None:
    screen.next_open()
    assert screen.current() == "/q3"
    asked = Heard(screen.next_open_asked)
    done = tuple(replace(each, value="x") for each in pages.QUESTIONS)
    screen.show_page(replace(pages.CHECKLIST, questions=done, current=""))
    screen.next_open()
    assert asked == [[]]


def test_the_next_open_question_goes_round_the_chapter() -> None:
    at = pages.CHECKLIST.position("/q13")
    assert next_open(pages.CHECKLIST, at) == pages.CHECKLIST.position("/q3")


def test_the_list_can_show_what_is_open_only(screen: ChecklistScreen) -> None:
    screen.filter.group.button(1).setChecked(True)
    shown = [each.item.ref for each in screen._rows if each.item]
    assert shown == ["/q2", "/q3", "/q11", "/q15", "/q17", "/q18", "/q12", "/q13"]


def test_walking_through_the_list_shows_each_question(
    screen: ChecklistScreen, qtbot: QtBot
) -> None:
    moved = Heard(screen.moved)
    screen.list.setFocus()
    qtbot.keyClick(focus(), Qt.Key.Key_Down)
    qtbot.keyClick(focus(), Qt.Key.Key_Down)
    assert moved == [["/q3"], ["/q4"]]
    assert focus() is screen.list


def test_a_fixed_answer_says_why_it_cannot_change(screen: ChecklistScreen, qtbot: QtBot) -> None:
    answered = Heard(screen.answered)
    give(screen, "/q2", readonly=True)
    qtbot.keyClick(screen, Qt.Key.Key_1)
    assert answered == []
    words = screen.look.say("question.readonly")
    bars = [each.accessibleName() for each in screen.findChildren(QWidget)]
    assert words in bars


def test_markup_in_a_question_is_shown_as_it_is_written(screen: ChecklistScreen) -> None:
    item = QuestionItem(ref="/x", label="<b>Vet</b> & <img src=x>", kind=QuestionKind.NOTE)
    screen.show_page(ChecklistPage(questions=(item,)))
    shown = [each.text() for each in screen.findChildren(QWidget) if hasattr(each, "text")]
    assert item.label in [words for words in shown if isinstance(words, str)]


def test_what_the_checklist_reckons_is_not_taken_back(
    screen: ChecklistScreen, qtbot: QtBot
) -> None:
    stand_at(screen, "/q9")
    answered = Heard(screen.answered)
    qtbot.keyClick(focus(), Qt.Key.Key_Delete)
    assert answered == []
