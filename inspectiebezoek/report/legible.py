"""All that a reader or a program can get out of a report file: pages, metadata, attachments."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pypdfium2

_HOLDERS = (pikepdf.Dictionary, pikepdf.Array)


def legible(pdf: bytes) -> str:
    """The text of every page, every string of the file and every attachment, one after another."""
    return "\n".join((*_pages(pdf), *_inside(pdf)))


def _pages(pdf: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            yield document[number].get_textpage().get_text_range()
    finally:
        document.close()


def _inside(pdf: bytes) -> Iterator[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for each in document.objects:
            if isinstance(each, pikepdf.Stream):
                if each.get("/Type") in ("/Metadata", "/EmbeddedFile"):
                    yield each.read_bytes().decode("utf-8", "replace")
                yield from _strings(each.stream_dict)
            elif isinstance(each, _HOLDERS):
                yield from _strings(each)


def _strings(holder: pikepdf.Object) -> Iterator[str]:
    """The strings that stand in an object itself; what it refers to has its own turn."""
    parts = holder.values() if isinstance(holder, pikepdf.Dictionary) else iter(holder)
    for part in parts:
        if isinstance(part, pikepdf.String):
            yield str(part)
        elif isinstance(part, _HOLDERS) and not part.is_indirect:
            yield from _strings(part)
