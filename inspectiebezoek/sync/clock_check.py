"""Tell whether the clock of this laptop goes as that of the office; nothing depends on it."""

from __future__ import annotations

from datetime import datetime, timedelta

from inspectiebezoek.errors import Code
from inspectiebezoek.sync.outcome import Problem

_MOST = timedelta(minutes=2)


def clock_notice(office: datetime, asked: datetime, answered: datetime) -> Problem | None:
    """`CLOCK_AHEAD` or `CLOCK_BEHIND` when the clock is off by more than two minutes.

    `asked` and `answered`: this laptop's clock just before and after the office told its time. The
    office read its clock in between, however slow the line was; so what is outside is off.
    """
    if asked > office + _MOST:
        return _notice(Code.CLOCK_AHEAD, asked - office, asked, office)
    if answered < office - _MOST:
        return _notice(Code.CLOCK_BEHIND, office - answered, answered, office)
    return None


def _notice(code: Code, off: timedelta, here: datetime, office: datetime) -> Problem:
    there = office.astimezone(here.tzinfo)
    facts = {"minutes": off // timedelta(minutes=1)}
    return Problem(code, {**facts, "laptop": _plain(here), "office": _plain(there)})


def _plain(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
