"""Read the visit's data that is sealed into a report."""

from __future__ import annotations

import io

import pikepdf

from inspectiebezoek.report.seal import DATA_NAME


def read_attached(pdf: bytes) -> bytes | None:
    """The bytes of `visit.json`; None when the file has none or cannot be read."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            if DATA_NAME not in document.attachments:
                return None
            return document.attachments[DATA_NAME].get_file().read_bytes()
    except (pikepdf.PdfError, ValueError, KeyError, RuntimeError):
        return None
