"""A photo on which a name can be read, and whether it can still be read in a report."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image

NAME = (255, 0, 255)
"""The colour in which the name stands on the photo; nothing else has it."""


def write_photo(file: Path) -> None:
    """A photo with a name in the middle."""
    photo = Image.new("RGB", (1200, 900), (90, 110, 130))
    photo.paste(NAME, (520, 400, 680, 500))
    photo.save(file)


def pictures_in(pdf: bytes) -> Iterator[Image.Image]:
    """Every picture in a PDF."""
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            for picture in page.get_images().values():
                yield pikepdf.PdfImage(picture).as_pil_image().convert("RGB")


def shows_a_name(picture: Image.Image) -> bool:
    """True when anything has the colour of the name."""
    return any(
        red > 200 and green < 80 and blue > 200
        for _, (red, green, blue) in picture.getcolors(1 << 24) or ()
    )
