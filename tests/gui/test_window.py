"""The window on the practice visit: all by keyboard, and kept before the screen says so."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk import visits_desk
from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.views.spots import spot_of
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.gui.models.report import SignChoice
from inspectiebezoek.gui.parts.answer import Answer
from inspectiebezoek.paths import shared
from inspectiebezoek.server.publishing import prepared
from inspectiebezoek.sync.published import FORM, Published, write_list
from inspectiebezoek.visit.exported import EVIDENCE, EXPORTED
from inspectiebezoek.visit.kinds import Evidence, Finding, ReportVersion
from inspectiebezoek.visit.team import takers
from tests.support.window import CONTROL, Files, Hands, open_desk

QUESTION, NEXT = "/data/a1/c12/a12_1", "/data/a1/c12/a12_2"
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(qapp: QApplication, practice: Path, tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "laptop"
    shutil.copytree(practice, folder)
    with open_desk(folder, qapp) as made:
        yield made


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> Hands:
    return Hands(desk, qtbot)


def open_practice(desk: Desk, hands: Hands) -> None:
    hands.wait()
    hands.press(Qt.Key.Key_Return)
    assert desk.session.visit is not None


def at_question(desk: Desk, hands: Hands, ref: str) -> None:
    open_practice(desk, hands)
    desk.session.go_to(spot_of(desk.session.opened(), ref))
    hands.settle()


def kept(desk: Desk) -> object:
    return desk.session.place.open(desk.session.opened().id)


# --- visits


def test_enter_opens_the_visit_and_its_screens(desk: Desk, hands: Hands) -> None:
    open_practice(desk, hands)
    assert desk.shell.place == "visit"
    for digit, place in enumerate(("visits", "visit", "checklist", "findings"), 1):
        hands.press(Qt.Key(Qt.Key.Key_0 + digit), CONTROL)
        assert desk.shell.place == place


def test_the_list_says_how_far_a_visit_is(desk: Desk, hands: Hands) -> None:
    hands.wait()
    (row,) = desk.shell.screens["visits"]._shown
    assert row.total > row.done > 100


def test_a_new_visit_is_planned_with_the_keyboard(desk: Desk, hands: Hands) -> None:
    hands.wait()
    hands.press(Qt.Key.Key_N, CONTROL | SHIFT)
    for _ in range(3):
        hands.press(Qt.Key.Key_Down)
        hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.wait()
    visit = desk.session.opened()
    assert visit.header.kind == "doorlichting"
    assert [each.role for each in visit.header.team] == ["lead"]
    assert desk.shell.place == "checklist"
    assert len(desk.session.place.visits()) == 2


def test_a_checklist_of_the_office_is_offered_first(
    desk: Desk, hands: Hands, tmp_path: Path
) -> None:
    hands.wait()
    store, path = desk.session.place.store, tmp_path / "klein.md"
    path.write_text(
        "| survey |\n| | type | name | label |\n| | text | a | Vraag |\n| settings |\n"
        "| | form_title | form_id | version |\n| | Van kantoor | klein | 3 |\n",
        encoding="utf-8",
    )
    (ready,) = prepared([path], desk.session.place.clock())
    sha256, size = store.evidence.keep([ready.content])
    file = Published(FORM, ready.id, ready.version, ready.title, sha256, size)
    store.remember("reference", write_list([file]))
    hands.press(Qt.Key.Key_N, CONTROL | SHIFT)
    for _ in range(3):
        hands.press(Qt.Key.Key_Down)
        hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.wait()
    assert desk.session.opened().form.title == "Van kantoor"


def test_a_checklist_with_faults_opens_nothing_and_says_where(
    desk: Desk, hands: Hands, tmp_path: Path
) -> None:
    hands.wait()
    bad = tmp_path / "fout.md"
    bad.write_text(
        "| survey | | | | |\n| | type | name | label | relevant |\n"
        "| | text | a | A | ${weg} = 1 |\n\n"
        "| settings | | | |\n| | form_title | form_id | version |\n| | Fout | fout | 1 |\n",
        encoding="utf-8",
    )
    desk.session.files = Files(bad)
    hands.press(Qt.Key.Key_O, CONTROL)
    hands.wait()
    panel = QApplication.activeModalWidget()
    assert panel is not None
    (line,) = panel.list.rows.rows
    assert "survey" in line.title
    assert "relevant" in line.title
    hands.press(Qt.Key.Key_Escape)
    assert len(desk.session.place.visits()) == 1


def test_a_file_that_is_no_checklist_is_said_to_be_none(
    desk: Desk, hands: Hands, tmp_path: Path
) -> None:
    hands.wait()
    bad = tmp_path / "lijst.xlsx"
    bad.write_bytes(b"geen werkblad")
    desk.session.files = Files(bad)
    hands.press(Qt.Key.Key_O, CONTROL)
    hands.wait()
    assert "IB-F-102" in desk.shell.message()


# --- the checklist


def test_a_digit_answers_and_the_answer_is_on_disk(desk: Desk, hands: Hands) -> None:
    at_question(desk, hands, QUESTION)
    assert isinstance(QApplication.focusWidget(), Answer)
    hands.press(Qt.Key.Key_2)
    assert kept(desk).instance.node(QUESTION).value == "nee"
    assert desk.session.saved is not None


def test_enter_goes_to_the_next_question_and_backspace_back(desk: Desk, hands: Hands) -> None:
    at_question(desk, hands, QUESTION)
    screen = desk.shell.screens["checklist"]
    hands.press(Qt.Key.Key_Return)
    assert screen.current() == f"answer:{NEXT}"
    hands.press(Qt.Key.Key_Backspace)
    assert screen.current() == f"answer:{QUESTION}"


def test_a_flag_and_a_remark_are_kept(desk: Desk, hands: Hands) -> None:
    at_question(desk, hands, QUESTION)
    hands.press(Qt.Key.Key_V)
    hands.press(Qt.Key.Key_N)
    hands.write(" Hangt in de gang.")
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert kept(desk).flagged(QUESTION)
    assert kept(desk).remark(QUESTION).endswith("Hangt in de gang.")


def test_text_being_typed_is_kept_as_a_draft(desk: Desk, hands: Hands, qtbot: QtBot) -> None:
    at_question(desk, hands, QUESTION)
    hands.press(Qt.Key.Key_N)
    hands.write("Half ")
    qtbot.wait(600)
    (draft,) = desk.session.opened().drafts().values()
    assert draft.endswith("Half ")


def test_a_row_is_added_filled_and_left_again(desk: Desk, hands: Hands) -> None:
    at_question(desk, hands, "/data/a1/c15/rep_cel")
    repeat = desk.session.opened().instance.node("/data/a1/c15/rep_cel")
    before = len(repeat.rows)
    hands.press(Qt.Key.Key_Plus)
    page = desk.shell.screens["checklist"]._page
    assert len(page.trail) == 1
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_Escape)
    assert desk.shell.screens["checklist"]._page.trail == ()
    assert len(kept(desk).instance.node("/data/a1/c15/rep_cel").rows) == before + 1


def test_a_photo_is_added_to_a_question_and_its_original_is_untouched(
    desk: Desk, hands: Hands
) -> None:
    at_question(desk, hands, QUESTION)
    photo = next(iter(sorted(shared("forms", "oefenbezoek", "photos").glob("*.jpg"))))
    desk.session.files = Files(photo)
    before = len(desk.session.opened().all(Evidence))
    hands.press(Qt.Key.Key_F)
    pieces = kept(desk).all(Evidence)
    assert len(pieces) == before + 1
    assert desk.session.place.store.evidence.content(pieces[-1].original) == photo.read_bytes()
    assert len(desk.shell.screens["checklist"].card.item.evidence) >= 1


def test_a_photo_that_is_none_is_refused_and_nothing_is_lost(
    desk: Desk, hands: Hands, tmp_path: Path
) -> None:
    at_question(desk, hands, QUESTION)
    fake = tmp_path / "foto.jpg"
    fake.write_text("geen foto", encoding="utf-8")
    desk.session.files = Files(fake)
    before = len(desk.session.opened().all(Evidence))
    hands.press(Qt.Key.Key_F)
    assert "IB-O-309" in desk.shell.message()
    assert len(kept(desk).all(Evidence)) == before


def test_the_next_open_question_is_one_key_away_from_anywhere(desk: Desk, hands: Hands) -> None:
    open_practice(desk, hands)
    hands.press(Qt.Key.Key_7, CONTROL)
    hands.press(Qt.Key.Key_J, CONTROL)
    assert desk.shell.place == "checklist"
    ref = desk.shell.screens["checklist"].current().removeprefix("answer:")
    assert desk.session.opened().instance.node(ref).value == ""


# --- findings, evidence, the visit


def test_a_finding_grows_out_of_a_question(desk: Desk, hands: Hands) -> None:
    at_question(desk, hands, QUESTION)
    hands.press(Qt.Key.Key_B)
    assert desk.shell.place == "findings"
    desk.findings._screen.editor.begin()
    hands.write("Huisregels hangen achter een deur")
    hands.press(Qt.Key.Key_4, CONTROL)
    made = kept(desk).all(Finding)[-1]
    assert made.title == "Huisregels hangen achter een deur"
    assert made.questions == ("a12_1",)
    assert made.criteria == ("1.2",)
    assert desk.session.opened().drafts() == {}


def test_what_was_typed_in_a_finding_before_a_crash_is_put_back(
    desk: Desk, hands: Hands, qapp: QApplication
) -> None:
    open_practice(desk, hands)
    finding = desk.session.opened().all(Finding)[0]
    desk.session.opened().typing_in(Finding, finding.id, "title", "Half getypte titel")
    desk.session.opened().typing_in(Finding, finding.id, "heard/0/words", "Half gehoord")
    desk.visits.open(desk.session.opened().id)
    hands.settle()
    found = kept(desk).all(Finding)[0]
    assert found.title == "Half getypte titel"
    assert found.heard[0]["text"] == "Half gehoord"
    assert "teruggezet" in desk.shell.message()
    assert desk.session.opened().drafts() == {}


def test_a_judgment_is_given_by_digit(desk: Desk, hands: Hands) -> None:
    open_practice(desk, hands)
    hands.press(Qt.Key.Key_4, CONTROL)
    hands.press(Qt.Key.Key_2)
    assert kept(desk).instance.node("/data/a1/c12/o12_oordeel").value == "voldoet_grotendeels"


def test_a_piece_is_linked_to_a_question(desk: Desk, hands: Hands) -> None:
    open_practice(desk, hands)
    hands.press(Qt.Key.Key_5, CONTROL)
    piece = desk.shell.screens["evidence"]._page.pieces[0].tile.id
    hands.press(Qt.Key.Key_K)
    hands.write("1.2.1")
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Return, CONTROL)
    found = next(each for each in kept(desk).all(Evidence) if each.id == piece)
    assert "a12_1" in found.questions


def test_a_copy_of_an_original_is_handed_out(desk: Desk, hands: Hands, tmp_path: Path) -> None:
    open_practice(desk, hands)
    piece = next(each for each in desk.session.opened().all(Evidence) if each.original)
    target = tmp_path / "kopie.bin"
    desk.session.files = Files(target)
    desk.evidence.save_as(piece.id)
    assert target.read_bytes() == desk.session.place.store.evidence.content(piece.original)
    (told,) = kept(desk).state.fields(EXPORTED)
    assert kept(desk).state.value(told) == EVIDENCE


def test_a_chapter_is_taken_and_given_back(desk: Desk, hands: Hands) -> None:
    open_practice(desk, hands)
    hands.press(Qt.Key.Key_Down)
    before = takers(desk.session.opened().state)
    hands.press(Qt.Key.Key_T)
    after = takers(desk.session.opened().state)
    ((part, person),) = after.items() - before.items()
    assert person == "insp-a"
    hands.press(Qt.Key.Key_T)
    assert part not in takers(desk.session.opened().state)


def test_finishing_says_what_is_missing_and_leads_there(desk: Desk, hands: Hands) -> None:
    open_practice(desk, hands)
    hands.press(Qt.Key.Key_F, CONTROL | SHIFT)
    assert "kan nog niet" in desk.shell.message()
    assert desk.session.opened().header.state != "finished"
    hands.press(Qt.Key.Key_Return)
    assert desk.shell.place in ("checklist", "sync")


# --- report


def test_a_preview_is_made_beside_the_work_and_can_be_saved(
    desk: Desk, hands: Hands, tmp_path: Path
) -> None:
    open_practice(desk, hands)
    hands.press(Qt.Key.Key_6, CONTROL)
    hands.press(Qt.Key.Key_F5)
    hands.wait()
    screen = desk.shell.screens["report"]
    assert screen._page.pages > 5
    assert not screen.sign.isEnabled()
    target = tmp_path / "verslag.pdf"
    desk.session.files = Files(target)
    hands.press(Qt.Key.Key_E, CONTROL)
    assert target.read_bytes().startswith(b"%PDF")


def test_without_an_office_the_sync_says_so_and_nothing_is_lost(desk: Desk, hands: Hands) -> None:
    open_practice(desk, hands)
    practice = desk.session.opened()
    own = desk.session.place.plan(practice.form, replace(practice.header, stays_here=False))
    hands.press(Qt.Key.Key_7, CONTROL)
    page = desk.shell.screens["sync"]._page
    assert (page.received, page.enrolled) == (0, False)
    assert [line.ref for line in page.items] == [own.id], "the practice visit never goes"
    assert page.here == page.total > 0
    hands.press(Qt.Key.Key_F5)
    hands.wait()
    page = desk.shell.screens["sync"]._page
    assert not page.running
    assert page.problem
    assert page.here == page.total


def test_one_types_on_when_a_row_comes_into_the_finding(desk: Desk, hands: Hands) -> None:
    open_practice(desk, hands)
    visit = desk.session.opened()
    desk.session.finding = finding = visit.add(Finding)
    hands.press(Qt.Key.Key_4, CONTROL)
    desk.findings._screen.editor._fields[2].setFocus()
    hands.write("medewerker")
    hands.press(Qt.Key.Key_Tab)
    hands.write("de deur is kapot")
    hands.press(Qt.Key.Key_3, CONTROL)
    found = next(each for each in kept(desk).all(Finding) if each.id == finding)
    assert found.heard == ({"role": "medewerker", "text": "de deur is kapot"},)


# --- another visit opens meanwhile


def another(desk: Desk) -> str:
    here = desk.session.opened()
    return desk.session.place.plan(here.form, here.header).id


def test_what_is_being_typed_stays_with_its_visit_when_another_opens(
    desk: Desk, hands: Hands
) -> None:
    at_question(desk, hands, QUESTION)
    first, second = desk.session.opened().id, another(desk)
    hands.press(Qt.Key.Key_N)
    hands.press(Qt.Key.Key_A, CONTROL)
    hands.write("Deur stond open")
    desk.visits.open(second)
    hands.settle()
    place = desk.session.place
    assert place.open(first).remark(QUESTION) == "Deur stond open"
    assert place.open(second).remark(QUESTION) == ""


def test_one_visit_that_cannot_be_looked_at_does_not_stop_the_looking(
    desk: Desk, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_: object) -> None:
        raise InspectionError(Code.DISK_FULL)

    hands.wait()
    known = dict(desk.visits._known)
    desk.visits._known.clear()
    with monkeypatch.context() as patch:
        patch.setattr(visits_desk, "standing", unreadable)
        desk.visits.show()
        hands.wait()
    desk.visits.show()
    hands.wait()
    assert desk.visits._known == known


def test_a_visit_whose_log_was_altered_is_named_as_damaged(desk: Desk, hands: Hands) -> None:
    hands.wait()
    store = desk.session.place.store
    with store._database.transaction() as connection:
        connection.exec_driver_sql("DROP TRIGGER value_is_only_erased")
        connection.exec_driver_sql("UPDATE change SET value = x'22616e64657273220a' WHERE seq = 40")
    desk.visits._known.clear()
    desk.visits.show()
    hands.wait()
    (row,) = desk.shell.screens["visits"]._shown
    assert row.offline_words == "logboek beschadigd"


def test_a_preview_is_of_the_visit_at_hand(desk: Desk, hands: Hands, tmp_path: Path) -> None:
    open_practice(desk, hands)
    second = another(desk)
    hands.press(Qt.Key.Key_6, CONTROL)
    hands.press(Qt.Key.Key_F5)
    hands.wait()
    desk.visits.open(second)
    hands.press(Qt.Key.Key_6, CONTROL)
    target = tmp_path / "verslag.pdf"
    desk.session.files = Files(target)
    desk.report.save()
    assert not target.exists()
    assert desk.shell.screens["report"]._page.pages == 0


def test_a_signature_stays_with_its_visit_and_report(desk: Desk, hands: Hands) -> None:
    open_practice(desk, hands)
    first, second = desk.session.opened().id, another(desk)
    hands.press(Qt.Key.Key_6, CONTROL)
    desk.report.sign(SignChoice(key="practice", place="Teststad", file="", passphrase=""))
    desk.report.choose("summary")
    desk.visits.open(second)
    hands.wait()
    place = desk.session.place
    assert place.open(second).all(ReportVersion) == ()
    (version,) = place.open(first).all(ReportVersion)
    assert version.audience == "internal"
