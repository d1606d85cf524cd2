"""What a recording is called."""

from __future__ import annotations

from inspectiebezoek.app.views.spots import crumb
from inspectiebezoek.messages import text
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.places import ref_of


def about_recording(visit: OpenVisit, address: str, language: str) -> str:
    """The row at hand, such as `Gesprekken A02`; else that it is a spoken note."""
    ref = ref_of(visit.instance, address) if address else None
    row = ref.rpartition("]")[0] if ref else ""
    return crumb(visit, f"{row}]") if row else text("views", "spoken_note", language)
