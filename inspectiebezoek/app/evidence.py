"""Bring a file into a visit as evidence: the original untouched, a photo's derivative beside it."""

from __future__ import annotations

import mimetypes
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.nodes import Node
from inspectiebezoek.log.canonical import Value
from inspectiebezoek.visit.annotations import Annotation, read
from inspectiebezoek.visit.journal import FileKeeper
from inspectiebezoek.visit.kinds import Box, Evidence, Finding
from inspectiebezoek.visit.open_visit import OpenVisit

_PIECE = 1 << 20
_MOST_PHOTO_BYTES = 100 * (1 << 20)
_MEDIA = ("image", "audio", "video")
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
    answers: str = "",
) -> str:
    """Add a file to a visit as evidence; returns the UUID of the piece.

    `answers`: the question (a ref) that it is the answer of. The file is on disk, encrypted,
    before the log speaks of it. Nothing is added, and raises `EVIDENCE_UNREADABLE`,
    `EVIDENCE_EMPTY`, `EVIDENCE_NO_IMAGE` for a photo that is none, `UPLOAD_UNFIT` for a question
    that wants another kind of file, `DISK_FULL`.
    """
    sort = kind or kind_of(path)
    _must_hold_something(path)
    if answers:
        _must_suit(media_wanted(visit.instance.node(answers)), path)
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
        answers=answers,
    )


def _must_hold_something(path: Path) -> None:
    """An empty file is what a card or stick leaves that was pulled out too early."""
    try:
        if path.is_file() and not path.stat().st_size:
            raise InspectionError(Code.EVIDENCE_EMPTY, file=path.name)
    except OSError as error:
        raise InspectionError(Code.EVIDENCE_UNREADABLE, file=path.name) from error


def media_wanted(node: Node) -> str:
    """What an upload question takes: image, audio, video, or file for anything."""
    shown = node.definition.presented
    media = shown.attributes.get("mediatype", "") if shown is not None else ""
    kind = media.partition("/")[0]
    return kind if kind in _MEDIA else "file"


def _must_suit(wanted: str, path: Path) -> None:
    if wanted != "file" and not media_type_of(path.name).startswith(f"{wanted}/"):
        raise InspectionError(Code.UPLOAD_UNFIT, file=path.name)


def _derive(
    original: bytes,
    name: str,
    blackened: Sequence[Box] = (),
    annotated: Sequence[Annotation] = (),
) -> bytes:
    # Loaded with the first photo: the window opens without it.
    from inspectiebezoek.visit.photo import derive

    return derive(original, name, blackened, annotated)


def attach_picture(
    visit: OpenVisit,
    keeper: FileKeeper,
    data: bytes,
    name: str,
    *,
    caption: str = "",
    alt_text: str = "",
    questions: Sequence[str] = (),
    answers: str = "",
) -> str:
    """Add a picture that never was a file, from the clipboard, camera or drawn; its UUID."""
    small = _derive(data, name)
    derivative, derivative_size = keeper.keep([small])
    original, size = keeper.keep([data])
    return visit.attach(
        sort=PHOTO,
        name=name,
        caption=caption,
        alt_text=alt_text,
        media_type=media_type_of(name),
        original=original,
        original_size=size,
        derivative=derivative,
        derivative_size=derivative_size,
        questions=list(questions),
        answers=answers,
    )


def link_evidence(
    visit: OpenVisit, piece: Evidence, questions: Sequence[str], findings: Collection[str]
) -> None:
    """Link a piece to these questions (by their key) and findings (UUIDs), and to no others."""
    visit.change(Evidence, piece.id, questions=list(questions))
    for finding in visit.all(Finding):
        labels: list[Value] = [each for each in finding.evidence if each != piece.label]
        if finding.id in findings:
            labels.append(piece.label)
        if (finding.id in findings) != (piece.label in finding.evidence):
            visit.change(Finding, finding.id, evidence=labels)


def blacken(visit: OpenVisit, keeper: FileKeeper, piece: Evidence, boxes: Sequence[Box]) -> None:
    """Make parts of a photo opaque, from the original anew; without boxes all is seen again.

    Raises `EVIDENCE_UNREADABLE` where the original is not on this laptop, `EVIDENCE_DAMAGED`.
    """
    original = b"".join(keeper.read(piece.original))
    derivative, size = keeper.keep([_derive(original, piece.name, boxes, read(piece.annotated))])
    tables: list[Value] = [dict(zip(_SIDES, map(str, box), strict=True)) for box in boxes]
    visit.show_as(piece.id, "blackened", tables, derivative, size)


def annotate(
    visit: OpenVisit, keeper: FileKeeper, piece: Evidence, shapes: Sequence[Annotation]
) -> None:
    """Draw on the copy of a picture that is shown, from the original anew; what is black stays.

    Raises `EVIDENCE_UNREADABLE` where the original is not on this laptop, `EVIDENCE_DAMAGED`.
    """
    original = b"".join(keeper.read(piece.original))
    derivative, size = keeper.keep([_derive(original, piece.name, boxes_of(piece), shapes)])
    tables: list[Value] = [dict(each.table()) for each in shapes]
    visit.show_as(piece.id, "annotated", tables, derivative, size)


def whole_photo(keeper: FileKeeper, piece: Evidence) -> bytes:
    """A photo as JPEG with nothing opaque, made from its original.

    Raises `EVIDENCE_UNREADABLE` where the original is not on this laptop, `EVIDENCE_DAMAGED`.
    """
    return _derive(b"".join(keeper.read(piece.original)), piece.name)


def seen_photo(keeper: FileKeeper, piece: Evidence) -> bytes:
    """A photo as JPEG with what is opaque in it and nothing drawn on it.

    Raises `EVIDENCE_UNREADABLE` where the file it is made from is not on this laptop,
    `EVIDENCE_DAMAGED`.
    """
    if piece.derivative and not piece.annotated:
        return b"".join(keeper.read(piece.derivative))
    return _derive(b"".join(keeper.read(piece.original)), piece.name, boxes_of(piece))


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
