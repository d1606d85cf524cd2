"""Carry out what is asked by menu, key or palette, from any screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from inspectiebezoek import __version__
from inspectiebezoek.app.desk.adding_desk import AddingDesk
from inspectiebezoek.app.desk.authority_desk import AuthorityDesk
from inspectiebezoek.app.desk.checklist_desk import ChecklistDesk
from inspectiebezoek.app.desk.comments_desk import CommentsDesk
from inspectiebezoek.app.desk.compare_desk import CompareDesk
from inspectiebezoek.app.desk.erasing_desk import ErasingDesk
from inspectiebezoek.app.desk.evidence_desk import EvidenceDesk
from inspectiebezoek.app.desk.feedback_desk import FeedbackDesk
from inspectiebezoek.app.desk.findings_desk import FindingsDesk
from inspectiebezoek.app.desk.followups_desk import FollowupsDesk
from inspectiebezoek.app.desk.history_desk import HistoryDesk
from inspectiebezoek.app.desk.leaving_desk import LeavingDesk
from inspectiebezoek.app.desk.notes_desk import NotesDesk
from inspectiebezoek.app.desk.package_desk import PackageDesk
from inspectiebezoek.app.desk.palette_desk import PaletteDesk
from inspectiebezoek.app.desk.photo_desk import PhotoDesk
from inspectiebezoek.app.desk.pictures_desk import PicturesDesk
from inspectiebezoek.app.desk.preferences_desk import PreferencesDesk
from inspectiebezoek.app.desk.print_desk import PrintDesk
from inspectiebezoek.app.desk.recommendations_desk import RecommendationsDesk
from inspectiebezoek.app.desk.recording_desk import RecordingDesk
from inspectiebezoek.app.desk.registers_desk import RegistersDesk
from inspectiebezoek.app.desk.report_desk import ReportDesk
from inspectiebezoek.app.desk.scan_desk import ScanDesk
from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.desk.site_desk import SiteDesk
from inspectiebezoek.app.desk.sync_desk import SyncDesk
from inspectiebezoek.app.desk.unanswered_desk import UnansweredDesk
from inspectiebezoek.app.desk.verify_desk import VerifyDesk
from inspectiebezoek.app.desk.visit_desk import VisitDesk
from inspectiebezoek.app.desk.visits_desk import VisitsDesk
from inspectiebezoek.app.views.sync import about
from inspectiebezoek.gui.media import Devices
from inspectiebezoek.gui.screens.checklist import ChecklistScreen
from inspectiebezoek.gui.screens.manual import Manual
from inspectiebezoek.gui.screens.no_answer import NOT_APPLICABLE, NOT_OBSERVED
from inspectiebezoek.gui.screens.visits import VisitsScreen
from inspectiebezoek.paths import shared
from inspectiebezoek.visit.header import CAMERA, MICROPHONE
from inspectiebezoek.visit.registers import DOCUMENT, INTERVIEW, REFUSAL
from inspectiebezoek.visit.undo import Step

Acts = dict[str, Callable[[], object]]


@dataclass(frozen=True, slots=True)
class Desks:
    """The desks of the screens, which carry out most commands."""

    visits: VisitsDesk
    visit: VisitDesk
    checklist: ChecklistDesk
    unanswered: UnansweredDesk
    followups: FollowupsDesk
    findings: FindingsDesk
    recommendations: RecommendationsDesk
    evidence: EvidenceDesk
    pictures: PicturesDesk
    report: ReportDesk
    sync: SyncDesk


class CommandsDesk:
    """Between the commands of the window and who carries them out."""

    def __init__(self, session: Session, desks: Desks, devices: Devices) -> None:
        self._session, self._evidence = session, desks.evidence
        self._pictures = desks.pictures
        self.notes = NotesDesk(session)
        self.preferences = PreferencesDesk(session)
        self.verify = VerifyDesk(session)
        self.packages = PackageDesk(session, desks.visits)
        self.adding = AddingDesk(
            session, desks.visits, desks.checklist, desks.evidence, self.packages
        )
        self.history = HistoryDesk(session, desks.checklist)
        self.erasing = ErasingDesk(session, desks.checklist, desks.evidence)
        self.leaving = LeavingDesk(session)
        self.comments = CommentsDesk(session)
        self.compare = CompareDesk(session)
        self.printing = PrintDesk(session)
        self.authority = AuthorityDesk(session)
        self.registers = RegistersDesk(session)
        self.feedback = FeedbackDesk(session)
        self.recording = RecordingDesk(session, devices, desks.checklist, self.notes.ask)
        self.preferences.lock.stop_recording = self.recording.stop
        self.photos = PhotoDesk(session, devices, desks.checklist, desks.evidence)
        self.site = SiteDesk(session)
        self.scans = ScanDesk(session)
        self.palette = PaletteDesk(session, desks.visits, self.do)
        self._acts = {
            **self._about_visits(desks),
            **self._about_work(desks),
            **self._without_answer(desks.unanswered),
            **self._about_registers(self.registers),
            **self._about_devices(),
            **self._about_evidence(desks.evidence),
            **self._about_report(desks.report),
            **self._about_window(desks.sync),
        }
        session.shell.asked.connect(self.do)
        session.on_change(self._show_undo)

    def _about_visits(self, desks: Desks) -> Acts:
        return {
            "new_visit": desks.visits.new_from_anywhere,
            "open_checklist": desks.visits.ask_checklist,
            "practice": desks.visits.practice,
            "finish": desks.visit.finish_from_anywhere,
            "laptop_done": desks.visit.say_done,
            "reopen": desks.visit.ask_reopen,
            "adopt": desks.visit.ask_adopt,
            "purge": self.leaving.ask,
            "fetch": self.leaving.ask_fetch,
        }

    def _about_work(self, desks: Desks) -> Acts:
        return {
            "undo": lambda: self._take_back(again=False),
            "redo": lambda: self._take_back(again=True),
            "note": self.notes.ask,
            "notes": self.notes.show,
            "checkpoint": self._checkpoint,
            "find": self._find,
            "one_hand": self.preferences.turn_one_hand,
            "quick": self.preferences.turn_quick,
            "next_open": desks.checklist.jump,
            "followups": desks.followups.ask,
            "speak": lambda: self._on("checklist", desks.checklist.speak_next),
            "finding": lambda: self._on("findings", desks.findings.add),
            "join": lambda: self._on("findings", desks.findings.join_at_hand),
            "recommend": lambda: self._on("findings", desks.recommendations.add),
        }

    def _about_registers(self, registers: RegistersDesk) -> Acts:
        return {
            "stamp": registers.stamp,
            "timeline": registers.show_timeline,
            "feedback": self.feedback.ask,
            **{role: partial(registers.show, role) for role in (INTERVIEW, DOCUMENT, REFUSAL)},
        }

    def _about_devices(self) -> Acts:
        return {
            "photo": self.photos.take_here,
            "record": self.recording.turn,
            "no_camera": partial(self.site.turn, CAMERA),
            "no_microphone": partial(self.site.turn, MICROPHONE),
        }

    def _about_evidence(self, evidence: EvidenceDesk) -> Acts:
        return {
            "file": self.adding.choose,
            "paste": self.adding.paste,
            "describe": lambda: self._on("evidence", evidence.describe_at_hand),
            "redact": lambda: self._on("evidence", evidence.redact_at_hand),
            "annotate": self._annotate,
            "scan": self.scans.ask,
        }

    def _about_report(self, report: ReportDesk) -> Acts:
        return {
            "preview": lambda: self._on("report", report.make),
            "save_pdf": lambda: self._on("report", report.save),
            "print": self.printing.ask,
            "sign": lambda: self._on("report", report.ask_sign),
            "comments": self.comments.ask,
            "compare": self.compare.ask,
            "authority": self.authority.ask,
            "verify": self.verify.ask,
        }

    def _about_window(self, sync: SyncDesk) -> Acts:
        return {
            "palette": self.palette.show,
            "settings": self.preferences.ask,
            "cover": self.preferences.lock.cover,
            "sync": lambda: self._on("sync", sync.start),
            "enrol": lambda: self._on("sync", sync.ask_enrol),
            "history": self.history.show_question,
            "history_visit": self.history.show_visit,
            "erase": self.erasing.ask,
            "erasures": self.erasing.show,
            "package_in": self.packages.ask,
            "package_out": self.packages.give,
            "emergency": self.packages.copy_all,
            "manual": self._manual,
            "about": self._about,
        }

    def _without_answer(self, unanswered: UnansweredDesk) -> Acts:
        ask = unanswered.ask_here
        return {
            "not_observed": lambda: self._on("checklist", lambda: ask(NOT_OBSERVED)),
            "not_applicable": lambda: self._on("checklist", lambda: ask(NOT_APPLICABLE)),
            "rest_unanswered": lambda: self._on("checklist", unanswered.ask_rest),
        }

    def do(self, name: str) -> None:
        """Carry out a command by its name."""
        act = self._acts.get(name)
        if act is None:
            self._session.shell.carry_out(name)
        else:
            act()

    def _on(self, place: str, act: Callable[[], object]) -> None:
        if self._session.shell.place != place:
            self._session.go(place)
        act()

    def _annotate(self) -> None:
        """Draw on a photo of the question on the paper, or on the one that is looked at."""
        if self._session.shell.place == "checklist":
            self._pictures.annotate_here()
        else:
            show = self._evidence.at_hand
            self._on("evidence", lambda: self._pictures.ask_annotation(show()))

    # undo

    def _take_back(self, *, again: bool) -> None:
        session = self._session
        session.screens_commit()
        visit = session.opened()
        step = visit.undo.next_redo() if again else visit.undo.next_undo()
        if step is None:
            session.news("nothing_to_redo" if again else "nothing_to_undo")
            return
        what = self._words(step)
        done: list[bool] = []
        if session.do(lambda: done.append(visit.take_back(again=again))):
            key = ("redone" if again else "undone") if done[0] else "changed_since"
            session.news(key, what=what)

    def _words(self, step: Step) -> str:
        return about(self._session.opened(), step.about, self._session.language)

    def _show_undo(self) -> None:
        """Menus say what would be taken back."""
        visit, shell = self._session.visit, self._session.shell
        if visit is None:
            return
        for name, step in (("undo", visit.undo.next_undo()), ("redo", visit.undo.next_redo())):
            words = shell.look.say(f"menu.{name}")
            told = f"{words}: {self._words(step)}" if step is not None else words
            shell.menus.show_words(name, told, on=step is not None)

    # the rest

    def _checkpoint(self) -> None:
        """Everything is on disk already; say since when."""
        session = self._session
        session.screens_commit()
        session.saved = session.place.clock()
        session.around()
        session.news("all_saved", at=f"{session.saved:%H:%M:%S}")

    def _find(self) -> None:
        session = self._session
        screen = session.shell.screens[session.shell.place]
        if isinstance(screen, VisitsScreen):
            screen.search.setFocus()
        elif isinstance(screen, ChecklistScreen) and not screen.one_hand:
            screen.search()
        else:
            self.palette.show()

    def _manual(self) -> None:
        Manual(self._session.shell.look, shared("docs", "handleiding"), self._session.shell).open()

    def _about(self) -> None:
        self._session.news("about_program", version=__version__)
