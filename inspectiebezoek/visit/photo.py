"""Make the copy of a photo that is shown: upright, small enough, without hidden data."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.visit.kinds import Box

LONG_SIDE = 1600
_QUALITY = 85
# No others: Pillow hands PostScript to an interpreter, and a photo must never run as a program.
_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF")


def derive(original: bytes, name: str = "", blackened: Sequence[Box] = ()) -> bytes:
    """A JPEG of at most 1600 px on its long side; EXIF, GPS and serial numbers are gone.

    The EXIF orientation is applied first, since it goes with the rest. `blackened` parts are
    opaque before the JPEG is made: nothing of what was there is in its bytes. Raises
    `EVIDENCE_NO_IMAGE` when the bytes are not a picture, or one too large to be real.
    """
    try:
        # A damaged tag is no reason for a word on stderr: the picture is shown, or refused.
        with warnings.catch_warnings(action="ignore"), _opened(original) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise InspectionError(Code.EVIDENCE_NO_IMAGE, file=name) from error
    except Image.DecompressionBombError as error:
        raise InspectionError(Code.EVIDENCE_NO_IMAGE, file=name) from error
    upright.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    upright.info.clear()
    for box in blackened:
        _blacken(upright, box)
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


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


def _opened(original: bytes) -> Image.Image:
    return Image.open(io.BytesIO(original), formats=_FORMATS)
