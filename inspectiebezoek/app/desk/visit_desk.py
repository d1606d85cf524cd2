"""The visit at a glance: go on, take a chapter, finish, or open it again."""

from __future__ import annotations

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.views.chapters import chapters
from inspectiebezoek.app.views.overview import assign_options, overview
from inspectiebezoek.app.views.spots import Spot, first_open_spot, spot_of
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.gui.screens.ask_panels import AdoptPanel, ReopenPanel, WithoutPanel
from inspectiebezoek.gui.screens.assign_panel import AssignPanel
from inspectiebezoek.gui.screens.visit import VisitScreen
from inspectiebezoek.visit import finishing, laptops
from inspectiebezoek.visit.header import IN_PROGRESS, PLANNED, REPORTED
from inspectiebezoek.visit.kinds import Evidence
from inspectiebezoek.visit.places import ref_of
from inspectiebezoek.visit.readiness import Gap, left_out
from inspectiebezoek.visit.team import assign, take
from inspectiebezoek.visit.versions import adopt

EVIDENCE = f"{Evidence.kind}:"


class VisitDesk:
    """Between the overview and the visit."""

    def __init__(self, session: Session, screen: VisitScreen) -> None:
        self._session, self._screen = session, screen
        session.on_show("visit", self.show)
        screen.continue_asked.connect(self.go_on)
        screen.chapter_opened.connect(lambda at: session.go_to(Spot(at)))
        screen.chapter_taken.connect(self.take)
        screen.assign_asked.connect(self.ask_assign)
        screen.finish_asked.connect(self.finish)
        screen.gap_opened.connect(self.mend)
        screen.loose_asked.connect(lambda: session.go("evidence"))

    def show(self) -> None:
        """Draw the visit as it stands."""
        self._screen.show_page(overview(self._session.opened(), self._session.language))

    def go_on(self) -> None:
        """Go to the first question that waits."""
        self._session.go_to(first_open_spot(self._session.opened()))

    def take(self, at: int) -> None:
        """A person takes a chapter, or gives it back."""
        visit = self._session.opened()
        self._session.do(lambda: take(visit, chapters(visit)[at].ref))

    def ask_assign(self, at: int) -> None:
        """Ask who of the team gets a chapter."""
        session = self._session
        visit = session.opened()
        chapter = chapters(visit)[at]
        options = assign_options(visit, chapter.ref, session.language)
        panel = AssignPanel(session.shell.look, chapter.label, options, session.shell)
        panel.assigned.connect(
            lambda person: session.do(lambda: assign(visit, chapter.ref, person))
        )
        panel.open()

    def finish(self) -> None:
        """Finish the visit, the only gate; or say all that is missing."""
        session, missing = self._session, list[Gap]()
        session.screens_commit()
        if not session.do(lambda: missing.extend(finishing.finish(session.opened()))):
            return
        if missing:
            detail = session.text("not_finished_detail", count=len(missing))
            session.shell.show_message("caution", session.text("not_finished"), detail)
            session.show("visit")
            self._screen.to_gaps()
            return
        session.news("finished")
        left = sum(1 for _ in left_out(session.opened(), session.opened().instance.root))
        if left:
            key = "left_out.one" if left == 1 else "left_out.many"
            session.shell.show_message("info", session.text(key, n=left), session.text("left_told"))

    def finish_from_anywhere(self) -> None:
        """The menu's way to finishing."""
        if self._session.shell.place != "visit":
            self._session.go("visit")
        self.finish()

    def mend(self, ref: str) -> None:
        """Go to where something that is missing can be mended."""
        session = self._session
        kind, _, place = ref.partition("|")
        if kind == "difference":
            session.go("sync")
            return
        if kind == "laptop":
            self._ask_without(place)
            return
        if kind in ("hidden", "late"):
            self._look_at(place)
            return
        if place.startswith(EVIDENCE):
            # What was being drawn on it when the program stopped.
            session.piece = place.removeprefix(EVIDENCE).partition("/")[0]
            session.go("evidence")
            return
        found = ref_of(session.opened().instance, place) if kind == "draft" else place
        session.go_to(spot_of(session.opened(), found) if found else None)

    def _look_at(self, address: str) -> None:
        """Go to a question by its address, when it is asked now."""
        visit = self._session.opened()
        ref = ref_of(visit.instance, address)
        if ref is not None and visit.instance.node(ref).relevant:
            self._session.go_to(spot_of(visit, ref))

    def _ask_without(self, device: str) -> None:
        session = self._session
        panel = WithoutPanel(session.shell.look, session.shell)
        panel.reasoned.connect(lambda why: self.go_without(device, why))
        panel.open()

    def go_without(self, device: str, reason: str) -> None:
        """Go on without a laptop."""
        session = self._session
        if session.do(lambda: laptops.go_without(session.opened(), device, reason)):
            session.news("without_kept")

    def say_done(self) -> None:
        """This laptop brings nothing more; or what is still being typed on it is told."""
        session, typed = self._session, list[Gap]()
        session.screens_commit()
        if session.do(lambda: typed.extend(laptops.say_done(session.opened()))):
            session.news("laptop_typing" if typed else "laptop_done")

    def ask_reopen(self) -> None:
        """Ask the reason, when there is something to open again."""
        session = self._session
        if session.visit is None or session.visit.header.state in (PLANNED, IN_PROGRESS):
            return
        panel = ReopenPanel(session.shell.look, session.shell)
        panel.reasoned.connect(self.reopen)
        panel.open()

    def ask_adopt(self) -> None:
        """Ask whether the report is adopted, when everybody signed it."""
        session = self._session
        if session.opened().header.state != REPORTED:
            session.tell(
                InspectionError(Code.VISIT_NOT_REPORTED, visit=session.opened().header.title)
            )
            return
        panel = AdoptPanel(session.shell.look, session.shell)
        panel.agreed.connect(self.adopt)
        panel.open()

    def adopt(self) -> None:
        """Adopt the report that everybody signed."""
        session = self._session
        if session.do(lambda: adopt(session.opened(), session.place.clock())):
            session.news("adopted")

    def reopen(self, reason: str) -> None:
        """Open a finished visit again."""
        if self._session.do(lambda: finishing.reopen(self._session.opened(), reason)):
            self._session.news("reopened")
