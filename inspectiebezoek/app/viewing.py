"""Open a piece of evidence to be looked at, in memory: pages as pictures, text, or sound."""

from __future__ import annotations

from dataclasses import dataclass

from inspectiebezoek.app.evidence import media_type_of
from inspectiebezoek.errors import Code, InspectionError

PAGES, TEXT, SOUND, FILM, NONE = "pages", "text", "sound", "film", "none"
_PDF = "application/pdf"
_MOST_FILM = 300_000_000
"""Bytes of a film that is played from memory; a larger one is saved to be played elsewhere."""
_MOST_LETTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was opened. `kind`: `pages`, `text`, `sound`, `film`; `none`: cannot be shown."""

    kind: str
    content: bytes
    media_type: str
    name: str
    pages: int = 0
    text: str = ""

    def page(self, number: int, width: int) -> bytes:
        """A page (from 1) as PNG or JPEG; a PDF is drawn `width` pixels wide, sharp at any size."""
        # Loaded with the first piece that is looked at: the window opens without them.
        if self.media_type == _PDF:
            from inspectiebezoek.app.preview import page_image

            return page_image(self.content, number, width)
        from inspectiebezoek.visit.photo import page

        return page(self.content, number, self.name)


def open_file(content: bytes, name: str, media_type: str) -> Opened:
    """Open the content of a file; `media_type` as it was kept, empty: as the name tells.

    Raises `EVIDENCE_NO_IMAGE` for a picture and `VIEW_REFUSED` for a PDF that cannot be read, or
    is locked with a word.
    """
    kind = media_type or media_type_of(name)
    if kind == _PDF:
        return Opened(PAGES, content, kind, name, pages=_pages_of_pdf(content, name))
    if kind.startswith("image/"):
        from inspectiebezoek.visit.photo import pages_of

        return Opened(PAGES, content, kind, name, pages=pages_of(content, name))
    if kind.startswith("audio/"):
        return Opened(SOUND, content, kind, name)
    if kind.startswith("video/") and len(content) <= _MOST_FILM:
        return Opened(FILM, content, kind, name)
    if kind.startswith("text/"):
        return Opened(TEXT, content, kind, name, text=_letters(content))
    return Opened(NONE, content, kind, name)


def _pages_of_pdf(content: bytes, name: str) -> int:
    from pypdfium2 import PdfiumError

    from inspectiebezoek.app.preview import pages_of

    try:
        return pages_of(content)
    except PdfiumError as error:
        raise InspectionError(Code.VIEW_REFUSED, file=name) from error


def _letters(content: bytes) -> str:
    """Text as people wrote it: UTF-8, or else what Windows has always written."""
    try:
        return content.decode("utf-8-sig")[:_MOST_LETTERS]
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")[:_MOST_LETTERS]
