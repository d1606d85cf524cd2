"""What is still missing before a visit can be finished, and how far each chapter is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from inspectiebezoek.form.definition import Kind
from inspectiebezoek.form.nodes import Node
from inspectiebezoek.visit.differences import find
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.unanswered import Unanswered


@dataclass(frozen=True, slots=True)
class Progress:
    """How many relevant questions there are in a part of the form, and how many are answered.

    `answered` counts those that have a reason for no answer too. `attention` counts answers that
    break a rule of the form or were marked by a person.
    """

    total: int
    answered: int
    attention: int


class HowFar(Protocol):
    """What `progress` does."""

    def __call__(self, visit: OpenVisit, *parts: Node) -> Progress:
        """How far parts of the form are."""


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
    """True for a question that takes an answer: not a note, not a calculation.

    A select with the appearance `label` is the head of a table (XLSForm, *Table list*).
    """
    if node.definition.control is None or node.readonly:
        return False
    return "label" not in node.definition.appearance.split()


def is_done(visit: OpenVisit, node: Node) -> bool:
    """True for a question with an answer, or with the reason why it has none."""
    return bool(node.value) or visit.unanswered(node) is not None


def left_out(visit: OpenVisit, *parts: Node) -> Iterator[tuple[Node, Unanswered]]:
    """The questions that stay without an answer, each with the reason, in order."""
    for node in questions(*parts):
        why = visit.unanswered(node)
        if why is not None:
            yield node, why


def progress(visit: OpenVisit, *parts: Node) -> Progress:
    """How far parts of the form are."""
    return summed(progress_of(visit, each) for each in questions(*parts))


def progress_of(visit: OpenVisit, question: Node) -> Progress:
    """How far one question is."""
    attention = _wants_attention(visit, question)
    return Progress(1, int(is_done(visit, question)), int(attention))


def summed(each: Iterable[Progress]) -> Progress:
    """How far several questions are together."""
    total = answered = attention = 0
    for one in each:
        total += one.total
        answered += one.answered
        attention += one.attention
    return Progress(total, answered, attention)


def _wants_attention(visit: OpenVisit, node: Node) -> bool:
    """A question still to be answered is no reason for alarm; an answer that breaks a rule is."""
    return bool(node.value and not node.satisfied) or visit.flagged(node)


def gaps(visit: OpenVisit) -> tuple[Gap, ...]:
    """All that is missing before the visit can be finished; empty when it can."""
    found = [
        Gap(each.condition, each.ref, each.message)
        for each in visit.instance.validate()
        # What was left out with a reason stands in the report as such: it holds nobody up.
        if each.condition != "required" or visit.unanswered(each.ref) is None
    ]
    found += [Gap("difference", each.address, "") for each in find(visit.state)]
    found += [Gap("draft", field, "") for field in visit.drafts()]
    return tuple(found)
