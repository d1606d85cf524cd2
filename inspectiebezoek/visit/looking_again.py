"""Say what was seen of an earlier recommendation or a measure, under the UUID that it has."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.canonical import Value
from inspectiebezoek.log.ref import Ref
from inspectiebezoek.visit import records
from inspectiebezoek.visit.cycle_kinds import NOT_LOOKED_AT, Followup, Verification
from inspectiebezoek.visit.header import ADOPTED, REPORTED
from inspectiebezoek.visit.open_visit import OpenVisit

Kind = type[Followup] | type[Verification]


def wants_reason(state: str, note: str) -> bool:
    """True while something is passed over and nobody said why."""
    return state == NOT_LOOKED_AT and not note.strip()


def look_again(
    visit: OpenVisit, kind: Kind, entity: UUID, state: str, note: str, source: Ref | None = None
) -> str:
    """Write down what was seen of it, as one fact; returns the label.

    The office need not know the UUID. Two laptops that both look make one record, so what they
    saw differently shows as a difference. Raises `VISIT_FROZEN`.
    """
    values: dict[str, Value] = {"state": state, "note": note}
    if source is not None:
        values["source"] = source.plain()
    known = records.read(visit.state, kind, str(entity))
    if known is not None:
        visit.change(kind, str(entity), **values)
        return known.label
    if visit.header.state in (REPORTED, ADOPTED):
        raise InspectionError(Code.VISIT_FROZEN, visit=visit.id)
    # The same on every laptop: two births of one record must not differ.
    label = f"{kind.letter}-{str(entity)[:8]}"
    born = records.birth(kind, str(entity), label, values)
    # On top of what is there: it may have been taken out before.
    visit.write([replace(each, parents=visit.state.head_ids(each.field)) for each in born])
    return label
