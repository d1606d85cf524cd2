"""Where a question stands for a person: its chapter, the rows on the way to it, the question."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inspectiebezoek.app.views.chapters import chapters
from inspectiebezoek.form.nodes import Node, Row
from inspectiebezoek.report import reading
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.places import ANSWER, ref_of
from inspectiebezoek.visit.readiness import is_done, questions

_ROW = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Spot:
    """`at`: the position of the chapter; `trail`: the addresses of the rows, from the outside in.

    `address` is the question to stand at; empty for the first one. Addresses are for life: a
    spot stays where it is while rows come and go.
    """

    at: int = 0
    trail: tuple[str, ...] = ()
    address: str = ""


def spot_of(visit: OpenVisit, ref: str) -> Spot | None:
    """Where a place in the form is shown; None when it is in no chapter now."""
    for at, chapter in enumerate(chapters(visit)):
        if chapter.holds(ref):
            rows = [ref[: row.end()] for row in _ROW.finditer(ref)]
            whole = ref in (chapter.ref, *rows[-1:])
            trail = tuple(visit.address(row) for row in rows)
            return Spot(at, trail, "" if whole else visit.address(ref))
    return None


def still_there(visit: OpenVisit, spot: Spot) -> Spot:
    """The spot as far as it still is: a row that was taken out is left."""
    trail: list[str] = []
    for row in spot.trail:
        if ref_of(visit.instance, row) is None:
            return Spot(spot.at, tuple(trail), row.rpartition("[")[0])
        trail.append(row)
    return spot


def ref_of_code(visit: OpenVisit, code: str) -> str:
    """The place of the question with a code, or at an address; empty when there is none."""
    if code.startswith(ANSWER):
        return ref_of(visit.instance, code) or ""
    for node in visit.instance.walk():
        if node.definition.ib.get("code") == code:
            return node.ref
    return ""


def next_open_spot(visit: OpenVisit, after: int) -> Spot | None:
    """The first question that waits for an answer in the chapters after one, going round."""
    found = chapters(visit)
    for step in range(1, len(found) + 1):
        chapter = found[(after + step) % len(found)]
        for question in questions(*chapter.parts):
            if not is_done(visit, question):
                return spot_of(visit, question.ref)
    return None


def first_open_spot(visit: OpenVisit) -> Spot:
    """Where one goes on: the first question that waits, or the beginning."""
    return next_open_spot(visit, -1) or Spot()


def quoted(node: Node) -> str:
    """The number by which people quote a question, such as `1.5.3`; empty when it has none.

    The code of a question in a criterion ends in its number: `a15_3` in 1.5. Other codes are for
    programs.
    """
    ib = node.definition.ib
    number = ib.get("code", "").rpartition("_")[2]
    criterion = ib.get("criterion", "")
    return f"{criterion}.{number}" if criterion and number.isdigit() else ""


def crumb(visit: OpenVisit, ref: str) -> str:
    """A row as people name it: `Cellen A02`."""
    row = visit.instance.node(ref)
    name = reading.label(row.above) if row.above is not None else ""
    return " ".join(part for part in (name, visit.row_label(ref)) if part) or ref


def row_above(node: Node) -> Row | None:
    """The row that a question stands in, the innermost one; None outside all repeats."""
    above = node.above
    while above is not None and not isinstance(above, Row):
        above = above.above
    return above


def number_at(visit: OpenVisit, spot: Spot) -> str:
    """The number of the question at a spot; empty when it has none."""
    ref = ref_of(visit.instance, spot.address) if spot.address else None
    return quoted(visit.instance.node(ref)) if ref else ""
