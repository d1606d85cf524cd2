"""How far a visit is, of which only the questions that changed are looked at again."""

from __future__ import annotations

from inspectiebezoek.app.views.watch import Watch, path_of
from inspectiebezoek.form.nodes import Node
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.readiness import Progress, progress_of, questions, summed


class KeptProgress:
    """Says the same as `progress`; may be asked about any visit."""

    def __init__(self) -> None:
        self._watch = Watch()
        self._told: dict[Node, Progress] = {}
        self._nodes: dict[str, Node] = {}

    def __call__(self, visit: OpenVisit, *parts: Node) -> Progress:
        """How far parts of the form are."""
        self._forget(visit)
        return summed(self._of(visit, node) for node in questions(*parts))

    def _of(self, visit: OpenVisit, node: Node) -> Progress:
        told = self._told.get(node)
        if told is None:
            told = self._told[node] = progress_of(visit, node)
            self._nodes[path_of(visit.address(node))] = node
        return told

    def _forget(self, visit: OpenVisit) -> None:
        paths = self._watch.changed(visit)
        if paths is None:
            self._told, self._nodes = {}, {}
            return
        for path in paths:
            node = self._nodes.get(path)
            if node is not None:
                self._told.pop(node, None)
