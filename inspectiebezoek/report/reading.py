"""Read from an open visit what a report needs: answers in words, rows by role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from inspectiebezoek.form.definition import Kind
from inspectiebezoek.form.nodes import Node, Repeat, Row
from inspectiebezoek.form.richtext import plain
from inspectiebezoek.report.content import ORDINARY
from inspectiebezoek.report.formats import lexical
from inspectiebezoek.visit.cycle_kinds import Signal
from inspectiebezoek.visit.open_visit import OpenVisit


def words(node: Node, language: str) -> str:
    """The answer as people read it: labels of choices, dates in words; empty without one."""
    if not node.relevant or not node.value:
        return ""
    if node.definition.control in ("select", "select1", "rank"):
        labels = {choice.value: choice.label for choice in node.choices}
        return ", ".join(labels.get(value, value) for value in node.value.split())
    return lexical(node.definition.type, node.value, language)


def label(node: Node) -> str:
    """The question without markup; a calculation is called by its `ib:label`."""
    return plain(node.label) or node.definition.ib.get("label", "") or node.definition.name


def by_role(visit: OpenVisit, role: str) -> Iterator[Node]:
    """The relevant nodes that play a role, in the order of the form."""
    for node in visit.instance.walk():
        if node.definition.ib.get("role") == role and node.relevant:
            yield node


def rows(visit: OpenVisit, role: str, language: str) -> Iterator[Mapping[str, str]]:
    """The rows of the repeats with a role: field name (after the dot of its code) → words."""
    for node in by_role(visit, role):
        if isinstance(node, Repeat):
            for row in node.rows:
                yield row_words(row, language)


def row_words(row: Row, language: str) -> Mapping[str, str]:
    """One row: field name → words; `raw:` names hold the values as they are stored.

    `sensitivity:` names hold how sensitive the field is.
    """
    found = {}
    for node in row.walk():
        code = node.definition.ib.get("code", "")
        if node.definition.leaf and "." in code:
            name = code.partition(".")[2]
            found[name] = words(node, language)
            found[f"raw:{name}"] = node.value
            found[f"sensitivity:{name}"] = node.definition.ib.get("sensitivity", ORDINARY)
    return found


def sensitivity_of(row: Mapping[str, str], names: Iterable[str]) -> str:
    """How sensitive these fields of a row are together; fields without a value do not count."""
    found = (row.get(f"sensitivity:{name}", ORDINARY) for name in names if row.get(name))
    return next((each for each in found if each != ORDINARY), ORDINARY)


def accounted(visit: OpenVisit, node: Node) -> Iterator[Node]:
    """The relevant questions below a node that have an answer, or the reason why there is none.

    In order; repeats row by row.
    """
    if not node.relevant:
        return
    if node.definition.leaf:
        asked = node.definition.kind is Kind.QUESTION and node.definition.control is not None
        if asked and (node.value or visit.unanswered(node.ref) is not None):
            yield node
        return
    for part in node.parts:
        yield from accounted(visit, part)


def secrets(visit: OpenVisit) -> Iterator[str]:
    """What people wrote in their own words at sensitive questions, beside them, and in a signal
    whose source is protected."""
    yield from (each.text for each in visit.all(Signal) if each.shielded and each.text)
    for node in visit.instance.walk():
        if node.definition.ib.get("sensitivity", ORDINARY) == ORDINARY or not node.definition.leaf:
            continue
        written = node.definition.control == "input" and node.definition.type == "string"
        why = visit.unanswered(node.ref)
        said = (node.value if written else "", visit.remark(node.ref), why.reason if why else "")
        yield from filter(None, said)
