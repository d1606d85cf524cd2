"""Date and time functions (ODK XForms specification, Date and Time Functions)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from math import isnan

from inspectiebezoek.form.dates import (
    date_from_days,
    days,
    moment_of,
    parse_time,
    write_date_time,
)
from inspectiebezoek.form.expression.context import Context
from inspectiebezoek.form.expression.convert import NAN, Value, to_number, to_string
from inspectiebezoek.form.functions.signature import Function
from inspectiebezoek.form.locale import DAYS, MONTHS, calendar_language

# Days and months of one digit, as people type them into a sheet.
_LOOSE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")


def today(c: Context) -> str:
    """The local date of the clock."""
    return c.env.now().date().isoformat()


def now(c: Context) -> str:
    """The moment of the clock with its offset."""
    return write_date_time(c.env.now())


def date(c: Context, value: Value) -> str:
    """A value as a date: a number counts days, a dateTime stays one."""
    if isinstance(value, float):
        return "" if isnan(value) else (date_from_days(value, c.env.zone) or "")
    text = to_string(value)
    if not text:
        return ""
    loose = _LOOSE.match(text)
    if loose is not None:
        text = f"{loose[1]}-{int(loose[2]):02d}-{int(loose[3]):02d}"
    moment = moment_of(text, c.env.zone)
    if moment is None:
        number = to_number(text, c.env.zone)
        return "" if isnan(number) else (date_from_days(number, c.env.zone) or "")
    return text if len(text) == 10 else write_date_time(moment.astimezone(c.env.zone))


def decimal_date_time(c: Context, value: Value) -> float:
    """Days since 1970-01-01 UTC; a date counts from its local midnight."""
    if isinstance(value, float):
        return value
    found = days(to_string(value), c.env.zone)
    return NAN if found is None else found


def decimal_time(c: Context, text: str) -> float:
    """A time as the fraction of a day on the local clock."""
    found = parse_time(text, c.env.zone)
    if found is None:
        return NAN
    day = datetime.combine(c.env.now().date(), found).astimezone(c.env.zone)
    midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
    return (day - midnight) / timedelta(days=1)


def format_date(c: Context, value: Value, form: str) -> str:
    """A date or dateTime written by a format of `%Y %y %m %n %b %d %e %H %h %M %S %3 %a %A %B`."""
    if isinstance(value, float):
        if isnan(value):
            return ""
        try:
            moment: datetime | None = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=value)
        except OverflowError:
            return ""
    else:
        text = to_string(value)
        moment = moment_of(text, c.env.zone)
        if moment is None:
            number = to_number(text, c.env.zone)
            return "" if isnan(number) else format_date(c, number, form)
    return "" if moment is None else _written(moment.astimezone(c.env.zone), form, c.env.language)


def _written(moment: datetime, form: str, language: str) -> str:
    names = calendar_language(language)
    signs = {
        "Y": f"{moment.year:04d}",
        "y": f"{moment.year % 100:02d}",
        "m": f"{moment.month:02d}",
        "n": str(moment.month),
        "b": MONTHS[names][moment.month - 1][0],
        "B": MONTHS[names][moment.month - 1][1],
        "d": f"{moment.day:02d}",
        "e": str(moment.day),
        "a": DAYS[names][moment.weekday()][0],
        "A": DAYS[names][moment.weekday()][1],
        "H": f"{moment.hour:02d}",
        "h": str(moment.hour),
        "M": f"{moment.minute:02d}",
        "S": f"{moment.second:02d}",
        "3": f"{moment.microsecond // 1000:03d}",
        "%": "%",
    }
    parts = form.split("%")
    written = [parts[0]]
    rest = iter(parts[1:])
    for part in rest:
        if not part:
            written.append("%" + next(rest, ""))
        else:
            written.append(signs.get(part[0], "%" + part[0]) + part[1:])
    return "".join(written)


MOMENTS = {
    "today": Function("string", "", today, context=True),
    "now": Function("string", "", now, context=True),
    "date": Function("string", "v", date, context=True),
    "date-time": Function("string", "v", date, context=True),
    "decimal-date-time": Function("number", "v", decimal_date_time, context=True),
    "decimal-time": Function("number", "s", decimal_time, context=True),
    "format-date": Function("string", "vs", format_date, context=True),
    "format-date-time": Function("string", "vs", format_date, context=True),
}
