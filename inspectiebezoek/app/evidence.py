"""Bring a file into a visit as evidence: the original untouched, a photo's derivative beside it."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.canonical import Value
from inspectiebezoek.visit.journal import FileKeeper
from inspectiebezoek.visit.kinds import Box, Evidence
from inspectiebezoek.visit.open_visit import OpenVisit

_PIECE = 1 << 20
_MOST_PHOTO_BYTES = 100 * (1 << 20)
_SIDES = ("left", "top", "width", "height")
PHOTO, SOUND, DOCUMENT = "foto", "geluid", "document"


def kind_of(path: Path) -> str:
    """What a file is by its name: photo, sound or document."""
    media_type = media_type_of(path.name)
    if media_type.startswith("image/"):
        return PHOTO
    return SOUND if media_type.startswith("audio/") else DOCUMENT


def media_type_of(name: str) -> str:
    """The media type that a file's name tells."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def attach_file(
    visit: OpenVisit,
    keeper: FileKeeper,
    path: Path,
    *,
    kind: str = "",
    label: str = "",
    caption: str = "",
    alt_text: str = "",
    confidentiality: str = "intern",
    questions: Sequence[str] = (),
) -> str:
    """Add a file to a visit as evidence; returns the UUID of the piece.

    The file is on disk, encrypted, before the log speaks of it. Raises `EVIDENCE_UNREADABLE`,
    `EVIDENCE_NO_IMAGE` for a photo that is none (nothing is added then), `DISK_FULL`.
    """
    sort = kind or kind_of(path)
    derivative, derivative_size = "", 0
    if sort == PHOTO:
        small = _derive(_whole(path), path.name)
        derivative, derivative_size = keeper.keep([small])
    original, size = keeper.keep(_pieces(path))
    return visit.attach(
        label=label,
        sort=sort,
        name=path.name,
        caption=caption,
        alt_text=alt_text,
        confidentiality=confidentiality,
        media_type=media_type_of(path.name),
        original=original,
        original_size=size,
        derivative=derivative,
        derivative_size=derivative_size,
        questions=list(questions),
    )


def _derive(original: bytes, name: str, blackened: Sequence[Box] = ()) -> bytes:
    # Loaded with the first photo: the window opens without it.
    from inspectiebezoek.visit.photo import derive

    return derive(original, name, blackened)


def attach_picture(
    visit: OpenVisit, keeper: FileKeeper, data: bytes, name: str, *, questions: Sequence[str] = ()
) -> str:
    """Add a picture (PNG) that never was a file, such as one from the clipboard; its UUID."""
    small = _derive(data, name)
    derivative, derivative_size = keeper.keep([small])
    original, size = keeper.keep([data])
    return visit.attach(
        sort=PHOTO,
        name=name,
        caption="",
        media_type="image/png",
        original=original,
        original_size=size,
        derivative=derivative,
        derivative_size=derivative_size,
        questions=list(questions),
    )


def blacken(visit: OpenVisit, keeper: FileKeeper, piece: Evidence, boxes: Sequence[Box]) -> None:
    """Make parts of a photo opaque, from the original anew; without boxes all is seen again.

    Raises `EVIDENCE_UNREADABLE` where the original is not on this laptop, `EVIDENCE_DAMAGED`.
    """
    shown = _derive(b"".join(keeper.read(piece.original)), piece.name, boxes)
    derivative, size = keeper.keep([shown])
    tables: list[Value] = [dict(zip(_SIDES, map(str, box), strict=True)) for box in boxes]
    visit.blacken(piece.id, tables, derivative, size)


def whole_photo(keeper: FileKeeper, piece: Evidence) -> bytes:
    """A photo as JPEG with nothing opaque, made from its original.

    Raises `EVIDENCE_UNREADABLE` where the original is not on this laptop, `EVIDENCE_DAMAGED`.
    """
    return _derive(b"".join(keeper.read(piece.original)), piece.name)


def boxes_of(piece: Evidence) -> tuple[Box, ...]:
    """What is opaque in a photo: left, top, width and height in thousandths."""
    found = ([int(table[side]) for side in _SIDES] for table in piece.blackened)
    return tuple((left, top, wide, tall) for left, top, wide, tall in found)


def save_copy(keeper: FileKeeper, sha256: str, path: Path) -> None:
    """Write a copy of a kept file; it is read against its hash before the copy has its name.

    Raises `EVIDENCE_UNREADABLE`, `EVIDENCE_DAMAGED`, `FILE_MISSING` when it cannot be written.
    """
    write_file(path, keeper.read(sha256))


def write_file(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file for people, whole or not at all; raises `FILE_MISSING` when it cannot."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as file:
            for piece in pieces:
                file.write(piece)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise InspectionError(Code.FILE_MISSING, file=path.name) from error


def _whole(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_PHOTO_BYTES:
            raise InspectionError(Code.EVIDENCE_NO_IMAGE, file=path.name)
        return path.read_bytes()
    except OSError as error:
        raise InspectionError(Code.EVIDENCE_UNREADABLE, file=path.name) from error


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece
    except OSError as error:
        if error.errno is not None and error.filename is not None:
            raise InspectionError(Code.EVIDENCE_UNREADABLE, file=path.name) from error
        raise
