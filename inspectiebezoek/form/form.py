"""A checklist that has been read: what it asks, its texts and data, ready to be filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.actions import Setter
from inspectiebezoek.form.definition import Definition
from inspectiebezoek.form.expression.context import Context
from inspectiebezoek.form.expression.convert import Value, XNode
from inspectiebezoek.form.expression.scope import Scope
from inspectiebezoek.form.expression.syntax import ExpressionError
from inspectiebezoek.form.graph import Graph
from inspectiebezoek.form.instance import Instance, RowKey, ordinal_key
from inspectiebezoek.form.locale import Translations
from inspectiebezoek.form.rules import Rules
from inspectiebezoek.form.tree import RowSeeds, Seed


@dataclass(slots=True)
class Form:
    """One version of a checklist.

    `sha256` is the hex digest of the version package: the XForm, which names its converter, and
    the manifest of its media. `xform` are the bytes of the XForm, `media` the files it names.
    """

    id: str
    version: str
    title: str
    sha256: str
    xform: bytes
    media: Mapping[str, bytes]
    root: Definition
    ordered: list[Definition]
    seed: Seed
    seeds: Mapping[int, RowSeeds]
    translations: Translations
    secondary: Mapping[str, XNode]
    graph: Graph
    setters: Mapping[int, Sequence[Setter]]
    namespaces: Mapping[str | None, str]
    root_attributes: Mapping[str, str]
    rules: Rules

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its texts, empty when it has only one."""
        return self.translations.languages

    def definition(self, ref: str) -> Definition:
        """The definition at a ref without positions, such as `/data/rep_cel/temp`.

        Raises:
            InspectionError: FORM_UNKNOWN_NODE.
        """
        names = ref.split("/")
        found: Definition | None = self.root
        if len(names) < 2 or names[0] or names[1] != self.root.tag:
            found = None
        for name in names[2:]:
            if found is not None:
                found = found.by_name.get(name.rpartition(":")[2])
        if found is None:
            raise InspectionError(Code.FORM_UNKNOWN_NODE, ref=ref)
        return found

    def walk(self) -> Iterator[Definition]:
        """All definitions in document order."""
        return iter(self.ordered)

    def new_instance(
        self,
        now: Callable[[], datetime],
        uuid: Callable[[], UUID],
        language: str | None = None,
        properties: Mapping[str, str] | None = None,
        row_key: RowKey = ordinal_key,
    ) -> Instance:
        """A new live form: defaults, preloads and first-load actions done.

        Args:
            now: an aware clock; its zone is the local zone.
            uuid: gives random ids.
            properties: `username`, `email`, `deviceid`, … for preloads.
            row_key: names the rows that the form itself makes.
        """
        instance = Instance(self, now, uuid, language, row_key, self.seed)
        instance.begin(properties or {})
        return instance

    def restore(
        self,
        values: Iterable[tuple[str, str]],
        rows: Mapping[str, Sequence[str]],
        now: Callable[[], datetime],
        uuid: Callable[[], UUID],
        language: str | None = None,
        row_key: RowKey = ordinal_key,
    ) -> Instance:
        """A live form in a known state; no action fires.

        Raises:
            InspectionError: FORM_UNKNOWN_NODE for a ref that this version does not have.
        """
        instance = Instance(self, now, uuid, language, row_key)
        instance.apply(values, rows)
        return instance

    def seed_of(self, repeat: Definition, ordinal: int = 0) -> Seed:
        """The defaults of a new row; of a counted repeat, those that the form has at its place."""
        found = self.seeds[repeat.index]
        return found.rows[ordinal - 1] if 0 < ordinal <= len(found.rows) else found.new

    def output(
        self, definition: Definition, expression: str, on_range: bool
    ) -> Callable[[Context], Value]:
        """The compiled expression of an output in a text at a definition."""
        known = self.rules.outputs.get((definition.index, expression))
        if known is None:
            scope = Scope.at(definition, definition.depth - (1 if on_range else 0))
            try:
                known = self.rules.program(expression, scope, "string").run
            except ExpressionError:
                # Reported by the check of the form; a choice label must still show.
                known = _blank
            self.rules.outputs[definition.index, expression] = known
        return known


def _blank(c: Context) -> str:  # noqa: ARG001
    """Stands for an output that is no expression."""
    return ""
