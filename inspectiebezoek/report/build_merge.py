"""What the report says of putting the work of several laptops together, among its limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from inspectiebezoek.report import reading
from inspectiebezoek.report.formats import moment
from inspectiebezoek.report.texts import Words
from inspectiebezoek.visit.laptops import laptops, late
from inspectiebezoek.visit.merging import hidden
from inspectiebezoek.visit.open_visit import OpenVisit


def merge_limits(visit: OpenVisit, words: Words, language: str) -> Iterator[str]:
    """A line for each laptop that one went on without, for what came in late, and for each answer
    that the merge hid. Questions are named, what was answered is not: it does not count."""
    name_of = visit.header.name_of
    for laptop in laptops(visit):
        if not laptop.done and laptop.device != visit.author().id:
            reason = laptop.without or words("without_no_reason")
            who = name_of(laptop.person)
            yield words("without_laptop", name=who, device=laptop.device[:8], reason=reason)
    came = Counter(name_of(each.by) for each in late(visit))
    for name, count in sorted(came.items()):
        yield words("came_late", name=name, count=str(count))
    for each in hidden(visit):
        question = reading.label(visit.instance.node(each.ref))
        at = moment(each.at, language)
        yield words("hidden_by_merge", question=question, name=name_of(each.by), at=at)
