"""Where people answered the same question without seeing each other, and how that is settled.

An answer and its remark are separate fields in the log, but one difference for people: the
remark explains the answer it was written with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from inspectiebezoek.log.canonical import Value, canonical
from inspectiebezoek.log.change import ADD, REMOVE, Proposal
from inspectiebezoek.log.state import Conflict, Head, State
from inspectiebezoek.visit import places, records
from inspectiebezoek.visit.header import COVERS
from inspectiebezoek.visit.kinds import Decision
from inspectiebezoek.visit.team import TAKEN

REMOVED, PUT_BACK = "removed", "put-back"
"""What a decision on a removal chose."""


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

    @property
    def about_removal(self) -> bool:
        """True when someone took the row or record out while another wrote in it."""
        return any(variant.removed for variant in self.variants)


def find(state: State) -> tuple[Difference, ...]:
    """Every open difference, an answer and its remark together, sorted by address."""
    subjects: dict[str, list[Conflict]] = {}
    for conflict in state.conflicts():
        # Marks for attention never differ: a mark of anyone counts (`OpenVisit.flagged`). Nor
        # does who takes a chapter: the one who took it last; nor how far a visit reached.
        if not conflict.field.startswith((places.FLAG, TAKEN, COVERS)):
            subjects.setdefault(_subject(conflict), []).append(conflict)
    return tuple(
        Difference(subject, _sides(state, subject, subjects[subject]))
        for subject in sorted(subjects)
    )


def _subject(conflict: Conflict) -> str:
    if conflict.field.startswith(places.REMARK):
        return places.ANSWER + conflict.field.removeprefix(places.REMARK)
    return conflict.field


def _sides(state: State, subject: str, conflicts: Sequence[Conflict]) -> tuple[Variant, ...]:
    heads = [(conflict, head) for conflict in conflicts for head in conflict.heads]
    if any(head.op == REMOVE for _, head in heads):
        return _removal_sides(heads)
    return _variants(state, subject)


def _removal_sides(heads: Iterable[tuple[Conflict, Head]]) -> tuple[Variant, ...]:
    """A row or record that someone took out: who did, and the last thing each other wrote in it."""
    sides: dict[tuple[str, bool], Variant] = {}
    for conflict, head in sorted(heads, key=lambda pair: pair[1].order):
        key = head.device, head.op == REMOVE
        known = sides.pop(key, Variant("", "", head.by, head.at, head.device, removed=key[1]))
        text = "" if known.removed else _shown(head)
        if conflict.field.startswith(places.REMARK):
            known = replace(known, remark=text or known.remark)
        else:
            known = replace(known, value=text or known.value)
        sides[key] = replace(known, at=head.at)
    return tuple(sides.values())


def _shown(head: Head) -> str:
    """What a side says; a row or record that was put back says its label."""
    if isinstance(head.value, Mapping) and "label" in head.value:
        return as_text(head.value["label"])
    return as_text(head.value)


def own_words(state: State, difference: Difference) -> bool:
    """True when a new text may stand in place of all sides: they are texts, and nothing was
    taken out."""
    values = [head.value for head in state.heads(difference.address)]
    return not difference.about_removal and all(isinstance(each, str | None) for each in values)


def remark_field(address: str) -> str:
    """The address of the remark beside an answer."""
    return places.REMARK + address.removeprefix(places.ANSWER)


def _variants(state: State, subject: str) -> tuple[Variant, ...]:
    values = {head.device: head for head in state.heads(subject)}
    remarks = {}
    if subject.startswith(places.ANSWER):
        remarks = {head.device: head for head in state.heads(remark_field(subject))}
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
                    value=as_text(shown.value) if shown else "",
                    remark=as_text(beside.value) if beside else "",
                    by=last.by,
                    at=last.at,
                    device=device,
                ),
            )
        )
    return tuple(variant for _, variant in sorted(variants, key=lambda pair: pair[0]))


def _latest(heads: Mapping[str, Head]) -> Head | None:
    return max(heads.values(), key=lambda head: head.order, default=None)


def as_text(value: Value) -> str:
    """A value as people are shown it; lists and tables as JSON."""
    if isinstance(value, str) or value is None:
        return value or ""
    return canonical(value).decode()


def settle(
    state: State,
    difference: Difference,
    *,
    value: str,
    remark: str,
    reason: str,
    uuid: Callable[[], UUID],
    letter: str,
    removed: bool = False,
) -> list[Proposal]:
    """The changes that settle a difference: they name every side as parent, and say why.

    `value`: the text of a variant, or a new one. Where someone took a row or record out it does
    not count: `removed` says whether it stays out, else it is put back with all that was in it.
    The decision itself becomes a record, so that it can be seen later who chose what.
    """
    if difference.about_removal:
        proposals, value = _put_back_or_out(state, difference, out=removed)
    else:
        proposals = _chosen(state, difference, value, remark)
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


def _chosen(state: State, difference: Difference, value: str, remark: str) -> list[Proposal]:
    heads = state.heads(difference.address)
    # A list or table is chosen by its text, and must stay one.
    kept = next((head.value for head in heads if as_text(head.value) == value), value)
    proposals = [records.alteration(state, difference.address, kept)]
    beside = remark_field(difference.address)
    if difference.is_answer and state.heads(beside):
        proposals.append(records.alteration(state, beside, remark))
    return proposals


def _put_back_or_out(
    state: State, difference: Difference, *, out: bool
) -> tuple[list[Proposal], str]:
    containers = [difference.address]
    if difference.is_answer:
        containers.append(remark_field(difference.address))
    if out:
        return [records.removal(state, each) for each in containers], REMOVED
    return [_back(state, each) for each in containers if state.heads(each)], PUT_BACK


def _back(state: State, container: str) -> Proposal:
    seen = state.head_ids(container)
    return Proposal(container, state.value(container), parents=seen, op=ADD)
