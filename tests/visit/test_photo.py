"""Promises about photos: what is shown is upright and small, and tells nothing that is not seen."""

from __future__ import annotations

import io
import random
import zlib

import pytest
from PIL import Image

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.visit.photo import LONG_SIDE, derive

ORIENTATION, SERIAL, GPS, MAKER = 0x0112, 0xA431, 0x8825, 0x927C
SECRET = "SN-4711-geheim"


def photo(
    kind: str = "JPEG", size: tuple[int, int] = (80, 40), orientation: int = 1, mode: str = "RGB"
) -> bytes:
    """A picture with a red left edge and hidden data of a camera."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 4, size[1]))
    image = image.convert(mode)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = SECRET
    exif.get_ifd(0x8769)[SERIAL] = SECRET
    exif.get_ifd(GPS)[2] = (52.0, 4.0, 12.0)
    out = io.BytesIO()
    extra = {"exif": exif} if kind in ("JPEG", "PNG", "WEBP", "TIFF") and mode != "P" else {}
    image.save(out, kind, **extra)  # type: ignore[arg-type]
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize(
    ("orientation", "size", "red"),
    [
        (1, (80, 40), "left"),
        (2, (80, 40), "right"),
        (3, (80, 40), "right"),
        (4, (80, 40), "left"),
        (5, (40, 80), "top"),
        (6, (40, 80), "top"),
        (7, (40, 80), "bottom"),
        (8, (40, 80), "bottom"),
    ],
)
def test_a_photo_is_shown_upright(orientation: int, size: tuple[int, int], red: str) -> None:
    shown = opened(derive(photo(orientation=orientation)))

    assert shown.size == size
    width, height = size
    at = {
        "left": (5, height // 2),
        "right": (width - 5, height // 2),
        "top": (width // 2, 5),
        "bottom": (width // 2, height - 5),
    }
    for side, place in at.items():
        _, green, _ = shown.getpixel(place)  # type: ignore[misc]
        assert (green < 80) == (side == red), side


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_what_a_camera_hid_is_gone(kind: str) -> None:
    original = photo(kind)
    assert SECRET.encode() in original

    shown = derive(original)

    assert opened(shown).format == "JPEG"
    assert not opened(shown).getexif()
    for trace in (SECRET.encode(), b"Exif", b"GPS", b"xmp", b"ICC_PROFILE"):
        assert trace not in shown


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "CMYK", "1"])
def test_every_way_of_colouring_is_read(mode: str) -> None:
    kind = {"CMYK": "JPEG", "L": "JPEG"}.get(mode, "PNG")
    assert opened(derive(photo(kind, mode=mode))).mode == "RGB"


def test_a_large_photo_becomes_small_and_a_small_one_stays() -> None:
    assert opened(derive(photo(size=(4000, 2000)))).size == (LONG_SIDE, LONG_SIDE // 2)
    assert opened(derive(photo(size=(30, 20)))).size == (30, 20)


def refused(data: bytes) -> bool:
    try:
        derive(data, "foto.jpg")
    except InspectionError as error:
        assert error.code is Code.EVIDENCE_NO_IMAGE
        assert error.facts == {"file": "foto.jpg"}
        return True
    return False


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"geen foto",
        b"%PDF-1.7",
        b"\xff\xd8\xff",
        photo()[:200],
        photo("PNG")[:60],
        b"GIF89a" + bytes(20),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\nshowpage\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_what_is_no_photo_is_refused_by_name(data: bytes) -> None:
    assert refused(data)


def test_a_picture_too_large_to_be_real_is_refused_unread() -> None:
    header = bytearray(photo("PNG"))
    header[16:24] = (60_000).to_bytes(4, "big") * 2  # width and height, with a checksum to match
    header[29:33] = zlib.crc32(bytes(header[12:29])).to_bytes(4, "big")

    assert refused(bytes(header))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP"])
def test_a_damaged_photo_is_shown_or_refused_but_never_a_crash(kind: str) -> None:
    chance = random.Random(kind)
    whole = photo(kind)

    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        refused(bytes(data[: chance.randint(10, len(data))] if chance.random() < 0.3 else data))
