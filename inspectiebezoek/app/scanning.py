"""Several photos of a paper become one document, in an order; the photos stay what they are."""

from __future__ import annotations

import io
from collections.abc import Sequence

from inspectiebezoek.app.evidence import DOCUMENT
from inspectiebezoek.store.evidence import EvidenceFolder
from inspectiebezoek.visit.kinds import Evidence
from inspectiebezoek.visit.open_visit import OpenVisit

READERS = ("openbaar", "intern", "vertrouwelijk")
_PER_INCH = 150.0


def scanned(keeper: EvidenceFolder, pieces: Sequence[Evidence]) -> bytes:
    """The photos as the pages of a PDF; raises `EVIDENCE_NO_IMAGE`, `FILE_MISSING`.

    What was made black, or drawn on, is so in the document: then its page is the copy.
    """
    # Loaded with the first scan: the window opens without it.
    from PIL import Image

    from inspectiebezoek.visit.photo import page, pages_of

    made = list[Image.Image]()
    for piece in pieces:
        if piece.blackened or piece.annotated:
            sheets = [keeper.content(piece.derivative)]
        else:
            original = keeper.content(piece.original)
            numbers = range(1, pages_of(original, piece.name) + 1)
            sheets = [page(original, number, piece.name) for number in numbers]
        made += [Image.open(io.BytesIO(sheet)) for sheet in sheets]
    out = io.BytesIO()
    made[0].save(out, "PDF", save_all=True, append_images=made[1:], resolution=_PER_INCH)
    return out.getvalue()


def attach_scan(
    visit: OpenVisit,
    keeper: EvidenceFolder,
    pieces: Sequence[Evidence],
    pdf: bytes,
    *,
    name: str,
    caption: str,
    alt_text: str,
) -> str:
    """Make evidence of the document, linked to what its photos are linked to; its UUID.

    Who may see it is who may see the most private of them.
    """
    original, size = keeper.keep([pdf])
    questions = dict.fromkeys(each for piece in pieces for each in piece.questions)
    ranks = [READERS.index(each.confidentiality) for each in pieces]
    return visit.attach(
        sort=DOCUMENT,
        name=name,
        caption=caption,
        alt_text=alt_text,
        confidentiality=READERS[max(ranks)],
        media_type="application/pdf",
        original=original,
        original_size=size,
        derivative="",
        derivative_size=0,
        questions=list(questions),
    )
