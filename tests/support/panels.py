"""Every panel of the window with made-up contents, and every state of its screens, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pkgutil import walk_packages

from PySide6.QtWidgets import QDialog

import inspectiebezoek.gui as room
from inspectiebezoek.gui.models.checklist import Choice
from inspectiebezoek.gui.models.comments import CommentItem, CommentsPage
from inspectiebezoek.gui.models.erasing import EraseOffer, ErasuresPage
from inspectiebezoek.gui.models.evidence import EvidencePage
from inspectiebezoek.gui.models.feedback import FeedbackItem, FeedbackPage
from inspectiebezoek.gui.models.findings import FindingsPage
from inspectiebezoek.gui.models.followup import Followup, FollowupPage
from inspectiebezoek.gui.models.line import Line, Option
from inspectiebezoek.gui.models.link import LinkOption
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.models.palette import Entry
from inspectiebezoek.gui.models.preferences import Preferences
from inspectiebezoek.gui.models.registers import RegisterPage, TimelinePage
from inspectiebezoek.gui.models.report import ReportPage
from inspectiebezoek.gui.models.settings import SettingsPage
from inspectiebezoek.gui.models.shape import Shape
from inspectiebezoek.gui.models.sync import SyncPage
from inspectiebezoek.gui.models.viewing import View
from inspectiebezoek.gui.models.visits import VisitsPage
from inspectiebezoek.gui.parts.bars import PLACES
from inspectiebezoek.gui.parts.key_help import KeyHelp
from inspectiebezoek.gui.screens.annotate_panel import AnnotatePanel
from inspectiebezoek.gui.screens.ask_panels import AdoptPanel, EnrolPanel, ReopenPanel, WithoutPanel
from inspectiebezoek.gui.screens.assign_panel import AssignPanel
from inspectiebezoek.gui.screens.authority_panel import AuthorityPanel
from inspectiebezoek.gui.screens.camera_panel import CameraPanel
from inspectiebezoek.gui.screens.comments_panel import CommentsPanel
from inspectiebezoek.gui.screens.describe_panel import DescribePanel
from inspectiebezoek.gui.screens.draw_panel import DrawPanel
from inspectiebezoek.gui.screens.erase_panels import AskErasePanel, ErasuresPanel
from inspectiebezoek.gui.screens.faults_panel import FaultsPanel
from inspectiebezoek.gui.screens.feedback_panel import FeedbackPanel
from inspectiebezoek.gui.screens.followup_panel import FollowupPanel
from inspectiebezoek.gui.screens.history_panel import HistoryPanel
from inspectiebezoek.gui.screens.leaving_panels import FetchPanel, PurgePanel
from inspectiebezoek.gui.screens.link_panel import LinkPanel
from inspectiebezoek.gui.screens.lock_panel import LockPanel
from inspectiebezoek.gui.screens.manual import Manual
from inspectiebezoek.gui.screens.note_panel import NotePanel
from inspectiebezoek.gui.screens.notes_panel import NotesPanel
from inspectiebezoek.gui.screens.outcome_panel import OutcomePanel
from inspectiebezoek.gui.screens.package_panels import GivePanel, SecretPanel, StrangerPanel
from inspectiebezoek.gui.screens.palette import Palette
from inspectiebezoek.gui.screens.print_panel import PrintPanel
from inspectiebezoek.gui.screens.reason_panel import ReasonPanel
from inspectiebezoek.gui.screens.redact_panel import RedactPanel
from inspectiebezoek.gui.screens.register_panel import RegisterPanel
from inspectiebezoek.gui.screens.scan_panel import ScanPanel
from inspectiebezoek.gui.screens.settings_panel import SettingsPanel
from inspectiebezoek.gui.screens.sign_panel import SignPanel
from inspectiebezoek.gui.screens.signature_panel import SignaturePanel
from inspectiebezoek.gui.screens.timeline_panel import TimelinePanel
from inspectiebezoek.gui.screens.unsaved_panel import UnsavedPanel
from inspectiebezoek.gui.screens.viewer_panel import ViewerPanel
from inspectiebezoek.gui.shell import Shell
from inspectiebezoek.paths import shared
from tests.support import pages
from tests.support.devices import StillCamera

READERS = (Option("ordinary", "Gewoon"), Option("medical", "Medisch"))
OPTIONS = (
    LinkOption("q2", "1.5.3 Is het toilet afschermbaar?", "nee", "observe", on=True),
    LinkOption("f1", "B-12 Toiletten niet overal afgeschermd", "verbeterpunt", "finding"),
)
ENTRIES = (
    Entry("do:undo", "Ongedaan maken", "Bewerken", "Ctrl Z", "next"),
    Entry("question:q2", "1.5.3 Is het toilet afschermbaar?", "nee", icon="observe"),
)
FEEDBACK = FeedbackPage(
    lines=(
        Line(
            "De oproep in cel 214 werkt niet.",
            "6 oktober 2026 14:32 · vestigingsdirecteur",
            Mark.DONE,
            right="T-A01",
            ref="f1",
        ),
        Line("nog niets", "6 oktober 2026 17:40", Mark.MISSING, right="T-A02", ref="f2"),
    ),
    sorts=(Option("direct_veiligheid", "Direct gemeld: veiligheid"),),
    item=FeedbackItem(
        id="f1",
        label="T-A01",
        at="6 oktober 2026 14:32",
        sort="direct_veiligheid",
        to_role="vestigingsdirecteur",
        text="De oproep in cel 214 werkt niet.",
        response="Cel buiten gebruik gesteld.",
    ),
)
REGISTER = RegisterPage(
    "Gesprekken",
    (
        Line("M-02", "medewerker · afdeling B · mondeling", icon="person", right="A02", ref="r2"),
        Line("G-01", "gedetineerde · tolk aanwezig", icon="person", right="A01", ref="r1"),
    ),
)
TIMELINE = TimelinePage(
    (
        Line("6 oktober 2026", heading=True),
        Line("23:41:07  vertrek locatie", "eigen waarneming", Mark.DONE, ref="t1"),
        Line("23:58:30  nog niet benoemd", "", Mark.MISSING, right="+17 min", ref="t2"),
    ),
    (LinkOption("a", "aankomst luchthaven"), LinkOption("b", "boarding start")),
)
VIEW = View(
    title="E-A03 Huisregels",
    detail="huisregels.pdf · Inspecteur A (oefening) · 2,1 MB",
    kind="pages",
    pages=9,
    version="Kopie om te tonen",
    other="Toon het origineel",
    sha256="9f3a" * 16,
    checked=True,
)
FAULT = Line("survey, rij 3, kolom relevant: ${weg} bestaat niet", "Maak de vraag.", Mark.BLOCKED)

SETTINGS = SettingsPage(now=Preferences(), locked=True, folder="/map", logs="/log", version="1.0")
OFFER = EraseOffer("1.5.3 Is het toilet afschermbaar?", 3, ("answer:/data/q2",), ("Bram", "Chris"))
ERASURES = ErasuresPage(
    (
        Line(
            "1.5.3 Is het toilet afschermbaar?",
            "3 waarde(n). Gevraagd door Bram, 6 oktober 2026 14:32. Grond: verkeerde persoon",
            Mark.OPEN,
            right="wacht op een tweede",
            ref="open|r2",
        ),
        Line("bewijs F-2", "Gewist op 5 oktober 2026, grond: privacy.", Mark.DONE, ref="done|r1"),
    ),
    frozenset({"open|r2"}),
)
GONE = (Line("PI Oefenstad", "weggehaald op 6 oktober 2026", icon="visits", ref="v1"),)

COMMENTS = CommentsPage(
    items=(
        CommentItem(id="c1", label="W-1", page="4", line="12", text="De wachttijd klopt niet."),
    ),
    sorts=(Option("fact", "Feitelijke onjuistheid"), Option("view", "Zienswijze")),
    decisions=(Option("", "Nog open"), Option("yes", "Gewijzigd"), Option("no", "Niet gewijzigd")),
    waiting=1,
)


def _comments(shell: Shell) -> QDialog:
    made = CommentsPanel(shell.look, shell)
    made.show_page(COMMENTS)
    return made


def _outcome(shell: Shell) -> QDialog:
    made = OutcomePanel(shell.look, "Controle van verslag.pdf", "Bezig", "Uitkomst", shell)
    made.show_outcome("Het verslag klopt.", (Line("Handtekening 1", "geldig", Mark.READY),))
    return made


PANELS: dict[type[QDialog], Callable[[Shell], QDialog]] = {
    AnnotatePanel: lambda shell: AnnotatePanel(
        shell.look,
        ("Foto aantekenen", "De foto"),
        "F-2",
        pages.picture("1", 800),
        (Shape("arrow", 300, 300, 500, 500, "Deur"), Shape("pin", 700, 300, 700, 300)),
        shell,
    ),
    AssignPanel: lambda shell: AssignPanel(shell.look, "1.5 Verblijf", OPTIONS, shell),
    CameraPanel: lambda shell: CameraPanel(shell.look, StillCamera(shell), shell),
    DescribePanel: lambda shell: DescribePanel(
        shell.look, "F-2 (cel.jpg)", ("Cel 214", "", "ordinary"), READERS, shell
    ),
    DrawPanel: lambda shell: DrawPanel(shell.look, "Schets van de gang", ((), ""), shell),
    AdoptPanel: lambda shell: AdoptPanel(shell.look, shell),
    AuthorityPanel: lambda shell: AuthorityPanel(shell.look, "", shell),
    CommentsPanel: _comments,
    AskErasePanel: lambda shell: AskErasePanel(shell.look, OFFER, shell),
    EnrolPanel: lambda shell: EnrolPanel(shell.look, shell),
    ErasuresPanel: lambda shell: ErasuresPanel(shell.look, ERASURES, shell),
    FaultsPanel: lambda shell: FaultsPanel(
        shell.look, "Wat mis is", "Er is niets geopend.", (FAULT,), shell
    ),
    FeedbackPanel: lambda shell: FeedbackPanel(shell.look, FEEDBACK, shell),
    FetchPanel: lambda shell: FetchPanel(shell.look, GONE, shell),
    FollowupPanel: lambda shell: FollowupPanel(
        shell.look,
        FollowupPage(
            (
                Followup("r1", "R-A01", "Scherm elk toilet af.", "in uitvoering"),
                Followup("", "R-A02", "Oefen de ontruiming twee keer per jaar."),
            ),
            (Choice("open", "open"), Choice("uitgevoerd", "uitgevoerd")),
        ),
        shell,
    ),
    HistoryPanel: lambda shell: HistoryPanel(
        shell.look, "Logboek", (Line("1.5.3: Nee → Ja", "14:10 · Anna", Mark.READY),), shell
    ),
    KeyHelp: lambda shell: KeyHelp(shell.look, shell.screens["checklist"].keys(), shell),
    GivePanel: lambda shell: GivePanel(
        shell.look, "Pakket maken", ("PI Oefenstad, met alle bewijs.", "1bdd 3020"), OPTIONS, shell
    ),
    LinkPanel: lambda shell: LinkPanel(shell.look, "F-2", OPTIONS, shell),
    LockPanel: lambda shell: LockPanel(shell.look, "change", shell),
    Manual: lambda shell: Manual(shell.look, shared("docs", "handleiding"), shell),
    NotePanel: lambda shell: NotePanel(shell.look, "1.5.3", "Deur B staat open.", shell),
    NotesPanel: lambda shell: NotesPanel(shell.look, OPTIONS, shell),
    Palette: lambda shell: Palette(shell.look, ENTRIES, shell),
    ReasonPanel: lambda shell: ReasonPanel(
        shell.look, "Is de deur dicht?", "not_observed", "", ("De afdeling was dicht.",), shell
    ),
    RedactPanel: lambda shell: RedactPanel(
        shell.look, "F-2", pages.picture("1", 800), ((300, 300, 200, 200),), shell
    ),
    RegisterPanel: lambda shell: RegisterPanel(shell.look, REGISTER, shell),
    ReopenPanel: lambda shell: ReopenPanel(shell.look, shell),
    ScanPanel: lambda shell: ScanPanel(shell.look, OPTIONS, shell),
    SecretPanel: lambda shell: SecretPanel(shell.look, "bezoek.ibz", shell),
    SettingsPanel: lambda shell: SettingsPanel(shell.look, SETTINGS, shell),
    SignaturePanel: lambda shell: SignaturePanel(shell.look, "Handtekening", ((), ""), shell),
    SignPanel: lambda shell: SignPanel(shell.look, pages.OFFER, shell),
    TimelinePanel: lambda shell: TimelinePanel(shell.look, TIMELINE, "t2", shell),
    StrangerPanel: lambda shell: StrangerPanel(
        shell.look, (("Bram", "5fbf 4a47 d92e f78c 6c73"),), shell
    ),
    UnsavedPanel: lambda shell: UnsavedPanel(shell.look, ("Half opgeschreven",), shell),
    OutcomePanel: _outcome,
    PurgePanel: lambda shell: PurgePanel(shell.look, "PI Oefenstad", (512, 18), shell),
    PrintPanel: lambda shell: PrintPanel(shell.look, READERS, "ordinary", shell),
    WithoutPanel: lambda shell: WithoutPanel(shell.look, shell),
    ViewerPanel: lambda shell: ViewerPanel(
        shell.look, VIEW, lambda _page, wide: pages.picture("1", wide), lambda _parent: None, shell
    ),
}


def known_panels() -> set[type[QDialog]]:
    """Every kind of panel that the window has."""
    for module in walk_packages(room.__path__, f"{room.__name__}."):
        import_module(module.name)
    return {each for each in _below(QDialog) if each.__module__.startswith(room.__name__)}


def _below(kind: type[QDialog]) -> Iterator[type[QDialog]]:
    """The kinds that are made; one that others build on is none of them."""
    for each in kind.__subclasses__():
        below = list(_below(each))
        yield from below or [each]


def states(shell: Shell) -> Iterator[str]:
    """Bring the window in each of its states, one after another; the name of each."""
    for place in PLACES:
        shell.go(place)
        yield place
    yield from _questions(shell)
    yield from _empty(shell)
    visits = shell.screens["visits"]
    shell.go("visits")
    visits.show_new(pages.NEW_VISIT)
    yield "new visit"
    visits.restyle()
    shell.show_message("bad", "De foto is niet te lezen.", "Alles is bewaard. (IB-E-301)")
    yield "message"
    shell.hide_message()


def _questions(shell: Shell) -> Iterator[str]:
    checklist = shell.screens["checklist"]
    shell.go("checklist")
    for item in pages.QUESTIONS:
        checklist.show_page(replace(pages.CHECKLIST, current=item.ref))
        yield f"question {item.kind.name}"


def _empty(shell: Shell) -> Iterator[str]:
    empty = {
        "visits": VisitsPage(),
        "findings": FindingsPage(),
        "evidence": EvidencePage(),
        "report": ReportPage(needs=pages.REPORT.needs),
        "sync": SyncPage(),
    }
    for place, page in empty.items():
        shell.screens[place].show_page(page)
        shell.go(place)
        yield f"empty {place}"
