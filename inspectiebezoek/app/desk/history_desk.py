"""The log of the visit at hand, and of the question one stands at, in a panel to read."""

from __future__ import annotations

from inspectiebezoek.app.desk.checklist_desk import ChecklistDesk
from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.proofs import Proof, proofs
from inspectiebezoek.app.views.history import HistoryLine, history_lines
from inspectiebezoek.app.views.sync import about
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.screens.history_panel import HistoryPanel
from inspectiebezoek.visit.history import history, of_question

_MARKS = {
    Proof.SIGNED: Mark.READY,
    Proof.OFFICE: Mark.READY,
    Proof.MET: Mark.READY,
    Proof.WAITING: Mark.OPEN,
    Proof.NONE: Mark.BLOCKED,
}


class HistoryDesk:
    """Between the log and who wants to read it."""

    def __init__(self, session: Session, checklist: ChecklistDesk) -> None:
        self._session, self._checklist = session, checklist

    def show_question(self) -> None:
        """What was done to the question at hand; where there is none, to the whole visit."""
        session, address = self._session, self._checklist.current
        if session.shell.place != "checklist" or not address:
            self.show_visit()
            return
        title = session.text("history.of", about=about(session.opened(), address, session.language))
        self._show(title, address)

    def show_visit(self) -> None:
        """Everything that was done in the visit."""
        self._show(self._session.text("history.title"), "")

    def _show(self, title: str, address: str) -> None:
        session = self._session
        session.screens_commit()
        visit, store, lines = session.opened(), session.place.store, list[Line]()

        def gather() -> None:
            entries = store.entries(visit.log)
            deeds = history(entries)
            if address:
                deeds = of_question(deeds, address)
            proved = proofs(store, visit.log, entries)
            found = history_lines(visit, deeds, proved, session.language)
            lines.extend(self._line(each, whole=not address) for each in found)

        if session.do(gather):
            look = session.shell.look
            HistoryPanel(look, title, tuple(lines), session.shell).open()

    def _line(self, line: HistoryLine, *, whole: bool) -> Line:
        parts = (line.when, line.who, line.aside)
        proof = self._session.text(f"history.proof.{line.proof.value}")
        title = f"{line.about}: {line.what}" if whole or line.apart else line.what
        detail = " · ".join(part for part in parts if part)
        return Line(title, detail, _MARKS[line.proof], right=proof, ref=line.deed.id)
