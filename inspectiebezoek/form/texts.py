"""The words of a live form: labels, hints, choices and messages in the active language."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from inspectiebezoek.form.definition import Text
from inspectiebezoek.form.expression.context import Context
from inspectiebezoek.form.graph import Rule
from inspectiebezoek.form.locale import MEDIA
from inspectiebezoek.form.nodes import Aspect, Choice, Node, Repeat, Row
from inspectiebezoek.form.rules import as_node, render

if TYPE_CHECKING:
    from inspectiebezoek.form.instance import Instance

_DEFAULTS: dict[Aspect, Any] = {
    Aspect.REQUIRED: False,
    Aspect.READONLY: False,
    Aspect.CONSTRAINT: True,
    Aspect.CHOICES: (),
}


def aspect_of(instance: Instance, node: Node, aspect: Aspect) -> Any:
    """The present state of one aspect of a node, freshly made."""
    if aspect in (Aspect.LABEL, Aspect.HINT, Aspect.GUIDANCE):
        return _words(instance, node, aspect)
    rule = instance.form.graph.by_definition[node.definition.index].get(aspect)
    if aspect is Aspect.CHOICES and (
        rule is None
        or node.definition.presented is None
        or node.definition.presented.itemset is None
    ):
        return _written_choices(instance, node)
    if rule is None or not _asked_of(rule, node):
        return _DEFAULTS[aspect]
    at = as_node(node)
    return rule.run(Context(instance.env, at, at))


def _asked_of(rule: Rule, node: Node) -> bool:
    """Whether a rule speaks about this node; of a repeat, its rows are asked unless it is fixed."""
    if isinstance(node, Repeat):
        return rule.on_range or not rule.reads
    return not (isinstance(node, Row) and rule.on_range)


def _words(instance: Instance, node: Node, aspect: Aspect) -> str:
    shown = node.definition.presented
    if shown is None:
        return ""
    text = {Aspect.LABEL: shown.label, Aspect.HINT: shown.hint, Aspect.GUIDANCE: shown.guidance}[
        aspect
    ]
    form = "guidance" if aspect is Aspect.GUIDANCE else ""
    return "" if text is None else words(instance, node, text, form)


def words(instance: Instance, node: Node, text: Text, form: str = "") -> str:
    """A text of the form at a node, its places filled."""
    outputs: Callable[[str], str] = lambda expression: instance.output(node, expression)  # noqa: E731
    if text.expression is not None:
        return outputs(text.expression)
    if text.itext is None:
        return render(text.template, outputs)
    find = instance.form.translations.template
    template = find(instance.language, text.itext, form)
    if template is None and not form:
        template = find(instance.language, text.itext, "long") or find(
            instance.language, text.itext, "short"
        )
    return "" if template is None else render(template, outputs)


def media(instance: Instance, node: Node) -> dict[str, str]:
    """The addresses of the media of a label in the active language, by kind."""
    shown = node.definition.presented
    if shown is None or shown.label is None or shown.label.itext is None:
        return {}
    found = {kind: words(instance, node, shown.label, kind) for kind in MEDIA}
    return {kind: address for kind, address in found.items() if address}


def choice_media(instance: Instance, node: Node, choice: Choice) -> dict[str, str]:
    """The addresses of the media of a choice in the active language, by kind."""
    if not choice.text:
        return {}
    found = {kind: words(instance, node, Text(itext=choice.text), kind) for kind in MEDIA}
    return {kind: address for kind, address in found.items() if address}


def _written_choices(instance: Instance, node: Node) -> tuple[Choice, ...]:
    shown = node.definition.presented
    if shown is None:
        return ()
    return tuple(
        Choice(
            item.value,
            words(instance, node, item.label) if item.label else item.value,
            (item.label.itext or "") if item.label else "",
        )
        for item in shown.items
    )


def message(instance: Instance, node: Node, condition: str) -> str:
    """The form's own message for a violated condition, empty when it has none."""
    bind = node.definition.bind
    text = bind.required_message if condition == "required" else bind.constraint_message
    return "" if text is None else words(instance, node, text)


def choice_label(node: Node, value: str) -> str:
    """The label of a choice of a question, empty when it has no such choice."""
    return next((choice.label for choice in node.choices if choice.value == value), "")
