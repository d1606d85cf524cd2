"""Packages in the window: read a colleague's, make one, and copy all that waits to a stick."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.desk.visits_desk import VisitsDesk
from inspectiebezoek.app.views.sync import differences
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.gui.background import Job, StoppedError, Tell
from inspectiebezoek.gui.models.link import LinkOption
from inspectiebezoek.gui.screens.package_panels import GivePanel, SecretPanel, StrangerPanel

if TYPE_CHECKING:  # what packages are made with loads with the first package
    from inspectiebezoek.sync.package.giving import Given
    from inspectiebezoek.sync.package.taking import Arrived, Taken

SUFFIX = ".ibz"
PACKAGES = f"*{SUFFIX}"
Done = Callable[[object], None]


class PackageDesk:
    """Between the window and the packages on a stick; one at a time."""

    def __init__(self, session: Session, visits: VisitsDesk) -> None:
        self._session, self._visits = session, visits
        self._job: Job | None = None
        session.shell.work.stop_asked.connect(self.stop)

    # reading one

    def ask(self) -> None:
        """Ask for the package, and read it."""
        session = self._session
        path = session.files.open(session.shell.look.say("package.choose"), PACKAGES)
        if path is not None:
            self.read(path)

    def read(self, path: Path, secret: str | None = None) -> None:
        """Read a package whole beside the work; nothing is changed before all of it holds."""
        place = self._session.place

        def work(tell: Tell) -> object:
            from inspectiebezoek.sync.package.taking import look

            return look(place.store, path, secret, lambda *far: tell(far))

        def refused(error: InspectionError) -> None:
            if error.code is Code.PACKAGE_LOCKED:
                self._ask_secret(path)
            else:
                self._session.tell(error)

        words = self._session.text("package.reading", file=path.name)
        self._run(words, work, self._looked, refused)

    def _ask_secret(self, path: Path) -> None:
        window = self._session.shell
        panel = SecretPanel(window.look, path.name, window)
        panel.given.connect(lambda secret: self.read(path, secret))
        panel.open()

    def _looked(self, found: object) -> None:
        arrived: Arrived = found  # type: ignore[assignment]
        if self._job is not None and self._job.stopping:  # it was read, and that is all
            self._session.news("package.stopped")
            return
        strangers = arrived.judgement.strangers
        if not strangers:
            self._take(arrived, frozenset())
            return
        window = self._session.shell
        panel = StrangerPanel(
            window.look, [(each.name, each.fingerprint) for each in strangers], window
        )
        digits = frozenset(each.fingerprint for each in strangers)
        panel.trusted.connect(lambda: self._take(arrived, digits))
        panel.open()

    def _take(self, arrived: Arrived, accepted: frozenset[str]) -> None:
        session = self._session
        session.screens_commit()

        def work(tell: Tell) -> object:
            from inspectiebezoek.sync.package.taking import take

            return take(session.place.store, arrived, lambda *far: tell(far), accepted)

        by = arrived.parcel.opening.name
        words = session.text("package.taking", file=arrived.parcel.name)
        self._run(words, work, lambda taken: self._taken(taken, by), session.tell)

    def _taken(self, found: object, by: str) -> None:
        taken: Taken = found  # type: ignore[assignment]
        session = self._session
        self._open_one_of(taken.logs)
        visit = session.visit
        if visit is not None and differences(visit, session.language):
            session.go("sync")
        key = "package.taken" if taken.changes else "package.known"
        told = [session.text("package.to_office")] if taken.changes else []
        if taken.absent:
            told.append(session.text("package.absent", count=len(taken.absent)))
        words = session.text(key, changes=taken.changes, files=taken.files, by=by)
        session.shell.show_message("caution" if taken.absent else "good", words, " ".join(told))
        session.redraw()

    def _open_one_of(self, logs: Sequence[str]) -> None:
        """Stay in the visit at hand where it is one of these; else open the first."""
        session = self._session
        if session.visit is not None and session.visit.log in logs:
            session.visit.refresh()
        elif logs:
            session.list_visits()
            self._visits.open(logs[0].partition("/")[2])

    # making one

    def give(self) -> None:
        """Ask who may open a package of the visit at hand, and make it."""
        session = self._session
        session.screens_commit()
        visit = session.opened()
        about = session.text("package.about", title=visit.header.title)
        name = f"{_plain(visit.header.title)}-{session.place.clock():%Y-%m-%d}{SUFFIX}"
        self._ask_whom("package.title", about, [visit.log], name, noted=True)

    def copy_all(self) -> None:
        """Ask who may open a copy of all that waits, and make it."""
        from inspectiebezoek.app.packages import name_of_copy, waiting

        session = self._session
        session.screens_commit()
        logs = waiting(session.place)
        if not logs:
            session.news("package.nothing")
            return
        number = "one" if len(logs) == 1 else "many"
        about = session.text(f"package.about_all.{number}", count=len(logs))
        name = name_of_copy(session.place.clock())
        self._ask_whom("package.copy_title", about, logs, name)

    def _ask_whom(
        self, title: str, about: str, logs: Sequence[str], name: str, *, noted: bool = False
    ) -> None:
        from inspectiebezoek.app.packages import own_digits
        from inspectiebezoek.sync.age_keys import recipients

        session, window, digits = self._session, self._session.shell, list[str]()
        if not session.do(lambda: digits.append(own_digits(session.place))):
            return
        options = [
            LinkOption(each.key, each.name or each.person)
            for each in recipients(session.place.store)
        ]
        told = about, window.look.say("package.digits", digits=digits[0])
        panel = GivePanel(window.look, window.look.say(title), told, options, window)
        panel.given.connect(
            lambda keys, secret: self._give(logs, name, keys, secret or None, noted=noted)
        )
        panel.open()

    def _give(
        self,
        logs: Sequence[str],
        name: str,
        keys: Sequence[str],
        secret: str | None,
        *,
        noted: bool,
    ) -> None:
        session = self._session
        target = session.files.save(session.shell.look.say("package.where"), name)
        if target is None:
            return

        def work(tell: Tell) -> object:
            from inspectiebezoek.app.packages import give_visits, lock_for, note_given

            lock = lock_for(session.place, keys, secret)
            if noted:
                note_given(session.place, logs)
            return give_visits(session.place, logs, target, lock, lambda *far: tell(far))

        words = session.text("package.making", file=target.name)
        self._run(words, work, self._given, session.tell)

    def _given(self, found: object) -> None:
        given: Given = found  # type: ignore[assignment]
        session = self._session
        if session.visit is not None:
            session.visit.refresh()
        told = [session.text("package.read_back", changes=given.changes, files=given.files)]
        lacking = len(given.absent) + len(given.damaged)
        if lacking:
            told.append(session.text("package.lacking", count=lacking))
        if given.broken:
            told.append(session.text("package.broken", count=len(given.broken)))
        tone = "caution" if lacking or given.broken else "good"
        words = session.text("package.made", file=given.path.name)
        session.shell.show_message(tone, words, " ".join(told))

    # beside the work

    def _run(
        self,
        words: str,
        work: Callable[[Tell], object],
        done: Done,
        failed: Callable[[InspectionError], None],
    ) -> None:
        session, strip = self._session, self._session.shell.work
        if self._job is not None and self._job.running:
            session.news("package.busy")
            return

        def ended(error: InspectionError) -> None:
            strip.end()
            failed(error)

        def well(result: object) -> None:
            strip.end()
            if result is None:
                session.news("package.stopped")
            else:
                done(result)

        def stoppable(tell: Tell) -> object:
            try:
                return work(tell)
            except StoppedError:
                return None

        def advance(far: tuple[int, int]) -> None:
            strip.advance(*far)

        strip.begin(words)
        self._job = session.background.run(stoppable, told=advance, done=well, failed=ended)

    def stop(self) -> None:
        """Stop what is under way at its next step; nothing of it stays."""
        if self._job is not None:
            self._job.stop()


def _plain(title: str) -> str:
    """A title as the name of a file on any system."""
    return re.sub(r"[^\w.-]+", "-", title).strip("-.")[:60] or "bezoek"
