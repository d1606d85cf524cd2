"""Following up earlier recommendations from any screen: shown in a panel, written row by row."""

from __future__ import annotations

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.views.followups import (
    NUMBER,
    STATE,
    TEXT,
    YEAR,
    field_of,
    followup_page,
    repeat_of,
)
from inspectiebezoek.form.nodes import Row
from inspectiebezoek.gui.models.followup import Followup
from inspectiebezoek.gui.screens.followup_panel import FollowupPanel
from inspectiebezoek.visit.places import ref_of


class FollowupsDesk:
    """Between the panel of earlier recommendations and the visit."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ask(self) -> None:
        """Show earlier recommendations, to give them their state."""
        session = self._session
        session.screens_commit()
        page = followup_page(session.opened(), session.advised, session.language)
        panel = FollowupPanel(session.shell.look, page, session.shell)
        panel.stated.connect(lambda line, value: self._state(panel, line, value))
        panel.taken.connect(lambda line: self._take(panel, line))
        panel.open()

    def _show(self, panel: FollowupPanel) -> None:
        session = self._session
        panel.show_page(followup_page(session.opened(), session.advised, session.language))

    def _state(self, panel: FollowupPanel, line: Followup, value: str) -> None:
        session = self._session
        visit, address = session.opened(), line.ref or self._take(panel, line)
        row = self._row(address)
        asked = field_of(row, STATE) if row is not None else None
        if asked is not None:
            session.do(lambda: visit.answer(asked.ref, value))
        self._show(panel)

    def _take(self, panel: FollowupPanel, line: Followup) -> str:
        """Give a recommendation of the visit before a row of its own; its address."""
        session, made = self._session, list[str]()
        visit, repeat = session.opened(), repeat_of(session.opened())
        advice = next((each for each in session.advised if each.label == line.label), None)
        if repeat is None or advice is None:
            return ""
        told = {NUMBER: advice.label, YEAR: advice.year, TEXT: advice.text}
        names = {
            each.ib["code"].partition(".")[2]: each.ref.removeprefix(f"{repeat.definition.ref}/")
            for each in visit.form.walk()
            if each.leaf and "code" in each.ib and repeat.definition in each.repeats
        }
        answers = {names[name]: words for name, words in told.items() if name in names and words}
        session.do(lambda: made.append(visit.address(visit.add_row(repeat.ref, answers=answers))))
        self._show(panel)
        return made[0] if made else ""

    def _row(self, address: str) -> Row | None:
        instance = self._session.opened().instance
        ref = ref_of(instance, address) if address else None
        node = instance.node(ref) if ref else None
        return node if isinstance(node, Row) else None
