"""What a form asks, as a tree of definitions that no answer ever changes.

Sources: ODK XForms specification, Bindings, Body, Groups, Repeats, Languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """What a definition is."""

    ROOT = "root"
    GROUP = "group"
    REPEAT = "repeat"
    QUESTION = "question"
    MODEL_VALUE = "model-value"


@dataclass(frozen=True, slots=True)
class Output:
    """A place in a text that an expression fills."""

    expression: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text shown to people: a template, or the id of a translated text."""

    template: tuple[str | Output, ...] = ()
    itext: str | None = None
    expression: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A choice written in the body."""

    value: str
    label: Text | None


@dataclass(frozen=True, slots=True)
class Itemset:
    """Choices that come from a node-set; `value` and `label` are relative expressions."""

    nodeset: str
    value: str
    label: str | None


@dataclass(frozen=True, slots=True)
class Control:
    """How a question is presented; `attributes` are the raw ones of the body element."""

    tag: str
    appearance: str = ""
    label: Text | None = None
    hint: Text | None = None
    guidance: Text | None = None
    items: tuple[Item, ...] = ()
    itemset: Itemset | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bind:
    """The type and logic of a node, each as the text of an expression or absent."""

    type: str = "string"
    calculate: str | None = None
    relevant: str | None = None
    required: str | None = None
    readonly: str | None = None
    constraint: str | None = None
    constraint_message: Text | None = None
    required_message: Text | None = None
    preload: str | None = None
    preload_params: str = ""
    ib: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Action:
    """A setvalue: on these events `target` gets the value of an expression or a fixed text.

    `source` is the ref of the control it is nested in, empty in the model. `path` is the target as
    written when it chooses among rows, such as `/data/row[position() = 1]/x`.
    """

    events: tuple[str, ...]
    target: str
    expression: str | None
    text: str
    source: str = ""
    tag: str = "setvalue"
    path: str = ""


NO_BIND = Bind()


class Definition:
    """One node of the primary instance as the form defines it.

    `repeats` are the enclosing repeats, outermost first, this one included when it is a repeat;
    `slot` is its place among the nodes of its nearest repeat row (or of the root).
    """

    __slots__ = (
        "actions",
        "attributes",
        "bind",
        "by_name",
        "children",
        "control",
        "default",
        "depth",
        "index",
        "jr_count",
        "kind",
        "name",
        "no_add_remove",
        "parent",
        "presented",
        "ref",
        "repeats",
        "size",
        "slot",
        "tag",
        "uri",
    )

    def __init__(self, name: str, tag: str, uri: str, kind: Kind, parent: Definition | None):
        self.name = name
        self.tag = tag
        self.uri = uri
        self.kind = kind
        self.parent = parent
        self.ref: str = f"{parent.ref if parent else ''}/{tag}"
        self.children: list[Definition] = []
        self.attributes: list[Definition] = []
        self.by_name: dict[str, Definition] = {}
        self.bind = NO_BIND
        self.presented: Control | None = None
        self.control: str | None = None
        self.default = ""
        self.actions: list[Action] = []
        self.jr_count: str | None = None
        self.no_add_remove = False
        self.repeats: tuple[Definition, ...] = ()
        self.depth = 0
        self.slot = 0
        self.size = 0
        self.index = 0

    def __repr__(self) -> str:
        return f"<Definition {self.ref}>"

    @property
    def type(self) -> str:
        """The type of the bind, `string` where none is given."""
        return self.bind.type

    @property
    def appearance(self) -> str:
        """The appearance words of the control."""
        return self.presented.appearance if self.presented else ""

    @property
    def ib(self) -> Mapping[str, str]:
        """The attributes of the inspection namespace: `code`, `criterion`, `norm`, `role`, …"""
        return self.bind.ib

    @property
    def leaf(self) -> bool:
        """Whether it holds a value."""
        return self.kind in (Kind.QUESTION, Kind.MODEL_VALUE)

    @property
    def attribute(self) -> bool:
        """Whether it is an attribute of its parent, such as `@id` of an entity."""
        return self.tag[0] == "@"

    @property
    def is_instance_id(self) -> bool:
        """Whether it holds the id of the record (Metadata, `meta/instanceID`)."""
        return self.name == "instanceID" and self.parent is not None and self.parent.name == "meta"

    def add_attribute(self, tag: str, default: str) -> None:
        """Give it an attribute; it is found by `@` and its local name."""
        name = tag.rpartition(":")[2]
        if f"@{name}" not in self.by_name:
            found = Definition(name, f"@{tag}", "", Kind.MODEL_VALUE, self)
            found.default = default
            self.attributes.append(found)
            self.by_name[f"@{name}"] = found

    def walk(self) -> Iterator[Definition]:
        """This definition, its attributes and all below it, in document order."""
        yield self
        yield from self.attributes
        for child in self.children:
            yield from child.walk()


def number(root: Definition) -> list[Definition]:
    """Give every definition its index, slot and repeats; all of them in document order.

    A repeat takes a slot in the row around it, and is itself the start of new slots.
    """
    ordered: list[Definition] = []

    def visit(definition: Definition, repeats: tuple[Definition, ...], owner: Definition) -> None:
        definition.index = len(ordered)
        ordered.append(definition)
        if definition is not root:
            definition.slot = owner.size
            owner.size += 1
        if definition.kind is Kind.REPEAT:
            repeats = (*repeats, definition)
            owner = definition
        definition.repeats = repeats
        definition.depth = len(repeats)
        for attribute in definition.attributes:
            visit(attribute, repeats, owner)
        for child in definition.children:
            visit(child, repeats, owner)

    visit(root, (), root)
    return ordered
