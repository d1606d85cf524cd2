"""A form that is being filled in: answer it, add and remove rows, and hear exactly what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeAlias, cast
from uuid import UUID

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form import actions, state, submission, texts, tree
from inspectiebezoek.form.dates import write_date_time
from inspectiebezoek.form.definition import Definition
from inspectiebezoek.form.evaluation import Evaluation
from inspectiebezoek.form.expression.context import Context, Environment
from inspectiebezoek.form.expression.convert import XNode, to_string
from inspectiebezoek.form.nodes import Aspect, Choice, Holder, Node, Outcome, Repeat, Row, Violation
from inspectiebezoek.form.rules import as_node
from inspectiebezoek.form.secondary import Element
from inspectiebezoek.form.values import canonical

if TYPE_CHECKING:
    from inspectiebezoek.form.form import Form

RowKey: TypeAlias = Callable[[Repeat, int], str]


def ordinal_key(repeat: Repeat, ordinal: int) -> str:  # noqa: ARG001 - the repeat may matter
    """The key of a row that the form itself makes: its 1-based ordinal."""
    return str(ordinal)


class Instance:
    """The live form. Every act returns an Outcome and tells the listeners.

    Args:
        now: an aware clock; its zone is the local zone of the form.
        row_key: names the rows that the form itself makes (first rows, `jr:count`).
    """

    def __init__(
        self,
        form: Form,
        now: Callable[[], datetime],
        uuid: Callable[[], UUID],
        language: str | None,
        row_key: RowKey = ordinal_key,
        seed: tree.Seed = tree.EMPTY,
        place: Callable[[], str] | None = None,
    ) -> None:
        self.form = form
        self.row_key = row_key
        self.size = len(form.ordered)
        self.zone = now().tzinfo or UTC
        self.language = language or form.translations.default
        self.root: Holder = tree.new_root(self, form.root, seed)
        self._document = Element("", kind="document")
        self.env = Environment(self._document, form.secondary, now, uuid)
        self.env.itext = self._itext
        self.env.choice_label = lambda node, value: texts.choice_label(cast("Node", node), value)
        self.env.language = self.language
        self.env.place = place or (lambda: "")
        # The id of the finished instance that this one corrects (Metadata, `deprecatedID`).
        self.deprecated = ""
        self.evaluation = Evaluation(form.graph, self.env, self._adjust, self.aspect)
        self._listeners: list[Callable[[Outcome], None]] = []
        self._chain = 0
        self._fresh: list[Row] = []
        self._found: dict[str, Node] = {}
        self._document.below = [as_node(self.root)]

    def node(self, ref: str) -> Node:
        """The node at a positional ref such as `/data/rep_cel[2]/temp`.

        Raises:
            InspectionError: FORM_UNKNOWN_NODE when there is none.
        """
        node = self._found.get(ref)
        if node is None:
            node = tree.find(self.root, ref)
            if not node.definition.repeats:  # it stays where it is for as long as this form lives
                self._found[ref] = node
        return node

    def walk(self) -> Iterator[Node]:
        """All live nodes in document order."""
        return self.root.walk()

    def listen(self, callback: Callable[[Outcome], None]) -> None:
        """Call back after every act with what it caused."""
        self._listeners.append(callback)

    def set(self, node: Node, value: str) -> Outcome:
        """Answer a question; `Node.set` says how."""
        kept = self._accepted(node, value)
        before = node.value
        try:
            self.evaluation.store(node, kept)
            self._run()
            if kept != before:
                self.fire(actions.VALUE_CHANGED, node)
        except InspectionError:
            self._undo(node, before)
            raise
        return self._told()

    def _accepted(self, node: Node, value: str) -> str:
        """The canonical form of an answer that the node may have."""
        kept = canonical(node.definition.bind.type, value, self.env.zone)
        if kept is None or not node.definition.leaf:
            raise self._refusal(node, "type")
        if node.readonly:
            raise self._refusal(node, "readonly")
        control = node.definition.control
        if control == "trigger":
            return "OK" if kept in ("OK", "1", "true") else ""
        if control == "range" and kept and not _within(node, kept):
            raise self._refusal(node, "range")
        if not kept or control not in ("select1", "select", "rank"):
            return kept
        if control == "select1":
            if not any(choice.value == kept for choice in node.choices):
                raise self._refusal(node, "choice")
            return kept
        places = {choice.value: place for place, choice in enumerate(node.choices)}
        words = list(dict.fromkeys(kept.split()))
        if any(word not in places for word in words):
            raise self._refusal(node, "choice")
        # One set of ticks has one spelling, so that two laptops that ticked alike agree.
        return " ".join(sorted(words, key=places.__getitem__) if control == "select" else words)

    def add_row(self, repeat: Repeat, key: str, index: int | None, fire: bool) -> Outcome:
        """Add a row; `Repeat.add` says how."""
        if repeat.fixed:
            raise self._refusal(repeat, "rows")
        row = self._new_row(repeat, key, index)
        self._run()
        if fire:
            self._fire_new(row)
            self._run()
        return self._told()

    def remove_row(self, row: Row) -> Outcome:
        """Take a row out; `Row.remove` says how."""
        if row.range.fixed:
            raise self._refusal(row, "rows")
        row.range.take(row)
        self.size -= sum(1 for _ in row.walk())
        self.evaluation.members_changed(row.range)
        self._run()
        return self._told()

    def set_language(self, language: str) -> Outcome:
        """Show another language; calculations that use texts run again."""
        self.language = self.env.language = language
        seen = (Aspect.LABEL, Aspect.HINT, Aspect.GUIDANCE, Aspect.CHOICES)
        for node in self.walk():
            before = {aspect: node.cache.pop(aspect) for aspect in seen if aspect in node.cache}
            if any(self.aspect(node, aspect) != old for aspect, old in before.items()):
                self.evaluation.mark(node)
        self.evaluation.queue_all(self.root)
        self._run()
        return self._told()

    def begin(self, properties: Mapping[str, str]) -> None:
        """Start anew on the defaults: preloads, first evaluation, first-load actions."""
        state.preload(self, properties)
        self.evaluation.queue_all(self.root)
        self._run()
        self.fire_all(actions.FIRST_LOAD)
        self.fire_all(actions.LOAD)
        self._run()
        self.evaluation.settle()

    def reopen(self) -> None:
        """Run the actions of odk-instance-load, which fires whenever an instance is opened."""
        self.fire_all(actions.LOAD)
        self._run()
        self.evaluation.settle()

    def supersede(self) -> None:
        """Give it a new id and keep the old one as `deprecatedID`."""
        node = self.node(f"{self.root.ref}/meta/instanceID")
        self.deprecated = node.value or self.deprecated
        self.evaluation.store(node, f"uuid:{self.env.uuid()}")
        self._run()
        self.evaluation.settle()

    def apply(
        self, values: Iterable[tuple[str, str]], rows: Mapping[str, Sequence[str]]
    ) -> Outcome:
        """Bring the form to a state, such as one merged from several laptops; no actions fire.

        Args:
            values: (positional ref, lexical value); what is not named becomes empty.
            rows: positional ref of a repeat to the keys of its rows in order.

        Raises:
            InspectionError: FORM_UNKNOWN_NODE when a ref is not in the form.
        """
        state.apply(self, values, rows)
        self.evaluation.run()
        self._fresh.clear()
        return self._told()

    def genesis(self) -> tuple[list[tuple[str, str]], dict[str, list[str]]]:
        """The values and row keys that make this same form again through `Form.restore`."""
        return state.written(self)

    def validate(self) -> tuple[Violation, ...]:
        """All that is wrong with the answers, in document order."""
        faults = (node.fault for node in tree.leaves(self.root))
        return tuple(fault for fault in faults if fault is not None)

    def submission(self) -> bytes:
        """The instance as XML in UTF-8; irrelevant nodes are left out."""
        return submission.write(self)

    def calculated(self) -> dict[str, str]:
        """Positional ref to value of every calculated node, for freezing them in a report."""
        return {
            node.ref: node.text
            for node in tree.leaves(self.root)
            if node.definition.bind.calculate is not None
        }

    def fire(self, event: str, source: Node) -> None:
        """Run the actions nested in the control of a node."""
        setters = self.form.setters.get(source.definition.index)
        if setters is None or self._chain >= actions.MAX_CHAIN:
            return
        self._chain += 1
        try:
            actions.fire(setters, event, source, self.env, self._writer(event))
        finally:
            self._chain -= 1

    def _fire_new(self, row: Row) -> None:
        """Run the odk-new-repeat actions of a row and of the controls in it."""
        for definition in row.definition.walk():
            if definition.index in self.form.setters:
                for source in actions.sources(row, definition):
                    self.fire(actions.NEW_REPEAT, source)

    def fire_all(self, event: str) -> None:
        """Run the actions of all controls and of the model for an event."""
        for index in sorted(self.form.setters):
            definition = self.form.ordered[index]
            if any(setter.on(event) for setter in self.form.setters[index]):
                for source in actions.sources(self.root, definition):
                    self.fire(event, source)

    def aspect(self, node: Node, aspect: Aspect) -> Any:
        """One aspect of a node, kept until something it reads changes."""
        found = node.cache.get(aspect, self)
        if found is self:
            found = node.cache[aspect] = texts.aspect_of(self, node, aspect)
        return found

    def media(self, node: Node) -> dict[str, str]:
        """The media of the label of a node, by kind."""
        return texts.media(self, node)

    def choice_media(self, node: Node, choice: Choice) -> dict[str, str]:
        """The media of a choice of a node, by kind."""
        return texts.choice_media(self, node, choice)

    def finish(self) -> Outcome:
        """Note the end time where the form asks for it (Preload Attributes, timestamp `end`)."""
        for node in tree.leaves(self.root):
            bind = node.definition.bind
            if bind.preload == "timestamp" and bind.preload_params == "end":
                self.evaluation.act(node, write_date_time(self.env.now()))
        self._run()
        return self._told()

    def message(self, node: Node, condition: str) -> str:
        """The form's message for a violated condition."""
        return texts.message(self, node, condition)

    def output(self, node: Node, expression: str) -> str:
        """What stands at the place of an output in a text."""
        run = self.form.output(node.definition, expression, isinstance(node, Repeat))
        at = as_node(node)
        return to_string(run(Context(self.env, at, at)))

    def _itext(self, node: XNode, text_id: str) -> str:
        template = self.form.translations.template(self.language, text_id)
        if template is None:
            return ""
        live = node if isinstance(node, Node) else self.root
        return "".join(
            part if isinstance(part, str) else self.output(live, part.expression)
            for part in template
        )

    @staticmethod
    def _refusal(node: Node, reason: str) -> InspectionError:
        type_ = node.definition.bind.type
        return InspectionError(Code.FORM_VALUE_REFUSED, ref=node.ref, type=type_, reason=reason)

    def _undo(self, node: Node, before: str) -> None:
        """Take an answer back that the form cannot bear."""
        self._fresh.clear()
        self.evaluation.forget()
        self.evaluation.store(node, before)
        self.evaluation.queue_all(self.root)
        self.evaluation.run()
        self.evaluation.settle()

    def _writer(self, event: str) -> Callable[[Node, str], None]:
        """How the actions of an event write: on load hidden nodes are left alone."""
        if event in (actions.FIRST_LOAD, actions.LOAD):
            return lambda node, value: self._write(node, value) if node.relevant else None
        return self._write

    def _write(self, node: Node, value: str) -> None:
        kept = canonical(node.definition.bind.type, value, self.env.zone)
        before = node.value
        self.evaluation.act(node, kept or "")
        self._run()
        if node.value != before:
            self.fire(actions.VALUE_CHANGED, node)

    def _new_row(self, repeat: Repeat, key: str, index: int | None, ordinal: int = 0) -> Row:
        row = tree.new_row(self, repeat, key, self.form.seed_of(repeat.definition, ordinal))
        repeat.put(row, index)
        for node in row.walk():
            self.evaluation.mark(node)
            if node.definition.leaf and node.value and node.definition.bind.calculate is None:
                self.evaluation.act(node, node.value)
        self.evaluation.queue_below(row, row)
        self.evaluation.members_changed(repeat)
        return row

    def bring_row(self, repeat: Repeat) -> None:
        """Show the next row of a counted repeat: a hidden one again, else a new one."""
        if repeat.hidden:
            row = repeat.hidden.pop()
            repeat.put(row)
            row.relevant = not repeat.relevant
            self.evaluation.spread(row)
            for node in row.walk():
                # What it knew of itself may be old: nothing was evaluated while it was hidden.
                node.cache.clear()
                self.evaluation.mark(node)
            self.evaluation.queue_below(row, row)
            self.evaluation.members_changed(repeat)
        else:
            ordinal = len(repeat.members) + 1
            key = self.row_key(repeat, ordinal)
            self._fresh.append(self._new_row(repeat, key, None, ordinal))

    def _adjust(self, repeat: Repeat, count: int) -> None:
        state.adjust(self, repeat, max(0, count))

    def _run(self) -> None:
        """Evaluate; rows that a jr:count brought get their odk-new-repeat actions after that."""
        self.evaluation.run()
        while self._fresh:
            self._fire_new(self._fresh.pop(0))

    def _told(self) -> Outcome:
        outcome = self.evaluation.settle()
        if outcome.changed or outcome.acted:
            for listener in self._listeners:
                listener(outcome)
        return outcome

    def definition(self, ref: str) -> Definition:
        """The definition at a ref without positions."""
        return self.form.definition(ref)


def _within(node: Node, value: str) -> bool:
    """Whether a number stands between both ends of a range (Body Elements, range)."""
    shown = node.definition.presented
    ends = shown.attributes if shown is not None else {}
    if "start" not in ends or "end" not in ends:
        return True
    low, high = sorted((float(ends["start"]), float(ends["end"])))
    return low <= float(value) <= high
