"""The trial tasks of an inspector, by keyboard alone, each within its number of steps.

`uv run python docs/tasks.py` runs them in every way and prints the table with steps and waits.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.views.spots import first_open_spot, spot_of
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.form.form import Form
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.gui.models.checklist import QuestionKind
from inspectiebezoek.paths import shared
from inspectiebezoek.report.verify import verify
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit.header import Header, Member
from inspectiebezoek.visit.kinds import Decision, Evidence, Finding, Recommendation, ReportVersion
from tests.gui.test_printing import ToFile, pages_in
from tests.gui.test_recording import Room
from tests.support.devices import devices
from tests.support.forms import form_of
from tests.support.office import TestOffice, office, postgres
from tests.support.packages import bring, give, workplace
from tests.support.trial import WAYS, Trial, at_task
from tests.support.window import CONTROL, PLAIN, open_desk, window_on

__all__ = ["office", "postgres"]

SHIFT = Qt.KeyboardModifier.ShiftModifier
QUESTION = "/data/a1/c12/a12_1"
TEAM = (Member("insp-a", "Anna", "lead", "inspectieleider"), Member("insp-b", "Bram", "inspector"))
HEADER = Header(
    title="Proefbezoek",
    site="PI-1",
    site_label="PI Proef (oefening)",
    start="2026-10-06T09:00:00+02:00",
    end="2026-10-06T17:00:00+02:00",
    team=TEAM,
    practice=True,
)


@pytest.fixture(
    scope="module", params=["keyboard", pytest.param("dark", marks=pytest.mark.long), "200"]
)
def way(request: pytest.FixtureRequest) -> str:
    """As it comes, in the dark, and at twice the text size; always by keyboard."""
    return str(request.param)


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def trial(
    way: str, qapp: QApplication, practice: Path, tmp_path: Path, qtbot: QtBot, room: Room
) -> Iterator[Trial]:
    """The window on the practice visit, of the checklist of a prison."""
    folder = tmp_path / "laptop"
    shutil.copytree(practice, folder)
    with (
        open_desk(folder, qapp, devices=devices(microphone=room), theme=WAYS[way]) as desk,
        at_task(desk, qtbot, way, "doorlichting-pi") as made,
    ):
        yield made


def opened(trial: Trial, ref: str = QUESTION) -> None:
    """The visit is open at a question; this is no part of the task."""
    trial.desk.visits.open(trial.desk.session.place.visits()[0].id)
    trial.desk.session.go_to(spot_of(trial.desk.session.opened(), ref))
    trial.settle()
    trial.begin()


def answer_current(trial: Trial) -> None:
    """Answer the question at hand in the way it asks, and go on."""
    item = trial.desk.shell.screens["checklist"].card.item
    typed = {
        QuestionKind.INTEGER: "2",
        QuestionKind.DECIMAL: "2,5",
        QuestionKind.DATE: "6-10-2026",
        QuestionKind.TEXT: "gezien",
        QuestionKind.MULTILINE: "gezien",
    }
    if item.kind in (QuestionKind.SELECT_ONE, QuestionKind.SELECT_MULTIPLE):
        trial.press(Qt.Key.Key_1)
    elif item.kind in typed:
        trial.write(typed[item.kind])
    own_enter = item.kind in (QuestionKind.MULTILINE, QuestionKind.REPEAT)
    trial.press(Qt.Key.Key_Return, CONTROL if own_enter else PLAIN)


def test_t1_first_start_to_the_practice_visit(trial: Trial) -> None:
    trial.press(Qt.Key.Key_Return)
    trial.press(Qt.Key.Key_J, CONTROL)
    assert trial.desk.shell.screens["checklist"].current()
    assert trial.desk.session.opened().header.practice
    trial.done("T1")


def test_t2_a_faulty_checklist_says_where(trial: Trial, tmp_path: Path) -> None:
    bad = tmp_path / "fout.md"
    bad.write_text(
        "| survey | | | | |\n| | type | name | label | relevant |\n"
        "| | text | a | A | ${weg} = 1 |\n\n"
        "| settings | | | |\n| | form_title | form_id | version |\n| | Fout | fout | 1 |\n",
        encoding="utf-8",
    )
    trial.files.chosen.append(bad)
    trial.press(Qt.Key.Key_O, CONTROL)
    trial.beside += 1  # the file is chosen in the dialog of the machine
    trial.wait()
    panel = QApplication.activeModalWidget()
    assert panel is not None
    (line,) = panel.list.rows.rows
    assert "survey, rij 3, kolom relevant" in line.title
    assert QApplication.focusWidget() is panel.list
    trial.press(Qt.Key.Key_Escape)
    trial.done("T2")


def test_t3_ready_to_go_out_without_a_network(trial: Trial) -> None:
    (row,) = trial.desk.shell.screens["visits"]._shown
    assert row.offline_words == "klaar voor offline"
    assert [words for _, words in row.ready] == ["De checklist staat op deze laptop"]
    trial.press(Qt.Key.Key_Return)
    trial.done("T3")


@pytest.mark.parametrize(
    ("checklist", "first"),
    [
        ("doorlichting-pi", "/data/a1/c13/a13_1"),
        pytest.param("gedwongen-vertrek", "", marks=pytest.mark.long),
    ],
)
def test_t4_twenty_questions(trial: Trial, checklist: str, first: str) -> None:
    form = load_form(shared("forms", f"{checklist}.md"))
    trial.checklist = checklist
    visit = trial.desk.session.place.plan(form, HEADER)
    trial.desk.visits.open(visit.id)
    trial.desk.session.go_to(spot_of(visit, first) if first else first_open_spot(visit))
    trial.settle()
    trial.begin()
    store = trial.desk.session.place.store
    enough = len(store.entries(visit.log)) + 20
    while len(store.entries(visit.log)) < enough:
        answer_current(trial)
    trial.done("T4")


def test_t5_the_last_three_open_questions(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot, many: Form, way: str
) -> None:
    store = Store(tmp_path / "laptop", bytes(32))
    place = Workplace(store)
    place.introduce("insp-a", "Anna")
    visit = place.plan(many, HEADER)
    left = {f"/data/h{chapter}/q{chapter}_7" for chapter in (3, 11, 17)}
    answers = [
        (f"/data/h{chapter}/q{chapter}_{number}", "ja")
        for chapter in range(18)
        for number in range(10)
    ]
    visit.answer_all([each for each in answers if each[0] not in left], {})
    with window_on(place, qapp, theme=WAYS[way]) as desk, at_task(desk, qtbot, way) as trial:
        desk.visits.open(visit.id)
        trial.settle()
        trial.begin()
        for _ in range(3):
            trial.press(Qt.Key.Key_J, CONTROL)
            trial.press(Qt.Key.Key_1)
        assert all(desk.session.opened().instance.node(ref).value == "ja" for ref in left)
        trial.press(Qt.Key.Key_J, CONTROL)
        assert "geen vraag meer open" in desk.shell.toast.words()
        trial.done("T5")
    store.close()


def test_t6_a_spoken_note_on_the_way_linked_later(trial: Trial, room: Room) -> None:
    opened(trial)
    trial.desk.session.go("visit")
    trial.begin()
    trial.press(Qt.Key.Key_D, CONTROL)
    room.hear(3)
    trial.press(Qt.Key.Key_D, CONTROL)
    trial.wait()
    trial.press(Qt.Key.Key_K, CONTROL | SHIFT)
    trial.press(Qt.Key.Key_Return)
    trial.write("1.5.4")
    trial.press(Qt.Key.Key_Return)
    piece = trial.desk.session.opened().all(Evidence)[-1]
    assert (piece.media_type, piece.questions) == ("audio/wav", ("a15_4",))
    trial.done("T6")


def test_t7_no_with_a_remark_a_photo_an_arrow_and_a_finding(trial: Trial) -> None:
    opened(trial)
    photo = sorted(shared("forms", "oefenbezoek", "photos").glob("*.jpg"))[0]
    trial.files.chosen.append(photo)
    trial.press(Qt.Key.Key_2)
    trial.press(Qt.Key.Key_N)
    trial.write("Hangt achter de deur. ")
    trial.press(Qt.Key.Key_Escape)
    trial.press(Qt.Key.Key_F)
    trial.press(Qt.Key.Key_A)
    trial.press(Qt.Key.Key_Up)
    trial.press(Qt.Key.Key_Return)
    trial.press(Qt.Key.Key_B)
    visit = trial.desk.session.opened()
    trial.desk.findings._screen.editor.begin()
    trial.write("Huisregels slecht te zien")
    trial.press(Qt.Key.Key_3, CONTROL)
    finding = visit.all(Finding)[-1]
    piece = visit.all(Evidence)[-1]
    assert finding.evidence == (piece.label,)
    assert finding.questions == ("a12_1",)
    kept = trial.desk.session.place.store.evidence.content(piece.original)
    assert kept == photo.read_bytes()
    assert [each["kind"] for each in piece.annotated] == ["arrow"]
    trial.done("T7")


def test_t8_the_answer_before_and_a_recommendation_half_done(
    way: str, qapp: QApplication, practice: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "laptop"
    shutil.copytree(practice, folder)
    with open_desk(folder, qapp, theme=WAYS[way]) as desk:
        place = desk.session.place
        (then,) = place.visits()
        before = place.open(then.id)
        before.add(Recommendation, text="Scherm elk toilet af.", owner_role="directeur")
        label = before.all(Recommendation)[0].label
        late = replace(before.header, title="Vervolgbezoek", start="2027-03-02T09:00:00+01:00")
        now = place.plan(before.form, replace(late, programme=()))
        with at_task(desk, qtbot, way, "doorlichting-pi") as trial:
            desk.session.list_visits()
            desk.visits.open(now.id)
            desk.session.go_to(spot_of(desk.session.opened(), QUESTION))
            trial.wait()
            trial.begin()
            assert desk.shell.screens["checklist"].card.item.before
            trial.press(Qt.Key.Key_P)
            trial.press(Qt.Key.Key_Return)
            panel = QApplication.activeModalWidget()
            digit = 1 + [each.value for each in panel._page.states].index("in_uitvoering")
            trial.press(Qt.Key(Qt.Key.Key_0 + digit))
            trial.press(Qt.Key.Key_Escape)
            rows = place.open(now.id).instance.node("/data/a7/c73/rep_aanbeveling").rows
            told = [[leaf.value for leaf in row.walk()] for row in rows]
            assert any(label in values and "in_uitvoering" in values for values in told)
            trial.done("T8")


def test_t9_on_after_the_power_went(trial: Trial, qtbot: QtBot) -> None:
    opened(trial)
    trial.press(Qt.Key.Key_2)
    trial.press(Qt.Key.Key_N)
    trial.write("Half opgeschreven zin ")
    qtbot.wait(700)
    trial.begin()
    folder = trial.desk.session.place.store.folder
    copy = folder.parent / "after"
    shutil.copytree(folder, copy)
    store = Store(copy, bytes(32))
    after = Workplace(store).open(trial.desk.session.opened().id)
    assert after.instance.node(QUESTION).value == "nee"
    assert any("Half opgeschreven zin" in words for words in after.drafts().values())
    store.close()
    trial.done("T9")


def test_t10_two_differences_in_the_package_of_a_colleague(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, many: Form, way: str
) -> None:
    anna, bram = workplace(tmp_path / "a", "anna"), workplace(tmp_path / "b", "bram")
    mine = anna.plan(many, HEADER)
    bring(bram, give(anna, tmp_path / "heen.ibz", bram), anna)
    theirs = bram.open(mine.id)
    for ref in ("/data/h0/q0_1", "/data/h1/q1_1"):
        theirs.answer(ref, "nee")
        mine.answer(ref, "ja")
    package = give(bram, tmp_path / "terug.ibz", anna)
    with window_on(anna, qapp, theme=WAYS[way]) as desk, at_task(desk, qtbot, way) as trial:
        trial.files.chosen.append(package)
        trial.press(Qt.Key.Key_O, CONTROL | SHIFT)
        trial.beside += 1  # the file is chosen in the dialog of the machine
        trial.wait()
        trial.press(Qt.Key.Key_Space)  # the digits were compared
        trial.press(Qt.Key.Key_Return)
        trial.wait()
        for _ in range(2):
            trial.press(Qt.Key.Key_1)
            trial.press(Qt.Key.Key_Return)
        visit = desk.session.opened()
        assert len(visit.all(Decision)) == 2
        assert desk.shell.screens["sync"]._page.differences == ()
        held = {entry.id for entry in anna.store.entries(mine.log)}
        assert held >= {entry.id for entry in bram.store.entries(mine.log)}
        trial.done("T10")
    anna.store.close()
    bram.store.close()


def test_t11_finish_sign_and_print(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot, many: Form, way: str
) -> None:
    store = Store(tmp_path / "laptop", bytes(32))
    place = Workplace(store)
    place.introduce("insp-a", "Anna")
    visit = place.plan(many, replace(HEADER, team=TEAM[:1]))
    with window_on(place, qapp, theme=WAYS[way]) as desk, at_task(desk, qtbot, way) as trial:
        target = tmp_path / "samenvatting.pdf"
        desk.commands.printing.printers = ToFile(target)
        desk.visits.open(visit.id)
        desk.session.go("visit")
        trial.settle()
        trial.begin()
        trial.press(Qt.Key.Key_F, CONTROL | SHIFT)
        for _ in range(2):  # two gaps
            trial.press(Qt.Key.Key_Return)
            answer_current(trial)
            trial.press(Qt.Key.Key_F, CONTROL | SHIFT)
        assert desk.session.opened().header.state == "finished"
        trial.press(Qt.Key.Key_6, CONTROL)
        trial.press(Qt.Key.Key_Return, CONTROL)
        trial.write("Oefenstad")
        trial.press(Qt.Key.Key_Return)
        trial.wait()
        trial.press(Qt.Key.Key_P, CONTROL)
        trial.press(Qt.Key.Key_Return)  # the summary, to leave behind
        trial.wait()
        version = desk.session.opened().all(ReportVersion)[-1]
        pdf = store.evidence.content(version.file)
        prints = frozenset(each["fingerprint"] for each in version.signers)
        assert verify(pdf, prints, now=place.clock()).holds
        assert pages_in(target) in (1, 2)
        desk.commands.printing.job.panel.accept()
        trial.done("T11")
    store.close()


def test_t12_the_network_goes_and_comes_back(
    office: TestOffice, qapp: QApplication, qtbot: QtBot, many: Form, way: str
) -> None:
    anna = office.laptop("insp-a")
    visit = anna.plan(many, replace(HEADER, team=TEAM[:1]))
    device = anna.store.device()
    with window_on(anna, qapp, theme=WAYS[way]) as desk, at_task(desk, qtbot, way) as trial:
        desk.visits.open(visit.id)
        trial.settle()
        anna.store.introduce(replace(device, office="http://127.0.0.1:9"))
        trial.begin()
        trial.press(Qt.Key.Key_7, CONTROL)
        trial.press(Qt.Key.Key_F5)
        trial.wait()
        assert "IB-S-401" in desk.shell.screens["sync"]._page.problem_detail
        anna.store.introduce(device)
        trial.press(Qt.Key.Key_F5)
        trial.wait()
        page = desk.shell.screens["sync"]._page
        assert page.received == page.total > 0
        trial.done("T12")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Form:
    """A checklist of 180 questions in 18 chapters, two of them required."""
    rows = ["| | type | name | label | required |"]
    for chapter in range(18):
        rows.append(f"| | begin_group | h{chapter} | Hoofdstuk {chapter + 1} | |")
        for number in range(10):
            needed = "yes" if number == 0 and chapter in (4, 9) else ""
            name = f"q{chapter}_{number}"
            rows.append(f"| | select_one jn | {name} | Vraag {chapter}.{number} | {needed} |")
        rows.append("| | end_group | | | |")
    return form_of(tmp_path_factory.mktemp("form"), "\n".join(rows))
