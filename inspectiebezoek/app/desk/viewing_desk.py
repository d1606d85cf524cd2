"""Look at a piece of evidence: read from the encrypted store into memory, never to a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.viewing import FILM, SOUND, Opened, open_file
from inspectiebezoek.app.views.evidence import view_of
from inspectiebezoek.errors import InspectionError
from inspectiebezoek.gui.background import Job, Tell
from inspectiebezoek.gui.media import Devices
from inspectiebezoek.gui.models.viewing import View
from inspectiebezoek.gui.screens.viewer_panel import ViewerPanel
from inspectiebezoek.messages import explain
from inspectiebezoek.visit import records
from inspectiebezoek.visit.kinds import Evidence

_JPEG = "image/jpeg"


class ViewingDesk:
    """One piece at a time. A copy is seen at once; the original is read whole beside the work."""

    def __init__(
        self, session: Session, devices: Devices, save_as: Callable[[str], object]
    ) -> None:
        self._session, self._devices, self._save_as = session, devices, save_as
        self._panel: ViewerPanel | None = None
        self._job: Job | None = None
        self._view = View(title="")
        self._copy: Opened | None = None
        self._original: Opened | None = None
        self._seen: Opened | None = None

    def open(self, piece: str) -> None:
        """Look at a piece; one that was only read on the spot has nothing to look at."""
        session = self._session
        known = records.read(session.opened().state, Evidence, piece)
        if known is None:
            return
        if not known.original and not known.derivative:
            session.news("only_seen_there", label=known.label)
            return
        session.screens_commit()
        session.piece = piece
        self._view = view_of(session.opened(), known, session.language)
        shell = session.shell
        panel = ViewerPanel(shell.look, self._view, self._page, self._devices.player, shell)
        panel.other_asked.connect(self._turn)
        panel.saved_as_asked.connect(lambda: self._save_as(piece))
        panel.place_asked.connect(lambda: session.go("evidence"))
        panel.finished.connect(lambda _result: self._left())
        self._panel = panel
        self._take_copy(known)
        panel.open()
        if known.original:
            self._read(known)

    def open_clip(self, name: str, title: str) -> None:
        """Look at or listen to a file of the checklist itself."""
        session = self._session
        content = session.opened().form.media.get(name)
        if content is None:
            return
        session.screens_commit()
        self._view = View(title=title or name, detail=name, evidence=False)
        try:
            self._seen = opened = open_file(content, name, "")
        except InspectionError as error:
            session.tell(error)
            return
        sound = content if opened.kind in (SOUND, FILM) else b""
        self._view = replace(
            self._view, kind=opened.kind, pages=opened.pages, text=opened.text, sound=sound
        )
        shell = session.shell
        panel = ViewerPanel(shell.look, self._view, self._page, self._devices.player, shell)
        panel.finished.connect(lambda _result: self._left())
        self._panel = panel
        panel.open()

    def _take_copy(self, known: Evidence) -> None:
        keeper = self._session.place.store.evidence
        if not known.derivative or known.derivative not in keeper:
            return
        try:
            content = keeper.content(known.derivative)
            self._copy = open_file(content, known.name, _JPEG)
        except InspectionError as error:
            self._failed(error)
            return
        self._see(self._copy)

    def _read(self, known: Evidence) -> None:
        """Read the original whole, which checks it against its hash."""
        keeper = self._session.place.store.evidence

        def work(_tell: Tell) -> Opened:
            return open_file(keeper.content(known.original), known.name, known.media_type)

        self._job = self._session.background.run(work, done=self._whole, failed=self._failed)

    def _whole(self, original: Opened) -> None:
        self._original = original
        self._view = replace(self._view, checked=True)
        self._see(self._copy or original)

    def _see(self, opened: Opened) -> None:
        """Show one of the two, and say which it is."""
        self._seen = opened
        session = self._session
        versions = {"copy": self._copy, "original": self._original}
        name = "copy" if opened is self._copy else "original"
        other = "original" if name == "copy" else "copy"
        self._view = replace(
            self._view,
            kind=opened.kind,
            pages=opened.pages,
            text=opened.text,
            sound=opened.content if opened.kind in (SOUND, FILM) else b"",
            version=session.text(f"version_{name}"),
            other=session.text(f"see_{other}") if versions[other] is not None else "",
        )
        if self._panel is not None:
            self._panel.show_view(self._view)

    def _turn(self) -> None:
        """The original instead of the copy, or back."""
        other = self._original if self._seen is self._copy else self._copy
        if other is not None:
            self._see(other)

    def _page(self, number: int, width: int) -> bytes:
        return self._seen.page(number, width) if self._seen is not None else b""

    def _failed(self, error: InspectionError) -> None:
        if self._panel is None:
            return
        words = explain(error, self._session.language)
        if self._view.kind == "wait":
            self._view = replace(self._view, kind="none")
        self._panel.show_view(self._view)
        self._panel.refuse(f"{words.what} {words.safe} {words.now} ({words.quote})")

    def _left(self) -> None:
        """Nothing of the piece stays in memory."""
        if self._job is not None:
            self._job.stop()
        self._panel = self._job = self._copy = self._original = self._seen = None
        self._view = View(title="")
