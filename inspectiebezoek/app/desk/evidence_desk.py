"""Evidence: add files, link them to questions, and hand out a copy of an original."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.evidence import (
    attach_file,
    attach_picture,
    blacken,
    boxes_of,
    link_evidence,
    save_copy,
    whole_photo,
)
from inspectiebezoek.app.views.evidence import (
    FINDING,
    QUESTION,
    evidence_links,
    evidence_page,
    reader_options,
)
from inspectiebezoek.app.views.spots import ref_of_code, spot_of
from inspectiebezoek.gui.screens.describe_panel import DescribePanel
from inspectiebezoek.gui.screens.evidence import EvidenceScreen
from inspectiebezoek.gui.screens.link_panel import LinkPanel
from inspectiebezoek.gui.screens.redact_panel import RedactPanel
from inspectiebezoek.visit import records
from inspectiebezoek.visit.exported import EVIDENCE, exported
from inspectiebezoek.visit.journal import FileKeeper
from inspectiebezoek.visit.kinds import Box, Evidence
from inspectiebezoek.visit.open_visit import OpenVisit


class EvidenceDesk:
    """Between the screen of the evidence and the visit."""

    def __init__(self, session: Session, screen: EvidenceScreen) -> None:
        self._session, self._screen = session, screen
        session.on_show("evidence", self.show)
        screen.add_asked.connect(lambda: self.add("*"))
        screen.picked.connect(self.pick)
        screen.link_asked.connect(self.ask_links)
        screen.link_opened.connect(self.open_link)
        screen.saved_as_asked.connect(self.save_as)
        screen.describe_asked.connect(self.ask_words)
        screen.redact_asked.connect(self.ask_redaction)

    def show(self) -> None:
        """Draw all pieces."""
        session = self._session
        self._screen.show_page(evidence_page(session.opened(), session.piece, session.language))

    def pick(self, piece: str) -> None:
        """Another piece is looked at."""
        self._session.piece = piece

    def piece(self, piece: str) -> Evidence | None:
        """A piece by its UUID."""
        return records.read(self._session.opened().state, Evidence, piece) if piece else None

    def add(self, pattern: str) -> None:
        """Ask for files and add them."""
        title = self._session.shell.look.say("evidence.add")
        self.attach(self._session.files.open_many(title, pattern))

    def attach(self, paths: Iterable[Path]) -> None:
        """Add files; each is on disk, encrypted, before the next one is read."""
        session = self._session
        visit, keeper = session.opened(), session.place.store.evidence
        session.do_all(partial(self._attach, visit, keeper, path) for path in paths)

    def _attach(self, visit: OpenVisit, keeper: FileKeeper, path: Path) -> None:
        self._session.piece = attach_file(visit, keeper, path, caption=path.stem)

    def attach_picture(self, data: bytes, key: str, ending: str, answers: str = "") -> None:
        """Add a picture that never was a file; `key` links it to its question, if any.

        `ending` tells what it is: `png` or `jpg`; `answers`: the place whose answer it becomes.
        """
        session = self._session
        visit, keeper = session.opened(), session.place.store.evidence
        name = f"{session.place.clock():%Y%m%d-%H%M%S}.{ending}"
        keys, made = (key,) if key else (), list[str]()
        act = partial(attach_picture, visit, keeper, data, name, questions=keys, answers=answers)
        if session.do(lambda: made.append(act())):
            session.piece = made[0]

    def ask_links(self, piece: str) -> None:
        """Ask which questions and findings a piece belongs to."""
        known, session = self.piece(piece), self._session
        if known is None:
            return
        about = f"{known.label} {known.caption or known.name}".strip()
        options = evidence_links(session.opened(), known)
        panel = LinkPanel(session.shell.look, about, options, session.shell)
        panel.linked.connect(lambda values: self.link(piece, values))
        panel.open()

    def link(self, piece: str, values: tuple[str, ...]) -> None:
        """Write down which questions and findings a piece belongs to."""
        visit, known = self._session.opened(), self.piece(piece)
        if known is not None:
            keys, found = (
                [each.removeprefix(kind) for each in values if each.startswith(kind)]
                for kind in (QUESTION, FINDING)
            )
            self._session.do(lambda: link_evidence(visit, known, keys, found))

    def open_link(self, ref: str) -> None:
        """Go to what a piece is linked to."""
        session = self._session
        if ref.startswith(FINDING):
            session.finding = ref.removeprefix(FINDING)
            session.go("findings")
        elif ref.startswith(QUESTION):
            visit = session.opened()
            session.go_to(spot_of(visit, ref_of_code(visit, ref.removeprefix(QUESTION))))

    def describe_at_hand(self) -> None:
        """Describe the piece that is looked at."""
        self.ask_words(self.at_hand())

    def redact_at_hand(self) -> None:
        """Black out parts of the photo that is looked at."""
        self.ask_redaction(self.at_hand())

    def at_hand(self) -> str:
        """The piece that is looked at; empty when there is none."""
        found = self._session.opened().all(Evidence)
        return self._session.piece or (found[-1].id if found else "")

    def ask_words(self, piece: str) -> None:
        """Ask what a piece shows and who may see it."""
        known, session = self.piece(piece), self._session
        if known is None:
            return
        words = known.caption, known.alt_text, known.confidentiality
        readers = reader_options(session.language)
        window = session.shell
        panel = DescribePanel(window.look, known.label, words, readers, window)
        panel.described.connect(lambda *told: self.describe(piece, *told))
        panel.open()

    def describe(self, piece: str, caption: str, alt_text: str, reader: str) -> None:
        """Write down what a piece shows and who may see it."""
        visit, told = self._session.opened(), {"caption": caption, "alt_text": alt_text}
        self._session.do(lambda: visit.change(Evidence, piece, **told, confidentiality=reader))

    def ask_redaction(self, piece: str) -> None:
        """Ask which parts of a photo must be black."""
        known, session = self.piece(piece), self._session
        if known is None or not known.derivative:
            session.news("no_photo")
            return
        keeper, photo = session.place.store.evidence, list[bytes]()
        if not session.do(lambda: photo.append(whole_photo(keeper, known))):
            return
        about = f"{known.label} {known.caption or known.name}".strip()
        window, boxes = session.shell, boxes_of(known)
        panel = RedactPanel(window.look, about, photo[0], boxes, window)
        panel.redacted.connect(lambda found: self.redact(piece, found))
        panel.open()

    def redact(self, piece: str, boxes: Sequence[Box]) -> None:
        """Make these parts of a photo black; the original stays as it is."""
        known, session = self.piece(piece), self._session
        if known is None or boxes_of(known) == tuple(boxes):
            return
        visit, keeper = session.opened(), session.place.store.evidence
        if session.do(lambda: blacken(visit, keeper, known, boxes)):
            session.news("redacted" if boxes else "seen_again", label=known.label)

    def save_as(self, piece: str) -> None:
        """Write a copy of the untouched original where a person wants it."""
        known, session = self.piece(piece), self._session
        if known is None or not known.original:
            return
        path = session.files.save(session.shell.look.say("evidence.save_as"), known.name)
        if path is not None and session.do(lambda: self._hand_out(known.original, path)):
            session.news("saved_copy", file=path.name)

    def _hand_out(self, original: str, path: Path) -> None:
        # Told in the log first: a copy that nobody knows of is worse than a line too many.
        session = self._session
        session.opened().write([exported(session.place.uuid(), EVIDENCE, original)])
        save_copy(session.place.store.evidence, original, path)

    def picture(self, piece: str, _width: int) -> bytes:
        """The derivative of a photo, as JPEG; empty when there is none on this laptop yet."""
        known = self.piece(piece)
        keeper = self._session.place.store.evidence
        if known is None or not known.derivative or known.derivative not in keeper:
            return b""
        return keeper.content(known.derivative)
