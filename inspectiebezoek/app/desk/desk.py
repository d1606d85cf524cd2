"""Put the window on a workplace: every screen with its desk, sharing one session."""

from __future__ import annotations

from inspectiebezoek.app.desk.checklist_desk import ChecklistDesk
from inspectiebezoek.app.desk.commands_desk import CommandsDesk, Desks
from inspectiebezoek.app.desk.evidence_desk import EvidenceDesk
from inspectiebezoek.app.desk.findings_desk import FindingsDesk
from inspectiebezoek.app.desk.followups_desk import FollowupsDesk
from inspectiebezoek.app.desk.pictures_desk import PicturesDesk
from inspectiebezoek.app.desk.recommendations_desk import RecommendationsDesk
from inspectiebezoek.app.desk.report_desk import ReportDesk
from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.desk.sync_desk import SyncDesk
from inspectiebezoek.app.desk.unanswered_desk import UnansweredDesk
from inspectiebezoek.app.desk.viewing_desk import ViewingDesk
from inspectiebezoek.app.desk.visit_desk import VisitDesk
from inspectiebezoek.app.desk.visits_desk import VisitsDesk
from inspectiebezoek.app.preferences import Place, read_place, write_place
from inspectiebezoek.app.views.spots import spot_of
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.gui.background import Background
from inspectiebezoek.gui.file_choice import FileChoice
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.media import Devices
from inspectiebezoek.gui.screens.checklist import ChecklistScreen
from inspectiebezoek.gui.screens.evidence import EvidenceScreen
from inspectiebezoek.gui.screens.findings import FindingsScreen
from inspectiebezoek.gui.screens.report import ReportScreen
from inspectiebezoek.gui.screens.sync import SyncScreen
from inspectiebezoek.gui.screens.unsaved_panel import UnsavedPanel
from inspectiebezoek.gui.screens.visit import VisitScreen
from inspectiebezoek.gui.screens.visits import VisitsScreen
from inspectiebezoek.gui.shell import Shell
from inspectiebezoek.gui.soon import Soon
from inspectiebezoek.report.formats import moment
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.places import ref_of

_WIDE, _TALL = 1366, 768
_SOON = 400
"""Milliseconds after which it is kept where one is."""


