"""How fast the window is to a person: from a key until what it did is painted, in one run.

The window is the real one, offscreen, on a real encrypted store: an answer is on disk before it is
painted. Everything is measured from the event that a person makes to the end of the paint that
shows it. The limit beside each is the goal that the design sets, in ms.

    uv run python bench/window.py [STARTS] [VISITS]
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cold_start
import many_visits
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.first_visit import bring_practice
from inspectiebezoek.app.views.spots import Spot, spot_of
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.qt_media import qt_devices
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit.header import Header, Member

STARTS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
VISITS = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
KEYS, TURNS = 200, 15
CONTROL = Qt.KeyboardModifier.ControlModifier
QUESTION = "/data/a1/c12/a12_1"
HEADER = Header(title="Proef", site="PI-1", team=(Member("insp-a", "Anna (oefening)", "lead"),))

Row = tuple[str, list[float], float | None]


@contextmanager
def window(place: Workplace) -> Iterator[Desk]:
    """The window on a workplace."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    look = Look()
    look.wear(app)
    desk = Desk(place, look, qt_devices())
    desk.shell.show()
    idle(desk)
    try:
        yield desk
    finally:
        desk.close()


def painted(desk: Desk) -> None:
    """Go round Qt's loop until what was asked is drawn, and paint it."""
    while desk.session._due.asked:
        QApplication.processEvents()
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    (QApplication.activeModalWidget() or desk.shell).repaint()


def idle(desk: Desk) -> None:
    """Wait until nothing is under way beside the window."""
    while desk.background.busy or desk.visits._soon.asked:
        QApplication.processEvents()
    painted(desk)


def timed(desk: Desk, act: Callable[[], object]) -> float:
    """Seconds from an act of a person until it is painted."""
    start = perf_counter()
    act()
    painted(desk)
    return perf_counter() - start


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def filling(folder: Path) -> list[Row]:
    """Opening the checklist of a prison, answering it, going about in it, finding things."""
    place = Workplace(Store(folder, bytes(32)))
    bring_practice(place)
    visit = place.visits()[0].id
    opening = []
    for _ in range(TURNS):
        fresh = Workplace(place.store)  # its checklist has to be read and compiled
        with window(fresh) as desk:
            opening.append(timed(desk, lambda d=desk: d.visits.open(visit)))
            idle(desk)
    with window(place) as desk:
        desk.visits.open(visit)
        desk.session.go_to(spot_of(desk.session.opened(), QUESTION))
        idle(desk)
        answers = [
            timed(desk, lambda n=n: press((Qt.Key.Key_1, Qt.Key.Key_2)[n % 2])) for n in range(KEYS)
        ]
        press(Qt.Key.Key_N)
        letters = [timed(desk, lambda: press(Qt.Key.Key_A)) for _ in range(KEYS)]
        following = [timed(desk, lambda: press(Qt.Key.Key_Return, CONTROL)) for _ in range(TURNS)]
        chapters = [
            timed(desk, lambda n=n: desk.checklist.to_chapter(n % 8, at_end=False))
            for n in range(TURNS * 2)
        ]
        screens = [
            timed(desk, lambda n=n: press(Qt.Key(Qt.Key.Key_1 + n % 7), CONTROL))
            for n in range(TURNS * 2)
        ]
        palette = typing(desk, "toilet cel afgeschermd")
    place.store.close()
    return [
        ("the PI checklist opened", opening, 500),
        ("a digit answers, on disk and painted", answers, 50),
        ("a letter in a remark, kept meanwhile", letters, 50),
        ("the next question", following, 100),
        ("another chapter", chapters, 100),
        ("another screen", screens, 100),
        ("a letter in the palette", palette, 100),
    ]


def typing(desk: Desk, words: str) -> list[float]:
    """Seconds per letter in the palette."""
    desk.session.go("checklist")
    painted(desk)
    times = [timed(desk, lambda: press(Qt.Key.Key_K, CONTROL))]
    times += [
        timed(desk, lambda w=w: QTest.keyClicks(QApplication.focusWidget(), w)) for w in words
    ]
    press(Qt.Key.Key_Escape)
    painted(desk)
    return times


