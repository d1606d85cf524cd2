"""Questions that a checklist lays out as one table: rows with the same few answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from inspectiebezoek.form.nodes import Node
from inspectiebezoek.gui.models.checklist import GridRow, QuestionItem, QuestionKind

_MOST_COLUMNS = 7
_TABLES = frozenset({"table-list", "field-list"})
_SELECTS = (QuestionKind.SELECT_ONE, QuestionKind.SELECT_MULTIPLE)


def with_grids(nodes: Sequence[Node], items: Sequence[QuestionItem]) -> tuple[QuestionItem, ...]:
    """The same questions; each that stands in a table knows all rows of it.

    XLSForm, *Table list*: selects of one group with the same choices; pyxform writes them as
    `list-nolabel` below a header with `label`.
    """
    found: list[QuestionItem] = []
    for table, run in groupby(zip(nodes, items, strict=True), lambda pair: _table(*pair)):
        pairs = list(run)
        if not table or len(pairs) < 2:
            found += [item for _, item in pairs]
            continue
        rows = tuple(
            GridRow(item.ref, " ".join(item.label.split()), item.value, item.mark, item.readonly)
            for _, item in pairs
        )
        found += [replace(item, grid=rows) for _, item in pairs]
    return tuple(found)


def _table(node: Node, item: QuestionItem) -> object:
    """What the questions of one table have in common; None for a question that is in none."""
    words = set(item.appearance)
    above = set(node.above.definition.appearance.split()) if node.above is not None else set()
    laid_out = "list-nolabel" in words or bool(_TABLES & above)
    if item.kind not in _SELECTS or not laid_out or len(item.choices) > _MOST_COLUMNS:
        return None
    return node.above, item.kind, item.choices
