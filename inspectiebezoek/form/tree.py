"""Build the live nodes of a form from its definitions and the defaults in its instance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.definition import Definition, Kind
from inspectiebezoek.form.nodes import Attribute, Group, Holder, Node, Repeat, Row, unknown
from inspectiebezoek.form.values import calculated

if TYPE_CHECKING:
    from inspectiebezoek.form.instance import Instance

# Twenty times the largest visit that is known; a hundred thousand take seconds to make.
MAX_NODES = 60_000


@dataclass(frozen=True, slots=True)
class Seed:
    """The defaults below one element of the form's own instance."""

    text: str = ""
    children: Mapping[str, tuple[Seed, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowSeeds:
    """The defaults of a new row, and those of the rows that the form itself has, in order."""

    new: Seed = Seed()
    rows: tuple[Seed, ...] = ()


EMPTY = Seed()


def new_root(instance: Instance, definition: Definition, seed: Seed) -> Holder:
    """The root of a new live form with its defaults and first rows."""
    root = Holder(instance, definition, None, None)
    _fill(instance, root, root, seed)
    return root


def new_row(instance: Instance, repeat: Repeat, key: str, seed: Seed) -> Row:
    """A row that is not yet in its repeat, with the defaults of a seed.

    Raises:
        InspectionError: FORM_TOO_COMPLEX when the form would hold too many nodes.
    """
    instance.size += repeat.definition.size + 1
    if instance.size > MAX_NODES:
        instance.size -= repeat.definition.size + 1
        raise InspectionError(Code.FORM_TOO_COMPLEX, limit=MAX_NODES)
    row = Row(instance, repeat, key)
    _fill(instance, row, row, seed)
    return row


def _fill(instance: Instance, group: Group, holder: Holder, seed: Seed) -> None:
    _attributes(instance, group, holder, seed)
    for definition in group.definition.children:
        seeds = seed.children.get(definition.name, ())
        if definition.kind is Kind.REPEAT:
            repeat = Repeat(instance, definition, group, holder)
            holder.slots[definition.slot] = repeat
            group.add(repeat)
            if definition.jr_count is None:
                if definition.no_add_remove and not seeds and seed is not EMPTY:
                    seeds = (instance.form.seeds[definition.index].new,)
                for ordinal, one in enumerate(seeds, 1):
                    repeat.put(new_row(instance, repeat, instance.row_key(repeat, ordinal), one))
        elif definition.leaf:
            node = Node(instance, definition, group, holder)
            default = seeds[0].text if seeds else ""
            node.value = default and calculated(definition.bind.type, default, instance.zone)
            node.text = node.value if node.relevant else ""
            holder.slots[definition.slot] = node
            group.add(node)
            if definition.attributes:
                _attributes(instance, node, holder, seeds[0] if seeds else EMPTY)
        else:
            inner = Group(instance, definition, group, holder)
            holder.slots[definition.slot] = inner
            group.add(inner)
            _fill(instance, inner, holder, seeds[0] if seeds else EMPTY)


def _attributes(instance: Instance, node: Node, holder: Holder, seed: Seed) -> None:
    for definition in node.definition.attributes:
        made = Attribute(instance, definition, node, holder)
        given = seed.children.get(f"@{definition.name}")
        made.value = given[0].text if given else definition.default if seed is not EMPTY else ""
        made.text = made.value if made.relevant else ""
        holder.slots[definition.slot] = made


def find(root: Holder, ref: str) -> Node:
    """The node at a positional ref; without a position a repeat means all its rows.

    Raises:
        InspectionError: FORM_UNKNOWN_NODE.
    """
    parts = ref.split("/")
    if len(parts) < 2 or parts[0] or parts[1] != root.definition.tag:
        raise unknown(ref)
    node: Node = root
    for part in parts[2:]:
        name, bracket, rest = part.partition("[")
        found = _part(node, name)
        if isinstance(node, Repeat) or found is None:
            raise unknown(ref)
        node = found
        if bracket:
            number = rest.removesuffix("]")
            if not number.isdigit():
                raise unknown(ref)
            if isinstance(node, Repeat):
                if not 1 <= int(number) <= len(node.members):
                    raise unknown(ref)
                node = node.members[int(number) - 1]
            elif number != "1":
                raise unknown(ref)
    return node


def _part(node: Node, name: str) -> Node | None:
    child = node.definition.by_name.get(name)
    if child is not None and child.tag == name and isinstance(node, Group):
        return (node if isinstance(node, Holder) else node.scope).slots[child.slot]
    among = node.attributes if name[:1] == "@" else node.parts
    return next((one for one in among if _called(one, name)), None)


def _called(node: Node, name: str) -> bool:
    return name in (node.definition.tag, node.definition.name) or (
        node.definition.attribute and name == f"@{node.definition.name}"
    )


def leaves(root: Node) -> Iterator[Node]:
    """All nodes that hold a value, in document order."""
    return (node for node in root.walk() if node.definition.leaf)


def repeats(root: Node) -> Iterator[Repeat]:
    """All repeats, outer ones before those in their rows."""
    return (node for node in root.walk() if isinstance(node, Repeat))
