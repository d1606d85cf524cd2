"""The types of answers: which lexical values they allow and how those are written canonically.

Source: ODK XForms specification, Data Types.
"""

from __future__ import annotations

import math
import re
from datetime import tzinfo

from inspectiebezoek.form.dates import moment_of, parse_date, parse_date_time, parse_time
from inspectiebezoek.form.expression.convert import number_of, number_text

_INT_LIMIT = 2**31
_DECIMAL = re.compile(r"\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*\Z")
TYPES = frozenset(
    {"string", "int", "decimal", "boolean", "date", "time", "dateTime", "geopoint", "geotrace"}
    | {"geoshape", "binary", "barcode", "intent", "select", "select1"}
)


def base_type(name: str) -> str:
    """The type without a prefix; unknown ones count as `string` (Bindings, `type`)."""
    local = name.rpartition(":")[2]
    if local == "integer":
        return "int"
    return local if local in TYPES else "string"


def canonical(type_: str, text: str, zone: tzinfo) -> str | None:
    """The canonical form of an answer, `None` when the type does not allow it.

    An int drops its fraction and stays within 32 bits. A dateTime keeps its own offset: the
    moment a person wrote down says where that person was.
    """
    if not text or type_ in ("string", "binary", "barcode", "intent", "boolean"):
        return text
    if type_ == "int":
        return _int(text)
    if type_ == "decimal":
        return _decimal(text)
    if type_ == "date":
        return _date(text, zone)
    if type_ == "dateTime":
        return text if parse_date_time(text, zone) is not None else None
    if type_ == "time":
        return text if parse_time(text, zone) is not None else None
    if type_ == "select":
        return " ".join(dict.fromkeys(text.split()))
    if type_ == "geopoint":
        return _geopoint(text)
    if type_ in ("geotrace", "geoshape"):
        return _geo_line(text, 2 if type_ == "geotrace" else 3)
    return text


def calculated(type_: str, text: str, zone: tzinfo) -> str:
    """The stored form of a calculated value: as an answer, and empty when it cannot be one.

    A moment calculated for a date drops its time.
    """
    if type_ in ("int", "decimal") and text in ("NaN", "Infinity", "-Infinity"):
        return ""
    if type_ == "int":
        number = number_of(text, zone)
        return _int(number_text(number)) or "" if not math.isnan(number) else ""
    if type_ == "decimal":
        number = number_of(text, zone)
        return "" if not math.isfinite(number) else number_text(number)
    if type_ == "date" and moment_of(text, zone) is not None:
        return text[:10]
    found = canonical(type_, text, zone)
    return "" if found is None else found


def _date(text: str, zone: tzinfo) -> str | None:
    """A day; a moment without an offset gives its day, one with an offset may be another day."""
    if len(text) == 10:
        return text if parse_date(text) is not None else None
    local = not any(sign in text[10:] for sign in "Z+-")
    return text[:10] if local and parse_date_time(text, zone) is not None else None


def _int(text: str) -> str | None:
    if not _DECIMAL.match(text):
        return None
    number = float(text)
    if abs(number) > _INT_LIMIT:
        return None
    whole = int(text) if text.strip().lstrip("+-").isdigit() else math.trunc(number)
    return str(whole) if -_INT_LIMIT <= whole < _INT_LIMIT else None


def _decimal(text: str) -> str | None:
    if not _DECIMAL.match(text):
        return None
    number = float(text)
    return number_text(number) if math.isfinite(number) else None


def _geopoint(text: str) -> str | None:
    words = text.split()
    if not 2 <= len(words) <= 4:
        return None
    numbers = [number_of(word) for word in words]
    if any(math.isnan(number) for number in numbers):
        return None
    if abs(numbers[0]) > 90 or abs(numbers[1]) > 180:
        return None
    if len(numbers) == 4 and not any(numbers):
        # Four zeros are how clients write that no place was found.
        return ""
    # ODK clients write the numbers of a point with a decimal point, whole ones too.
    return " ".join(_double(number) for number in numbers)


def _double(number: float) -> str:
    text = number_text(number)
    return text if "." in text else f"{text}.0"


def _geo_line(text: str, least: int) -> str | None:
    points = [_geopoint(part) for part in text.strip().strip(";").split(";")]
    if len(points) < least or any(point is None for point in points):
        return None
    return ";".join(point or "0.0 0.0 0.0 0.0" for point in points)
