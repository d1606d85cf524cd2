"""Record with one key: it goes on across screens, and each second is on disk as it comes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from inspectiebezoek.app import recording
from inspectiebezoek.app.desk.checklist_desk import ChecklistDesk
from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.recording import Kept, facts_of
from inspectiebezoek.app.views.checklist import FROZEN
from inspectiebezoek.app.views.recording import about_recording
from inspectiebezoek.errors import InspectionError
from inspectiebezoek.gui.background import Tell
from inspectiebezoek.gui.lengths import length_words
from inspectiebezoek.gui.media import Devices, Microphone
from inspectiebezoek.gui.soon import Soon
from inspectiebezoek.store.recordings import Recording
from inspectiebezoek.visit import records
from inspectiebezoek.visit.consent import REFUSED, consent_in
from inspectiebezoek.visit.header import MICROPHONE
from inspectiebezoek.visit.kinds import Evidence
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.places import ref_of

_A_WHILE = 2000
"""Milliseconds after which the window is surely at rest."""


class RecordingDesk:
    """Between the microphone, the pieces on disk, and the evidence that they become.

    `type_instead` takes a note by keyboard: the same key serves where nothing can be recorded.
    """

    def __init__(
        self,
        session: Session,
        devices: Devices,
        checklist: ChecklistDesk,
        type_instead: Callable[[], object],
    ) -> None:
        self._session, self._devices, self._checklist = session, devices, checklist
        self._type_instead = type_instead
        self._microphone: Microphone | None = None
        self._recording: Recording | None = None
        self._heard = 0
        self._soon = Soon(session.shell, self._load)
        session.shell.closing.connect(self._soon.stop)
        session.shell.closing.connect(self._close)

    def get_ready(self) -> None:
        """Load, a while after the start, what the first recording would have to wait for."""
        self._soon.ask(_A_WHILE)

    def _load(self) -> None:
        session, devices = self._session, self._devices
        session.background.run(
            lambda _tell: devices.load(), done=lambda _nothing: None, failed=session.tell
        )

    def turn(self) -> None:
        """The one key: begin, or stop what runs."""
        if self._recording is not None:
            self.stop()
        else:
            self._begin()

    def _begin(self) -> None:
        session = self._session
        visit = session.opened()
        why = self._why_not(visit)
        microphone = None if why else self._devices.microphone(session.shell)
        if microphone is None:
            session.news(f"no_recording.{why or 'device'}")
            if not session.shell.is_asking():
                self._type_instead()
            return
        here = self._here()
        facts = facts_of(
            visit,
            session.place.clock(),
            rate=microphone.rate,
            channels=microphone.channels,
            question=self._checklist.code(here),
            caption=about_recording(visit, here, session.language),
        )
        begun: list[Recording] = []
        if not session.keep(lambda: begun.append(session.place.store.recordings.begin(facts))):
            return
        self._recording, self._microphone, self._heard = begun[0], microphone, 0
        microphone.heard.connect(self._hear)
        microphone.failed.connect(self._fail)
        microphone.start()
        self._tell_length()

    def _here(self) -> str:
        """The address of the question at hand; empty where none is."""
        return self._checklist.current if self._session.shell.place == "checklist" else ""

    def _why_not(self, visit: OpenVisit) -> str:
        """Why nothing can be recorded here; empty when it can."""
        if visit.header.state in FROZEN:
            return "frozen"
        if MICROPHONE in visit.header.forbidden:
            return "forbidden"
        ref = ref_of(visit.instance, self._here()) if self._here() else None
        given = consent_in(visit, ref) if ref else None
        if given is None:
            return ""
        return "refused" if given == REFUSED else "" if given else "consent"

    def _hear(self, piece: bytes) -> None:
        """A second of sound: it is on disk before it counts."""
        if self._recording is None:
            return
        try:
            self._recording.add(piece)
        except InspectionError as error:
            self._session.tell(error)
            self._let_go()
            return
        self._heard += len(piece)
        self._tell_length()

    def _fail(self) -> None:
        """The microphone went away: what was heard is kept."""
        self._session.news("no_recording.lost")
        self.stop()

    def _tell_length(self) -> None:
        microphone = self._microphone
        assert microphone is not None
        self._session.show_recording(length_words(self._heard // microphone.second))

    def stop(self) -> None:
        """No more sound; what was heard becomes evidence, beside the work."""
        running = self._end()
        if running is not None:
            self._save(running.id)

    def _end(self) -> Recording | None:
        """Listen no more; the recording that ran, with its last piece on disk."""
        if self._microphone is not None:
            # It hands over what it still holds.
            self._microphone.stop()
        return self._let_go()

    def _let_go(self) -> Recording | None:
        running, microphone = self._recording, self._microphone
        self._recording = self._microphone = None
        if microphone is not None:
            microphone.stop()
            microphone.deleteLater()
        if running is not None:
            running.close()
            self._session.show_recording("")
        return running

    def _save(self, left: str) -> None:
        """Make a file of the pieces on a thread, and evidence of it back in the window."""
        store = self._session.place.store

        def work(_tell: Tell) -> Kept | None:
            return recording.keep(store, left)

        done = partial(self._attach, left)
        self._session.background.run(work, done=done, failed=self._session.tell)

    def _attach(self, left: str, kept: Kept | None, told: str = "recorded") -> None:
        session = self._session
        if kept is None:
            return
        visit, made = self._visit_of(kept), list[str]()
        store = session.place.store
        if visit is None or not session.do(
            lambda: made.append(recording.attach(store, visit, left, kept))
        ):
            return
        piece = records.read(visit.state, Evidence, made[0])
        label = piece.label if piece is not None else ""
        facts = {"label": label, "length": length_words(kept.seconds), "visit": visit.header.title}
        if told == "recorded":
            if session.visit is visit:
                session.piece = made[0]
            session.news(told, **facts)
        else:
            detail = session.text(f"{told}_detail", **facts)
            session.shell.show_message("info", session.text(told), detail)

    def _visit_of(self, kept: Kept) -> OpenVisit | None:
        """The visit that was recorded in: another may be at hand by now."""
        session, wanted = self._session, kept.facts["visit"]
        if session.visit is not None and session.visit.id == wanted:
            return session.visit
        opened: list[OpenVisit] = []
        session.keep(lambda: opened.append(session.place.open(wanted)))
        return opened[0] if opened else None

    def recover(self) -> None:
        """Make evidence of what was being recorded when the program stopped, and say so."""
        store, running = self._session.place.store, self._recording
        for left in store.recordings.left():
            if running is not None and left == running.id:
                continue

            def work(_tell: Tell, left: str = left) -> Kept | None:
                return recording.keep(store, left)

            done = partial(self._attach, left, told="recording_saved")
            self._session.background.run(work, done=done, failed=self._session.tell)

    def _close(self) -> None:
        """The window closes: what runs is kept now, for no thread comes back any more."""
        running = self._end()
        if running is None:
            return
        store = self._session.place.store
        self._session.keep(lambda: self._attach(running.id, recording.keep(store, running.id)))
