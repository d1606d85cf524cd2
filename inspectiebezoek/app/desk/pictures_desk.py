"""Signatures, drawings and what is drawn on photos: asked in a panel, kept as evidence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.evidence import annotate, attach_picture, seen_photo
from inspectiebezoek.gui.models.shape import ARROW, Shape, fresh
from inspectiebezoek.gui.screens.annotate_panel import AnnotatePanel
from inspectiebezoek.gui.screens.checklist import ChecklistScreen
from inspectiebezoek.gui.screens.draw_panel import DrawPanel
from inspectiebezoek.gui.screens.evidence import EvidenceScreen
from inspectiebezoek.gui.screens.signature_panel import SignaturePanel
from inspectiebezoek.report import reading
from inspectiebezoek.visit.annotations import Annotation, read
from inspectiebezoek.visit.kinds import Evidence
from inspectiebezoek.visit.places import ANSWER, DRAWN, link_key, link_keys, ref_of

_PART = "annotated"


class PicturesDesk:
    """Between the panels in which one draws and the visit."""

    def __init__(
        self, session: Session, checklist: ChecklistScreen, evidence: EvidenceScreen
    ) -> None:
        self._session, self._checklist = session, checklist
        checklist.signature_asked.connect(self.ask_signature)
        checklist.drawing_asked.connect(self.ask_drawing)
        checklist.annotation_asked.connect(self.annotate_of)
        evidence.annotate_asked.connect(self.ask_annotation)

    # on empty paper

    def ask_signature(self, address: str) -> None:
        """Ask a signature as the answer of a question."""
        about, shell = self._about(address), self._session.shell
        if about is not None:
            panel = SignaturePanel(shell.look, about, self._draft(address), shell)
            panel.drafted.connect(partial(self._drafting, address))
            panel.signed.connect(
                lambda data, name, typed: self.sign(address, data, name, typed=typed)
            )
            panel.open()

    def sign(self, address: str, data: bytes, name: str, *, typed: bool) -> None:
        """Keep a signature; its description says whose it is and how it was made."""
        said = self._session.text("signature_typed" if typed else "signature_drawn", name=name)
        self._keep(address, data, said, said)

    def ask_drawing(self, address: str) -> None:
        """Ask a drawing as the answer of a question."""
        about, shell = self._about(address), self._session.shell
        if about is not None:
            panel = DrawPanel(shell.look, about, self._draft(address), shell)
            panel.drafted.connect(partial(self._drafting, address))
            panel.drawn.connect(lambda data, words: self._keep(address, data, words, words))
            panel.open()

    def _draft(self, address: str) -> tuple[tuple[Shape, ...], str]:
        """What was being drawn there, and the words that go with it."""
        draft = self._session.opened().drafts().get(_drawn(address))
        if not draft:
            return (), ""
        known = json.loads(draft)
        return _shapes_of(known["shapes"]), known["words"]

    def _drafting(self, address: str, shapes: Sequence[Shape], words: str) -> None:
        """Keep a drawing while it is being made, so that neither a crash nor Esc takes it."""
        visit, field = self._session.opened(), _drawn(address)
        if shapes or words:
            known = {"shapes": [asdict(each) for each in shapes], "words": words}
            self._session.keep(lambda: visit.keep_typing(field, json.dumps(known)))
        elif field in visit.drafts():
            self._session.keep(lambda: visit.forget_typing(field))

    def _about(self, address: str) -> str | None:
        visit = self._session.opened()
        ref = ref_of(visit.instance, address)
        return reading.label(visit.instance.node(ref)) if ref else None

    def _keep(self, address: str, data: bytes, caption: str, alt_text: str) -> None:
        session = self._session
        visit, keeper = session.opened(), session.place.store.evidence
        ref = ref_of(visit.instance, address)
        name = f"{session.place.clock():%Y%m%d-%H%M%S}.png"
        if ref is None:
            # The drawing is not lost with the row: it becomes evidence of the visit.
            session.news("row_gone")
        keys = (link_key(visit.instance.node(ref)),) if ref else ()
        kept = session.do(
            lambda: attach_picture(
                visit,
                keeper,
                data,
                name,
                caption=caption,
                alt_text=alt_text,
                questions=keys,
                answers=ref or "",
            )
        )
        if kept and ref is None:
            session.keep(lambda: visit.forget_typing(_drawn(address)))

    # on a photo

    def annotate_here(self) -> None:
        """The key on the checklist: draw on the last picture of the question on the paper."""
        self.annotate_of(self._checklist.current())

    def annotate_of(self, address: str) -> None:
        """Draw on the picture that answers a question, or the last one linked to it."""
        visit = self._session.opened()
        ref = ref_of(visit.instance, address) if address else None
        if ref is None:
            return
        node = visit.instance.node(ref)
        answer, keys = node.value.rpartition(".")[0], set(link_keys(node))
        pieces = (each for each in visit.all(Evidence) if each.derivative)
        found = [each for each in pieces if keys & set(each.questions)]
        own = [each for each in found if each.label == answer]
        if found:
            self.ask_annotation((own or found)[-1].id)
        else:
            self._session.news("no_photo_here")

    def ask_annotation(self, piece: str) -> None:
        """Ask what is to be drawn on a photo; an arrow stands there to begin with."""
        session = self._session
        visit, keeper = session.opened(), session.place.store.evidence
        known = next((each for each in visit.all(Evidence) if each.id == piece), None)
        if known is None or not known.derivative:
            session.news("no_photo")
            return
        photo = list[bytes]()
        if not session.do(lambda: photo.append(seen_photo(keeper, known))):
            return
        draft = visit.typed_in(Evidence, piece, _PART)
        shapes = _shapes_of(json.loads(draft)) if draft else _shapes(known)
        look, say = session.shell.look, session.shell.look.say
        about = f"{known.label} {known.caption or known.name}".strip()
        words = say("annotate.title"), say("annotate.picture")
        panel = AnnotatePanel(
            look, words, about, photo[0], shapes or (fresh(ARROW),), session.shell
        )
        panel.drawing.connect(lambda drawn: self._drawing(piece, drawn))
        panel.dropped.connect(
            lambda: session.keep(lambda: visit.drop_typing(Evidence, piece, _PART))
        )
        panel.annotated.connect(lambda drawn: self.annotate(piece, drawn))
        panel.open()

    def _drawing(self, piece: str, shapes: Sequence[Shape]) -> None:
        """Keep what is being drawn, so that a crash takes none of it."""
        visit, text = self._session.opened(), json.dumps([asdict(each) for each in shapes])
        self._session.keep(lambda: visit.typing_in(Evidence, piece, _PART, text))

    def annotate(self, piece: str, shapes: Sequence[Shape]) -> None:
        """Draw on the copy that is shown; the original stays as it is."""
        session = self._session
        visit, keeper = session.opened(), session.place.store.evidence
        known = next((each for each in visit.all(Evidence) if each.id == piece), None)
        if known is None:
            return
        if _shapes(known) == tuple(shapes):
            session.keep(lambda: visit.drop_typing(Evidence, piece, _PART))
        elif session.do(lambda: annotate(visit, keeper, known, _annotations(shapes))):
            session.news("annotated", label=known.label)
        else:
            self._drawing(piece, shapes)


def _shapes(piece: Evidence) -> tuple[Shape, ...]:
    return tuple(Shape(**asdict(each)) for each in read(piece.annotated))


def _annotations(shapes: Sequence[Shape]) -> list[Annotation]:
    return [Annotation(**asdict(each)) for each in shapes]


def _shapes_of(known: list[dict[str, Any]]) -> tuple[Shape, ...]:
    return tuple(Shape(**each) for each in known)


def _drawn(address: str) -> str:
    return DRAWN + address.removeprefix(ANSWER)
