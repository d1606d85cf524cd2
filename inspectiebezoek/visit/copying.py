"""Make a row of a repeat like another one: the next cell is often much like this one."""

from __future__ import annotations

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.nodes import Row
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.readiness import questions

UPLOAD = "upload"


def copy_row(visit: OpenVisit, ref: str) -> str:
    """Add a row with the answers of another, as one fact; its place.

    Files, remarks and rows within it are not taken over: they are about that row alone. Raises
    `FORM_UNKNOWN_NODE`, and what `OpenVisit.add_row` does.
    """
    row = visit.instance.node(ref)
    if not isinstance(row, Row):
        raise InspectionError(Code.FORM_UNKNOWN_NODE, ref=ref)
    asked = (node for node in questions(*row.parts) if node.definition.control != UPLOAD)
    answers = {node.ref.removeprefix(f"{ref}/"): node.value for node in asked if node.value}
    own = {place: value for place, value in answers.items() if "[" not in place}
    return visit.add_row(row.range.ref, answers=own)
