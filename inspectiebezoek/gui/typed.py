"""Read dates, times and numbers the way people type them, and show them the way they read them.

Stored values follow XForms: ISO 8601 dates, times with a UTC offset, a decimal point.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time

_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_ALSO = {"maa": 3, "mar": 3, "may": 5, "oct": 10}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$")
_WORD = re.compile(r"(\d{1,2})[- ]([a-z]{3})[a-z]*\.?[- ](\d{4})$")
_TIME = re.compile(
    r"(\d{1,2})[:.u](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?$|(\d{1,2})(\d{2})$|(\d{1,2})u?$"
)
_DEGREES = re.compile(r"[+-]?\d{1,3}(?:[.,]\d+)?")
_OFFSET = re.compile(r"\s*(Z|[+-]\d{2}:?\d{2})$")


def typed_date(words: str) -> str | None:
    """The ISO date of `24-11-2026`, `24/11/26`, `24 nov 2026` or `2026-11-24`; None if none."""
    text = words.strip().lower()
    if found := _ISO.match(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY.match(text):
        day, month, year = (int(part) for part in found.groups())
        year += 2000 if year < 100 else 0
    elif found := _WORD.match(text):
        day, year = int(found[1]), int(found[3])
        short = found[2]
        month = _MONTHS.index(short) + 1 if short in _MONTHS else _ALSO.get(short, 0)
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def typed_month(words: str) -> str | None:
    """The first day of `11-2026`, `nov 2026` or `2026-11` as an ISO date; None if none."""
    text = words.strip().lower()
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})", text):
        return typed_date(f"{found[1]}-{found[2]}-1")
    if found := re.fullmatch(r"(\d{1,2}|[a-z]{3})[a-z]*\.?[-/. ](\d{4})", text):
        return typed_date(
            f"1 {found[1]} {found[2]}" if found[1].isalpha() else f"1-{found[1]}-{found[2]}"
        )
    return None


def typed_year(words: str) -> str | None:
    """The first day of a year such as `2026` as an ISO date; None if it is none."""
    return typed_date(f"{words.strip()}-1-1") if re.fullmatch(r"\d{4}", words.strip()) else None


def typed_time(words: str) -> str | None:
    """`HH:MM:SS` of `14:05`, `14.05`, `1405`, `14u05` or `14`; None when it is no time."""
    found = _TIME.match(words.strip().lower())
    if not found:
        return None
    hour = next(part for part in (found[1], found[4], found[6]) if part is not None)
    minute = found[2] or found[5] or "0"
    try:
        return time(int(hour), int(minute), int(found[3] or "0")).isoformat()
    except ValueError:
        return None


def typed_offset(words: str) -> str | None:
    """A UTC offset as `+01:00`, of `+1`, `+0100`, `1:00` or `Z`; None when it is none."""
    text = words.strip().upper().removeprefix("UTC").replace("−", "-").strip()
    if text in ("Z", "0"):
        return "+00:00"
    found = re.fullmatch(r"([+-]?)(\d{1,2})(?::?([0-5]\d))?", text)
    if not found or int(found[2]) > 14:
        return None
    return f"{found[1] or '+'}{int(found[2]):02}:{found[3] or '00'}"


def local_offset(day: str, clock: str) -> str:
    """The UTC offset that this machine has at a date and time, such as `+02:00`."""
    moment = datetime.fromisoformat(f"{day}T{clock}").astimezone()
    words = moment.strftime("%z")
    return f"{words[:3]}:{words[3:5]}"


def split_moment(value: str) -> tuple[str, str, str]:
    """Date, time without seconds, and UTC offset of a stored date, time or moment.

    What is absent is empty.
    """
    day, _, rest = value.partition("T") if "T" in value or "-" in value[:5] else ("", "", value)
    found = _OFFSET.search(rest)
    offset = found[1] if found else ""
    return day, rest[:5], "+00:00" if offset == "Z" else offset


def shown_date(value: str) -> str:
    """An ISO date as `24-11-2026`; other words stay as they are."""
    found = _ISO.match(value)
    return f"{int(found[3]):02}-{int(found[2]):02}-{found[1]}" if found else value


def typed_integer(words: str) -> str | None:
    """A whole number as it is stored; None when it is none."""
    text = words.strip().replace("−", "-")
    return str(int(text)) if re.fullmatch(r"[+-]?\d{1,9}", text) else None


def typed_decimal(words: str) -> str | None:
    """A number as it is stored, with a point, of `19,5` or `19.5`; None when it is none."""
    text = words.strip().replace("−", "-").replace(",", ".")
    return text if re.fullmatch(r"-?(\d+(\.\d*)?|\.\d+)", text) else None


def shown_decimal(value: str, language: str) -> str:
    """A stored number with the decimal sign of the language."""
    return value.replace(".", ",") if language == "nl" else value


def typed_geopoint(words: str) -> str | None:
    """A geopoint as it is stored (latitude, longitude, altitude, accuracy; degrees and metres).

    Of `52.0907 5.1214`, `52,0907 5,1214` or `52.0907, 5.1214`; None when it is none.
    """
    found = _DEGREES.findall(words.replace("−", "-"))
    if not 2 <= len(found) <= 4 or re.search(r"[^\d\s.,;+−°-]", words):
        return None
    numbers = [each.replace(",", ".").lstrip("+") for each in found]
    if abs(float(numbers[0])) > 90 or abs(float(numbers[1])) > 180:
        return None
    return " ".join([*numbers, "0.0", "0.0"][:4])


def typed_places(words: str, *, closed: bool) -> str | None:
    """A geotrace, or when `closed` a geoshape, of places between semicolons; None when it is none.

    A shape that does not end where it began is closed.
    """
    places = [typed_geopoint(each) for each in re.split(r"[;\n]", words) if each.strip()]
    known = [each for each in places if each is not None]
    if len(known) < len(places) or len(known) < (3 if closed else 2):
        return None
    if closed and known[0] != known[-1]:
        known.append(known[0])
    return ";".join(known)


def shown_places(value: str) -> str:
    """A stored geotrace or geoshape as one types it."""
    return "; ".join(shown_geopoint(each) for each in value.split(";") if each.strip())


def shown_geopoint(value: str) -> str:
    """A stored geopoint as one types it: without an altitude and accuracy that nobody measured."""
    parts = value.split()
    return " ".join(parts[:2] if parts[2:] == ["0.0", "0.0"] else parts)
