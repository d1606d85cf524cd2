"""Make the copy of a photo that is shown: upright, small enough, without hidden data."""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from inspectiebezoek.errors import Code, InspectionError

LONG_SIDE = 1600
_QUALITY = 85
_MOST_PIXELS = 200_000_000


def derive(original: bytes, name: str = "") -> bytes:
    """A JPEG of at most 1600 px on its long side; EXIF, GPS and serial numbers are gone.

    The EXIF orientation is applied first, since it goes with the rest. Raises
    `EVIDENCE_NO_IMAGE` when the bytes are not a picture, or one too large to be real.
    """
    try:
        with Image.open(io.BytesIO(original)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise InspectionError(Code.EVIDENCE_NO_IMAGE, file=name)
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise InspectionError(Code.EVIDENCE_NO_IMAGE, file=name) from error
    except Image.DecompressionBombError as error:
        raise InspectionError(Code.EVIDENCE_NO_IMAGE, file=name) from error
    upright.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    upright.info.clear()
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
