"""One print job: pages are drawn beside the work, and put on paper in the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.errors import InspectionError
from inspectiebezoek.gui.background import Job, Tell
from inspectiebezoek.gui.screens.outcome_panel import OutcomePanel
from inspectiebezoek.messages import explain

if TYPE_CHECKING:
    from inspectiebezoek.gui.printing import Press

Make = Callable[[], bytes]


class PrintJob:
    """Shows how far it is; closing the panel stops it, and nothing comes out."""

    def __init__(self, session: Session, press: Press, make: Make) -> None:
        self._session, self._press = session, press
        look = session.shell.look
        title, busy = look.say("print.title"), look.say("print.busy")
        self.panel = OutcomePanel(look, title, busy, "", session.shell)
        self._job: Job = session.background.run(
            lambda tell: _drawn(press, make, tell),
            told=self._told,
            done=self._done,
            failed=self._failed,
        )
        self.panel.finished.connect(lambda _result: self._closed())
        self.panel.open()

    def _told(self, news: tuple[int, int, bytes]) -> None:
        done, of, page = news
        self.panel.show_progress(done, of)
        try:
            self._press.put(page)
        except InspectionError as error:
            self._job.stop()
            self._failed(error)

    def _done(self, pages: int) -> None:
        if self._job.stopping:
            return
        try:
            self._press.end()
        except InspectionError as error:
            self._failed(error)
            return
        self.panel.show_outcome(self._session.text("printed", count=pages))

    def _failed(self, error: InspectionError) -> None:
        self._press.stop()
        words = explain(error, self._session.language)
        self.panel.show_outcome(f"{words.what} {words.now}")

    def _closed(self) -> None:
        self._job.stop()
        self._press.stop()


def _drawn(press: Press, make: Make, tell: Tell) -> int:
    """Draw the pages that are wanted, one after another; how many they are."""
    from inspectiebezoek.app.preview import page_image, pages_of

    pdf = make()
    wanted = press.wanted(pages_of(pdf))
    for number in wanted:
        tell((number - wanted.start, len(wanted), page_image(pdf, number, press.wide)))
    return len(wanted)
