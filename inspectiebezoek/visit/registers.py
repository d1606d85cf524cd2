"""The registers of a visit: repeats of its form that a role marks, such as `timeline`.

A register lives in the form and nowhere else; its role tells the window and the report what it
is. What a question in it is for is told by its type: a form may name its questions as it likes.
"""

from __future__ import annotations

from datetime import datetime

from inspectiebezoek.form.definition import Definition
from inspectiebezoek.form.nodes import Repeat
from inspectiebezoek.visit.open_visit import OpenVisit

TIMELINE = "timeline"
INTERVIEW, REFUSAL, DOCUMENT, OBSERVATION = "interview", "refusal", "document", "observation"
_MOMENTS = ("dateTime", "time")


def register(visit: OpenVisit, role: str) -> Repeat | None:
    """The repeat with a role; None when the form of the visit has none that counts now."""
    for node in visit.instance.walk():
        if isinstance(node, Repeat) and node.definition.ib.get("role") == role and node.relevant:
            return node
    return None


def moment_of(repeat: Repeat) -> Definition | None:
    """The question about when it was: the first that asks a moment or a time of day."""
    return next((each for each in repeat.definition.children if each.type in _MOMENTS), None)


def subject_of(repeat: Repeat) -> Definition | None:
    """The question about what it was: the first with one answer out of a list."""
    found = (each for each in repeat.definition.children if each.control == "select1")
    return next(found, None)


def enter(visit: OpenVisit, repeat: Repeat, now: datetime, *, stamped: bool = False) -> str:
    """Add a row to a register with the moment filled in; its place.

    `stamped`: the moment is what the row is about, so the row keeps it through corrections.
    Raises as `OpenVisit.add_row`.
    """
    asked = moment_of(repeat)
    answers = {asked.tag: lexical_moment(asked.type, now)} if asked is not None else {}
    return visit.add_row(
        repeat.ref, answers=answers, stamped=lexical_moment("dateTime", now) if stamped else ""
    )


def lexical_moment(kind: str, now: datetime) -> str:
    """A moment as a form keeps it, by the type of the question (`dateTime` or `time`)."""
    whole = now.isoformat(timespec="milliseconds")
    return whole if kind == "dateTime" else whole.partition("T")[2]
