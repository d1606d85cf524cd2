"""A file on its way out, from the byte where an earlier answer was cut off."""

from __future__ import annotations

from fastapi.responses import StreamingResponse

from inspectiebezoek.server.files import Files


def content_from(files: Files, sha256: str, asked: str) -> StreamingResponse:
    """The whole file, or the rest of it where `asked` (the Range header) is `bytes=N-`."""
    number = asked.removeprefix("bytes=").removesuffix("-")
    start = int(number) if number.isdigit() else 0
    status = 206 if start else 200
    return StreamingResponse(
        files.read(sha256, start), status, media_type="application/octet-stream"
    )
