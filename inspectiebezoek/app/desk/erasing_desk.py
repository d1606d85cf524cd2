"""Erase for good: asked for at what is at hand, and done once a colleague agreed."""

from __future__ import annotations

from inspectiebezoek.app.desk.checklist_desk import ChecklistDesk
from inspectiebezoek.app.desk.evidence_desk import EvidenceDesk
from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.views.erasing import erase_offer, erasures_page, open_requests
from inspectiebezoek.gui.screens.erase_panels import AskErasePanel, ErasuresPanel
from inspectiebezoek.visit import expunging
from inspectiebezoek.visit.kinds import Evidence, Finding
from inspectiebezoek.visit.places import ANSWER, REMARK, UNANSWERED


class ErasingDesk:
    """Between who wants something gone, who agrees, and the log."""

    def __init__(self, session: Session, checklist: ChecklistDesk, evidence: EvidenceDesk) -> None:
        self._session, self._checklist, self._evidence = session, checklist, evidence

    def ask(self) -> None:
        """Ask on what ground the question, finding or piece at hand must go."""
        session = self._session
        session.screens_commit()
        addresses = self._at_hand()
        offer = erase_offer(session.opened(), addresses, session.language)
        if not offer.count:
            session.news("erase_empty" if addresses else "erase_nothing")
            return
        panel = AskErasePanel(session.shell.look, offer, session.shell)
        panel.given.connect(lambda ground: self.request(offer.addresses, ground))
        panel.open()

    def _at_hand(self) -> tuple[str, ...]:
        session = self._session
        if session.shell.place == "checklist" and self._checklist.current:
            path = self._checklist.current.removeprefix(ANSWER)
            return tuple(kind + path for kind in (ANSWER, REMARK, UNANSWERED))
        if session.shell.place == "findings" and session.finding:
            return (f"{Finding.kind}:{session.finding}/",)
        if session.shell.place == "evidence" and self._evidence.at_hand():
            return (f"{Evidence.kind}:{self._evidence.at_hand()}/",)
        return ()

    def request(self, addresses: tuple[str, ...], ground: str) -> None:
        """Write down that somebody asks to erase what stands there."""
        session = self._session
        visit, place = session.opened(), session.place

        def act() -> None:
            expunging.ask(place.store, visit.log, addresses, ground, place.clock())
            visit.refresh()

        if session.do(act):
            session.news("erase_asked")

    def show(self) -> None:
        """Show every request; one of a colleague can be agreed to."""
        session = self._session
        session.screens_commit()
        page = erasures_page(session.opened(), session.language)
        panel = ErasuresPanel(session.shell.look, page, session.shell)
        panel.agreed.connect(self.agree)
        panel.open()

    def agree(self, ref: str) -> None:
        """Agree to a request of a colleague: then it is gone from this laptop."""
        session = self._session
        visit, place = session.opened(), session.place

        def act() -> None:
            wanted = open_requests(visit, ref)
            expunging.agree(place.store, visit.log, wanted, place.clock())
            visit.refresh()

        if session.do(act):
            session.news("erase_done")
