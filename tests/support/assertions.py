"""What recorded scenarios read and assert, asked of our own live form.

A scenario reads (`query`) and then asserts something of what it read. What it read is compared
when the recorded engine was right; its assertions are always judged, by asking ours the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lxml import etree

from inspectiebezoek.errors import InspectionError
from inspectiebezoek.form.instance import Instance
from inspectiebezoek.form.nodes import Node, Repeat

Event = dict[str, Any]
_TRUTHS = {"": False, "0": False, "false": False, "1": True, "true": True}
_OUTCOMES = {"required": "ANSWER_REQUIRED_BUT_EMPTY", "constraint": "ANSWER_CONSTRAINT_VIOLATED"}
_IDS = re.compile(r"<((?:\w+:)?(?:instanceID|deprecatedID))>[^<]*<")
_UNASKED = object()
WRITTEN = ("toHaveSerializedSubmissionXML", "toHavePreparedSubmissionXML")


@dataclass(frozen=True, slots=True)
class Read:
    """What the scenario read last, there and here."""

    theirs: object = _UNASKED
    ours: object = _UNASKED


def canonical(xml: str) -> str:
    """An instance without what differs by chance: ids, moments, spaces, unused prefixes."""
    root = etree.fromstring(_IDS.sub(r"<\1>uuid<", xml).encode())
    for element in root.iter():
        if not len(element) and not (element.text or "").strip():
            element.text = None
    return etree.tostring(root, method="c14n", exclusive=True).decode()


def live(instance: Instance, ref: object) -> Node | None:
    """The node at a recorded ref; rows are counted from 1 here, from 0 in some scenarios."""
    try:
        return instance.node(str(ref).replace("[0]", "[1]"))
    except InspectionError:
        return None


def named(part: object) -> str | None:
    """The ref that a recorded value speaks of."""
    if not isinstance(part, dict):
        return None
    if "$answer" in part:
        return str(part["$answer"])
    if "$node" in part:
        return str(part["$node"]["ref"])
    return named(part.get("node"))


def read(event: Event, instance: Instance) -> Read:
    """What a query gave there and gives here; nothing when ours has no such question."""
    found = event.get("result")
    if "result" not in event:
        return Read()
    asked = _READINGS.get(event["q"])
    if asked is None:
        return Read()
    theirs, ours = asked(event, found, instance)
    return Read(theirs, ours)


def _answer(event: Event, found: Any, instance: Instance) -> tuple[object, object]:
    node = live(instance, found["$answer"])
    if node is not None and found["value"] is None:
        # Of a trigger the recording has no value; what is asserted of it is.
        return node.text, node.text
    return found["value"], None if node is None else node.text


def _choices(event: Event, found: Any, instance: Instance) -> tuple[object, object]:
    recorded = found["node"]["$node"]
    node = live(instance, recorded["ref"])
    ours = [choice.value for choice in node.choices] if node is not None else None
    return [c if isinstance(c, str) else c[0] for c in recorded["choices"]], ours


def _rows(event: Event, found: Any, instance: Instance) -> tuple[object, object]:
    node = live(instance, event["args"][0])
    return found, len(node.members) if isinstance(node, Repeat) else None


def _fixed(event: Event, found: Any, instance: Instance) -> tuple[object, object]:
    node = live(instance, event["args"][0])
    return found, isinstance(node, Repeat) and not node.fixed


def _label(event: Event, found: Any, instance: Instance) -> tuple[object, object]:
    node = live(instance, event["args"][0]["assertCurrentReference"])
    theirs = found["$text"] if isinstance(found, dict) else found
    if node is None or theirs is None:
        return theirs, None
    return " ".join(str(theirs).split()), " ".join(node.label.split())


def _labels(selected: bool) -> Callable[[Event, Any, Instance], tuple[object, object]]:
    def ask(event: Event, found: Any, instance: Instance) -> tuple[object, object]:
        node = live(instance, event["args"][0]["assertCurrentReference"])
        if node is None:
            return found, None
        chosen = node.text.split()
        return found, [c.label for c in node.choices if not selected or c.value in chosen]

    return ask


def _outcome(event: Event, found: Any, instance: Instance) -> tuple[object, object]:
    first = next(iter(instance.validate()), None)
    prompt = (found["failedPrompt"] or {}).get("ref")
    ours = (None, "ANSWER_OK") if first is None else (first.ref, _OUTCOMES[first.condition])
    return (prompt, found["outcome"]), ours


def _written(event: Event, found: Any, instance: Instance) -> tuple[object, object]:
    return canonical(str(found)), canonical(instance.submission().decode())


def _index(event: Event, found: Any, instance: Instance) -> tuple[object, object]:
    node = live(instance, event["args"][0])
    return found is not None, node is not None and node.relevant


_READINGS: dict[str, Callable[[Event, Any, Instance], tuple[object, object]]] = {
    "answerOf": _answer,
    "attributeOf": _answer,
    "choicesOf": _choices,
    "countRepeatInstancesOf": _rows,
    "proposed_canCreateOrRemoveRepeat": _fixed,
    "getQuestionLabel": _label,
    "getQuestionLabelText": _label,
    "proposed_getAvailableOptionLabels": _labels(selected=False),
    "proposed_getSelectedOptionLabelsAsText": _labels(selected=True),
    "getValidationOutcome": _outcome,
    "proposed_serializeInstance": _written,
    "indexOf": _index,
}


def asserted(event: Event, instance: Instance, last: Read) -> str | None:
    """Whether an assertion holds here: empty when it does, `None` when ours cannot be asked."""
    ref = named(event.get("actual"))
    wanted = event["args"][0] if event.get("args") else None
    if isinstance(wanted, dict):
        wanted = wanted.get("$value", wanted.get("value"))
    negated = bool(event.get("not"))
    if event["m"] in WRITTEN:
        ours = canonical(instance.submission().decode())
        return "" if (ours == canonical(str(wanted))) != negated else f"written {ours}"
    if event["m"] == "toEqualUploadedAnswer" and negated and equal(_value(event), wanted):
        # Two files of one name; what differs between them was not recorded.
        return None
    lists = _two_lists(event, instance)
    if lists is not None:
        # That a list is not the same object says nothing of what is in it.
        holds: bool | None = None if negated else lists[0] == lists[1]
    elif ref is None:
        holds = _of_last(event, wanted, last)
    else:
        holds = _of_node(event["m"], live(instance, ref), wanted, event)
    if holds is None:
        return None
    return "" if holds != negated else f"assert {event['m']} {ref}: wanted {wanted!r}"


def _value(event: Event) -> object:
    actual = event.get("actual")
    return actual.get("value") if isinstance(actual, dict) else actual


def _two_lists(event: Event, instance: Instance) -> list[list[str]] | None:
    """The choices of both sides of an assertion about two lists of choices."""
    sides = (event.get("actual"), *event.get("args", ())[:1])
    if not all(isinstance(each, dict) and each.get("$cls") == "SelectChoiceList" for each in sides):
        return None
    nodes = [live(instance, named(each)) for each in sides]
    return [[choice.value for choice in node.choices] for node in nodes if node is not None]


def _of_last(event: Event, wanted: object, last: Read) -> bool | None:
    """An assertion about what was read last, when that is what it speaks of."""
    actual = event.get("actual")
    if event["m"] not in ("toBe", "toEqual", "toBeNull") or last.ours is _UNASKED:
        return None
    if event["m"] == "toBeNull":
        return not last.ours if not last.theirs else None
    if isinstance(last.ours, list) and not isinstance(actual, list):
        # Of a list of choices the scenario asserts how many there are, or that there are none.
        sizes = {len(last.theirs): len(last.ours)} if isinstance(last.theirs, list) else {}
        if isinstance(actual, bool):
            return (not last.ours) is wanted if actual is (not last.theirs) else None
        return sizes[actual] == wanted if actual in sizes else None
    return equal(last.ours, wanted) if actual == last.theirs else None


def _of_node(matcher: str, node: Node | None, wanted: Any, event: Event) -> bool | None:
    """An assertion about a node."""
    if matcher == "toBeNull":
        return node is None or not node.text
    if node is None:
        return False
    if node.definition.control == "trigger":
        wanted = "OK" if str(wanted) in ("1", "true", "True", "OK") else ""
    if matcher in ("toEqualAnswer", "toBe", "toEqualUploadedAnswer"):
        truth = "ExpectedBooleanAnswer" in str(event["args"])
        return equal(node.text, wanted) or (truth and _TRUTHS[node.text] is _TRUTHS[str(wanted)])
    ask = _ABOUT.get(matcher)
    return None if ask is None else ask(node, wanted)


def _close(node: Node, wanted: Any) -> bool:
    return bool(node.text) and abs(float(node.text) - float(wanted)) <= 0.6


def _message(condition: str) -> Callable[[Node, Any], bool]:
    def ask(node: Node, wanted: Any) -> bool:
        fault = node.fault
        holds = fault is not None and condition in (fault.condition, "")
        return (fault.message if fault is not None and holds else "") == (wanted or "")

    return ask


def _status(node: Node, wanted: Any) -> bool:
    fault = node.fault
    found = _OUTCOMES[fault.condition] if fault is not None else "ANSWER_OK"
    return found.removeprefix("ANSWER_") == wanted


def _appearances(node: Node) -> list[str]:
    shown = node.definition.presented
    words: list[str] = shown.appearance.split() if shown is not None else []
    return list(dict.fromkeys(words))


def _offered(node: Node, wanted: Any) -> list[bool]:
    ours = {(choice.value, choice.label) for choice in node.choices}
    values = {choice.value for choice in node.choices}
    return [
        (one["$choice"], one["label"]) in ours if "label" in one else one["$choice"] in values
        for one in wanted
    ]


_ABOUT: dict[str, Callable[[Node, Any], bool]] = {
    "toBeRelevant": lambda node, _: node.relevant,
    "toBeNonRelevant": lambda node, _: not node.relevant,
    "toBeReadonly": lambda node, _: node.readonly,
    "toBeEnabled": lambda node, _: not node.readonly,
    "toBeRequired": lambda node, _: node.required,
    "toBeOptional": lambda node, _: not node.required,
    "toHaveAnswerCloseTo": _close,
    "toHaveRequiredMessage": _message("required"),
    "toHaveConstraintMessage": _message("constraint"),
    "toHaveValidityMessage": _message(""),
    "toHaveValidityStatus": _status,
    "toHaveAppearance": lambda node, wanted: wanted in _appearances(node),
    "toYieldAppearances": lambda node, wanted: _appearances(node) == wanted,
    "toStartWith": lambda node, wanted: node.text.startswith(wanted),
    "toContainChoices": lambda node, wanted: all(_offered(node, wanted)),
    "toContainChoicesInAnyOrder": lambda node, wanted: all(_offered(node, wanted)),
}


def equal(have: object, wanted: object) -> bool:
    """Whether an answer is what was asserted; numbers as numbers, nothing as nothing."""
    if wanted is None:
        return not have
    if isinstance(have, list) or isinstance(wanted, list):
        return have == wanted
    try:
        return str(have) == str(wanted) or float(str(have)) == float(str(wanted))
    except ValueError:
        return False
