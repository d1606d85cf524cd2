"""Finish a visit, the only hard gate, and open it again with a reason."""

from __future__ import annotations

from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Proposal
from inspectiebezoek.visit.header import COVERS, FINISHED, IN_PROGRESS
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.readiness import Gap, gaps

STATE = "visit:/state"
REASON = "visit:/reopened"


def done_field(device: str) -> str:
    """The field with which a device says that it will bring nothing more."""
    return f"visit:/done/{device}"


def covering(visit: OpenVisit) -> Proposal:
    """The change that says how far each device's chain reaches now."""
    ends = {device: link.dseq for device, link in chain.links(visit.entries()).items()}
    return Proposal(COVERS, ends, parents=visit.state.head_ids(COVERS))


def finish(visit: OpenVisit) -> tuple[Gap, ...]:
    """Finish the visit on this laptop, or say all that is missing and change nothing."""
    missing = gaps(visit)
    if missing:
        return missing
    device = visit.author().id
    head = visit.state.head_ids
    done = done_field(device)
    visit.write(
        [
            covering(visit),
            Proposal(done, True, parents=head(done)),
            Proposal(STATE, FINISHED, parents=head(STATE)),
        ]
    )
    return ()


def reopen(visit: OpenVisit, reason: str) -> None:
    """Open a finished visit again; the reason stays in the log."""
    done = done_field(visit.author().id)
    head = visit.state.head_ids
    visit.write(
        [
            Proposal(REASON, reason, parents=head(REASON)),
            Proposal(done, False, parents=head(done)),
            Proposal(STATE, IN_PROGRESS, parents=head(STATE)),
        ]
    )
