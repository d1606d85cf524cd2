"""The chapters of a checklist: criteria, phases, and the questions that stand by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from inspectiebezoek.form.nodes import Node, Repeat
from inspectiebezoek.visit.open_visit import OpenVisit


@dataclass(frozen=True, slots=True)
class Chapter:
    """What one fills in as one: a group, or a run of questions and repeats beside groups.

    `ref`: the group, or the first of the run; `parts`: what is listed; `ib`: of the group.
    """

    ref: str
    label: str
    parts: tuple[Node, ...]
    ib: Mapping[str, str]
    loose: bool = False

    def holds(self, ref: str) -> bool:
        """True when a place in the form is in this chapter."""
        tops = [part.ref for part in self.parts] if self.loose else [self.ref]
        return any(ref == top or ref.startswith((f"{top}/", f"{top}[")) for top in tops)


def chapters(visit: OpenVisit) -> tuple[Chapter, ...]:
    """The chapters that count now, in the order of the form.

    An aspect is a shelf of chapters, not one itself. A form without groups is one chapter.
    """
    return tuple(_inside(visit.instance.root, visit.form.title))


def _inside(shelf: Node, title: str) -> Iterator[Chapter]:
    shown = [part for part in shelf.parts if part.relevant and part.definition.name != "meta"]
    for loose, run in groupby(shown, _is_loose):
        parts = tuple(run)
        if loose:
            if any(_is_shown(part) for part in parts):
                yield Chapter(parts[0].ref, shelf.label or title, parts, {}, loose=True)
            continue
        for part in parts:
            if part.definition.ib.get("role") == "aspect":
                yield from _inside(part, title)
            else:
                yield Chapter(part.ref, _title(part), tuple(part.parts), part.definition.ib)


def _title(group: Node) -> str:
    """The label of a group; of a table (`table-list`) pyxform makes the label a note in it."""
    first = group.parts[0] if group.parts and group.parts[0].definition.leaf else None
    return group.label or (first.label if first is not None else "")


def _is_loose(node: Node) -> bool:
    return node.definition.leaf or isinstance(node, Repeat)


def _is_shown(node: Node) -> bool:
    return isinstance(node, Repeat) or node.definition.control is not None
