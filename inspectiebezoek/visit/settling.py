"""Settle a difference in a visit that is open: with a side, or with an answer the form takes."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from inspectiebezoek.visit.differences import Difference, settle
from inspectiebezoek.visit.kinds import Decision
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.places import ref_of


def settle_in(
    visit: OpenVisit,
    found: Difference,
    *,
    value: str,
    remark: str,
    reason: str,
    uuid: Callable[[], UUID],
    removed: bool = False,
) -> Decision:
    """Write down what was chosen, as one fact; the decision that stays visible.

    A text that is no side must be an answer that the form takes: raises `FORM_VALUE_REFUSED`.
    """
    if value not in {side.value for side in found.variants} and not removed:
        value = _taken_by_the_form(visit, found, value)
    written = settle(
        visit.state,
        found,
        value=value,
        remark=remark,
        reason=reason,
        uuid=uuid,
        letter=visit.letter,
        removed=removed,
    )
    visit.write(written)
    return visit.all(Decision)[-1]


def _taken_by_the_form(visit: OpenVisit, found: Difference, value: str) -> str:
    """The answer as the form writes it; what is no answer in this form stays as it is."""
    instance, _ = visit.form_in(visit.state)
    ref = ref_of(instance, found.address) if found.is_answer else None
    if ref is None:
        return value
    node = instance.node(ref)
    node.set(value)
    return node.value
