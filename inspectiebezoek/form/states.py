"""The state of live nodes as plain values: the words of `form run`, stable for other programs."""

from __future__ import annotations

from typing import Any, TypeAlias

from inspectiebezoek.form.definition import Definition, Kind
from inspectiebezoek.form.instance import Instance
from inspectiebezoek.form.nodes import Node, Repeat, Row

State: TypeAlias = dict[str, Any]
_SELECTS: dict[str, str] = {"select": "select", "select1": "select", "rank": "rank"}


def node_type(node: Node) -> str:
    """The type word of a node."""
    definition = node.definition
    if isinstance(node, Row):
        return "repeat-instance"
    if isinstance(node, Repeat):
        return f"repeat-range:{'controlled' if node.fixed else 'uncontrolled'}"
    if definition.kind in (Kind.ROOT, Kind.GROUP, Kind.MODEL_VALUE):
        return str(definition.kind.value)
    control: str = definition.control or "input"
    return "note" if is_note(definition) else _SELECTS.get(control, control)


def is_note(definition: Definition) -> bool:
    """Whether a question is only there to be read: an always read-only input with a text."""
    shown = definition.presented
    return (
        definition.control == "input"
        and shown is not None
        and (shown.label is not None or shown.hint is not None)
        and (definition.bind.readonly or "").strip() == "true()"
    )


def node_state(node: Node, *, labels: bool = False) -> State:
    """The state of one node."""
    state: State = {"ref": node.ref, "type": node_type(node)}
    leaf = node.definition.leaf
    if leaf:
        state["valueType"] = node.definition.bind.type
    state |= {"relevant": node.relevant, "required": node.required, "readonly": node.readonly}
    if leaf:
        # A hidden question hands in no file, yet the file is still held: its name stays in sight.
        state["value"] = node.value if node.definition.control == "upload" else node.text
        state["constraintValid"] = node.satisfied
        state["requiredValid"] = not node.missing
        if node.error_message:
            state["message"] = node.error_message
    elif isinstance(node, Repeat):
        state["count"] = len(node.members)
    if labels:
        state |= _labels(node)
    return state


def _labels(node: Node) -> State:
    shown = node.definition.presented
    state: State = {"label": None, "hint": None}
    if shown is None:
        return state
    state["label"] = node.label if shown.label is not None else None
    state["hint"] = node.hint if shown.hint is not None else None
    if node.definition.control in _SELECTS:
        state["choices"] = [[choice.value, choice.label] for choice in node.choices]
    state["appearances"] = shown.appearance.split()
    return state


def all_states(instance: Instance, *, labels: bool = False) -> list[State]:
    """The states of all live nodes in document order."""
    states: list[State] = []
    for node in instance.walk():
        state = node_state(node, labels=labels)
        states.append(state)
        if instance.deprecated and node.definition.is_instance_id:
            ref = state["ref"].replace("instanceID", "deprecatedID")
            states.append({**state, "ref": ref, "value": instance.deprecated})
    return states


def differing(before: list[State], after: list[State]) -> list[State]:
    """The states that are new or changed, and `{"ref", "gone": true}` for those that went."""
    old = {state["ref"]: state for state in before}
    changed = [state for state in after if old.pop(state["ref"], None) != state]
    return changed + [{"ref": ref, "gone": True} for ref in old]
