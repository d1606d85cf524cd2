"""Photos of one paper are joined to a document beside the work; each photo stays."""

from __future__ import annotations

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.scanning import attach_scan, scanned
from inspectiebezoek.gui.background import Tell
from inspectiebezoek.gui.models.link import LinkOption
from inspectiebezoek.gui.screens.scan_panel import ScanPanel
from inspectiebezoek.visit.kinds import Evidence


class ScanDesk:
    """Between the panel in which pages are put in order and the visit."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ask(self) -> None:
        """Ask which photos, in which order; those made last stand first."""
        session = self._session
        session.screens_commit()
        keeper = session.place.store.evidence
        photos = [each for each in session.opened().all(Evidence) if each.derivative]
        here = [each for each in photos if each.original in keeper]
        if len(here) < 2:
            session.news("scan_too_few")
            return
        options = tuple(
            LinkOption(each.id, f"{each.label} {each.caption or each.name}".strip(), each.name)
            for each in reversed(here)
        )
        panel = ScanPanel(session.shell.look, options, session.shell)
        panel.joined.connect(self.join)
        panel.open()

    def join(self, photos: tuple[str, ...], caption: str) -> None:
        """Make the document on a thread, and evidence of it back in the window."""
        session = self._session
        visit, keeper = session.opened(), session.place.store.evidence
        known = {each.id: each for each in visit.all(Evidence)}
        pieces = [known[each] for each in photos if each in known]

        def work(_tell: Tell) -> bytes:
            return scanned(keeper, pieces)

        def done(pdf: bytes) -> None:
            labels = ", ".join(each.label for each in pieces)
            facts = {
                "name": f"{session.place.clock():%Y%m%d-%H%M%S}.pdf",
                "caption": caption,
                "alt_text": session.text("scan_of", labels=labels),
            }
            made = list[str]()
            if session.do(lambda: made.append(attach_scan(visit, keeper, pieces, pdf, **facts))):
                if session.visit is visit:
                    session.piece = made[0]
                session.news("scan_made", count=len(pieces))

        session.background.run(work, done=done, failed=session.tell)
