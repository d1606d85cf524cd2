"""Draw the moments that the manual tells of, beside the seven screens: in Dutch, in the light.

    uv run python docs/manual_pictures.py [FOLDER]

The pictures go to `docs/pictures/` as `task-<number>-<moment>.png`. Everything in them is made up.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from docs.pictures import NOTHING, keep, wait
from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.first_visit import bring_practice
from inspectiebezoek.app.practice import read_colleague, read_practice
from inspectiebezoek.app.replay import Replay, SetClock
from inspectiebezoek.app.views.spots import spot_of
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.parts.segments import Segments
from inspectiebezoek.gui.parts.select import Select
from inspectiebezoek.paths import shared
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit.kinds import Evidence, Recommendation
from tests.support.packages import bring, give, workplace
from tests.support.window import Files

PHOTO = "foto-03"
EARLIER = (
    "Scherm het toilet in elke cel af.",
    "Test elke week de oproep in de afzonderingscellen en leg de uitkomst vast.",
)
FAULTY = """
| survey | | | | |
| | type | name | label | relevant |
| | select_one jn | celoproep | Werkt de celoproep? | |
| | integer | wachttijd | Wachttijd in seconden | ${oproep} = 'ja' |
| | text | wachttijd | Toelichting | |

| choices | | | |
| | list_name | name | label |
| | ja_nee | ja | ja |
| | ja_nee | nee | nee |

