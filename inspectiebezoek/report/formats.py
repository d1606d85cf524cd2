"""Write dates, times and answers as people read them."""

from __future__ import annotations

from datetime import date, datetime

_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}


def day(text: str, language: str) -> str:
    """`2026-10-06` as `6 oktober 2026`; other text as it is."""
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        return text
    return f"{found.day} {_MONTHS[language].split()[found.month - 1]} {found.year}"


def moment(text: str, language: str, *, zone: bool = False) -> str:
    """An ISO time as `6 oktober 2026 08:32`; with its UTC offset when `zone` is set."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return text
    offset = found.strftime("%z") if zone else ""
    shown = f" (UTC{offset[:3]}:{offset[3:5]})" if offset else ""
    return f"{day(text, language)} {found.hour:02}:{found.minute:02}{shown}"


def lexical(kind: str, text: str, language: str) -> str:
    """An XForms value by its type; decimals get the comma of the Netherlands."""
    if kind == "date":
        return day(text, language)
    if kind == "dateTime":
        return moment(text, language)
    if kind == "time":
        return text[:5]
    if kind == "decimal" and language == "nl":
        return text.replace(".", ",")
    return text


def aware(text: str) -> str:
    """An ISO time that has a UTC offset as it is; empty for other text."""
    try:
        return text if datetime.fromisoformat(text).tzinfo is not None else ""
    except ValueError:
        return ""
