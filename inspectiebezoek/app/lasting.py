"""Signed reports that wait for time-stamps and proofs: which they are, and making them last.

A report is signed without a network (PAdES B-B). What makes it last for the archive (B-LTA) needs
a time-stamp authority, so it waits in the visit until a sync shows that there is a network again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from inspectiebezoek.app.stamp_service import service_of
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import InspectionError
from inspectiebezoek.log.change import Proposal
from inspectiebezoek.sync.outcome import Problem
from inspectiebezoek.visit.kinds import ReportVersion
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.versions import lasts

if TYPE_CHECKING:
    from inspectiebezoek.report.outside import Outside
    from inspectiebezoek.report.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Lasted:
    """What came of a round: labels of reports that last now, how many still wait, and why."""

    made: tuple[str, ...] = ()
    waiting: int = 0
    problems: tuple[Problem, ...] = ()


def make_last(place: Workplace, outside: Outside, now: datetime) -> Lasted:
    """Make every report that waits lasting, one by one; what fails waits for a next round."""
    queue = list(waiting(place))
    service = service_of(place.store)
    if service is None or not queue:
        return Lasted(waiting=len(queue))
    from inspectiebezoek.report.upgrade import upgrade
    from inspectiebezoek.report.verify import verify

    using = service.upgrading(outside)
    made, problems = [], []
    for visit, version in queue:
        pdf = place.store.evidence.content(version.file)
        try:
            lasting = upgrade(pdf, using, now=now, file=version.label)
            keep_upgraded(place, visit, version.id, lasting, verify(lasting, None, now=now))
            made.append(version.label)
        except InspectionError as error:
            problems.append(Problem(error.code, error.facts, visit.log))
    return Lasted(tuple(made), len(queue) - len(made), tuple(problems))


def waiting(place: Workplace) -> Iterator[tuple[OpenVisit, ReportVersion]]:
    """The reports that everybody signed and that do not last yet; those of practice never do."""
    for line in place.visits():
        if line.to_last and not line.header.practice:
            visit = place.open(line.id)
            for version in visit.all(ReportVersion):
                if not lasts(version):
                    yield visit, version


def keep_upgraded(
    place: Workplace, visit: OpenVisit, version: str, pdf: bytes, verdict: Verdict
) -> None:
    """Write down that a version of the report now is this file, whose verdict this is.

    Who signed stays as it is; whose stamps they are is written down, so that they are known later.
    """
    file, size = place.store.evidence.keep([pdf])
    place.store.note_files(visit.log, [(file, size)])
    level = verdict.signatures[-1].level
    head, root = visit.state.head_ids, f"report:{version}/"
    visit.write(
        [
            Proposal(root + "file", file, parents=head(root + "file"), blobs=(file,)),
            Proposal(root + "level", level, parents=head(root + "level")),
            Proposal(root + "authority", verdict.stamps[-1].root, parents=head(root + "authority")),
        ]
    )
