"""The list of visits: open one, plan a new one, read a checklist, bring the practice visit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from inspectiebezoek.app.checklists import Refused, chosen_checklist, read_checklist
from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.first_visit import bring_practice
from inspectiebezoek.app.planning import header_of, new_visit_options
from inspectiebezoek.app.views.earlier import Advice, advice_then, answers_then, visit_before
from inspectiebezoek.app.views.visits import KeptRows, Standing, standing, visits_page
from inspectiebezoek.app.workplace import VisitLine
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.faults import Fault
from inspectiebezoek.form.form import Form
from inspectiebezoek.gui.background import Job, Tell
from inspectiebezoek.gui.file_choice import CHECKLISTS
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.models.visits import NewVisit
from inspectiebezoek.gui.screens.faults_panel import FaultsPanel
from inspectiebezoek.gui.screens.visits import VisitsScreen
from inspectiebezoek.gui.soon import Soon
from inspectiebezoek.messages import explain
from inspectiebezoek.visit.header import begun
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.typed_records import recover

_SOON = 150
"""Milliseconds after which the visits are looked at."""
_LOOKED_AT = 40
"""How many of the latest visits are opened beside the work to see how far they are."""


class VisitsDesk:
    """Between the list of visits and the workplace."""

    def __init__(self, session: Session, screen: VisitsScreen) -> None:
        self._session, self._screen = session, screen
        self._known: dict[str, Standing] = {}
        self._kept: KeptRows = {}
        self._looking: Job | None = None
        # A moment after the list stands there: opening visits must not hold up the window.
        self._soon = Soon(session.shell, self._look_at)
        session.shell.closing.connect(self._soon.stop)
        self._current = ""
        session.on_show("visits", self.show)
        screen.opened.connect(self.open)
        screen.selected.connect(self._select)
        screen.new_asked.connect(self.plan_new)
        screen.planned.connect(self.plan)
        screen.checklist_asked.connect(self.ask_checklist)
        screen.sync_asked.connect(lambda: session.go("sync"))
        screen.practice_asked.connect(self.practice)

    def show(self) -> None:
        """Draw every visit on this laptop."""
        session, place = self._session, self._session.place
        lines, device = session.list_visits(), place.known()
        self._note_at_hand(lines)
        person = device.person if device else ""
        page = visits_page(lines, self._known, self._current, person, session.language, self._kept)
        self._screen.show_page(page)
        self._soon.ask(_SOON)

    def _select(self, visit: str) -> None:
        self._current = visit

    def _note_at_hand(self, lines: tuple[VisitLine, ...]) -> None:
        """The visit at hand is open already: how far it is costs nothing."""
        visit = self._session.visit
        for line in lines:
            if visit is not None and line.id == visit.id:
                self._known[line.id] = standing(self._session.place, line, visit)

    def _look_at(self) -> None:
        """See beside the work how far the latest visits are."""
        place = self._session.place
        stale = [each for each in self._session.lines[:_LOOKED_AT] if self._stale(each)]
        if not stale or (self._looking is not None and self._looking.running):
            return

        def work(tell: Tell) -> object:
            for line in stale:
                tell((line.id, standing(place, line)))
            return None

        session = self._session
        self._looking = session.background.run(
            work, told=self._looked, done=lambda _nothing: None, failed=session.tell
        )

    def _stale(self, line: VisitLine) -> bool:
        known = self._known.get(line.id)
        return known is None or known.changed != line.changed

    def _looked(self, news: tuple[str, Standing]) -> None:
        self._known[news[0]] = news[1]
        if self._session.shell.place == "visits":
            self._session.redraw()

    def open(self, visit: str) -> None:
        """Open a visit; what was typed in a finding when the program stopped is put back."""
        session = self._session
        # A visit can open by itself, once it was made: what is being typed belongs to this one.
        session.screens_commit()
        try:
            opened = session.place.open(visit)
        except InspectionError as error:
            session.tell(error)
            return
        self._current = visit
        session.take_up(opened)
        self._look_back(opened)
        session.go("visit" if begun(opened.state) else "checklist")
        mended = list[int]()
        if session.keep(lambda: mended.append(recover(opened))) and mended[0]:
            detail = session.text("recovered_detail", count=mended[0])
            session.shell.show_message("info", session.text("recovered"), detail)

    def _look_back(self, opened: OpenVisit) -> None:
        """See beside the work what the visit before this one answered and recommended."""
        session = self._session
        line = visit_before(session.lines, opened)
        if line is None:
            return

        def work(_tell: Tell) -> tuple[Mapping[str, str], tuple[Advice, ...]]:
            then = session.place.open(line.id)
            return answers_then(then, session.language), advice_then(then)

        def done(found: tuple[Mapping[str, str], tuple[Advice, ...]]) -> None:
            if session.visit is opened:
                session.before, session.advised = found
                session.redraw()

        # A visit of then that cannot be read is told of when someone opens it.
        session.background.run(work, done=done, failed=lambda _error: None)

    # planning

    def plan_new(self) -> None:
        """Ask what a new visit needs."""
        self._offer()

    def _offer(self, own: Path | None = None) -> None:
        session = self._session
        try:
            options = new_visit_options(session.place, session.language, own)
        except InspectionError as error:
            session.tell(error)
            return
        self._screen.show_new(options)

    def new_from_anywhere(self) -> None:
        """The menu's way to a new visit."""
        self._session.go("visits")
        self.plan_new()

    def plan(self, chosen: NewVisit) -> None:
        """Make the visit; the checklist is read beside the work."""
        session = self._session
        place = session.place
        try:
            header = header_of(place, chosen, session.language)
        except InspectionError as error:
            session.tell(error)
            return

        def done(found: Form | Refused) -> None:
            made: list[str] = []
            if isinstance(found, Refused):
                self._refuse(found)
            elif session.do(lambda: made.append(place.plan(found, header).id)):
                session.news("planned")
                self.open(made[0])

        self._read(lambda: chosen_checklist(place, chosen.checklist), done)

    def ask_checklist(self) -> None:
        """Ask for the file of a checklist, and read it before anything is planned."""
        session = self._session
        path = session.files.open(session.shell.look.say("visits.open_checklist"), CHECKLISTS)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a checklist, and offer it for a new visit; or say all that is wrong with it."""
        session = self._session

        def done(found: Form | Refused) -> None:
            if isinstance(found, Refused):
                self._refuse(found)
            else:
                session.go("visits")
                self._offer(path)

        self._read(lambda: read_checklist(path), done)

    def _read(
        self, read: Callable[[], Form | Refused], done: Callable[[Form | Refused], None]
    ) -> None:
        self._session.news("opening")
        self._session.background.run(lambda _tell: read(), done=done, failed=self._session.tell)

    def _refuse(self, refused: Refused) -> None:
        """A checklist with faults: each with its place and its remedy; nothing was opened."""
        session = self._session
        session.shell.toast.hide()  # it says that the checklist is being read
        error = InspectionError(Code.FORM_FAULTS, file=refused.file, count=len(refused.faults))
        words = explain(error, session.language)
        lines = tuple(self._fault(each) for each in refused.faults)
        look, safe = session.shell.look, f"{words.what} {words.safe} {words.now} ({words.quote})"
        panel = FaultsPanel(look, session.text("fault_title"), safe, lines, session.shell)
        panel.open()

    def _fault(self, fault: Fault) -> Line:
        session = self._session
        where = session.text(
            "fault_column" if fault.column else "fault_place",
            sheet=fault.sheet or "-",
            row=fault.row or "-",
            column=fault.column,
        )
        title = f"{where}: {fault.sentence(session.language)}"
        return Line(title, fault.remedy(session.language), Mark.BLOCKED)

    def practice(self) -> None:
        """Bring the practice visit."""
        session = self._session

        def done(visit: str) -> None:
            session.news("practice_ready")
            self.open(visit)

        session.background.run(
            lambda _tell: bring_practice(session.place).id, done=done, failed=session.tell
        )
