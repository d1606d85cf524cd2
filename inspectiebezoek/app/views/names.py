"""Names that were used in a visit before, offered where one types such a name again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inspectiebezoek.form.nodes import Node, Row
from inspectiebezoek.visit.kinds import Feedback, Finding, Recommendation
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.registers import DOCUMENT, INTERVIEW, register

_MOST_LETTERS, _MOST = 60, 100


def people(visit: OpenVisit) -> tuple[str, ...]:
    """Who was heard, spoken or told something: functions, as they were typed."""
    return _short((*_heard(visit), *_registered(visit, INTERVIEW)))


def documents(visit: OpenVisit) -> tuple[str, ...]:
    """What was read somewhere, or received."""
    read = (str(each.get("document", "")) for one in visit.all(Finding) for each in one.read)
    return _short((*read, *_registered(visit, DOCUMENT)))


def in_other_rows(node: Node) -> tuple[str, ...]:
    """What stands at the same question in the other rows of its repeat."""
    row = node.above
    if not isinstance(row, Row):
        return ()
    others = (each for each in row.range.rows if each is not row)
    same = (part for each in others for part in each.parts if part.definition is node.definition)
    return _short(part.value for part in same)


def _heard(visit: OpenVisit) -> Iterator[str]:
    for finding in visit.all(Finding):
        yield from (str(each.get("role", "")) for each in finding.heard)
    yield from (each.to_role for each in visit.all(Feedback))
    yield from (each.owner_role for each in visit.all(Recommendation))


def _registered(visit: OpenVisit, role: str) -> Iterator[str]:
    repeat = register(visit, role)
    for row in repeat.rows if repeat is not None else ():
        for node in row.walk():
            asked = node.definition.control == "input" and node.definition.type == "string"
            if asked and "multiline" not in node.definition.appearance:
                yield node.value


def _short(found: Iterable[str]) -> tuple[str, ...]:
    """Each once, in the order of the alphabet; whole sentences are no names."""
    names = {each.strip() for each in found if len(each.strip()) <= _MOST_LETTERS}
    return tuple(sorted(names - {""}, key=str.casefold))[:_MOST]
