"""The visit before this one at the same site, and what was answered then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from inspectiebezoek.app.workplace import VisitLine
from inspectiebezoek.form.nodes import Node
from inspectiebezoek.report import reading
from inspectiebezoek.report.formats import day
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.kinds import Recommendation
from inspectiebezoek.visit.open_visit import OpenVisit

OPEN = "open"


def visit_before(lines: Sequence[VisitLine], visit: OpenVisit) -> VisitLine | None:
    """The latest visit on this laptop that began earlier at the same site; None without one.

    A practice visit looks back at practice visits only, and no other visit does.
    """
    here = visit.header
    begun = _begun(here)
    if not here.site or begun is None:
        return None
    found = [
        (start, line)
        for line in lines
        if line.id != visit.id
        and line.header.site == here.site
        and line.header.practice == here.practice
        and (start := _begun(line.header)) is not None
        and start < begun
    ]
    return max(found, key=lambda each: each[0])[1] if found else None


def _begun(header: Header) -> datetime | None:
    return datetime.fromisoformat(header.start) if header.start else None


def answers_then(visit: OpenVisit, language: str) -> Mapping[str, str]:
    """What a visit answered: `question_key` → the day, the answer and the remark beside it.

    Rows of repeats are left out: a cell or a conversation of then is another one now.
    """
    when = day(visit.header.start, language)
    found = {}
    for node in visit.instance.walk():
        if node.definition.leaf and node.definition.control and not node.definition.repeats:
            words = reading.words(node, language)
            if words:
                told = ": ".join(part for part in (words, visit.remark(node.ref)) if part)
                found[question_key(node)] = f"{when}: {told}"
    return found


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation of the visit before: the number it is quoted by, and its year."""

    label: str
    text: str
    year: str


def advice_then(visit: OpenVisit) -> tuple[Advice, ...]:
    """What a visit recommended and is open still."""
    year = visit.header.start[:4]
    found = visit.all(Recommendation)
    return tuple(
        Advice(each.label, each.text, year)
        for each in found
        if each.status == OPEN and each.text.strip()
    )


def question_key(node: Node) -> str:
    """What a question is known by in every version of a checklist: its code, else its place."""
    return node.definition.ib.get("code", "") or node.ref
