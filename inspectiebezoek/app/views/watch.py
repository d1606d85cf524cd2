"""Which questions of a visit changed since they were last looked at, so that the rest is kept."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import partial

from inspectiebezoek.form.instance import Instance
from inspectiebezoek.form.nodes import Node, Outcome
from inspectiebezoek.log.state import State
from inspectiebezoek.visit.open_visit import OpenVisit


class Watch:
    """Looks at the form, which tells what an act changed, and at the log, which only grows."""

    def __init__(self) -> None:
        self._instance: Instance | None = None
        self._state: State | None = None
        self._touches = 0
        self._nodes: set[Node] = set()

    def changed(self, visit: OpenVisit) -> AbstractSet[str] | None:
        """The paths (an address without its kind) of what changed; None when anything may have.

        What is written in a field of the log and what the form reckons from it are both in it.
        """
        state, instance = visit.state, visit.instance
        known = state is self._state and instance is self._instance
        if instance is not self._instance:
            # A listener of the form that was before hears nothing any more.
            self._nodes = set()
            instance.listen(partial(_gather, self._nodes))
        found: set[str] | None = None
        if known:
            found = {path_of(field) for field in state.touched_after(self._touches)}
            found.update(path_of(visit.address(node)) for node in self._nodes)
        self._nodes.clear()
        self._instance, self._state, self._touches = instance, state, state.touches
        return found


def _gather(nodes: set[Node], outcome: Outcome) -> None:
    nodes.update(outcome.changed)


def path_of(address: str) -> str:
    """An address without its kind: answer, remark, mark and reason of a question share it."""
    return address.partition(":")[2]