def thousand(folder: Path) -> list[Row]:
    """A checklist of a thousand questions in one chapter, the worst that the list can get."""
    form = folder / "duizend.md"
    rows = "".join(
        f"| | select_one jn | v{at} | Vraag {at} van duizend | ${{v{at - 1}}} != 'x' |\n"
        for at in range(1, 1001)
    )
    form.write_text(
        "| survey |\n| | type | name | label | relevant |\n| | begin_group | g | Alles | |\n"
        f"| | select_one jn | v0 | Vraag 0 | |\n{rows}| | end_group | | | |\n"
        "| choices |\n| | list_name | name | label |\n| | jn | ja | Ja |\n| | jn | nee | Nee |\n"
        "| settings |\n| | form_title | form_id | version |\n| | Duizend | duizend | 1 |\n",
        encoding="utf-8",
    )
    place = Workplace(Store(folder / "laptop", bytes(32)))
    place.introduce("insp-a", "Anna (oefening)")
    visit = place.plan(load_form(form), HEADER)
    with window(place) as desk:
        opening = [timed(desk, lambda: desk.visits.open(visit.id)) for _ in range(3)]
        desk.session.go_to(Spot(0))
        idle(desk)
        answers, following = [], []
        for _ in range(KEYS // 4):
            answers.append(timed(desk, lambda: press(Qt.Key.Key_1)))
            following.append(timed(desk, lambda: press(Qt.Key.Key_Return)))
        jumps = [timed(desk, lambda: press(Qt.Key.Key_J, CONTROL)) for _ in range(TURNS)]
        palette = typing(desk, "vraag 777")
    place.store.close()
    return [
        ("1,000 questions opened", opening, 1000),
        ("1,000 questions: a digit answers", answers, 50),
        ("1,000 questions: the next one", following, 50),
        ("1,000 questions: the next open one", jumps, 100),
        ("1,000 questions: a letter in the palette", palette, 100),
    ]


def many(folder: Path) -> list[Row]:
    """Ten thousand visits in the list."""
    place = many_visits.filled(folder, VISITS)
    place.visits()  # each line is made once, and kept beside the log
    listing, searching = [], []
    with window(place) as desk:
        for _ in range(TURNS):
            desk.session.go("sync")
            idle(desk)
            listing.append(timed(desk, lambda: desk.session.go("visits")))
        search = desk.visits._screen.search
        search.setFocus()
        for letter in "bezoek 77":
            searching.append(timed(desk, lambda w=letter: QTest.keyClicks(search, w)))
    fresh = []
    for _ in range(3):
        start = perf_counter()
        with window(Workplace(place.store)):
            fresh.append(perf_counter() - start)
    place.store.close()
    return [
        (f"{VISITS} visits listed", listing, 100),
        (f"{VISITS} visits: a letter in the search", searching, 100),
        (f"{VISITS} visits: the window is made and has looked", fresh, None),
    ]


def p95(times: Sequence[float]) -> float:
    """The time that 95 of 100 stay under."""
    return quantiles(times, n=20)[18] if len(times) >= 20 else max(times)


def show(rows: Sequence[Row]) -> None:
    """Median, p95 and the goal in ms."""
    print(f"\n{'':54}{'median':>9}{'p95':>9}{'goal':>9}")
    for name, times, goal in rows:
        middle, high = median(times) * 1000, p95(times) * 1000
        told = f"{goal:9.0f}" if goal is not None else f"{'':9}"
        mark = "  over" if goal is not None and high > goal else ""
        print(f"{name:54}{middle:9.1f}{high:9.1f}{told}{mark}")


def main() -> None:
    starts = cold_start.starts(STARTS)
    goal = median(starts[cold_start.EMPTY_WINDOW]) * 1500 + 600
    own = (cold_start.BY_PASSPHRASE, cold_start.BY_KEYRING)
    rows: list[Row] = [
        (name, times, goal if name in own else None) for name, times in starts.items()
    ]
    for part in (filling, thousand, many):
        with TemporaryDirectory() as place:
            rows += part(Path(place))
    show(rows)


if __name__ == "__main__":
    main()
