"""What is still missing before a visit can be finished, and how far each chapter is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inspectiebezoek.form.definition import Kind
from inspectiebezoek.form.nodes import Node
from inspectiebezoek.visit.differences import find
from inspectiebezoek.visit.open_visit import OpenVisit


@dataclass(frozen=True, slots=True)
class Progress:
    """How many relevant questions there are in a part of the form, and how many have an answer.

    `attention` counts answers that break a rule of the form or were marked by a person.
    """

    total: int
    answered: int
    attention: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that stands in the way of finishing.

    `kind`: `required`, `constraint`, `difference` or `draft`; `ref`: where to mend it.
    """

    kind: str
    ref: str
    words: str


def questions(*parts: Node) -> Iterator[Node]:
    """The questions that a person can answer in parts of the form, in order."""
    for node in parts:
        if not node.relevant:
            continue
        if node.definition.kind is not Kind.QUESTION:
            yield from questions(*node.parts)
        elif is_asked(node):
            yield node


def is_asked(node: Node) -> bool:
    """True for a question that takes an answer: not a note, not a calculation."""
    return node.definition.control is not None and not node.readonly


def progress(visit: OpenVisit, *parts: Node) -> Progress:
    """How far parts of the form are."""
    asked = list(questions(*parts))
    attention = sum(1 for each in asked if _wants_attention(visit, each))
    return Progress(len(asked), sum(1 for each in asked if each.value), attention)


def _wants_attention(visit: OpenVisit, node: Node) -> bool:
    """A question still to be answered is no reason for alarm; an answer that breaks a rule is."""
    return bool(node.value and not node.satisfied) or visit.flagged(node.ref)


def gaps(visit: OpenVisit) -> tuple[Gap, ...]:
    """All that is missing before the visit can be finished; empty when it can."""
    found = [Gap(each.condition, each.ref, each.message) for each in visit.instance.validate()]
    found += [Gap("difference", each.address, "") for each in find(visit.state)]
    found += [Gap("draft", field, "") for field in visit.drafts()]
    return tuple(found)
