"""Make one finding of two that say the same: all that the second rests on goes to the first."""

from __future__ import annotations

from collections.abc import Iterable

from inspectiebezoek.log.canonical import Value
from inspectiebezoek.visit.kinds import Finding, Recommendation
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.records import Table

_SETS = (
    *("questions", "evidence", "interviews", "rows", "criteria"),
    *("norms", "goals", "groups", "causes"),
)
_FIRST = ("process", "severity", "extent", "repeat_of")
"""Of these the first finding keeps its own, and takes the second's where it had none."""


def join(visit: OpenVisit, first: Finding, second: Finding) -> None:
    """Take the second finding up in the first and out of the visit; the log keeps it.

    No word is lost: its title and what was observed follow those of the first, and
    recommendations that rest on it rest on the first from now on. The second goes last, so that
    whatever stops this half-way leaves both. Raises `VISIT_FROZEN`, `ENTITY_UNKNOWN`.
    """
    visit.change(Finding, first.id, **joined(first, second))
    for each in visit.all(Recommendation):
        if second.label in each.findings:
            known = (first.label if label == second.label else label for label in each.findings)
            visit.change(Recommendation, each.id, findings=_once(known))
    visit.remove(Finding, second.id)


def joined(first: Finding, second: Finding) -> dict[str, Value]:
    """The parts of the first finding that change."""
    title = second.title if first.title and second.title != first.title else ""
    words = (first.observed, title, second.observed)
    found: dict[str, Value] = {
        "title": first.title or second.title,
        "observed": "\n".join(part for part in words if part),
        "heard": _tables((*first.heard, *second.heard)),
        "read": _tables((*first.read, *second.read)),
    }
    if second.parties:
        found["parties"] = _tables((*first.parties, *second.parties))
    for name in _FIRST:
        if not getattr(first, name) and getattr(second, name):
            found[name] = getattr(second, name)
    for name in _SETS:
        if getattr(second, name):
            found[name] = _once((*getattr(first, name), *getattr(second, name)))
    return found


def _once(values: Iterable[str]) -> list[Value]:
    return list(dict.fromkeys(values))


def _tables(tables: Iterable[Table]) -> list[Value]:
    found: list[Value] = []
    for each in tables:
        if dict(each) not in found:
            found.append(dict(each))
    return found
