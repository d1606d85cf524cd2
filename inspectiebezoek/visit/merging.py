"""What putting the work of colleagues together did, that neither of them sees by looking back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inspectiebezoek.form.instance import Instance
from inspectiebezoek.log.change import ACT, SET, Entry
from inspectiebezoek.log.state import Head, State
from inspectiebezoek.visit import places
from inspectiebezoek.visit.differences import Difference, as_text
from inspectiebezoek.visit.open_visit import OpenVisit

_SEVERAL = "select"
"""The XForms control where several choices may be ticked."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """An answer that no longer counts because of what a colleague answered elsewhere.

    `ref`: where the question stands, out of sight; `value` as the form keeps it; `by`, `at`:
    who gave it and when.
    """

    address: str
    ref: str
    value: str
    by: str
    at: str


def hidden(visit: OpenVisit) -> tuple[Hidden, ...]:
    """The answers hidden by the merge, sorted by address: never silently gone.

    Whoever hides an answer of their own knows it: then the question would still be asked without
    what that laptop wrote in the form since. All others are told.
    """
    unseen = dict(_unseen(visit))
    if not unseen:
        return ()
    entries = visit.entries()
    ids = {head.id for head, _ in unseen.values()}
    forms: dict[frozenset[str], Instance] = {frozenset(): visit.instance}
    found = []
    for field, (head, ref) in sorted(unseen.items()):
        since = _written_since(entries, head, ids)
        if since not in forms:
            rest = State(entry for entry in entries if entry.id not in since)
            forms[since], _ = visit.form_in(rest)
        if not _asked(forms[since], field):
            found.append(Hidden(field, ref, as_text(head.value), head.by, head.at))
    return tuple(found)


def _unseen(visit: OpenVisit) -> Iterable[tuple[str, tuple[Head, str]]]:
    """The answers that persons gave to questions that are not asked now, and where those stand."""
    for field in visit.state.fields(places.ANSWER):
        head = visit.state.heads(field)[-1]
        given = head.op in (SET, ACT) and isinstance(head.value, str) and head.value
        # What lies in a row that was taken out is a difference of the row, or was meant.
        if given and not visit.state.removed(field):
            ref = places.ref_of(visit.instance, field)
            if ref is not None and not visit.instance.node(ref).relevant:
                yield field, (head, ref)


def _written_since(entries: Iterable[Entry], head: Head, but: set[str]) -> frozenset[str]:
    """The ids of what the device of an answer wrote in the form after it, but for these."""
    chain = [entry for entry in entries if entry.change.device == head.device]
    place = next(entry.change.dseq for entry in chain if entry.id == head.id)
    return frozenset(
        entry.id
        for entry in chain
        if entry.change.dseq > place
        and entry.change.field.startswith(places.ANSWER)
        and entry.id not in but
    )


def _asked(form: Instance, field: str) -> bool:
    ref = places.ref_of(form, field)
    return ref is not None and form.node(ref).relevant


def together(visit: OpenVisit, difference: Difference) -> str:
    """All that anybody ticked where several choices may be; empty where that cannot be offered.

    The choices stand in the order of the form.
    """
    ref = places.ref_of(visit.instance, difference.address) if difference.is_answer else None
    if ref is None or difference.about_removal:
        return ""
    node = visit.instance.node(ref)
    if node.definition.control != _SEVERAL:
        return ""
    ticked = {choice for side in difference.variants for choice in side.value.split()}
    union = " ".join(each.value for each in node.choices if each.value in ticked)
    return "" if union in {side.value for side in difference.variants} else union
