"""Pages of a report as pictures, for the preview on screen."""

from __future__ import annotations

import io

import pypdfium2


def pages_of(pdf: bytes) -> int:
    """How many pages a file has."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def page_image(pdf: bytes, number: int, width: int) -> bytes:
    """A page (from 1) as PNG, `width` pixels wide."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        document.init_forms()
        page = document[number - 1]
        picture = page.render(scale=width / page.get_width()).to_pil()
        out = io.BytesIO()
        picture.save(out, "PNG", compress_level=1)
        return out.getvalue()
    finally:
        document.close()
