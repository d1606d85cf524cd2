"""The answers, findings and evidence of a visit as tables, for other programs and people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inspectiebezoek.form.nodes import Node
from inspectiebezoek.report import reading
from inspectiebezoek.report.content import ORDINARY
from inspectiebezoek.visit.kinds import Evidence, Finding
from inspectiebezoek.visit.open_visit import OpenVisit

Cell = str | int
# Counted in bytes; every other column is text as it was written, also numbers and dates.
_WHOLE = {"original_size", "derivative_size"}
_ANSWERS = (
    "visit",
    "place",
    "code",
    "criterion",
    "question",
    "type",
    "value",
    "words",
    "unanswered",
    "reason",
    "remark",
    "sensitivity",
)
_FINDINGS = (
    "visit",
    "id",
    "label",
    "title",
    "nature",
    "text",
    "observed",
    "heard",
    "read",
    "criteria",
    "questions",
    "evidence",
    "norms",
    "process",
    "goals",
    "groups",
    "severity",
    "extent",
    "causes",
    "sensitivity",
    "confidentiality",
    "by",
    "at",
)
_EVIDENCE = (
    "visit",
    "id",
    "label",
    "sort",
    "name",
    "caption",
    "alt_text",
    "confidentiality",
    "media_type",
    "original",
    "original_size",
    "derivative",
    "derivative_size",
    "questions",
    "held_as",
    "by",
    "at",
)
DICTIONARY = ("table", "column", "type", "meaning")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, its columns in order, and its rows in the same order."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def type_of(self, column: str) -> str:
        """`whole` for a whole number, else `text`."""
        return "whole" if column in _WHOLE else "text"


def tables_of(
    visit: OpenVisit, language: str, meanings: Mapping[str, Mapping[str, str]]
) -> tuple[Table, ...]:
    """The tables of a visit, and last the dictionary that says what each column means.

    `meanings`: table → column → words. Everything is in them, whatever its sensitivity: an
    export is for the inspectorate itself.
    """
    found = (_answers(visit, language), _findings(visit), _evidence(visit))
    return (*found, dictionary(found, meanings))


def dictionary(found: Iterable[Table], meanings: Mapping[str, Mapping[str, str]]) -> Table:
    """What each column of each table holds."""
    rows = tuple(
        (table.name, column, table.type_of(column), meanings[table.name][column])
        for table in found
        for column in table.columns
    )
    return Table("dictionary", DICTIONARY, rows)


def _answers(visit: OpenVisit, language: str) -> Table:
    rows = tuple(
        _answer(visit, node, language)
        for part in visit.instance.root.parts
        for node in reading.accounted(visit, part)
    )
    return Table("answers", _ANSWERS, rows)


def _answer(visit: OpenVisit, node: Node, language: str) -> tuple[Cell, ...]:
    extra, why = node.definition.ib, visit.unanswered(node.ref)
    return (
        visit.id,
        node.ref,
        extra.get("code", ""),
        extra.get("criterion", ""),
        reading.label(node),
        node.definition.type,
        node.value,
        reading.words(node, language),
        why.kind if why else "",
        why.reason if why else "",
        visit.remark(node.ref),
        extra.get("sensitivity", ORDINARY),
    )


def _findings(visit: OpenVisit) -> Table:
    rows = tuple(
        (visit.id, *(_cell(getattr(each, name)) for name in _FINDINGS[1:-2]),
         visit.header.name_of(each.by), each.at)
        for each in visit.all(Finding)
    )  # fmt: skip
    return Table("findings", _FINDINGS, rows)


def _evidence(visit: OpenVisit) -> Table:
    rows = tuple(
        (visit.id, *(_cell(getattr(each, name)) for name in _EVIDENCE[1:-2]),
         visit.header.name_of(each.by), each.at)
        for each in visit.all(Evidence)
    )  # fmt: skip
    return Table("evidence", _EVIDENCE, rows)


def _cell(value: object) -> Cell:
    """Lists one a line; what was heard or read as `source: words`."""
    if isinstance(value, tuple):
        return "\n".join(str(_cell(each)) for each in value)
    if isinstance(value, Mapping):
        *source, words = (str(each) for each in _ordered(value))
        told = " ".join(each for each in source if each)
        return f"{told}: {words}" if told else words
    return value if isinstance(value, int) else str(value)


def _ordered(value: Mapping[str, object]) -> list[object]:
    names = ("interview", "role", "document", "text")
    return [value[name] for name in names if name in value] or list(value.values())
