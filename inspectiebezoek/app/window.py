"""Open the window on the visits of this laptop, or on the practice visit when there is none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from inspectiebezoek.app.evidence import attach_file
from inspectiebezoek.app.office_link import sync_here
from inspectiebezoek.app.practice import read_practice
from inspectiebezoek.app.replay import Replay, SetClock
from inspectiebezoek.app.views.checklist import checklist_page
from inspectiebezoek.app.views.sync import sync_page
from inspectiebezoek.app.views.visits import status, visit_bar, visits_page
from inspectiebezoek.app.workplace import Workplace, workplace
from inspectiebezoek.errors import InspectionError
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.window import Window
from inspectiebezoek.messages import explain
from inspectiebezoek.paths import shared
from inspectiebezoek.settings import Settings
from inspectiebezoek.sync.run import Problem
from inspectiebezoek.visit.differences import find, settle
from inspectiebezoek.visit.kinds import Evidence
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.places import REMARK


class Desk:
    """Connects the window to the rooms: what a person does there happens to the visit here."""

    def __init__(self, window: Window, place: Workplace, language: str) -> None:
        self.window, self.place, self.language = window, place, language
        self.visit: OpenVisit | None = None
        self.chapter, self.trail = 0, list[str]()
        self.saved: datetime | None = None
        self.problems: tuple[Problem, ...] = ()
        self._connect()
        self.show_visits()

    def _connect(self) -> None:
        checklist, sync = self.window.checklist, self.window.sync
        self.window.visits.opened.connect(self.open)
        checklist.answered.connect(self.answer)
        checklist.remarked.connect(self.remark)
        checklist.typing.connect(lambda ref, words: self._opened().typing(ref, words))
        checklist.typing_remark.connect(
            lambda ref, words: self._opened().typing(ref, words, REMARK)
        )
        checklist.flagged.connect(self.flag)
        checklist.photo_asked.connect(self.photo)
        checklist.chapter_chosen.connect(self.to_chapter)
        checklist.row_opened.connect(self.to_row)
        checklist.row_wanted.connect(self.add_row)
        checklist.left_row.connect(self.leave_row)
        sync.wanted.connect(self.run_sync)
        sync.chosen.connect(self.choose)

    def _opened(self) -> OpenVisit:
        if self.visit is None:
            raise RuntimeError("no visit is open")
        return self.visit

    def show_visits(self) -> None:
        """Show the list of visits and the counts."""
        device = self.place.known()
        person = device.person if device else ""
        page = visits_page(self.place.visits(), "", person, self.language)
        self.window.visits.show_page(page)
        self._show_sync()
        self._show_status()

    def open(self, visit: str) -> None:
        """Open a visit and go to its first chapter with a question to answer."""
        self.visit = self.place.open(visit)
        self.chapter, self.trail = 0, []
        self.window.allow_visit(on=True)
        self.show_checklist()
        self._show_sync()
        self.window.go("checklist")

    def show_checklist(self, current: str = "") -> None:
        """Show the chapter at hand."""
        visit = self._opened()
        counts: dict[str, int] = {}
        for piece in visit.all(Evidence):
            for code in piece.questions:
                counts[code] = counts.get(code, 0) + 1
        page = checklist_page(visit, self.chapter, self.trail, current, self.language, counts)
        self.window.checklist.show_page(page)
        self.window.bar.show_bar(visit_bar(visit))
        self._show_status()

    def answer(self, ref: str, value: str) -> None:
        """A person answered: it is on disk before the screen says so."""
        self._do(lambda: self._opened().answer(ref, value))

    def remark(self, ref: str, words: str) -> None:
        """A person wrote a remark."""
        self._do(lambda: self._opened().set_remark(ref, words))

    def flag(self, ref: str, on: bool) -> None:
        """A person marked a question."""
        self._do(lambda: self._opened().flag(ref, on))

    def photo(self, ref: str) -> None:
        """A person wants to add a photo to a question."""
        name, _ = QFileDialog.getOpenFileName(self.window, "", "", "*.jpg *.jpeg *.png")
        if name:
            self.attach(ref, Path(name))

    def attach(self, ref: str, path: Path) -> None:
        """Add a file as evidence of a question."""
        visit = self._opened()
        code = visit.instance.node(ref).definition.ib.get("code", ref)
        keeper = self.place.store.evidence
        self._do(lambda: attach_file(visit, keeper, path, caption=path.name, questions=(code,)))

    def _do(self, act: Callable[[], object]) -> None:
        try:
            act()
            self.saved = self.place.clock()
        except InspectionError as error:
            self.window.statusBar().showMessage(str(explain(error, self.language)))
        # Redrawing inside the signal would delete the widget that sent it.
        QTimer.singleShot(0, self.show_checklist)

    def to_chapter(self, at: int) -> None:
        """A person chose a chapter."""
        self.chapter, self.trail = at, []
        self.show_checklist()

    def to_row(self, ref: str) -> None:
        """A person opened a row of a repeat."""
        self.trail.append(ref)
        QTimer.singleShot(0, self._show_and_start)

    def add_row(self, repeat: str) -> None:
        """A person wants a new row."""
        self.trail.append(self._opened().add_row(repeat))
        QTimer.singleShot(0, self._show_and_start)

    def leave_row(self) -> None:
        """Back to the chapter."""
        self.trail.pop()
        QTimer.singleShot(0, self._show_and_start)

    def _show_and_start(self) -> None:
        self.show_checklist()
        self.window.checklist.start()

    def run_sync(self) -> None:
        """Send and fetch, and say honestly what came of it."""
        try:
            self.problems = sync_here(self.place).problems
        except InspectionError as error:
            self.problems = (Problem(error.code, error.facts),)
        if self.visit is not None:
            self.visit.refresh()
            self.show_checklist()
        self.show_visits()

    def choose(self, address: str, side: int) -> None:
        """A person chose one side of a difference."""
        visit = self._opened()
        found = next((each for each in find(visit.state) if each.address == address), None)
        if found is None:
            return
        variant = found.variants[side]
        proposals = settle(
            visit.state,
            found,
            value=variant.value,
            remark=variant.remark,
            reason=visit.header.name_of(variant.by),
            uuid=self.place.uuid,
            letter=visit.author().letter,
        )
        self._do(lambda: visit.write(proposals))
        QTimer.singleShot(0, self._show_sync)

    def _show_sync(self) -> None:
        self.window.sync.show_page(
            sync_page(
                self.place,
                self.visit,
                self.problems,
                running=False,
                last="",
                language=self.language,
            )
        )

    def _show_status(self) -> None:
        self.window.status.show_status(status(self.place, self.visit, self.saved))
        say = self.window.look.say
        keys = (("1–9", "hint_answer_words"), ("Enter", "hint_next_words"))
        more = (("N", "hint_note_words"), ("F", "hint_photo_words"), ("V", "hint_flag_words"))
        hints = tuple((key, say(f"checklist.{words}")) for key, words in (*keys, *more))
        self.window.status.show_hints(hints if self.visit else ())


def open_window(settings: Settings) -> int:
    """Show the window until it is closed; the exit code of Qt."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with workplace(settings) as place:
        if not place.visits():
            bring_practice(place)
        look = Look(language=settings.language)
        look.wear(app)
        window = Window(look)
        desk = Desk(window, place, settings.language)
        window.show()
        window.go("visits")
        code = app.exec()
        del desk
    return code


def bring_practice(place: Workplace) -> OpenVisit:
    """Put the practice visit on a laptop without visits; everything in it is made up."""
    form = load_form(shared("forms", "doorlichting-pi.md"))
    base = shared("forms", "oefenbezoek")
    practice = read_practice(base / "oefenbezoek-pi.json", form, base)
    clock = SetClock(practice.acts[0].at)
    mine = Workplace(place.store, clock=clock)
    if mine.known() is None:
        mine.introduce(practice.header.team[0].person, practice.header.team[0].name)
    visit = mine.plan(form, practice.header)
    early = [act for act in practice.acts if act.at.date() == practice.acts[0].at.date()]
    Replay(visit, practice, place.store.evidence, clock).play(early)
    return visit


def show_and_close(place: Workplace, language: str = "nl") -> str:
    """Build the window on a workplace and close it again; its title."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    look = Look(language=language)
    look.wear(app)
    window = Window(look)
    desk = Desk(window, place, language)
    for line in place.visits()[:1]:
        desk.open(line.id)
    window.show()
    app.processEvents()
    window.close()
    return window.windowTitle()
