"""The registers of the form, from anywhere: the timeline, conversations, documents, refusals."""

from __future__ import annotations

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.views.registers import register_page, timeline_page
from inspectiebezoek.app.views.spots import spot_of
from inspectiebezoek.form.nodes import Repeat
from inspectiebezoek.gui.models.registers import TimelinePage
from inspectiebezoek.gui.screens.register_panel import RegisterPanel
from inspectiebezoek.gui.screens.timeline_panel import TimelinePanel
from inspectiebezoek.visit.places import ref_of
from inspectiebezoek.visit.registers import TIMELINE, enter, register, subject_of


class RegistersDesk:
    """Rows are filled in on the checklist screen, with its fields, drafts and rules."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._timeline: TimelinePanel | None = None

    def stamp(self) -> None:
        """The moment is now: it is on disk before anything is asked about it."""
        session = self._session
        # Before all else: what follows takes time, and that time is not the moment.
        now = session.place.clock()
        repeat = self._known(TIMELINE)
        if repeat is None:
            return
        visit, made = session.opened(), list[str]()
        if not session.do(lambda: made.append(enter(visit, repeat, now, stamped=True))):
            return
        address = visit.address(made[0])
        session.news("stamped", at=f"{now:%H:%M:%S}")
        if self._timeline is not None:
            self._redraw(address)
        elif not session.shell.is_asking():
            self.show_timeline(address)

    def show_timeline(self, current: str = "") -> None:
        """All moments; `current` is the one that is to be named."""
        session = self._session
        session.screens_commit()
        page = self._page()
        if page is None:
            session.news(f"no_register.{TIMELINE}")
            return
        shell = session.shell
        panel = TimelinePanel(shell.look, page, current, shell)
        panel.stamp_asked.connect(self.stamp)
        panel.named.connect(self.name)
        panel.opened.connect(self.go_to)
        panel.finished.connect(lambda _result: self._left())
        self._timeline = panel
        panel.open()

    def _left(self) -> None:
        self._timeline = None

    def _redraw(self, current: str) -> None:
        if self._timeline is not None and (page := self._page()) is not None:
            self._timeline.show_page(page, current)

    def _page(self) -> TimelinePage | None:
        visit = self._session.opened()
        repeat = register(visit, TIMELINE)
        return None if repeat is None else timeline_page(visit, repeat, self._session.language)

    def name(self, address: str, value: str) -> None:
        """Say what a moment was."""
        session = self._session
        visit = session.opened()
        ref, repeat = ref_of(visit.instance, address), register(visit, TIMELINE)
        asked = subject_of(repeat) if repeat is not None else None
        if ref is None or asked is None:
            session.news("row_gone")
        else:
            session.do(lambda: visit.answer(f"{ref}/{asked.tag}", value))
        self._redraw(address)

    # the other registers

    def show(self, role: str) -> None:
        """The rows of a register, to go into or to add to."""
        session, repeat = self._session, self._known(role)
        if repeat is None:
            return
        session.screens_commit()
        page = register_page(session.opened(), repeat, session.language)
        panel = RegisterPanel(session.shell.look, page, session.shell)
        panel.opened.connect(self.go_to)
        panel.added.connect(lambda: self.add(role))
        panel.open()

    def add(self, role: str) -> None:
        """Begin a new row, with the moment filled in, and go into it."""
        session, repeat, made = self._session, self._known(role), list[str]()
        if repeat is None:
            return
        visit = session.opened()
        now = session.place.clock()
        if session.do(lambda: made.append(enter(visit, repeat, now))):
            self.go_to(visit.address(made[0]))

    def go_to(self, address: str) -> None:
        """Go to where a row is filled in."""
        session = self._session
        visit = session.opened()
        ref = ref_of(visit.instance, address)
        if ref is None:
            session.news("row_gone")
        else:
            session.go_to(spot_of(visit, ref))

    def _known(self, role: str) -> Repeat | None:
        """The register of the checklist at hand; that it has none is said."""
        session = self._session
        found = register(session.opened(), role)
        if found is None:
            session.news(f"no_register.{role}")
        return found
