"""Sync beside the work, with honest live counts; and the differences it brings, settled here."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.lasting import Lasted
from inspectiebezoek.app.views.sync import Run, differences, sync_page
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.gui.background import Job, Tell
from inspectiebezoek.gui.screens.ask_panels import EnrolPanel
from inspectiebezoek.gui.screens.sync import SyncScreen
from inspectiebezoek.store.office_view import Counts
from inspectiebezoek.sync.outcome import Problem, SyncResult
from inspectiebezoek.visit.differences import Difference, find
from inspectiebezoek.visit.settling import settle_in


class SyncDesk:
    """Between the screen of the sync and the office."""

    def __init__(self, session: Session, screen: SyncScreen) -> None:
        self._session, self._screen = session, screen
        self.run = Run()
        self.open_page: Callable[[str], object] = webbrowser.open
        self._job: Job | None = None
        self._waiting: Job | None = None
        session.shell.work.stop_asked.connect(self.stop_waiting)
        session.on_show("sync", self.show)
        screen.sync_asked.connect(self.start)
        screen.enrol_asked.connect(self.ask_enrol)
        screen.chosen.connect(self.choose)
        screen.both_kept.connect(lambda _address: session.news("both_kept"))
        screen.rewritten.connect(self.rewrite)

    def show(self) -> None:
        """Draw the counts as the store has them, and what people differ on."""
        session, place = self._session, self._session.place
        found = differences(session.visit, session.language) if session.visit else ()
        lines = session.list_visits()
        run = replace(self.run, running=self.running)
        page = sync_page(lines, place.known(), run, found, session.language)
        self._screen.show_page(page)

    @property
    def running(self) -> bool:
        """True while a sync is under way."""
        return self._job is not None and self._job.running

    def start(self) -> None:
        """Send and fetch on a thread of its own; one goes on working meanwhile."""
        session = self._session
        if self.running:
            return
        session.screens_commit()
        self.run = Run(last=self.run.last)

        def work(tell: Tell) -> object:
            # Loaded when it is needed: the window opens without the network.
            from inspectiebezoek.app.office_link import sync_and_last

            return sync_and_last(session.place, lambda log, counts: tell((log, counts)))

        told, done, failed = self._told, self._done, self._failed
        self._job = session.background.run(work, told=told, done=done, failed=failed)
        session.redraw()

    def _told(self, news: tuple[str, Counts]) -> None:
        log, counts = news
        known: Mapping[str, Counts] = {**self.run.counts, log: counts}
        self.run = replace(self.run, counts=known)
        if self._session.shell.place == "sync":
            self._session.redraw()

    def _done(self, came: tuple[SyncResult, Lasted]) -> None:
        result, lasted = came
        session = self._session
        if result.wipe:
            session.end(InspectionError(Code.WIPED, at=f"{session.place.clock():%Y-%m-%d %H:%M}"))
            return
        codes = {each.code for each in result.problems}
        session.online = Code.OFFICE_UNREACHABLE not in codes
        last = session.place.clock().isoformat() if result.done else self.run.last
        self.run = Run(problems=(*result.problems, *lasted.problems, *result.notices), last=last)
        if session.visit is not None and session.visit.log in result.destroyed:
            session.let_go()
            session.go("sync")
        if lasted.made:
            session.news("lasts", names=", ".join(lasted.made))
        self._refresh()

    def _failed(self, error: InspectionError) -> None:
        self._session.online = False
        self.run = Run(problems=(Problem(error.code, error.facts),), last=self.run.last)
        self._refresh()

    def _refresh(self) -> None:
        if self._session.visit is not None:
            self._session.visit.refresh()
        self._session.redraw()

    # enrolling

    def ask_enrol(self) -> None:
        """Ask with which office this laptop works."""
        panel = EnrolPanel(self._session.shell.look, self._session.shell)
        panel.given.connect(self.enrol)
        panel.open()

    def enrol(self, office: str, code: str) -> None:
        """Enrol this laptop with a code, or without one by signing in in the browser.

        The office and the person are waited for on a thread of its own.
        """
        session, strip = self._session, self._session.shell.work
        self.stop_waiting()

        def work(tell: Tell) -> object:
            from inspectiebezoek.app.office_link import enrol_here, sign_in_here

            if code:
                return enrol_here(session.place, office, code)
            page, language = self.open_page, session.language
            waiting = partial(tell, None)
            return sign_in_here(session.place, office, page, language=language, waiting=waiting)

        def done(_device: object) -> None:
            strip.end()
            session.online = True
            session.news("enrolled")
            session.redraw()

        def failed(error: InspectionError) -> None:
            strip.end()
            session.tell(error)

        job = session.background.run(work, done=done, failed=failed)
        if not code:
            strip.begin(session.text("sign_in"), measured=False)
            self._waiting = job

    def stop_waiting(self) -> None:
        """A person gave up signing in in the browser; nothing was enrolled."""
        if self._waiting is not None and self._waiting.running and not self._waiting.stopping:
            self._waiting.stop()
            self._session.shell.work.end()
            self._session.news("sign_in_stopped")
        self._waiting = None

    # differences

    def choose(self, address: str, side: int, reason: str) -> None:
        """A person chose one side."""
        found = self._difference(address)
        if found is not None:
            variant = found.variants[side]
            name = self._session.opened().header.name_of(variant.by)
            why = reason or name
            self._settle(found, variant.value, variant.remark, why, removed=variant.removed)

    def rewrite(self, address: str, value: str, remark: str, reason: str) -> None:
        """A person wrote an answer of their own in place of both."""
        found = self._difference(address)
        if found is not None:
            self._settle(found, value, remark, reason, removed=False)

    def _difference(self, address: str) -> Difference | None:
        found = find(self._session.opened().state)
        return next((each for each in found if each.address == address), None)

    def _settle(
        self, found: Difference, value: str, remark: str, reason: str, *, removed: bool
    ) -> None:
        session = self._session

        def act() -> object:
            return settle_in(
                session.opened(),
                found,
                value=value,
                remark=remark,
                reason=reason,
                uuid=session.place.uuid,
                removed=removed,
            )

        if session.do(act):
            session.news("settled")
