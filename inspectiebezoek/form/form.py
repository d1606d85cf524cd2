"""A checklist that has been read: what it asks, its texts and data, ready to be filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from inspectiebezoek.collector import collector_paused
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form import reading
from inspectiebezoek.form.actions import Setter
from inspectiebezoek.form.definition import Definition
from inspectiebezoek.form.expression.context import Context
from inspectiebezoek.form.expression.convert import Value, XNode
from inspectiebezoek.form.expression.scope import Scope
from inspectiebezoek.form.expression.syntax import ExpressionError
from inspectiebezoek.form.faults import Fault
from inspectiebezoek.form.graph import Graph
from inspectiebezoek.form.instance import Instance, RowKey, ordinal_key
from inspectiebezoek.form.locale import Translations
from inspectiebezoek.form.media import Media
from inspectiebezoek.form.rules import Rules
from inspectiebezoek.form.tree import RowSeeds, Seed


@dataclass(slots=True)
class Form:
    """One version of a checklist.

    `sha256` is the hex digest of the version package: the XForm, which names its converter, and
    the manifest of its media. `xform` are the bytes of the XForm, `media` the files it names.
    `doubts` are faults that keep no one from filling it in, such as a control without a node.
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
    doubts: tuple[Fault, ...] = ()

    @classmethod
    def load(cls, source: Path | bytes, *, media: Media | None = None) -> Form:
        """The form in a file or in the bytes of an XForm; `loading.load_form` says more.

        Raises:
            InspectionError: FORM_UNREADABLE, or FORM_FAULTS with every fault.
        """
        from inspectiebezoek.form.loading import load_form

        return load_form(source, media=media)

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
        place: Callable[[], str] | None = None,
    ) -> Instance:
        """A new live form: defaults, preloads and first-load actions done.

        Args:
            now: an aware clock; its zone is the local zone.
            uuid: gives random ids.
            properties: `username`, `email`, `deviceid`, … for preloads.
            row_key: names the rows that the form itself makes.
            place: where the device is, as a geopoint, for odk:setgeopoint; "" when unknown.
        """
        with collector_paused():
            instance = Instance(self, now, uuid, language, row_key, self.seed, place)
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
        with collector_paused():
            instance = Instance(self, now, uuid, language, row_key)
            instance.apply(values, rows)
        return instance

    def read(
        self,
        content: bytes,
        now: Callable[[], datetime],
        uuid: Callable[[], UUID],
        language: str | None = None,
        place: Callable[[], str] | None = None,
    ) -> Instance:
        """A live form on an instance in XML, such as a draft; only odk-instance-load fires.

        Raises:
            InspectionError: FORM_UNREADABLE, or FORM_UNKNOWN_NODE for an instance of another form.
        """
        written = reading.read(self, content)
        instance = Instance(self, now, uuid, language, place=place)
        instance.apply(written.values, written.rows)
        instance.deprecated = written.deprecated_id
        instance.reopen()
        return instance

    def edit(
        self,
        content: bytes,
        now: Callable[[], datetime],
        uuid: Callable[[], UUID],
        language: str | None = None,
        place: Callable[[], str] | None = None,
    ) -> Instance:
        """A live form that corrects a finished instance (Metadata, `deprecatedID`).

        It gets an id of its own, and the id of the finished one as `deprecatedID`.

        Raises:
            InspectionError: as `read`.
        """
        instance = self.read(content, now, uuid, language, place)
        instance.supersede()
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
