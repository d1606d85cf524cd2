"""Dates and times as the lexical values of XForms, and as days since 1970-01-01 UTC.

Source: ODK XForms specification, Data Types (`date`, `time`, `dateTime`) and `number()`.
A time without an offset is read in the zone of the clock.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

_DATE = re.compile(r"(-?\d{4})-(\d{2})-(\d{2})\Z")
_OFFSET = r"(?P<offset>Z|[+-](?:0\d|1[0-4]):[0-5]\d)?"
_CLOCK = r"(?P<hour>\d{2}):(?P<minute>\d{2}):(?P<second>\d{2})(?:\.(?P<fraction>\d+))?"
_TIME = re.compile(_CLOCK + _OFFSET + r"\Z")
_DATE_TIME = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})T" + _CLOCK + _OFFSET + r"\Z")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_DAY = 86_400.0
_WINTER = datetime(2000, 1, 1)  # noqa: DTZ001 - only asked for the offset a zone has then


def parse_date(text: str) -> date | None:
    """The calendar day of `YYYY-MM-DD`; `None` when it is none."""
    match = _DATE.match(text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def parse_time(text: str, zone: tzinfo) -> time | None:
    """The time of `HH:MM:SS[.fff][offset]`; without an offset it lies in `zone`."""
    match = _TIME.match(text)
    return None if match is None else _time_of(match, zone)


def _time_of(match: re.Match[str], zone: tzinfo) -> time | None:
    offset = match["offset"]
    if offset is None:
        tz: tzinfo = zone
    elif offset == "Z":
        tz = UTC
    else:
        tz = datetime.strptime(offset, "%z").tzinfo or UTC
    micro = int(((match["fraction"] or "") + "000000")[:6])
    try:
        return time(int(match["hour"]), int(match["minute"]), int(match["second"]), micro, tz)
    except ValueError:
        return None


def parse_date_time(text: str, zone: tzinfo) -> datetime | None:
    """The moment of a dateTime; without an offset it lies in `zone`. `None` when it is none."""
    match = _DATE_TIME.match(text)
    if match is None:
        return None
    day = parse_date(match["date"])
    clock = _time_of(match, zone)
    return None if day is None or clock is None else datetime.combine(day, clock)


def looks_dated(text: str) -> bool:
    """Whether a text may be a date or dateTime, told cheaply from its shape."""
    return len(text) >= 10 and text[4] == "-" and text[7] == "-" and text[:4].isdigit()


def days(text: str, zone: tzinfo) -> float | None:
    """Days since 1970-01-01 UTC of a date or dateTime; `None` when the text is neither.

    A date counts from its midnight in the winter offset of the zone, so that the difference of
    two dates is a whole number on both sides of a change to summer time.
    """
    if not looks_dated(text):
        return None
    if len(text) == 10:
        day = parse_date(text)
        if day is None:
            return None
        return day.toordinal() - _EPOCH_ORDINAL - _winter_offset(zone) / _DAY
    moment = parse_date_time(text, zone)
    return None if moment is None else (moment - _EPOCH) / timedelta(days=1)


def _winter_offset(zone: tzinfo) -> float:
    offset = zone.utcoffset(_WINTER)
    return offset.total_seconds() if offset is not None else 0.0


def date_from_days(number: float, zone: tzinfo) -> str | None:
    """The date or, when it is not a whole day in the zone, the dateTime of a number of days."""
    seconds = round((number * _DAY + _winter_offset(zone)) * 1000) / 1000
    try:
        if seconds % _DAY == 0:
            return date.fromordinal(_EPOCH_ORDINAL + int(seconds // _DAY)).isoformat()
        return write_date_time((_EPOCH + timedelta(days=number)).astimezone(zone))
    except (OverflowError, ValueError):
        return None


def moment_of(text: str, zone: tzinfo) -> datetime | None:
    """The moment of a date (its midnight in the zone) or dateTime."""
    if not looks_dated(text):
        return None
    if len(text) == 10:
        day = parse_date(text)
        return None if day is None else datetime.combine(day, time(0, tzinfo=zone))
    return parse_date_time(text, zone)


def write_date_time(moment: datetime) -> str:
    """A dateTime with milliseconds and the offset, as ODK clients write it."""
    text = moment.isoformat(timespec="milliseconds")
    return text[:-6] + "Z" if moment.tzinfo is UTC else text
