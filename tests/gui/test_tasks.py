"""The trial tasks of an inspector, by keyboard alone, each within its number of steps.

One step is one key or one stretch of typing. `pytest tests/gui/test_tasks.py -s` prints the table
with steps, the most that are allowed, and how long the window did not answer (over 0.1 s a step).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.first_visit import bring_practice
from inspectiebezoek.app.views.spots import spot_of
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.form.form import Form
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.gui.look.tokens import COLOURS
from inspectiebezoek.gui.models.checklist import QuestionKind
from inspectiebezoek.paths import shared
from inspectiebezoek.report.verify import verify
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit.header import Header, Member
from inspectiebezoek.visit.kinds import Decision, Evidence, Finding, Note, ReportVersion
from tests.gui.test_printing import ToFile, pages_in
from tests.support.forms import form_of
from tests.support.office import TestOffice, office, postgres
from tests.support.packages import bring, give, workplace
from tests.support.window import CONTROL, PLAIN, Files, Hands, open_desk, window_on

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
_SLOW = 0.1
_SETTLING = 0.006


@dataclass
class Trial(Hands):
    """Counts the steps of a task, and the time that the window did not answer."""

    desk: Desk
    qtbot: QtBot
    steps: int = 0
    waited: float = 0.0
    files: Files = field(default_factory=Files)

    def __post_init__(self) -> None:
        super().__init__(self.desk, self.qtbot)
        self.desk.session.files = self.files

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        self.steps += 1
        start = perf_counter()
        super().press(key, modifier)
        self._count(perf_counter() - start)

    def write(self, words: str) -> None:
        self.steps += 1
        start = perf_counter()
        super().write(words)
        self._count((perf_counter() - start) / max(1, len(words)))

    def _count(self, seconds: float) -> None:
        if seconds - _SETTLING > _SLOW:
            self.waited += seconds - _SETTLING

    def done(self, task: str, most: int) -> None:
        """The task is done: it took no more steps than it may."""
        print(f"{task:4} {self.steps:3} of {most:3} steps   waited {self.waited:5.2f} s")  # noqa: T201
        assert self.steps <= most, task


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("practice")
    store = Store(folder, bytes(32))
    bring_practice(Workplace(store))
    store.close()
    return folder


@pytest.fixture(params=["light", pytest.param("dark", marks=pytest.mark.long), "200"])
def trial(
    request: pytest.FixtureRequest,
    qapp: QApplication,
    practice: Path,
    tmp_path: Path,
    qtbot: QtBot,
) -> Iterator[Trial]:
    """The window on the practice visit: as it comes, in the dark, and at twice the text size."""
    folder = tmp_path / "laptop"
    shutil.copytree(practice, folder)
    with open_desk(folder, qapp) as desk:
        if request.param in COLOURS:
            desk.shell.wear(request.param, 100)
        else:
            desk.shell.wear("light", int(request.param))
        made = Trial(desk, qtbot)
        made.wait()
        yield made
        desk.shell.wear("light", 100)


def opened(trial: Trial, ref: str = QUESTION) -> None:
    """The visit is open at a question; this is no part of the task."""
    trial.desk.visits.open(trial.desk.session.place.visits()[0].id)
    trial.desk.session.go_to(spot_of(trial.desk.session.opened(), ref))
    trial.settle()


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
    trial.done("T1", 8)


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
    trial.steps += 1  # the file is chosen in the dialog of the machine
    trial.wait()
    panel = QApplication.activeModalWidget()
    assert panel is not None
    (line,) = panel.list.rows.rows
    assert "survey, rij 3, kolom relevant" in line.title
    assert QApplication.focusWidget() is panel.list
    trial.press(Qt.Key.Key_Escape)
    trial.done("T2", 4)


def test_t3_ready_to_go_out_without_a_network(trial: Trial) -> None:
    (row,) = trial.desk.shell.screens["visits"]._shown
    assert row.offline_words == "klaar voor offline"
    assert [words for _, words in row.ready] == ["De checklist staat op deze laptop"]
    trial.press(Qt.Key.Key_Return)
    trial.done("T3", 4)


def test_t4_twenty_questions(trial: Trial, whole: Form) -> None:
    visit = trial.desk.session.place.plan(whole, HEADER)
    trial.desk.visits.open(visit.id)
    trial.desk.session.go_to(spot_of(visit, "/data/a1/c13/a13_1"))
    trial.settle()
    store = trial.desk.session.place.store
    enough = len(store.entries(visit.log)) + 20
    while len(store.entries(visit.log)) < enough:
        answer_current(trial)
    trial.done("T4", 45)


def test_t5_the_last_three_open_questions(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot, many: Form
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
    with window_on(place, qapp) as desk:
        trial = Trial(desk, qtbot)
        desk.visits.open(visit.id)
        trial.settle()
        for _ in range(3):
            trial.press(Qt.Key.Key_J, CONTROL)
            trial.press(Qt.Key.Key_1)
        assert all(desk.session.opened().instance.node(ref).value == "ja" for ref in left)
        trial.press(Qt.Key.Key_J, CONTROL)
        assert "geen vraag meer open" in desk.shell.toast.words()
        trial.done("T5", 9)
    store.close()


def test_t6_a_note_on_the_way_linked_later(trial: Trial) -> None:
    opened(trial)
    trial.press(Qt.Key.Key_N, CONTROL)
    trial.write("Bel in B-214 doet het niet")
    trial.press(Qt.Key.Key_Escape)
    trial.press(Qt.Key.Key_K, CONTROL | SHIFT)
    trial.press(Qt.Key.Key_Return)
    trial.write("1.5.4")
    trial.press(Qt.Key.Key_Return)
    notes = trial.desk.session.opened().all(Note)
    assert any(each.question == "a15_4" and "B-214" in each.text for each in notes)
    trial.done("T6", 8)


def test_t7_no_with_a_remark_a_photo_and_a_finding(trial: Trial) -> None:
    opened(trial)
    photo = sorted(shared("forms", "oefenbezoek", "photos").glob("*.jpg"))[0]
    trial.files.chosen.append(photo)
    trial.press(Qt.Key.Key_2)
    trial.press(Qt.Key.Key_N)
    trial.write("Hangt achter de deur. ")
    trial.press(Qt.Key.Key_Escape)
    trial.press(Qt.Key.Key_F)
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
    trial.done("T7", 12)


def test_t9_on_after_the_power_went(trial: Trial, qtbot: QtBot) -> None:
    opened(trial)
    trial.press(Qt.Key.Key_2)
    trial.press(Qt.Key.Key_N)
    trial.write("Half opgeschreven zin ")
    qtbot.wait(700)
    trial.steps = 0
    folder = trial.desk.session.place.store.folder
    copy = folder.parent / "after"
    shutil.copytree(folder, copy)
    store = Store(copy, bytes(32))
    after = Workplace(store).open(trial.desk.session.opened().id)
    assert after.instance.node(QUESTION).value == "nee"
    assert any("Half opgeschreven zin" in words for words in after.drafts().values())
    store.close()
    trial.done("T9", 2)


def test_t10_two_differences_in_the_package_of_a_colleague(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, many: Form
) -> None:
    anna, bram = workplace(tmp_path / "a", "anna"), workplace(tmp_path / "b", "bram")
    mine = anna.plan(many, HEADER)
    bring(bram, give(anna, tmp_path / "heen.ibz", bram), anna)
    theirs = bram.open(mine.id)
    for ref in ("/data/h0/q0_1", "/data/h1/q1_1"):
        theirs.answer(ref, "nee")
        mine.answer(ref, "ja")
    package = give(bram, tmp_path / "terug.ibz", anna)
    with window_on(anna, qapp) as desk:
        trial = Trial(desk, qtbot, files=Files(package))
        trial.wait()
        trial.press(Qt.Key.Key_O, CONTROL | SHIFT)
        trial.steps += 1  # the file is chosen in the dialog of the machine
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
        trial.done("T10", 10)
    anna.store.close()
    bram.store.close()


def test_t11_finish_sign_and_print(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot, many: Form
) -> None:
    store = Store(tmp_path / "laptop", bytes(32))
    place = Workplace(store)
    place.introduce("insp-a", "Anna")
    visit = place.plan(many, replace(HEADER, team=TEAM[:1]))
    with window_on(place, qapp) as desk:
        target = tmp_path / "samenvatting.pdf"
        trial = Trial(desk, qtbot)
        desk.commands.printing.printers = ToFile(target)
        desk.visits.open(visit.id)
        desk.session.go("visit")
        trial.settle()
        trial.press(Qt.Key.Key_F, CONTROL | SHIFT)
        for _ in range(2):  # two gaps
            trial.press(Qt.Key.Key_Return)
            answer_current(trial)
            trial.press(Qt.Key.Key_F, CONTROL | SHIFT)
        assert desk.session.opened().header.state == "finished"
        trial.press(Qt.Key.Key_6, CONTROL)
        trial.press(Qt.Key.Key_Return, CONTROL)
        panel = QApplication.activeModalWidget()
        panel.place.setFocus()
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
        trial.done("T11", 24)
    store.close()


def test_t12_the_network_goes_and_comes_back(
    office: TestOffice, qapp: QApplication, qtbot: QtBot, many: Form
) -> None:
    anna = office.laptop("insp-a")
    visit = anna.plan(many, replace(HEADER, team=TEAM[:1]))
    device = anna.store.device()
    with window_on(anna, qapp) as desk:
        trial = Trial(desk, qtbot)
        desk.visits.open(visit.id)
        trial.settle()
        anna.store.introduce(replace(device, office="http://127.0.0.1:9"))
        trial.press(Qt.Key.Key_7, CONTROL)
        trial.press(Qt.Key.Key_F5)
        trial.wait()
        assert "IB-S-401" in desk.shell.screens["sync"]._page.problem_detail
        anna.store.introduce(device)
        trial.press(Qt.Key.Key_F5)
        trial.wait()
        page = desk.shell.screens["sync"]._page
        assert page.received == page.total > 0
        trial.done("T12", 5)


@pytest.fixture(scope="module")
def whole() -> Form:
    return load_form(shared("forms", "doorlichting-pi.md"))


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
