"""Leaving questions without an answer: the reason is asked, kept while typed, and written."""

from __future__ import annotations

from collections.abc import Sequence

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.views.chapters import chapters
from inspectiebezoek.gui.screens.checklist import ChecklistScreen
from inspectiebezoek.gui.screens.no_answer import NOT_APPLICABLE
from inspectiebezoek.gui.screens.reason_panel import ReasonPanel
from inspectiebezoek.report import reading
from inspectiebezoek.visit.judgments import ROLES
from inspectiebezoek.visit.places import ANSWER, UNANSWERED, ref_of
from inspectiebezoek.visit.readiness import is_done, left_out, questions
from inspectiebezoek.visit.unanswered import Unanswered

_MOST_EARLIER = 3


class UnansweredDesk:
    """Between the screen of the checklist and what the visit says of questions without answer."""

    def __init__(self, session: Session, screen: ChecklistScreen) -> None:
        self._session, self._screen = session, screen
        screen.leave_asked.connect(self.ask)
        screen.waits_again.connect(self.wait)

    def ask_here(self, kind: str) -> None:
        """The menu's way to leave the question on the paper without an answer."""
        if self._screen.current():
            self._screen.leave(kind)

    def ask(self, address: str, kind: str) -> None:
        """Ask why one question stays without an answer."""
        session = self._session
        session.screens_commit()
        ref = ref_of(session.opened().instance, address)
        if ref is not None:
            self._ask([address], reading.label(session.opened().instance.node(ref)), kind)

    def ask_rest(self) -> None:
        """Ask why the open questions of this chapter stay so, or those of the row at hand.

        Judgments are not among them: they are given one by one, with a motive.
        """
        session = self._session
        session.screens_commit()
        visit, spot = session.opened(), session.spot
        row = ref_of(visit.instance, spot.trail[-1]) if spot.trail else None
        here = chapters(visit)
        parts = visit.instance.node(row).parts if row else here[spot.at].parts if here else ()
        depth = len(spot.trail)
        found = [
            visit.address(each.ref)
            for each in questions(*parts)
            if not is_done(visit, each)
            and len(each.definition.repeats) == depth
            and each.definition.ib.get("role") not in ROLES
        ]
        if not found:
            session.news("nothing_open_here")
            return
        about = session.text("rest.one" if len(found) == 1 else "rest.many", n=len(found))
        self._ask(found, about, NOT_APPLICABLE)

    def _ask(self, addresses: Sequence[str], about: str, kind: str) -> None:
        session = self._session
        visit, draft = session.opened(), _reason(addresses[0])
        ref = ref_of(visit.instance, addresses[0])
        known = visit.unanswered(ref) if ref else None
        words = visit.drafts().get(draft, known.reason if known else "")
        panel = ReasonPanel(session.shell.look, about, kind, words, self._earlier(), session.shell)
        panel.typing.connect(lambda typed: self._keep(draft, typed))
        panel.dropped.connect(lambda: session.do(lambda: visit.forget_typing(draft)))
        panel.given.connect(lambda kind, words: self.leave(addresses, Unanswered(kind, words)))
        panel.open()

    def _earlier(self) -> tuple[str, ...]:
        """The reasons of this visit, the last in the order of the checklist first."""
        visit = self._session.opened()
        found = [why.reason for _, why in left_out(visit, visit.instance.root)]
        return tuple(dict.fromkeys(reversed(found)))[:_MOST_EARLIER]

    def leave(self, addresses: Sequence[str], why: Unanswered) -> None:
        """Write down why; where that fails the words are kept as a draft."""
        session = self._session
        visit = session.opened()
        refs = [ref for each in addresses if (ref := ref_of(visit.instance, each)) is not None]
        if len(refs) < len(addresses):
            session.news("row_gone")
        if not refs or not session.do(lambda: visit.leave_unanswered(refs, why)):
            self._keep(_reason(addresses[0]), why.reason)
        elif len(addresses) == 1:
            self._screen.card.begin()

    def _keep(self, draft: str, words: str) -> None:
        visit = self._session.opened()
        self._session.keep(lambda: visit.keep_typing(draft, words))

    def wait(self, address: str) -> None:
        """The question waits for an answer again."""
        visit = self._session.opened()
        ref = ref_of(visit.instance, address)
        if ref is not None:
            self._session.do(lambda: visit.wait_for_answer(ref))


def _reason(address: str) -> str:
    return UNANSWERED + address.removeprefix(ANSWER)
