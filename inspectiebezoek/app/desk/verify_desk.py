"""Verify a report file from anywhere in the window, beside the work; it can be stopped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.gui.background import Job, Tell
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.screens.outcome_panel import OutcomePanel
from inspectiebezoek.messages import explain

if TYPE_CHECKING:
    from inspectiebezoek.report.verdict import Verdict

_MARKS = {"good": Mark.READY, "doubt": Mark.ATTENTION, "bad": Mark.FAILS}


class VerifyDesk:
    """Between the panel of a verdict and the report room."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.panel: OutcomePanel | None = None

    def ask(self) -> None:
        """Ask which file, and check it."""
        session = self._session
        path = session.files.open(session.shell.look.say("menu.verify").rstrip("…"), "*.pdf")
        if path is not None:
            self.check(path)

    def check(self, path: Path) -> None:
        """Check a file; what its visit says is read here, the rest happens on a thread."""
        from inspectiebezoek.app.judging import expected_of, judge

        session = self._session
        try:
            pdf = path.read_bytes()
        except OSError:
            session.tell(InspectionError(Code.FILE_MISSING, file=path.name))
            return
        expected = expected_of(pdf, path, None, session.place)
        now = session.place.clock()

        def work(tell: Tell) -> object:
            def progress(done: int, of: int) -> None:
                tell((done, of))

            return judge(pdf, expected, now=now, file=path.name, progress=progress)

        look = session.shell.look
        title, busy = look.say("verdict.title", file=path.name), look.say("verdict.busy")
        panel = OutcomePanel(look, title, busy, look.say("verdict.name"), session.shell)
        self.panel = panel

        def done(verdict: Verdict) -> None:
            # The last step may be over already when the panel closes: nobody looks any more then.
            if not job.stopping:
                self._judged(panel, verdict, path.name)

        def failed(error: InspectionError) -> None:
            panel.show_outcome(explain(error, session.language).what, ())

        job: Job = session.background.run(
            work,
            told=lambda news: panel.show_progress(*news),
            done=done,
            failed=failed,
        )
        panel.finished.connect(job.stop)
        panel.open()

    def _judged(self, panel: OutcomePanel, verdict: Verdict, file: str) -> None:
        from inspectiebezoek.app.verdict_words import doubt, told

        language = self._session.language
        lines = tuple(Line(each.words, mark=_MARKS[each.state]) for each in told(verdict, language))
        if verdict.holds:
            panel.show_outcome(self._session.text("verdict_holds", file=file), lines)
            return
        words = explain(doubt(verdict, file), language)
        panel.show_outcome(f"{words.what} {words.now}", lines)
