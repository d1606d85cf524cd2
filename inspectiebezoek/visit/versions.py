"""Versions of the report: the latest, who signed it, what it replaces, when it is fixed."""

from __future__ import annotations

from datetime import datetime

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.change import Proposal
from inspectiebezoek.visit.finishing import REASON, STATE, covering
from inspectiebezoek.visit.header import ADOPTED, REPORTED
from inspectiebezoek.visit.kinds import ReportVersion
from inspectiebezoek.visit.open_visit import OpenVisit

# The audience of the version that fixes the visit: the others tell less of the same.
WHOLE = "internal"
# Not an audience: the whole report as the inspected gets it for remarks.
CONCEPT = "concept"
# The PAdES level that lasts for the archive (EN 319 142-1 §6).
LASTING = "B-LTA"
_ADOPTED_AT = "visit:/adopted_at"


def latest_version(visit: OpenVisit, audience: str) -> ReportVersion | None:
    """The version for an audience that was made last and can be signed."""
    found = [each for each in visit.all(ReportVersion) if each.audience == audience]
    return next((each for each in reversed(found) if not each.concept), None)


def latest_concept(visit: OpenVisit) -> ReportVersion | None:
    """The last version that went to the inspected for remarks."""
    found = [each for each in visit.all(ReportVersion) if each.concept]
    return found[-1] if found else None


def signed_by(version: ReportVersion | None) -> tuple[str, ...]:
    """The names of who signed a version, in order."""
    signers = version.signers if version is not None else ()
    return tuple(each["name"] for each in signers if each.get("at"))


def complete(version: ReportVersion) -> bool:
    """True once everybody whose place is in it has signed."""
    return bool(version.signers) and all(each.get("at") for each in version.signers)


def lasts(version: ReportVersion) -> bool:
    """False for a version that everybody signed and that has no stamps and proofs yet."""
    return version.level == LASTING or not complete(version)


def replaced(visit: OpenVisit) -> tuple[ReportVersion, str] | None:
    """The signed version that a version made now replaces, and why; None for the first."""
    if visit.header.state in (REPORTED, ADOPTED):
        return None
    found = [each for each in visit.all(ReportVersion) if each.audience == WHOLE and complete(each)]
    return (found[-1], str(visit.state.value(REASON) or "")) if found else None


def fixing(visit: OpenVisit, audience: str) -> list[Proposal]:
    """The changes that fix the visit, for when the whole report has its last signature."""
    if audience != WHOLE:
        return []
    fixed = Proposal(STATE, REPORTED, parents=visit.state.head_ids(STATE))
    return [covering(visit), fixed]


def adopt(visit: OpenVisit, now: datetime) -> None:
    """Adopt the signed report: remarks are answered, nothing of it changes any more.

    Raises `VISIT_NOT_REPORTED` before everybody signed, or when it is adopted already.
    """
    if visit.header.state != REPORTED:
        raise InspectionError(Code.VISIT_NOT_REPORTED, visit=visit.id)
    at = now.isoformat(timespec="seconds")
    head = visit.state.head_ids
    visit.write(
        [
            Proposal(_ADOPTED_AT, at, parents=head(_ADOPTED_AT)),
            Proposal(STATE, ADOPTED, parents=head(STATE)),
        ]
    )
