"""Whether someone agreed to being recorded: the question of a conversation with that role."""

from __future__ import annotations

from inspectiebezoek.form.nodes import Node, Row
from inspectiebezoek.visit.open_visit import OpenVisit

CONSENT = "consent"
"""The role of the question in a row of conversations."""
REFUSED = "geweigerd"
"""The answer of a checklist that says no; every other answer is a yes in some form."""


def consent_in(visit: OpenVisit, ref: str) -> str | None:
    """The answer about consent in the row around a place; None where nobody is to be asked."""
    node: Node | None = visit.instance.node(ref)
    while node is not None and not isinstance(node, Row):
        node = node.above
    parts = node.walk() if node is not None else ()
    asked = (part for part in parts if part.definition.ib.get("role") == CONSENT)
    found = next(asked, None)
    return None if found is None else found.value
