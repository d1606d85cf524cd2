"""What a report must say before anyone signs it, each with the place where it is mended.

The minima that Dutch courts want of a report of findings: where, when, by whom and in which
capacity, how it was found out, what was seen by the inspectors themselves, signed and dated.
A judgment without a motive and a finding without a source do not carry either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from inspectiebezoek.report.content import Signer
from inspectiebezoek.visit.finishing import done_field
from inspectiebezoek.visit.judgments import judgment_places
from inspectiebezoek.visit.kinds import Comment, Evidence, Finding, Recommendation
from inspectiebezoek.visit.laptops import awaited
from inspectiebezoek.visit.open_visit import OpenVisit


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that must be there and is not.

    `kind`: which, a key of the texts; `place`: the address where it is mended; `label`: what it
    is about (`B-03`, a criterion), empty for the visit as a whole.
    """

    kind: str
    place: str
    label: str = ""


def lacking(visit: OpenVisit, signers: Sequence[Signer]) -> tuple[Lack, ...]:
    """All that is lacking, in the order of the report; empty when it may be signed."""
    return (
        *_header(visit),
        *_team(visit),
        *_findings(visit),
        *_judgments(visit),
        *_recommendations(visit),
        *_comments(visit),
        *_laptops(visit),
        *_signers(signers),
    )


def _header(visit: OpenVisit) -> Iterator[Lack]:
    header = visit.header
    if not header.site_label.strip():
        yield Lack("place", "visit:/site_label")
    for name, value in (("start", header.start), ("end", header.end)):
        if not value:
            yield Lack(name, f"visit:/{name}")
    if header.start and header.end:
        begin, end = (datetime.fromisoformat(each) for each in (header.start, header.end))
        if end < begin:
            yield Lack("order", "visit:/end")


def _team(visit: OpenVisit) -> Iterator[Lack]:
    team = visit.header.team
    if not team:
        yield Lack("team", "visit:/team")
    elif visit.header.lead() is None:
        yield Lack("lead", "visit:/team")
    for each in team:
        if not each.name.strip():
            yield Lack("name", "visit:/team", each.person)
        if not (each.role_label or each.role):
            yield Lack("capacity", "visit:/team", each.name)


def _findings(visit: OpenVisit) -> Iterator[Lack]:
    known = {each.label for each in visit.all(Evidence)}
    for each in visit.all(Finding):
        place = f"finding:{each.id}"
        if not each.text.strip() and not each.title.strip():
            yield Lack("text", f"{place}/text", each.label)
        if not each.nature:
            yield Lack("nature", f"{place}/nature", each.label)
        if not (each.observed.strip() or each.heard or each.read or each.evidence):
            yield Lack("source", f"{place}/observed", each.label)
        if not set(each.evidence) <= known:
            yield Lack("evidence", f"{place}/evidence", each.label)


def _judgments(visit: OpenVisit) -> Iterator[Lack]:
    for each in judgment_places(visit.form):
        judgment = visit.instance.node(each.refs["judgment"])
        if not (judgment.relevant and judgment.value) or "motive" not in each.refs:
            continue
        motive = visit.instance.node(each.refs["motive"])
        if not motive.value.strip():
            yield Lack("motive", f"answer:{motive.ref}", each.criterion)


def _recommendations(visit: OpenVisit) -> Iterator[Lack]:
    for each in visit.all(Recommendation):
        if not each.text.strip():
            yield Lack("recommendation", f"recommendation:{each.id}/text", each.label)
        if not each.owner_role.strip():
            yield Lack("owner", f"recommendation:{each.id}/owner_role", each.label)


def _comments(visit: OpenVisit) -> Iterator[Lack]:
    """Who was heard gets an answer before anyone signs."""
    for each in visit.all(Comment):
        if not each.settled:
            yield Lack("reply", f"comment:{each.id}/reply", each.label)


def _laptops(visit: OpenVisit) -> Iterator[Lack]:
    """Whoever wrote with us says that it was all, or we say why we go on without."""
    for each in awaited(visit):
        yield Lack("laptop", done_field(each.device), visit.header.name_of(each.person))


def _signers(signers: Sequence[Signer]) -> Iterator[Lack]:
    if not signers:
        yield Lack("signer", "visit:/team")
    for each in signers:
        if not each.capacity.strip():
            yield Lack("signer_capacity", "visit:/team", each.name)
        if not each.place.strip():
            yield Lack("signer_place", "report:/signers", each.name)
