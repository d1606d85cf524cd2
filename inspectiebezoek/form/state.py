"""Bring a live form to a state and write its state down; replaying never fires first-load again.

Source: ODK XForms specification, Preload Attributes; the genesis of a form instance is what two
laptops must agree on before the first answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form import tree
from inspectiebezoek.form.dates import write_date_time
from inspectiebezoek.form.nodes import Node, Repeat, unknown

if TYPE_CHECKING:
    from inspectiebezoek.form.instance import Instance


def preload(instance: Instance, properties: Mapping[str, str]) -> None:
    """Fill what is known beforehand: ids, the start time, properties of the person."""
    for node in tree.leaves(instance.root):
        bind = node.definition.bind
        kind, params = bind.preload, bind.preload_params
        value = ""
        if kind == "uid" or _lacks_instance_id(node):
            value = f"uuid:{instance.env.uuid()}"
        elif kind == "timestamp" and params == "start":
            value = write_date_time(instance.env.now())
        elif kind == "date" and params == "today":
            value = instance.env.now().date().isoformat()
        elif kind == "property":
            value = properties.get(params.replace(" ", ""), properties.get(params, ""))
        if value:
            node.value = node.text = value


def _lacks_instance_id(node: Node) -> bool:
    definition = node.definition
    return definition.is_instance_id and not node.value and definition.bind.calculate is None


def recalculated(node: Node) -> bool:
    """Whether a value is calculated anew each time, so that a log need not hold it."""
    calculate = node.definition.bind.calculate
    return calculate is not None and "once(" not in calculate


def written(instance: Instance) -> tuple[list[tuple[str, str]], dict[str, list[str]]]:
    """The values that are not empty, and the row keys of every repeat that has rows."""
    values = [
        (node.ref, node.value)
        for node in tree.leaves(instance.root)
        if node.value and not recalculated(node)
    ]
    rows = {
        repeat.ref: [row.key for row in repeat.members]
        for repeat in tree.repeats(instance.root)
        if repeat.members
    }
    return values, rows


def apply(
    instance: Instance, values: Iterable[tuple[str, str]], rows: Mapping[str, Sequence[str]]
) -> None:
    """Give the form these rows and values, and queue everything; `Instance.apply` says more."""
    waiting = dict(rows)
    for repeat in tree.repeats(instance.root):
        _arrange(instance, repeat, waiting.pop(repeat.ref, ()))
    if any(waiting.values()):
        raise unknown(next(ref for ref, keys in waiting.items() if keys))
    wanted = dict(values)
    pairs = [(node, wanted.pop(node.ref, "")) for node in tree.leaves(instance.root)]
    lost = next((ref for ref, value in wanted.items() if value), None)
    if lost is not None:
        instance.evaluation.forget()
        raise unknown(lost)
    for node, value in pairs:
        if not recalculated(node):
            instance.evaluation.store(node, value)
    instance.evaluation.queue_all(instance.root)


def _arrange(instance: Instance, repeat: Repeat, keys: Sequence[str]) -> None:
    if [row.key for row in repeat.members] == list(keys):
        return
    known = {row.key: row for row in (*repeat.hidden, *repeat.members)}
    for row in repeat.members:
        row.position = 0
    repeat.members.clear()
    for key in keys:
        kept = known.pop(key) if key in known else None
        row = kept or tree.new_row(instance, repeat, key, tree.EMPTY)
        repeat.put(row)
        instance.evaluation.mark(row)
    repeat.hidden = [row for row in repeat.hidden if row.key in known]
    instance.evaluation.members_changed(repeat)


def adjust(instance: Instance, repeat: Repeat, count: int) -> None:
    """Give a counted repeat as many rows as its count; surplus rows are hidden, never lost.

    Raises:
        InspectionError: FORM_TOO_COMPLEX when the form would hold too many nodes.
    """
    more = count - len(repeat.members) - len(repeat.hidden)
    if more * (repeat.definition.size + 1) + instance.size > tree.MAX_NODES:
        raise InspectionError(Code.FORM_TOO_COMPLEX, limit=tree.MAX_NODES)
    while len(repeat.members) > count:
        row = repeat.members[-1]
        repeat.take(row)
        repeat.hidden.append(row)
        instance.evaluation.members_changed(repeat)
    while len(repeat.members) < count:
        instance.bring_row(repeat)
