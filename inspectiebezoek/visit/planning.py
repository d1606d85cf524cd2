"""Plan a visit: its header and the beginning of its form, written down as one fact."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from inspectiebezoek.form.form import Form
from inspectiebezoek.log.canonical import Value
from inspectiebezoek.log.change import GENESIS, FormRef, Proposal
from inspectiebezoek.log.state import State
from inspectiebezoek.visit import places
from inspectiebezoek.visit.header import Header, to_proposals
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
    instance = form.new_instance(now=clock, uuid=uuid)
    values, rows = instance.genesis()
    package, size = journal.evidence.keep([pack(form)])
    journal.note_files(log, [(package, size)])
    content: Value = {
        "values": [[places.ANSWER + place, text] for place, text in values if "[" not in place],
        # A visit begins without rows: each is added by a person, or follows from a count.
        "rows": [],
        "title": form.title,
        "repeats": sorted(rows),
    }
    version = reference(form)
    genesis = Proposal(GENESIS_FIELD, content, op=GENESIS, form=version, blobs=(package,))
    journal.append(log, [*to_proposals(header, State()), genesis], now=clock())
    return OpenVisit(log, form, journal, clock=clock, uuid=uuid)


def form_of(journal: Journal, log: str) -> FormRef | None:
    """The version of the form that a visit began with; None for a log without a form."""
    for entry in journal.entries(log):
        if entry.change.op == GENESIS and entry.change.form is not None:
            return entry.change.form
    return None
