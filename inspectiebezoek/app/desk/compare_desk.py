"""What the report says otherwise than the concept that the inspected saw, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.errors import InspectionError
from inspectiebezoek.gui.background import Job, Tell
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.screens.outcome_panel import OutcomePanel
from inspectiebezoek.messages import explain, text
from inspectiebezoek.visit.versions import WHOLE, latest_concept

if TYPE_CHECKING:
    from inspectiebezoek.report.compare import Difference, Sentence


class CompareDesk:
    """Compares the last concept with the report as it is now, or as it was signed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.panel: OutcomePanel | None = None

    def ask(self) -> None:
        """Compare beside the work; without a concept it is said that there is none."""
        # Making reports is loaded when one is asked for.
        from inspectiebezoek.app.printed import printable
        from inspectiebezoek.report.compare import compare

        session = self._session
        visit, place = session.opened(), session.place
        concept = latest_concept(visit)
        if concept is None:
            session.news("no_concept")
            return
        try:
            make = printable(place, visit, WHOLE, session.language)
        except InspectionError as error:
            session.tell(error)
            return
        look, before = session.shell.look, concept.file
        title, busy = look.say("compare.title", label=concept.label), look.say("compare.busy")
        panel = OutcomePanel(look, title, busy, look.say("compare.name"), session.shell)
        self.panel = panel

        def work(_tell: Tell) -> object:
            return compare(place.store.evidence.content(before), make(), (concept.label, WHOLE))

        def done(found: Sequence[Difference]) -> None:
            if not job.stopping:
                key = "differs" if found else "same"
                panel.show_outcome(look.say(f"compare.{key}"), tuple(self._lines(found)))

        def failed(error: InspectionError) -> None:
            panel.show_outcome(explain(error, session.language).what)

        job: Job = session.background.run(work, done=done, failed=failed)
        panel.finished.connect(job.stop)
        panel.open()

    def _lines(self, found: Sequence[Difference]) -> Iterator[Line]:
        for each in found:
            yield from (self._line("gone", sentence) for sentence in each.before)
            yield from (self._line("new", sentence) for sentence in each.after)

    def _line(self, side: str, sentence: Sentence) -> Line:
        words = {"page": sentence.page, "words": sentence.words}
        return Line(text("cli", f"compare.{side}", self._session.language, **words))
