"""The questions of a visit as the window last showed them: only what changed is made anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from inspectiebezoek.app.views.watch import Watch, path_of
from inspectiebezoek.form.nodes import Node
from inspectiebezoek.gui.models.checklist import QuestionItem, QuestionKind, Tile
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.open_visit import OpenVisit


@dataclass(frozen=True, slots=True)
class Around:
    """What all questions of a page share: asked of the disk once, not for each of them.

    `person`: who works here; `drafts`: text that was typed and never handed over, by address;
    `pieces`: the evidence of a question, by its `link_key` or code; `before`: what the visit before
    this one answered.
    """

    section: str
    language: str
    person: str
    header: Header
    drafts: Mapping[str, str]
    pieces: Mapping[str, tuple[Tile, ...]]
    before: Mapping[str, str]


Make = Callable[[OpenVisit, Node, Around], QuestionItem]


class KeptItems:
    """Belongs to the screen that shows the questions; may be asked about any visit."""

    def __init__(self) -> None:
        self._watch = Watch()
        self._items: dict[Node, QuestionItem] = {}
        self._nodes: dict[str, Node] = {}
        self._around: Around | None = None
        self._language = ""

    def of(
        self, visit: OpenVisit, nodes: Sequence[Node], around: Around, make: Make
    ) -> list[QuestionItem]:
        """The questions as they are now; those of which nothing changed are the same as before."""
        self._forget(visit, around)
        found = []
        for node in nodes:
            item = self._items.get(node)
            if item is None or item.section != around.section:
                item = make(visit, node, around)
                # The rows of a repeat and a picture can change without the question itself.
                if item.kind is not QuestionKind.REPEAT and not item.image:
                    self._items[node] = item
                    self._nodes[path_of(item.ref)] = node
            found.append(item)
        return found

    def _forget(self, visit: OpenVisit, around: Around) -> None:
        """Let go of what changed, or of everything where that cannot be told."""
        paths, before, now = self._watch.changed(visit), self._around, visit.instance.language
        whole = paths is None or before is None or self._language != now
        if whole or before is None or _apart(before) != _apart(around):
            self._items, self._nodes = {}, {}
        else:
            typed = (path_of(field) for field, _ in before.drafts.items() ^ around.drafts.items())
            for path in (*(paths or ()), *typed):
                self._drop(path)
        self._around, self._language = around, now

    def _drop(self, path: str) -> None:
        node = self._nodes.get(path)
        if node is not None:
            self._items.pop(node, None)


def _apart(around: Around) -> Around:
    """What must be the same for any question to be kept."""
    return replace(around, section="", drafts={})
