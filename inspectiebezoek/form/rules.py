"""Compile the logic of a form: every bind, text and choice list to a rule with what it reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from inspectiebezoek.form.definition import Definition, Itemset, Kind, Output, Text
from inspectiebezoek.form.expression.compiled import as_nodes, as_stored, as_string
from inspectiebezoek.form.expression.compiler import Compiler
from inspectiebezoek.form.expression.context import Context
from inspectiebezoek.form.expression.convert import XNode
from inspectiebezoek.form.expression.parser import parse
from inspectiebezoek.form.expression.paths import compile_path
from inspectiebezoek.form.expression.scope import Read, Scope
from inspectiebezoek.form.expression.specials import SPECIALS
from inspectiebezoek.form.expression.syntax import ExpressionError
from inspectiebezoek.form.functions.catalogue import FUNCTIONS
from inspectiebezoek.form.graph import Rule
from inspectiebezoek.form.locale import Template, Translations
from inspectiebezoek.form.nodes import Aspect, Choice

_ITEXT = re.compile(r"\s*jr:itext\((.+)\)\s*")
TextRun: TypeAlias = Callable[[Context], str]
Problem: TypeAlias = "Callable[[Definition, str, str, ExpressionError], None]"


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled expression and what it reads."""

    run: Callable[[Context], Any]
    reads: tuple[Read, ...]


