"""Which laptops brought all they have: each says so itself, and nobody signs over one unawares."""

from __future__ import annotations

from dataclasses import dataclass

from inspectiebezoek.log.change import Entry, Proposal
from inspectiebezoek.visit.finishing import done_field
from inspectiebezoek.visit.header import ADOPTED, COVERS, FINISHED, REPORTED
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.readiness import Gap

_BESIDE = ("visit:/", "form:/", "acl:", "report:", "comment:")
"""What is written about a visit before the work on it begins or after it is done."""


@dataclass(frozen=True, slots=True)
class Laptop:
    """A laptop that wrote in the visit: whose it is, whether it is done, or why one goes on
    without it."""

    device: str
    person: str
    done: bool
    without: str = ""

    @property
    def awaited(self) -> bool:
        """True while nobody knows whether it has more to bring."""
        return not self.done and not self.without


@dataclass(frozen=True, slots=True)
class Late:
    """Something that came in after the visit was finished or signed: which field, whose, when."""

    address: str
    by: str
    at: str


def without_field(device: str) -> str:
    """The field with the reason why one goes on without a laptop."""
    return f"visit:/without/{device}"


def laptops(visit: OpenVisit) -> tuple[Laptop, ...]:
    """Every laptop that wrote in the visit, in the order of their first change.

    One that wrote on after it said that it was done is not done any more.
    """
    person: dict[str, str] = {}
    done: dict[str, bool] = {}
    for entry in sorted(visit.entries(), key=lambda each: (each.change.device, each.change.dseq)):
        change = entry.change
        person.setdefault(change.device, change.by)
        if change.field == done_field(change.device):
            done[change.device] = entry.content is True
        elif _is_work(entry):
            done[change.device] = False
    reasons = {device: visit.state.value(without_field(device)) for device in person}
    return tuple(
        Laptop(device, person[device], done.get(device, True), str(reasons[device] or ""))
        for device in dict.fromkeys(entry.change.device for entry in visit.entries())
    )


def awaited(visit: OpenVisit) -> tuple[Laptop, ...]:
    """The laptops of others that have not said that they are done, without a reason given."""
    me = visit.author().id
    return tuple(each for each in laptops(visit) if each.awaited and each.device != me)


def say_done(visit: OpenVisit) -> tuple[Gap, ...]:
    """This laptop will bring nothing more; or what is still being typed on it, and no change."""
    typed = tuple(Gap("draft", field, "") for field in visit.drafts())
    if not typed:
        field = done_field(visit.author().id)
        visit.write([Proposal(field, True, parents=visit.state.head_ids(field))])
    return typed


def go_without(visit: OpenVisit, device: str, reason: str) -> None:
    """Go on without a laptop; the reason stands in the log and in the report."""
    field = without_field(device)
    visit.write([Proposal(field, reason, parents=visit.state.head_ids(field))])


def late(visit: OpenVisit) -> tuple[Late, ...]:
    """What came in after the visit was finished or signed, that was not there then (*nagekomen*).

    It is in the visit like all else, and in the next version of the report.
    """
    covered = visit.state.value(COVERS)
    if visit.header.state not in (FINISHED, REPORTED, ADOPTED) or not isinstance(covered, dict):
        return ()
    return tuple(
        Late(change.field, change.by, change.at)
        for change in (entry.change for entry in visit.entries() if _is_work(entry))
        if change.dseq > int(str(covered.get(change.device, 0)))
    )


def _is_work(entry: Entry) -> bool:
    return not entry.change.field.startswith(_BESIDE)
