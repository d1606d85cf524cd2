"""Where people answered the same question without seeing each other, and how that is settled.

An answer and its remark are separate fields in the log, but one difference for people: the
remark explains the answer it was written with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from inspectiebezoek.log.canonical import Value
from inspectiebezoek.log.change import REMOVE, Proposal
from inspectiebezoek.log.state import Conflict, Head, State
from inspectiebezoek.visit import places, records
from inspectiebezoek.visit.kinds import Decision


@dataclass(frozen=True, slots=True)
class Variant:
    """One side of a difference: what it says, by whom, when, on which device."""

    value: str
    remark: str
    by: str
    at: str
    device: str
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """A question (or another field) on which people differ; the latest variant stands last."""

    address: str
    variants: tuple[Variant, ...]

    @property
    def is_answer(self) -> bool:
        """True for an answer in the form; false for a part of a record or the header."""
        return self.address.startswith(places.ANSWER)


def find(state: State) -> tuple[Difference, ...]:
    """Every open difference, an answer and its remark together, sorted by address."""
    subjects: dict[str, None] = {}
    for conflict in state.conflicts():
        subjects[_subject(conflict)] = None
    return tuple(Difference(subject, _variants(state, subject)) for subject in subjects)


def _subject(conflict: Conflict) -> str:
    for kind in (places.REMARK, places.FLAG):
        if conflict.field.startswith(kind):
            return places.ANSWER + conflict.field.removeprefix(kind)
    return conflict.field


def remark_field(address: str) -> str:
    """The address of the remark beside an answer."""
    return places.REMARK + address.removeprefix(places.ANSWER)


def _variants(state: State, subject: str) -> tuple[Variant, ...]:
    values = {head.device: head for head in state.heads(subject)}
    remarks = {head.device: head for head in state.heads(remark_field(subject))}
    if not subject.startswith(places.ANSWER):
        remarks = {}
    if len(values) == 1 and next(iter(values.values())).op == REMOVE:
        values |= _edits_inside(state, subject)
    variants = []
    for device in values.keys() | remarks.keys():
        value, remark = values.get(device), remarks.get(device)
        last = max((head for head in (value, remark) if head), key=lambda head: head.order)
        shown = value or _latest(values)
        beside = remark or _latest(remarks)
        variants.append(
            (
                last.order,
                Variant(
                    value=_text(shown.value) if shown else "",
                    remark=_text(beside.value) if beside else "",
                    by=last.by,
                    at=last.at,
                    device=device,
                    removed=bool(value and value.op == REMOVE),
                ),
            )
        )
    return tuple(variant for _, variant in sorted(variants, key=lambda pair: pair[0]))


def _edits_inside(state: State, row: str) -> dict[str, Head]:
    for conflict in state.conflicts():
        if conflict.field == row:
            return {head.device: head for head in conflict.heads if head.op != REMOVE}
    return {}


def _latest(heads: Mapping[str, Head]) -> Head | None:
    return max(heads.values(), key=lambda head: head.order, default=None)


def _text(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def settle(
    state: State,
    difference: Difference,
    *,
    value: str,
    remark: str,
    reason: str,
    uuid: Callable[[], UUID],
    letter: str,
) -> list[Proposal]:
    """The changes that settle a difference: they name every side as parent, and say why.

    The decision itself becomes a record, so that it can be seen later who chose what.
    """
    proposals = [Proposal(difference.address, value, parents=state.head_ids(difference.address))]
    beside = remark_field(difference.address)
    if difference.is_answer and state.heads(beside):
        proposals.append(Proposal(beside, remark, parents=state.head_ids(beside)))
    variants: list[Value] = [
        {"value": each.value, "remark": each.remark, "by": each.by, "at": each.at}
        for each in difference.variants
    ]
    label = records.next_label(state, Decision, letter)
    decision: dict[str, Value] = {
        "field": difference.address,
        "variants": variants,
        "chosen": value,
        "remark": remark,
        "reason": reason,
    }
    return [*proposals, *records.birth(Decision, str(uuid()), label, decision)]
