"""The live nodes of a form that is being filled in: what the window shows and answers change.

A node doubles as a node of XPath. Positions are derived; only rows have an identity, their key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.definition import Definition
from inspectiebezoek.form.expression.convert import XNode
from inspectiebezoek.form.richtext import rich

if TYPE_CHECKING:
    from inspectiebezoek.form.instance import Instance


class Aspect(Enum):
    """What an expression of the form decides about a node."""

    CALCULATE = auto()
    RELEVANT = auto()
    COUNT = auto()
    REQUIRED = auto()
    READONLY = auto()
    CONSTRAINT = auto()
    LABEL = auto()
    HINT = auto()
    GUIDANCE = auto()
    CHOICES = auto()
    MESSAGE = auto()


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a select: what is stored and what people read.

    `text`: the id of its texts, where it has media; empty otherwise.
    """

    value: str
    label: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Violation:
    """What is wrong with an answer: `condition` is `required` or `constraint`."""

    ref: str
    condition: str
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act caused.

    `changed` are exactly the nodes whose state changed; `acted` the (positional ref, value) that
    actions wrote, never calculated values.
    """

    changed: tuple[Node, ...] = ()
    acted: tuple[tuple[str, str], ...] = ()


class Node:
    """A live node: a group, a question or a value that only the model has."""

    __slots__ = (
        "above",
        "cache",
        "definition",
        "instance",
        "own",
        "relevant",
        "scope",
        "text",
        "value",
    )
    kind = "element"

    def __init__(
        self, instance: Instance, definition: Definition, above: Node | None, scope: Holder | None
    ) -> None:
        self.instance = instance
        self.definition = definition
        self.above = above
        self.scope: Holder = scope if scope is not None else self  # type: ignore[assignment]
        self.own = True
        self.relevant: bool = above.relevant if above is not None else True
        self.value = ""
        if definition.leaf:
            self.text = ""
        self.cache: dict[Aspect, Any] = {}

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.ref}>"

    @property
    def name(self) -> str:
        return self.definition.name

    @property
    def prefix(self) -> str:
        return self.definition.tag.lstrip("@").rpartition(":")[0]

    @property
    def uri(self) -> str:
        return self.definition.uri

    @property
    def attributes(self) -> Sequence[Node]:
        """The live attributes of its element, such as `@id` of an entity."""
        slots = self.scope.slots
        return [slots[one.slot] for one in self.definition.attributes]

    @property
    def parts(self) -> Sequence[Node]:
        """The nodes directly below in the form: questions, groups, repeats (not their rows)."""
        return ()

    @property
    def children(self) -> Sequence[Node]:
        """The same: the nodes directly below."""
        return self.parts

    @property
    def below(self) -> Sequence[XNode]:
        return ()

    def named(self, name: str) -> Sequence[XNode]:  # noqa: ARG002 - a question has no children
        return ()

    @property
    def ref(self) -> str:
        """The positional ref, such as `/data/rep_cel[2]/temp`."""
        if not self.definition.repeats:
            return self.definition.ref
        above = self.above
        return f"{above.ref if above is not None else ''}/{self.definition.tag}"

    @property
    def required(self) -> bool:
        """Whether an answer is required now."""
        return bool(self.instance.aspect(self, Aspect.REQUIRED))

    @property
    def readonly(self) -> bool:
        """Whether the node, or a group around it, is read-only now."""
        node: Node | None = self
        while node is not None:
            ruled = node.definition.bind.readonly is not None
            if ruled and self.instance.aspect(node, Aspect.READONLY):
                return True
            node = node.above
        return False

    @property
    def label(self) -> str:
        """The label in the active language."""
        return str(self.instance.aspect(self, Aspect.LABEL))

    @property
    def hint(self) -> str:
        """The hint in the active language."""
        return str(self.instance.aspect(self, Aspect.HINT))

    @property
    def guidance(self) -> str:
        """The guidance hint in the active language."""
        return str(self.instance.aspect(self, Aspect.GUIDANCE))

    @property
    def rich_label(self) -> str:
        """The label as safe HTML (Body, Markdown)."""
        return rich(self.label)

    @property
    def rich_hint(self) -> str:
        """The hint as safe HTML."""
        return rich(self.hint)

    @property
    def media(self) -> dict[str, str]:
        """The addresses of the label's media: image, big-image, audio, video (Languages)."""
        return self.instance.media(self)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The choices that are open now, in order."""
        found: tuple[Choice, ...] = self.instance.aspect(self, Aspect.CHOICES)
        return found

    @property
    def satisfied(self) -> bool:
        """Whether the constraint holds; it is not asked of an empty or hidden node."""
        if self.definition.bind.constraint is None or not self.text:
            return True
        return bool(self.instance.aspect(self, Aspect.CONSTRAINT))

    @property
    def missing(self) -> bool:
        """Whether a required answer is absent."""
        return self.relevant and self.definition.leaf and not self.text and self.required

    @property
    def valid(self) -> bool:
        """Whether nothing is wrong with the answer."""
        return not self.missing and self.satisfied

    @property
    def fault(self) -> Violation | None:
        """What is wrong with the answer, if anything."""
        if self.missing:
            return Violation(self.ref, "required", self.instance.message(self, "required"))
        if not self.satisfied:
            return Violation(self.ref, "constraint", self.instance.message(self, "constraint"))
        return None

    @property
    def error_message(self) -> str:
        """The message of what is wrong, empty when nothing is."""
        fault = self.fault
        return fault.message if fault is not None else ""

    def set(self, value: str) -> Outcome:
        """Answer the question.

        Args:
            value: XForms lexical form; made canonical by the type of the bind, "" clears.

        Raises:
            InspectionError: FORM_VALUE_REFUSED when the type does not allow the value or the
                node is read-only; FORM_TOO_COMPLEX when the form would grow beyond its limits.
        """
        return self.instance.set(self, value)

    def walk(self) -> Iterator[Node]:
        """This node, its attributes and all below it, rows included, in document order."""
        yield self
        if self.definition.attributes:
            yield from self.attributes
        for part in self.parts:
            yield from part.walk()


class Attribute(Node):
    """An attribute of an element that expressions may read and write (entities have them)."""

    __slots__ = ()
    kind = "attribute"


class Group(Node):
    """A node that holds others."""

    __slots__ = ("_parts",)

    def __init__(
        self, instance: Instance, definition: Definition, above: Node | None, scope: Holder | None
    ) -> None:
        super().__init__(instance, definition, above, scope)
        self._parts: list[Node] = []

    @property
    def text(self) -> str:  # type: ignore[override] # no one writes the text of a group
        """The string-value of an element: the texts of all answers in it (XPath 1.0 § 5.2)."""
        return "".join(node.text for node in self.below)

    @property
    def parts(self) -> Sequence[Node]:
        return self._parts

    @property
    def below(self) -> Sequence[XNode]:
        found: list[XNode] = []
        for part in self._parts:
            if isinstance(part, Repeat):
                found.extend(part.members)
            else:
                found.append(part)
        return found

    def named(self, name: str) -> Sequence[XNode]:
        child = self.definition.by_name.get(name)
        if child is None:
            return ()
        node = self.scope.slots[child.slot]
        return node.members if isinstance(node, Repeat) else (node,)

    def add(self, part: Node) -> None:
        """Put a part at the end; only while the tree is built."""
        self._parts.append(part)


class Holder(Group):
    """A group whose nodes are found by slot: the root, or one row of a repeat."""

    __slots__ = ("outer", "slots")
    outer: Holder

    def __init__(
        self, instance: Instance, definition: Definition, above: Node | None, outer: Holder | None
    ) -> None:
        super().__init__(instance, definition, above, None)
        self.outer = outer if outer is not None else self
        self.slots: list[Node] = [self] * definition.size

    @property
    def depth(self) -> int:
        """How many rows it lies in, itself included when it is one."""
        return self.definition.depth


class Row(Holder):
    """One instance of a repeat; `key` is its lasting identity, given by the caller."""

    __slots__ = ("key", "position", "range")

    def __init__(self, instance: Instance, range_: Repeat, key: str) -> None:
        super().__init__(instance, range_.definition, range_, range_.scope)
        self.range = range_
        self.key = key
        # The 1-based place among the rows, kept up to date by the repeat; 0 when it is in none.
        self.position = 0

    @property
    def ref(self) -> str:
        return f"{self.range.ref}[{self.position}]"

    def remove(self) -> Outcome:
        """Take the row out.

        Raises:
            InspectionError: FORM_VALUE_REFUSED when the form fixes the number of rows.
        """
        return self.instance.remove_row(self)


class Repeat(Node):
    """All rows of a repeat at one place; `hidden` are those that a lower jr:count put away."""

    __slots__ = ("hidden", "members")
    kind = "range"

    def __init__(
        self, instance: Instance, definition: Definition, above: Node, scope: Holder
    ) -> None:
        super().__init__(instance, definition, above, scope)
        self.text = ""
        self.members: list[Row] = []
        self.hidden: list[Row] = []

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows in order."""
        return tuple(self.members)

    @property
    def parts(self) -> Sequence[Node]:
        return self.members

    @property
    def below(self) -> Sequence[XNode]:
        return self.members

    @property
    def attributes(self) -> Sequence[Node]:
        """None: they belong to its rows."""
        return ()

    @property
    def fixed(self) -> bool:
        """Whether people cannot add or remove rows."""
        return self.definition.jr_count is not None or self.definition.no_add_remove

    def add(self, key: str, index: int | None = None, fire: bool = True) -> Outcome:
        """Add a row.

        Args:
            key: the identity of the row, kept on `row.key`.
            index: 0-based place; the end when absent.
            fire: whether odk-new-repeat actions run (not when a row is replayed).

        Raises:
            InspectionError: FORM_VALUE_REFUSED when the form fixes the number of rows.
        """
        return self.instance.add_row(self, key, index, fire)

    def put(self, row: Row, index: int | None = None) -> None:
        """Insert a row without evaluating anything."""
        if index is None or index >= len(self.members):
            self.members.append(row)
            row.position = len(self.members)
            return
        self.members.insert(index, row)
        self._renumber()

    def take(self, row: Row) -> None:
        """Remove a row without evaluating anything."""
        del self.members[row.position - 1]
        last = row.position > len(self.members)
        row.position = 0
        if not last:
            self._renumber()

    def _renumber(self) -> None:
        for place, row in enumerate(self.members, 1):
            row.position = place


def unknown(ref: str) -> InspectionError:
    """The error for a ref that names no node of the form as it stands."""
    return InspectionError(Code.FORM_UNKNOWN_NODE, ref=ref)
