"""A visit leaves this laptop once the office signed for it, and comes back when it is wanted."""

from __future__ import annotations

from collections.abc import Callable

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.gui.background import Tell, Work
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.screens.leaving_panels import FetchPanel, PurgePanel, WaitingPanel
from inspectiebezoek.messages import explain
from inspectiebezoek.report.formats import moment
from inspectiebezoek.store.removal import Purged
from inspectiebezoek.sync.outcome import SyncResult


class LeavingDesk:
    """Between the visits on this laptop and the office that signs for them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ask(self) -> None:
        """Say what goes when the visit at hand is taken from this laptop, and what stays."""
        session = self._session
        session.screens_commit()
        visit = session.opened()
        if visit.header.stays_here:
            session.news("purge_stays")
            return
        counts = session.place.store.office.counts(visit.log)
        parts = counts.changes, counts.files
        panel = PurgePanel(session.shell.look, visit.header.title, parts, session.shell)
        panel.given.connect(lambda anyway: self._purge(panel, visit.id, anyway=anyway))
        panel.open()

    def _purge(self, panel: PurgePanel, visit: str, *, anyway: bool) -> None:
        session = self._session

        def work(_tell: Tell) -> Purged:
            from inspectiebezoek.app.office_link import purge_here

            return purge_here(session.place, visit, destroyed=anyway)

        def done(gone: Purged) -> None:
            panel.accept()
            session.let_go()
            session.go("visits")
            session.news("purged", title=gone.title)

        def refused(code: Code) -> None:
            if code is Code.DESTROYED_WAITS:
                panel.offer_anyway()

        self._run(panel, work, done, refused)

    def ask_fetch(self) -> None:
        """Show the visits that were taken from this laptop."""
        session = self._session
        lines = tuple(self._line(each) for each in reversed(session.place.store.purged()))
        panel = FetchPanel(session.shell.look, lines, session.shell)
        panel.given.connect(lambda visit: self._fetch(panel, visit))
        panel.open()

    def _line(self, gone: Purged) -> Line:
        # The window opens without loading what travels.
        from inspectiebezoek.sync.destroyed import decision_on

        session = self._session
        at = moment(gone.at, session.language)
        told = session.text("purged_at", at=at, changes=gone.changes, files=gone.files)
        if decision := decision_on(session.place.store, gone):
            told = f"{session.text('destroyed_on', decision=decision)}; {told}"
        return Line(gone.title, told, icon="visits", ref=gone.log.partition("/")[2])

    def _fetch(self, panel: FetchPanel, visit: str) -> None:
        session = self._session

        def work(_tell: Tell) -> SyncResult:
            from inspectiebezoek.app.office_link import fetch_here

            return fetch_here(session.place, visit)

        def done(result: SyncResult) -> None:
            panel.accept()
            session.go("visits")
            here = {line.id: line.header.title for line in session.lines}
            if visit in here:
                session.news("fetched", title=here[visit])
            for problem in result.problems[:1]:
                session.tell(InspectionError(problem.code, **problem.facts))

        self._run(panel, work, done)

    def _run(
        self,
        panel: WaitingPanel,
        work: Work,
        done: Tell,
        refused: Callable[[Code], None] = lambda _code: None,
    ) -> None:
        session = self._session

        def failed(error: InspectionError) -> None:
            words = explain(error, session.language)
            panel.refuse(f"{words.what} {words.safe} {words.now} ({words.quote})")
            refused(error.code)

        session.background.run(work, done=done, failed=failed)
