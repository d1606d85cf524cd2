"""What was told on the spot, such as a danger that cannot wait: written down when it is told."""

from __future__ import annotations

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.views.feedback import feedback_page
from inspectiebezoek.gui.screens.feedback_panel import FeedbackPanel
from inspectiebezoek.visit.kinds import FEEDBACK_SORTS, Feedback


class FeedbackDesk:
    """Between the panel of oral feedback and the visit."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.panel: FeedbackPanel | None = None
        self._current = ""

    def ask(self) -> None:
        """Show what was told, to add to."""
        session = self._session
        session.screens_commit()
        page = feedback_page(session.opened(), self._current, session.language)
        panel = FeedbackPanel(session.shell.look, page, session.shell)
        panel.added.connect(self.add)
        panel.picked.connect(self.pick)
        panel.changed.connect(self.change)
        panel.typing.connect(self.typing)
        self.panel = panel
        panel.open()

    def _draw(self) -> None:
        if self.panel is not None:
            session = self._session
            page = feedback_page(session.opened(), self._current, session.language)
            self.panel.show_page(page)

    def add(self) -> None:
        """Something is told now; the cursor stands where one says to whom."""
        session, made = self._session, list[str]()
        visit, now = session.opened(), session.place.clock().isoformat(timespec="seconds")
        sort = FEEDBACK_SORTS[0]
        if session.do(lambda: made.append(visit.add(Feedback, sort=sort, told_at=now))):
            self._current = made[0]
            self._draw()
            if self.panel is not None:
                self.panel.begin()

    def pick(self, feedback: str) -> None:
        """Open another one."""
        self._current = feedback
        self._draw()

    def change(self, feedback: str, part: str, words: str) -> None:
        """Write down a part that one is done with."""
        visit = self._session.opened()
        if self._session.do(lambda: visit.change(Feedback, feedback, **{part: words})):
            self._draw()
        else:
            self.typing(feedback, part, words)

    def typing(self, feedback: str, part: str, words: str) -> None:
        """Text that is still being typed, kept so that no second of it is lost."""
        visit = self._session.opened()
        self._session.keep(lambda: visit.typing_in(Feedback, feedback, part, words))
