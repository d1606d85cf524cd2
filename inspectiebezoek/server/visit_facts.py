"""What lists at the office tell of a visit: one line, folded from its header; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inspectiebezoek.log.change import Entry
from inspectiebezoek.log.state import State
from inspectiebezoek.visit.header import read_header


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """The header of a visit in words that a table can hold.

    `site`: its name, `site_code`: as the register has it; `objects`: their UUIDs, with spaces in
    between; `lead`: the id of who leads; `start`, `end`: ISO 8601 with UTC offset; `label`: how
    confidential; `state`: planned → in_progress → finished → reported → adopted.
    """

    title: str
    kind: str
    site: str
    state: str
    start: str
    end: str
    lead: str
    label: str
    site_code: str = ""
    objects: str = ""


def visit_facts(entries: Iterable[Entry]) -> VisitFacts:
    """The line of a visit from the changes of its header, and one answer when there is any."""
    header = read_header(State(entries))
    lead = header.lead()
    told = {
        "title": header.title,
        "kind": header.kind,
        "site": header.site_label or header.site,
        "site_code": header.site,
        "objects": " ".join(header.objects),
        "state": header.state,
        "start": header.start,
        "end": header.end,
        "lead": "" if lead is None else lead.person,
        "label": header.security_label,
    }
    # PostgreSQL keeps no NUL in a text.
    return VisitFacts(**{name: text.replace("\0", "\ufffd") for name, text in told.items()})