class Rules:
    """Compiles expressions for one form; faults go to `problem`, so that all are found."""

    def __init__(
        self, ordered: list[Definition], translations: Translations, problem: Problem
    ) -> None:
        self._compiler = Compiler(FUNCTIONS, SPECIALS, compile_path, frozenset(ordered))
        self._ordered = ordered
        self._translations = translations
        self._problem = problem
        self._has_media = translations.has_media
        self.outputs: dict[tuple[int, str], TextRun] = {}

    def program(self, text: str, scope: Scope, type_: str) -> Program:
        """One expression, compiled for the type that is asked of it.

        Raises:
            ExpressionError: what is wrong with it.
        """
        compiler = self._compiler
        compiler.reads = {}
        expression = parse(text)
        make = {"string": compiler.string, "boolean": compiler.boolean, "number": compiler.number}
        run: Callable[[Context], Any]
        if type_ == "nodes":
            run = as_nodes(compiler.compile(expression, scope))
        elif type_ == "stored":
            run = as_stored(compiler.compile(expression, scope))
        else:
            run = make[type_](expression, scope)
        return Program(run, tuple(compiler.reads))

    def all(self) -> Iterator[Rule]:
        """The rules of every definition."""
        for definition in self._ordered:
            yield from self._logic(definition)
            if definition.jr_count is not None:
                scope = Scope.at(definition, definition.depth - 1)
                yield from self._rule(
                    definition, Aspect.COUNT, definition.jr_count, "number", scope, True
                )
            yield from self._texts(definition)

    def _logic(self, definition: Definition) -> Iterator[Rule]:
        bind = definition.bind
        for aspect, text, type_ in (
            (Aspect.RELEVANT, bind.relevant, "boolean"),
            (Aspect.CALCULATE, bind.calculate, "stored"),
            (Aspect.REQUIRED, bind.required, "boolean"),
            (Aspect.READONLY, bind.readonly, "boolean"),
            (Aspect.CONSTRAINT, bind.constraint, "boolean"),
        ):
            if text is None or (aspect is Aspect.CALCULATE and not definition.leaf):
                continue
            if definition.kind is Kind.REPEAT and aspect is Aspect.RELEVANT:
                yield from self._repeat_relevance(definition, text)
            else:
                scope = Scope.at(definition)
                yield from self._rule(definition, aspect, text, type_, scope, False)

    def _repeat_relevance(self, definition: Definition, text: str) -> Iterator[Rule]:
        """Asked of the whole repeat, unless it looks at nodes inside its own row."""
        per_row = list(
            self._rule(definition, Aspect.RELEVANT, text, "boolean", Scope.at(definition), False)
        )
        inside = any(read.pinned >= definition.depth for rule in per_row for read in rule.reads)
        if inside:
            yield from per_row
        else:
            scope = Scope.at(definition, definition.depth - 1)
            yield from self._rule(definition, Aspect.RELEVANT, text, "boolean", scope, True)

    def _rule(
        self,
        definition: Definition,
        aspect: Aspect,
        text: str,
        type_: str,
        scope: Scope,
        on_range: bool,
    ) -> Iterator[Rule]:
        try:
            program = self.program(text, scope, type_)
        except ExpressionError as error:
            self._problem(definition, aspect.name.lower(), text, error)
        else:
            yield Rule(
                definition, aspect, program.run, program.reads, on_range, cost=1 + len(text) // 32
            )

    def _texts(self, definition: Definition) -> Iterator[Rule]:
        shown = definition.presented
        bind = definition.bind
        messages = [text for text in (bind.constraint_message, bind.required_message) if text]
        if messages:
            yield from self._text_rule(definition, Aspect.MESSAGE, messages)
        if shown is None:
            return
        for aspect, text in (
            (Aspect.LABEL, shown.label),
            (Aspect.HINT, shown.hint),
            (Aspect.GUIDANCE, shown.guidance),
        ):
            if text is not None:
                yield from self._text_rule(definition, aspect, [text])
        if shown.itemset is not None:
            yield from self._choices(definition, shown.itemset)
        elif shown.items:
            labels = [item.label for item in shown.items if item.label is not None]
            yield from self._text_rule(definition, Aspect.CHOICES, labels)

    def _text_rule(
        self, definition: Definition, aspect: Aspect, texts: list[Text]
    ) -> Iterator[Rule]:
        """A rule that only says what a text reads; its words are put together when asked for."""
        reads: dict[Read, None] = {}
        on_range = definition.kind is Kind.REPEAT
        scope = Scope.at(definition, definition.depth - (1 if on_range else 0))
        for text in texts:
            for output in self._outputs(text):
                try:
                    program = self.program(output.expression, scope, "string")
                except ExpressionError as error:
                    self._problem(definition, aspect.name.lower(), output.expression, error)
                    continue
                self.outputs[definition.index, output.expression] = program.run
                reads.update(dict.fromkeys(program.reads))
        if reads:
            yield Rule(definition, aspect, _nothing, tuple(reads), on_range)

    def _outputs(self, text: Text) -> Iterator[Output]:
        templates: list[Template] = [text.template]
        if text.itext is not None:
            for texts in self._translations.texts.values():
                templates.extend(texts.get(text.itext, {}).values())
        if text.expression is not None:
            yield Output(text.expression)
        for template in templates:
            yield from (part for part in template if isinstance(part, Output))

    def _choices(self, definition: Definition, itemset: Itemset) -> Iterator[Rule]:
        scope = Scope.at(definition)
        compiler = self._compiler
        compiler.reads = {}
        try:
            nodeset = compiler.compile(parse(itemset.nodeset), scope)
            found = nodeset.definitions
            here = next(iter(found)) if found is not None and len(found) == 1 else None
            inner = scope.inside(here, 0)
            value = as_string(compiler.compile(parse(itemset.value), inner))
            label = (
                as_string(compiler.compile(parse(itemset.label), inner))
                if itemset.label is not None
                else value
            )
            named = _ITEXT.fullmatch(itemset.label or "") if self._has_media else None
            text = as_string(compiler.compile(parse(named[1]), inner)) if named else None
        except ExpressionError as error:
            self._problem(definition, "choices", itemset.nodeset, error)
            return
        nodes = as_nodes(nodeset)

        def choices(c: Context) -> tuple[Choice, ...]:
            inside = [Context(c.env, node, c.origin) for node in nodes(c)]
            if text is not None:
                return tuple(Choice(value(one), label(one), text(one)) for one in inside)
            return tuple(Choice(value(one), label(one)) for one in inside)

        reads = tuple(compiler.reads)
        yield Rule(definition, Aspect.CHOICES, choices, reads, filters=bool(reads))


def _nothing(c: Context) -> None:
    """Runs for a rule that is only there for what it reads."""


def render(template: Template, outputs: Callable[[str], str]) -> str:
    """A template with its places filled."""
    return "".join(part if isinstance(part, str) else outputs(part.expression) for part in template)


def as_node(node: object) -> XNode:
    """A live node as the evaluator sees it."""
    return cast("XNode", node)