class Desk:
    """The whole window at work; `close` before the workplace is let go of."""

    def __init__(self, place: Workplace, look: Look, devices: Devices) -> None:
        visits, visit = VisitsScreen(look), VisitScreen(look)
        checklist = ChecklistScreen(look, self._picture, place.clock)
        findings, evidence = FindingsScreen(look), EvidenceScreen(look, self._picture)
        report, sync = ReportScreen(look, self._page_image), SyncScreen(look)
        self.shell = Shell(
            look,
            {
                "visits": visits,
                "visit": visit,
                "checklist": checklist,
                "findings": findings,
                "evidence": evidence,
                "report": report,
                "sync": sync,
            },
        )
        self.shell.resize(_WIDE, _TALL)
        self.background = Background()
        self._given_up = False
        self._kept = Place()
        self._soon = Soon(self.shell, lambda: self._keep_place(left=False))
        self.session = Session(place, self.shell, self.background, FileChoice(self.shell))
        self.visits = VisitsDesk(self.session, visits)
        self.visit = VisitDesk(self.session, visit)
        self.checklist = ChecklistDesk(self.session, checklist)
        self.unanswered = UnansweredDesk(self.session, checklist)
        self.followups = FollowupsDesk(self.session)
        self.evidence = EvidenceDesk(self.session, evidence)
        self.viewing = ViewingDesk(self.session, devices, self.evidence.save_as)
        self.findings = FindingsDesk(self.session, findings, self.viewing.open)
        self.recommendations = RecommendationsDesk(self.session, findings)
        self.pictures = PicturesDesk(self.session, checklist, evidence)
        self.report = ReportDesk(self.session, report)
        self.sync = SyncDesk(self.session, sync)
        desks = Desks(
            self.visits,
            self.visit,
            self.checklist,
            self.unanswered,
            self.followups,
            self.findings,
            self.recommendations,
            self.evidence,
            self.pictures,
            self.report,
            self.sync,
        )
        self.commands = CommandsDesk(self.session, desks, devices)
        self._begin(checklist, evidence)

    def _begin(self, checklist: ChecklistScreen, evidence: EvidenceScreen) -> None:
        """What one screen asks of the desk of another, and the first screen."""
        checklist.finding_asked.connect(lambda _address: self.findings.begin())
        for asked in (evidence.opened, checklist.piece_opened):
            asked.connect(self.viewing.open)
        checklist.clip_opened.connect(self.viewing.open_clip)
        checklist.followups_asked.connect(self.followups.ask)
        checklist.photo_asked.connect(self.commands.photos.take)
        evidence.photo_asked.connect(lambda: self.commands.photos.take(""))
        # Where one is outlives a stop of the program too, so it is not kept only at the end.
        self.session.on_change(lambda: self._soon.ask(_SOON))
        checklist.moved.connect(lambda _address: self._soon.ask(_SOON))
        self.shell.closing.connect(self._leave)
        self.shell.may_close = self._may_close
        self.session.go("visits")
        self.commands.recording.recover()

    def go_where_one_left_off(self) -> None:
        """Open the visit, screen and question of the last time, where they are still there."""
        last = read_place(self.session.place.store)
        self.shell.take_shape(last.shape)
        if last.visit not in {line.id for line in self.session.lines}:
            return
        self.visits.open(last.visit)
        visit = self.session.visit
        if visit is None:
            return
        ref = ref_of(visit.instance, last.address) if last.address else None
        spot = spot_of(visit, ref) if ref else None
        if spot is not None:
            self.session.spot = spot
        if last.screen in self.shell.screens and last.screen != "visits":
            self.session.go(last.screen)
        if not last.left:
            self._tell_what_is_there(visit)

    def _tell_what_is_there(self, visit: OpenVisit) -> None:
        """The program stopped while one was at work: say up to when everything is there."""
        session = self.session
        line = next(each for each in session.lines if each.id == visit.id)
        at = moment(line.changed, session.language)
        detail = session.text("stopped_detail", at=at, count=len(visit.drafts()))
        session.shell.show_message("info", session.text("stopped"), detail)

    def tell_of_copy(self) -> None:
        """Say what the second copy of the log brought back, or that it is out of reach."""
        copy, session = self.session.place.store.copy, self.session
        if copy.brought_back:
            words = session.text("copy.brought_back", count=copy.brought_back)
            session.shell.show_message("info", words, session.text("copy.nothing_lost"))
        elif copy.reason:
            words = session.text("copy.out_of_reach")
            session.shell.show_message("caution", words, session.text("copy.go_on"))

    def _may_close(self) -> bool:
        """Not while text is in memory alone; a person may let it go."""
        typed = self.session.place.store.typed
        if self._given_up or self.session.over or self.session.keep(typed.put_down):
            return True
        panel = UnsavedPanel(self.shell.look, typed.held(), self.shell)
        panel.again.connect(self.shell.close)
        panel.given_up.connect(self._give_up)
        panel.open()
        return False

    def _give_up(self) -> None:
        self._given_up = True
        self.shell.close()

    def _leave(self) -> None:
        self._soon.stop()
        self.background.close()
        self._keep_place(left=True)

    def _keep_place(self, *, left: bool) -> None:
        session, visit = self.session, self.session.visit
        if visit is None or session.over:
            return
        shape = self.shell.shape()
        here = Place(visit.id, self.shell.place, self.checklist.current, shape, left)
        if here != self._kept:
            # Tried once for each place: a disk that takes nothing is told of once.
            self._kept = here
            session.keep(lambda: write_place(session.place.store, here))

    def _picture(self, piece: str, width: int) -> bytes:
        return self.evidence.picture(piece, width)

    def _page_image(self, number: int, width: int) -> bytes:
        return self.report.page_image(number, width)

    def close(self) -> None:
        """Hand over what is being typed, stop what is under way, and close the window."""
        self.shell.close()
        self.background.close()
