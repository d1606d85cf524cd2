"""The checklists on which the trial tasks run, each with the places where a task begins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from _pytest.mark.structures import ParameterSet

from inspectiebezoek.app.evidence import attach_file
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.form.form import Form
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.paths import shared
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit.header import Header, Member
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.readiness import is_done, questions
from inspectiebezoek.visit.unanswered import NOT_OBSERVED, Unanswered
from tests.support.forms import form_of
from tests.support.practice import practice_visit
from tests.support.trial_photo import write_photo

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


@dataclass(frozen=True, slots=True)
class Tried:
    """`visit` is the practice visit of the checklist, if it has one.

    `question` asks yes or no, is found by its number and has a code; `pair` are two such
    questions; `left` are three without a question that follows from them; `gaps` are a question
    and a judgment that must be answered, each with the digit that asks nothing more.
    """

    name: str
    visit: str
    question: str
    found: str
    code: str
    pair: tuple[str, str]
    left: tuple[str, str, str]
    gaps: tuple[tuple[str, str], tuple[str, str]]

    def form(self) -> Form:
        """The checklist."""
        return load_form(shared("forms", f"{self.name}.md")) if self.visit else made_up()


PI = Tried(
    "doorlichting-pi",
    "pi",
    "/data/a1/c12/a12_1",
    "1.5.4",
    "a15_4",
    ("/data/a1/c12/a12_1", "/data/a1/c14/a14_1"),
    ("/data/a1/c12/a12_4", "/data/a1/c14/a14_1", "/data/a2/c21/a21_1"),
    (("/data/a1/c12/a12_1", "1"), ("/data/a1/c13/o13_oordeel", "3")),
)
DEPARTURE = Tried(
    "gedwongen-vertrek",
    "vertrek",
    "/data/f1/g1_1",
    "F1.4",
    "g1_4",
    ("/data/f1/g1_1", "/data/f1/g1_2"),
    ("/data/f1/g1_2", "/data/f2/g2_7", "/data/f4/g4_1"),
    (("/data/f1/g1_1", "1"), ("/data/f3/f3_oordeel", "3")),
)
MADE_UP = Tried(
    "proef",
    "",
    "/data/h0/q0_1",
    "",
    "",
    ("/data/h0/q0_1", "/data/h1/q1_1"),
    ("/data/h3/q3_7", "/data/h11/q11_7", "/data/h17/q17_7"),
    (("/data/h4/q4_0", "1"), ("/data/h9/q9_0", "1")),
)
Filled = Callable[[Tried], Path]


def long(tried: Tried) -> ParameterSet:
    """A checklist on which a task is not tried every day."""
    return pytest.param(tried, id=tried.name, marks=pytest.mark.long)


@cache
def made_up() -> Form:
    """A checklist of 180 questions in 18 chapters, two of them required."""
    rows = ["| | type | name | label | required |"]
    for chapter in range(18):
        rows.append(f"| | begin_group | h{chapter} | Hoofdstuk {chapter + 1} | |")
        for number in range(10):
            needed = "yes" if number == 0 and chapter in (4, 9) else ""
            name = f"q{chapter}_{number}"
            rows.append(f"| | select_one jn | {name} | Vraag {chapter}.{number} | {needed} |")
        rows.append("| | end_group | | | |")
    with TemporaryDirectory() as folder:
        return form_of(Path(folder), "\n".join(rows))


@pytest.fixture(params=[pytest.param(PI, id=PI.name), long(DEPARTURE)])
def tried(request: pytest.FixtureRequest) -> Tried:
    """The checklist of a task: both that ship, one of them every day."""
    found: Tried = request.param
    return found


@pytest.fixture(params=[pytest.param(MADE_UP, id=MADE_UP.name), long(PI), long(DEPARTURE)])
def whole(request: pytest.FixtureRequest) -> Tried:
    """The checklist of a task at the end of a visit: a made-up one every day."""
    found: Tried = request.param
    return found


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """The data folder with the visit of a checklist in which no question is open; to be copied."""

    @cache
    def made(tried: Tried) -> Path:
        folder = tmp_path_factory.mktemp("filled") / "laptop"
        fill(tried, folder)
        return folder

    return made


def fill(tried: Tried, folder: Path, key: bytes = bytes(32)) -> None:
    """Fill a visit on a laptop, with a photo on which a name can be read."""
    if tried.visit:
        with practice_visit(tried.visit, folder, key) as (place, visit):
            _finish(place, visit)
        return
    store = Store(folder, key)
    place = Workplace(store)
    place.introduce("insp-a", "Anna")
    visit = place.plan(tried.form(), replace(HEADER, team=TEAM[:1]))
    visit.answer_all([(each.ref, "ja") for each in questions(visit.instance.root)], {})
    _finish(place, visit)
    store.close()


def _finish(place: Workplace, visit: OpenVisit) -> None:
    rest = [each.ref for each in questions(visit.instance.root) if not is_done(visit, each)]
    visit.leave_unanswered(rest, Unanswered(NOT_OBSERVED, "Niet aan toegekomen."))
    with TemporaryDirectory() as folder:
        photo = Path(folder) / "naambord.png"
        write_photo(photo)
        attach_file(visit, place.store.evidence, photo, caption="Naambord op de deur")


def leave_open(visit: OpenVisit, *refs: str) -> None:
    """Take answers back: these questions are open again."""
    visit.answer_all([(ref, "") for ref in refs], {})
