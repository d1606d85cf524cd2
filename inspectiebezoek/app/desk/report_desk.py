"""The report: a preview beside the work, signing, and the file to give away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.evidence import write_file
from inspectiebezoek.app.views.report import (
    FINDINGS,
    OVERVIEW,
    SIGN,
    next_signer,
    report_page,
)
from inspectiebezoek.app.views.spots import spot_of
from inspectiebezoek.errors import InspectionError
from inspectiebezoek.gui.background import Job, Tell, Work
from inspectiebezoek.gui.models.line import Option
from inspectiebezoek.gui.models.report import SignChoice, SignOffer
from inspectiebezoek.gui.screens.report import ReportScreen
from inspectiebezoek.report.audience import Audience
from inspectiebezoek.visit.exported import REPORT, exported
from inspectiebezoek.visit.kinds import ReportVersion
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.versions import CONCEPT, latest_concept, latest_version, signed_by

if TYPE_CHECKING:
    from inspectiebezoek.report.content import Report
    from inspectiebezoek.report.sign import Signing
    from inspectiebezoek.report.signer_key import SignerKey
    from inspectiebezoek.report.template import Template

PRACTICE, FILE = "practice", "file"


@dataclass(frozen=True, slots=True)
class Preview:
    """A report of a visit as it would come out now: the file and how many pages it has."""

    visit: str
    audience: str
    pdf: bytes
    pages: int


class ReportDesk:
    """Between the screen of the report and the report room."""

    def __init__(self, session: Session, screen: ReportScreen) -> None:
        self._session, self._screen = session, screen
        self.audience = "internal"
        self.preview: Preview | None = None
        self._job: Job | None = None
        session.on_show("report", self.show)
        screen.audience_chosen.connect(self.choose)
        screen.need_opened.connect(self.mend)
        screen.preview_asked.connect(self.make)
        screen.save_asked.connect(self.save)
        screen.print_asked.connect(lambda: session.shell.asked.emit("print"))
        screen.sign_asked.connect(self.ask_sign)
        screen.signed.connect(self.sign)

    def show(self) -> None:
        """Draw what is needed and who signed."""
        session = self._session
        there = self._shown()
        pages = there.pages if there else 0
        page = report_page(
            session.opened(), self.audience, pages, busy=self.busy, language=session.language
        )
        self._screen.show_page(page)

    @property
    def busy(self) -> bool:
        """True while a report is made or signed."""
        return self._job is not None and self._job.running

    def _shown(self) -> Preview | None:
        there, here = self.preview, (self._session.opened().id, self.audience)
        return there if there and (there.visit, there.audience) == here else None

    def page_image(self, number: int, width: int) -> bytes:
        """A page of the preview as PNG, so many pixels wide; empty while there is none."""
        from inspectiebezoek.app.preview import page_image

        there = self._shown()
        return page_image(there.pdf, number, width) if there else b""

    def choose(self, audience: str) -> None:
        """Another kind of report."""
        self.audience = audience
        self._session.redraw()

    def mend(self, ref: str) -> None:
        """Go to where something that is still needed can be mended."""
        session = self._session
        kind, _, rest = ref.partition(":")
        if ref == OVERVIEW:
            session.go("visit")
        elif ref == SIGN:
            self.ask_sign()
        elif ref == FINDINGS or kind == "finding":
            session.finding = rest
            session.go("findings")
        else:
            session.go_to(spot_of(session.opened(), ref))

    def make(self) -> None:
        """Make the preview beside the work; a version that was signed is shown as it is."""
        session, audience = self._session, self.audience
        visit = session.opened().id
        version = latest_version(session.opened(), audience)
        keeper = session.place.store.evidence
        if version is not None and signed_by(version):
            file = version.file
            self._begin(
                lambda _tell: preview_of(visit, audience, keeper.content(file)), self._previewed
            )
            return
        made = self._gathered("")
        if made is None:
            return
        content, template = made

        def work(_tell: Tell) -> object:
            from inspectiebezoek.report.produce import produce

            concept = audience == CONCEPT
            kind = Audience.INTERNAL if concept else Audience(audience)
            pdf = produce(content, kind, keeper.content, concept=concept, template=template)
            return preview_of(visit, audience, pdf)

        self._begin(work, self._previewed)

    def _gathered(self, place: str) -> tuple[Report, Template] | None:
        """Read the visit here, in the thread it lives in; it is laid out elsewhere.

        None when the template of this laptop is broken, which is said.
        """
        from inspectiebezoek.app.reporting import gather, team_signers, template_here

        session = self._session
        signers = team_signers(session.opened(), place)
        try:
            content = gather(session.place, session.opened(), signers, language=session.language)
            return content, template_here(session.place)
        except InspectionError as error:
            session.tell(error)
            return None

    def _begin(self, work: Work, done: Callable[[Any], None]) -> None:
        self._job = self._session.background.run(work, done=done, failed=self._failed)
        self._session.redraw()

    def _previewed(self, preview: Preview) -> None:
        self.preview = preview
        self._session.redraw()

    def _failed(self, error: InspectionError) -> None:
        self._session.tell(error)
        self._session.redraw()

    def save(self) -> None:
        """Write the file where a person wants it."""
        there, session = self._shown(), self._session
        if there is None:
            return
        name = session.text(f"audience.{self.audience}").lower().replace(" ", "-")
        path = session.files.save(session.shell.look.say("report.save"), f"{name}.pdf")
        if path is not None and session.do(lambda: self._give_away(path, there.pdf)):
            session.news("saved_pdf", file=path.name)

    def _give_away(self, path: Path, pdf: bytes) -> None:
        # Told in the log first: a file that nobody knows of is worse than a line too many.
        session = self._session
        session.opened().write([exported(session.place.uuid(), REPORT)])
        if self.audience == CONCEPT:
            self._keep_concept(pdf)
        write_file(path, [pdf])

    def _keep_concept(self, pdf: bytes) -> None:
        """A concept that goes out is a version: remarks name it."""
        from inspectiebezoek.app.reporting import keep_version

        workplace, visit = self._session.place, self._session.opened()
        known = latest_concept(visit)
        if known is None or workplace.store.evidence.content(known.file) != pdf:
            keep_version(workplace, visit, Audience.INTERNAL, (), pdf)

    # signing

    def ask_sign(self) -> None:
        """Ask how the next signer wants to sign."""
        session = self._session
        visit = session.opened()
        version = latest_version(visit, self.audience)
        waits = next_signer(visit, version)
        if waits is None or self.busy or self.audience == CONCEPT:
            return
        keys = [Option(FILE, session.text("key_file"))]
        if visit.header.practice:
            keys.insert(0, Option(PRACTICE, session.text("practice_key")))
        kind = session.text(f"audience.{self.audience}")
        label = version.label if version is not None and signed_by(version) else ""
        document = f"{kind}, {session.text('version', label=label)}" if label else kind
        place = version.signers[0]["place"] if version is not None and version.signers else ""
        self._screen.offer_signing(SignOffer(*waits, document, tuple(keys), FILE, place))

    def sign(self, choice: SignChoice) -> None:
        """Sign the version at hand, or the one that is made now."""
        session, audience = self._session, self.audience
        visit, keeper = session.opened(), session.place.store.evidence
        version = latest_version(visit, audience)
        waits = next_signer(visit, version)
        if waits is None:
            return
        begun = version if version is not None and signed_by(version) else None
        gathered = self._gathered(choice.place) if begun is None else None
        if begun is None and gathered is None:
            return
        name, capacity = waits
        now = session.place.clock()

        def work(_tell: Tell) -> object:
            from inspectiebezoek.report.produce import produce
            from inspectiebezoek.report.sign import Signing, sign

            key = open_signer_key(choice, name, now, session.place.uuid().int >> 64)
            signing = Signing(capacity, choice.place, now)
            if gathered is not None:
                content, template = gathered
                pdf = produce(content, Audience(audience), keeper.content, template=template)
            else:
                pdf = keeper.content(begun.file if begun is not None else "")
            return pdf, sign(pdf, key, signing), key, signing

        def done(made: tuple[bytes, bytes, SignerKey, Signing]) -> None:
            pdf, signed, key, signing = made
            # Another visit or report may have been chosen meanwhile; this one was signed.
            here = session.visit if session.visit and session.visit.id == visit.id else visit
            about = (here, Audience(audience), begun, choice.place)
            if session.do(lambda: self._keep(*about, pdf, signed, key, signing)):
                self.preview = preview_of(visit.id, audience, signed)
                session.news("signed")

        self._begin(work, done)

    def _keep(
        self,
        visit: OpenVisit,
        audience: Audience,
        begun: ReportVersion | None,
        place: str,
        pdf: bytes,
        signed: bytes,
        key: SignerKey,
        signing: Signing,
    ) -> None:
        from inspectiebezoek.app.reporting import keep_signature, keep_version, team_signers

        workplace = self._session.place
        signers = team_signers(visit, place)
        version = begun.id if begun else keep_version(workplace, visit, audience, signers, pdf)
        keep_signature(workplace, visit, version, key, signing, signed)


def preview_of(visit: str, audience: str, pdf: bytes) -> Preview:
    """A file with its number of pages."""
    from inspectiebezoek.app.preview import pages_of

    return Preview(visit, audience, pdf, pages_of(pdf))


def open_signer_key(choice: SignChoice, name: str, now: datetime, serial: int) -> SignerKey:
    """The key in a PKCS#12 file, or a practice key made for this one signature."""
    from inspectiebezoek.report.signer_key import load_key, make_practice_key, open_key

    if choice.key == FILE:
        return load_key(Path(choice.file), choice.passphrase)
    word = f"{serial:x}"
    return open_key(make_practice_key(name, word, now=now, serial=serial), word, name)