| settings | | | |
| | form_title | form_id | version |
| | Proef | proef | 1 |
"""
Save = Callable[[str, QWidget], None]


@contextmanager
def window(folder: Path) -> Iterator[Desk]:
    """The window on a store."""
    store = Store(folder, bytes(32))
    with on(Workplace(store)) as desk:
        yield desk
    store.close()


@contextmanager
def on(place: Workplace) -> Iterator[Desk]:
    """The window on a workplace."""
    look = Look(language="nl")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look.wear(app)
    desk = Desk(place, look, NOTHING)
    desk.shell.show()
    desk.go_where_one_left_off()
    idle(desk)
    yield desk
    desk.close()


def idle(desk: Desk) -> None:
    """Wait until the window has nothing to do."""
    wait()
    while desk.background.busy:
        wait()
    wait()


def panel() -> QDialog:
    """The panel that is open."""
    found = QApplication.activeModalWidget()
    assert isinstance(found, QDialog)
    return found


def save_panel(name: str, save: Save) -> None:
    """Draw the panel that is open, and close it."""
    wait()
    found = panel()
    save(name, found)
    found.reject()
    wait()


def show(filters: Segments | Select, at: int) -> None:
    """Show the questions that one of the filters keeps."""
    if isinstance(filters, Segments):
        filters.choose(at)
    filters.chosen.emit(at)
    wait()


def prison(desk: Desk, folder: Path, save: Save) -> None:
    """What one meets on the practice visit of a prison."""
    bad = folder / "celoproep.md"
    bad.write_text(FAULTY.lstrip(), encoding="utf-8")
    desk.session.files = Files(bad)
    desk.commands.do("open_checklist")
    idle(desk)
    save_panel("02-faults", save)
    desk.visits.open(desk.session.place.visits()[0].id)
    idle(desk)
    visit = desk.session.opened()
    desk.session.go_to(spot_of(visit, "/data/a1/c13/a13_4"))
    wait()
    filters = desk.shell.screens["checklist"].filter
    show(filters, 1)
    save("05-open", desk.shell)
    show(filters, 0)
    desk.commands.do("note")
    panel().words.setPlainText("Deur naar de luchtplaats staat open, niemand in de buurt.")
    save_panel("06-note", save)
    desk.session.go("evidence")
    piece = next(each for each in visit.all(Evidence) if each.label == PHOTO)
    desk.evidence.pick(piece.id)
    wait()
    desk.commands.do("annotate")
    save_panel("07-arrow", save)
    desk.session.go_to(spot_of(visit, "/data/a1/c15/a15_3"))
    wait()
    desk.commands.do("history")
    save_panel("10-history", save)
    later(desk, save)


def later(desk: Desk, save: Save) -> None:
    """The recommendations of this visit, on the next one to the same place."""
    before = desk.session.opened()
    for words in EARLIER:
        before.add(Recommendation, text=words, owner_role="vestigingsdirecteur")
    times = {"start": "2027-03-02T09:00:00+01:00", "end": "2027-03-02T17:00:00+01:00"}
    header = replace(before.header, title="Vervolgbezoek PI Oefenstad (oefening)", **times)
    visit = desk.session.place.plan(before.form, replace(header, programme=()))
    desk.session.list_visits()
    desk.visits.open(visit.id)
    idle(desk)
    desk.session.go_to(spot_of(visit, "/data/a1/c15/a15_3"))
    wait()
    desk.commands.do("followups")
    QTest.keyClick(panel().list, Qt.Key.Key_Return)
    save_panel("08-recommendations", save)


def departure(folder: Path, save: Save) -> None:
    """The timeline of a forced departure."""
    form = load_form(shared("forms", "gedwongen-vertrek.md"))
    base = shared("forms", "oefenbezoek")
    practice = read_practice(base / "oefenbezoek-vertrek.json", form, base)
    store, clock = Store(folder, bytes(32)), SetClock(practice.acts[0].at)
    place = Workplace(store, clock=clock)
    place.introduce(practice.header.team[0].person, practice.header.team[0].name)
    visit = place.plan(form, replace(practice.header, stays_here=True))
    Replay(visit, practice, store.evidence, clock).play(practice.acts)
    with on(Workplace(store)) as desk:
        desk.visits.open(visit.id)
        idle(desk)
        desk.commands.do("timeline")
        save_panel("13-timeline", save)
    store.close()


def differences(folder: Path, save: Save) -> None:
    """Two people who answered the same question while they could not see each other."""
    base = shared("forms", "oefenbezoek")
    form = load_form(shared("forms", "doorlichting-pi.md"))
    practice = read_practice(base / "oefenbezoek-pi.json", form, base)
    acts, _settled = read_colleague(base / "second-inspector.json", form)
    lead, second = workplace(folder / "a", "insp-a"), workplace(folder / "b", "insp-b")
    lead.introduce("insp-a", practice.header.team[0].name)
    second.introduce("insp-b", practice.header.team[1].name)
    clock = SetClock(practice.acts[0].at)
    mine = Workplace(lead.store, clock=clock).plan(form, practice.header)
    replay = Replay(mine, practice, lead.store.evidence, clock)
    replay.play(act for act in practice.acts if act.at < acts[0].at)
    bring(second, give(lead, folder / "heen.ibz", second), lead)
    theirs = Workplace(second.store, clock=clock).open(mine.id)
    Replay(theirs, practice, second.store.evidence, clock).play(acts)
    replay.play(act for act in practice.acts if act.at >= acts[0].at)
    bring(lead, give(second, folder / "terug.ibz", lead), second)
    with on(Workplace(lead.store)) as desk:
        desk.visits.open(mine.id)
        idle(desk)
        desk.session.go("sync")
        wait()
        save("10-differences", desk.shell)
    lead.store.close()
    second.store.close()


def recovered(folder: Path, save: Save) -> None:
    """The window after the power went in the middle of a sentence."""
    store = Store(folder, bytes(32))
    with on(Workplace(store)) as desk:
        desk.visits.open(desk.session.place.visits()[0].id)
        idle(desk)
        desk.session.go_to(spot_of(desk.session.opened(), "/data/a1/c15/a15_3"))
        wait(800)
        desk.shell.activateWindow()
        QTest.keyClick(QApplication.focusWidget() or desk.shell, Qt.Key.Key_N)
        QTest.keyClicks(QApplication.focusWidget(), " Ook in cel C-311 ")
        wait(1200)
        after = folder.parent / "after"
        shutil.copytree(folder, after)
    store.close()
    with window(after) as desk:
        idle(desk)
        save("09-recovered", desk.shell)


def main() -> None:
    """Draw them all."""
    arguments = argparse.ArgumentParser(description=__doc__)
    beside = Path(__file__).parent / "pictures"
    arguments.add_argument("folder", nargs="?", type=Path, default=beside)
    target = arguments.parse_args().folder
    target.mkdir(parents=True, exist_ok=True)
    QApplication.instance() or QApplication([])

    def save(name: str, widget: QWidget) -> None:
        keep(widget, target / f"task-{name}.png")

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        store = Store(folder / "practice", bytes(32))
        bring_practice(Workplace(store))
        store.close()
        shutil.copytree(folder / "practice", folder / "stopped")
        with window(folder / "practice") as desk:
            prison(desk, folder, save)
        recovered(folder / "stopped", save)
        departure(folder / "departure", save)
        (folder / "two").mkdir()
        differences(folder / "two", save)


if __name__ == "__main__":
    main()
