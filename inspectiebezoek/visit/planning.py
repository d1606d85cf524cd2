"""Plan a visit: its header and the beginning of its form, written down as one fact."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from inspectiebezoek.form.form import Form
from inspectiebezoek.form.instance import Instance
from inspectiebezoek.form.nodes import Node, Row
from inspectiebezoek.log.canonical import Value
from inspectiebezoek.log.change import GENESIS, FormRef, Proposal
from inspectiebezoek.log.state import State
from inspectiebezoek.visit import places
from inspectiebezoek.visit.granting import header_and_rights
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.journal import Journal
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.package import pack, reference

GENESIS_FIELD = "form:/instance"


def plan_visit(
    journal: Journal,
    form: Form,
    header: Header,
    *,
    clock: Callable[[], datetime],
    uuid: Callable[[], UUID],
) -> OpenVisit:
    """Make a new visit with a form; the version of the form goes along as a file of the log.

    First-load actions fire here, once; every laptop that opens the visit replays their results,
    so that nobody differs on the instance id or the start time.
    """
    log = f"visit/{uuid()}"
    instance = form.new_instance(now=clock, uuid=uuid, row_key=places.row_key(log))
    values, rows = instance.genesis()
    first = _first_rows(instance)
    package, size = journal.evidence.keep([pack(form)])
    content: Value = {
        "values": [
            [places.address_of(instance, place), text]
            for place, text in values
            if _stays(instance, place)
        ],
        "rows": [
            [places.address_of(instance, row.ref), {"order": f"{number:06d}", "label": ""}]
            for number, row in enumerate(first, start=1)
        ],
        "title": form.title,
        "repeats": sorted(rows),
    }
    version = reference(form)
    genesis = Proposal(GENESIS_FIELD, content, op=GENESIS, form=version, blobs=(package,))
    proposals = [*header_and_rights(header, State()), genesis]
    journal.append(log, proposals, now=clock(), files=[(package, size)])
    return OpenVisit(log, form, journal, clock=clock, uuid=uuid)


def _first_rows(instance: Instance) -> list[Row]:
    """The rows of repeats that people can neither add to nor count."""
    found = [node for node in instance.walk() if isinstance(node, Row)]
    return [row for row in found if row.range.fixed and row.definition.jr_count is None]


def _stays(instance: Instance, place: str) -> bool:
    """A visit begins without rows, save those that the form fixes: people add the others."""
    node: Node | None = instance.node(place)
    while node is not None:
        if isinstance(node, Row) and not node.range.fixed:
            return False
        node = node.above
    return True


def form_of(journal: Journal, log: str) -> FormRef | None:
    """The version of the form that a visit began with; None for a log without a form."""
    for entry in journal.entries(log):
        if entry.change.op == GENESIS and entry.change.form is not None:
            return entry.change.form
    return None
