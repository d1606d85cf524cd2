"""Read a photo or scan, and make the copy that is shown: upright, small, without hidden data."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.visit.annotations import Annotation
from inspectiebezoek.visit.drawing import draw
from inspectiebezoek.visit.kinds import Box

LONG_SIDE = 1600
_LOOKED_AT_SIDE = 5000
_QUALITY = 85
# No others: Pillow hands PostScript to an interpreter, and a photo must never run as a program.
_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF")


def derive(
    original: bytes,
    name: str = "",
    blackened: Sequence[Box] = (),
    annotated: Sequence[Annotation] = (),
) -> bytes:
    """A JPEG of at most 1600 px on its long side; EXIF, GPS and serial numbers are gone.

    The EXIF orientation is applied first, since it goes with the rest. `blackened` parts are
    opaque before the JPEG is made: nothing of what was there is in its bytes, nor of what was
    `annotated` there. Raises `EVIDENCE_NO_IMAGE` when the bytes are not a picture, or one too
    large to be real.
    """
    with _opened(original, name) as opened:
        upright = _upright(opened, LONG_SIDE)
    upright.info.clear()
    draw(upright, annotated)
    for box in blackened:
        _blacken(upright, box)
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def pages_of(original: bytes, name: str = "") -> int:
    """How many pages a picture has: a scan (TIFF) may have several. Raises as `derive`."""
    with _opened(original, name) as opened:
        return getattr(opened, "n_frames", 1) if opened.format == "TIFF" else 1


def page(original: bytes, number: int = 1, name: str = "") -> bytes:
    """A page (from 1) as JPEG, upright, large enough to look at from near. Raises as `derive`."""
    with _opened(original, name) as opened:
        opened.seek(number - 1)
        upright = _upright(opened, _LOOKED_AT_SIDE)
    upright.info.clear()
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _upright(opened: Image.Image, side: int) -> Image.Image:
    """The picture as it was held, in colours, with no side longer than `side` px.

    A JPEG is decoded no larger than that asks for, and no pixel is copied for nothing: an
    inspector waits while this is done.
    """
    ratio = min(1.0, side / max(opened.size))
    opened.draft("RGB", (round(opened.width * ratio), round(opened.height * ratio)))
    ImageOps.exif_transpose(opened, in_place=True)
    upright = opened if opened.mode == "RGB" else opened.convert("RGB")
    upright.thumbnail((side, side), Image.Resampling.LANCZOS)
    return upright


def _blacken(picture: Image.Image, box: Box) -> None:
    left, top, wide, tall = box
    # Rounded outwards: a row of pixels that is seen may show a face.
    corners = (
        left * picture.width // 1000,
        top * picture.height // 1000,
        -(-(left + wide) * picture.width // 1000),
        -(-(top + tall) * picture.height // 1000),
    )
    ImageDraw.Draw(picture).rectangle(corners, fill="black")


@contextmanager
def _opened(original: bytes, name: str) -> Iterator[Image.Image]:
    """The picture; all that goes wrong while it is read is one and the same error."""
    try:
        # A damaged tag is no reason for a word on stderr: the picture is shown, or refused.
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(original), formats=_FORMATS) as opened,
        ):
            yield opened
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise InspectionError(Code.EVIDENCE_NO_IMAGE, file=name) from error
    except Image.DecompressionBombError as error:
        raise InspectionError(Code.EVIDENCE_NO_IMAGE, file=name) from error
