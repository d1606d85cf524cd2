"""Recommendations: what should become better because of the finding that is open."""

from __future__ import annotations

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.gui.screens.findings import FindingsScreen
from inspectiebezoek.visit.kinds import Finding, Recommendation


class RecommendationsDesk:
    """Between the recommendations below the open finding and the visit."""

    def __init__(self, session: Session, screen: FindingsScreen) -> None:
        self._session, self._screen = session, screen
        screen.advice.added.connect(self.add)
        screen.advice.removed.connect(self.remove)
        screen.advice.changed.connect(self.change)
        screen.advice.typing.connect(self.typing)

    def add(self) -> None:
        """A new recommendation for the open finding; the cursor stands in it."""
        session, made = self._session, list[str]()
        visit = session.opened()
        finding = next((each for each in visit.all(Finding) if each.id == session.finding), None)
        if finding is None:
            session.news("no_finding")
            return
        self._screen.commit()
        rests, criteria = [finding.label], list(finding.criteria)
        if session.do(
            lambda: made.append(visit.add(Recommendation, findings=rests, criteria=criteria))
        ):
            session.show("findings")
            self._screen.advice.begin(made[0])

    def change(self, recommendation: str, part: str, words: str) -> None:
        """Write down a part that one is done with."""
        visit = self._session.opened()
        if not self._session.do(
            lambda: visit.change(Recommendation, recommendation, **{part: words})
        ):
            self.typing(recommendation, part, words)

    def typing(self, recommendation: str, part: str, words: str) -> None:
        """Text that is still being typed, kept so that no second of it is lost."""
        visit = self._session.opened()
        self._session.keep(lambda: visit.typing_in(Recommendation, recommendation, part, words))

    def remove(self, recommendation: str) -> None:
        """Take a recommendation out; the log keeps it."""
        visit = self._session.opened()
        if self._session.do(lambda: visit.remove(Recommendation, recommendation)):
            self._session.news("recommendation_out")
