"""Fire the actions of a form: setvalue on load, on a new row and when a value changes.

Source: ODK XForms specification, Events and Actions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import cast

from inspectiebezoek.form.definition import Action, Definition
from inspectiebezoek.form.expression.context import Context, Environment
from inspectiebezoek.form.expression.convert import XNode
from inspectiebezoek.form.nodes import Node, Repeat

FIRST_LOAD = "odk-instance-first-load"
LOAD = "odk-instance-load"
NEW_REPEAT = "odk-new-repeat"
VALUE_CHANGED = "xforms-value-changed"
EVENTS = frozenset({FIRST_LOAD, LOAD, NEW_REPEAT, VALUE_CHANGED, "xforms-ready"})
# A setvalue may set off another; a ring of them stops here instead of running for ever.
MAX_CHAIN = 50


@dataclass(frozen=True, slots=True)
class Setter:
    """A compiled action: which nodes it sets, seen from its source, and to what."""

    action: Action
    source: Definition
    targets: Callable[[Context], list[XNode]]
    value: Callable[[Context], str] | None

    def on(self, event: str) -> bool:
        """Whether it listens to an event; `xforms-ready` is the old name of first load."""
        return event in self.action.events or (
            event == FIRST_LOAD and "xforms-ready" in self.action.events
        )


def fire(
    setters: Iterable[Setter],
    event: str,
    source: Node,
    env: Environment,
    write: Callable[[Node, str], None],
) -> None:
    """Run the actions of one source for an event, in document order.

    The value of an action is evaluated where it lands: in the context of its target.
    """
    for setter in setters:
        if not setter.on(event):
            continue
        place = Context(env, cast("XNode", source), cast("XNode", source))
        for target in setter.targets(place):
            node = cast("Node", target)
            if not node.definition.leaf:
                continue
            value = setter.action.text
            if setter.action.tag == "setgeopoint":
                value = env.place()
                if not value:
                    # Where the device is not known nothing is written over.
                    continue
            if setter.value is not None:
                value = setter.value(Context(env, target, target))
            write(node, value)


def sources(root: Node, definition: Definition) -> list[Node]:
    """The live nodes of the control that an action is nested in; a repeat means its rows."""
    return [
        node
        for node in root.walk()
        if node.definition is definition and not isinstance(node, Repeat)
    ]
