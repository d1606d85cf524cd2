"""A visit that is open on this laptop: everything a person does to it goes through here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.form import Form
from inspectiebezoek.form.instance import Instance
from inspectiebezoek.form.nodes import Node, Repeat
from inspectiebezoek.log.canonical import Value
from inspectiebezoek.log.change import ACT, ADD, Entry, Proposal
from inspectiebezoek.log.state import State
from inspectiebezoek.visit import header as headers
from inspectiebezoek.visit import places, records
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.journal import Author, Journal
from inspectiebezoek.visit.kinds import Evidence
from inspectiebezoek.visit.records import Record

AnyRecord = TypeVar("AnyRecord", bound=Record)


class OpenVisit:
    """The live visit: its form, what was answered, and the records beside it.

    Each method that changes something is one fact: it has reached the disk when the method
    returns, or the visit is as it was and the error says why.
    """

    def __init__(
        self,
        log: str,
        form: Form,
        journal: Journal,
        *,
        clock: Callable[[], datetime],
        uuid: Callable[[], UUID],
    ) -> None:
        """Open the visit of a log; `form` is the version that the visit began with."""
        self.log = log
        self.form = form
        self._journal = journal
        self._clock = clock
        self._uuid = uuid
        self.state = State(journal.entries(log))
        self.instance = self._build()

    # reading

    @property
    def id(self) -> str:
        """The UUID of the visit."""
        return self.log.partition("/")[2]

    @property
    def header(self) -> Header:
        """The header as it stands now."""
        return headers.read_header(self.state)

    def all(self, kind: type[AnyRecord]) -> tuple[AnyRecord, ...]:
        """Every record of a kind, in the order of making."""
        return records.read_all(self.state, kind)

    def address(self, ref: str, kind: str = places.ANSWER) -> str:
        """The address for life of a place in the form."""
        return places.address_of(self.instance, ref, kind)

    def remark(self, ref: str) -> str:
        """The remark beside an answer; empty when there is none."""
        return str(self.state.value(self.address(ref, places.REMARK)) or "")

    def flagged(self, ref: str) -> bool:
        """True when a person marked the question for attention."""
        return self.state.value(self.address(ref, places.FLAG)) is True

    def author(self) -> Author:
        """Who writes on this laptop."""
        return self._journal.device()

    def drafts(self) -> Mapping[str, str]:
        """Text that was being typed when the program stopped, by address."""
        return self._journal.drafts(self.log)

    # answering

    def answer(self, ref: str, value: str) -> Sequence[Node]:
        """Give an answer (XForms text; empty takes it back); the nodes whose state changed.

        Raises `FORM_VALUE_REFUSED`, `FORM_UNKNOWN_NODE`, `VISIT_FROZEN`, `DISK_FULL`.
        """
        self._must_be_open()
        node = self.instance.node(ref)
        before = node.value
        outcome = node.set(value)
        field = self.address(ref)
        if node.value == before and self.state.heads(field):
            self._journal.drop_draft(self.log, field)
            return outcome.changed
        effects = [(self.address(place), text) for place, text in outcome.acted]
        try:
            self._write([self._act(field, node.value, effects)], drafts=[field])
        except InspectionError:
            self.instance = self._build()
            raise
        return outcome.changed

    def _act(self, field: str, value: str, effects: Sequence[tuple[str, str]]) -> Proposal:
        parents = set(self.state.head_ids(field))
        if not effects:
            return Proposal(field, value, parents=tuple(sorted(parents)))
        for touched, _ in effects:
            parents.update(self.state.head_ids(touched))
        content: Value = {"value": value, "effects": [[place, text] for place, text in effects]}
        return Proposal(field, content, parents=tuple(sorted(parents)), op=ACT)

    def set_remark(self, ref: str, text: str) -> None:
        """Write the remark beside an answer; empty takes it back."""
        self._set(self.address(ref, places.REMARK), text)

    def flag(self, ref: str, on: bool) -> None:
        """Mark a question for attention, or take the mark away."""
        self._set(self.address(ref, places.FLAG), on)

    def typing(self, ref: str, text: str, kind: str = places.ANSWER) -> None:
        """Keep text that is still being typed; it becomes a change when the field is left."""
        field = self.address(ref, kind)
        self._journal.keep_draft(self.log, field, text, now=self._clock())

    def answer_all(self, answers: Iterable[tuple[str, str]], remarks: Mapping[str, str]) -> None:
        """Give several answers and remarks as one fact, such as one paper form typed over."""
        self._must_be_open()
        proposals = []
        try:
            for ref, value in answers:
                outcome = self.instance.node(ref).set(value)
                effects = [(self.address(place), text) for place, text in outcome.acted]
                proposals.append(
                    self._act(self.address(ref), self.instance.node(ref).value, effects)
                )
            for ref, text in remarks.items():
                field = self.address(ref, places.REMARK)
                proposals.append(records.alteration(self.state, field, text))
            self._write(proposals)
        except InspectionError:
            self.instance = self._build()
            raise

    # repeat rows

    def add_row(self, repeat: str, key: str | None = None) -> str:
        """Add a row at the end of a repeat; its place. `key`: its UUID, made when not given."""
        self._must_be_open()
        node = self.instance.node(repeat)
        if not isinstance(node, Repeat):
            raise InspectionError(Code.FORM_UNKNOWN_NODE, ref=repeat)
        number = len(node.rows) + 1
        outcome = node.add(key or str(self._uuid()))
        ref = f"{repeat}[{number}]"
        effects = [[self.address(place), text] for place, text in outcome.acted]
        content: Value = {"order": self._next_order(repeat), "label": self._row_label(repeat)}
        proposals = [Proposal(self.address(ref), content, op=ADD)]
        proposals += [Proposal(field, text) for field, text in effects]
        try:
            self._write(proposals)
        except InspectionError:
            self.instance = self._build()
            raise
        return ref

    def remove_row(self, ref: str) -> None:
        """Take a row out; the log keeps all that was in it."""
        self._must_be_open()
        self._write([records.removal(self.state, self.address(ref))])
        self.instance = self._build()

    def row_label(self, ref: str) -> str:
        """The label that people quote for a row, such as `A03`."""
        value = self.state.value(self.address(ref))
        return str(value.get("label", "")) if isinstance(value, Mapping) else ""

    def _next_order(self, repeat: str) -> str:
        rows = places.rows_of(self.instance, repeat)
        values = [self.state.value(self.address(row.ref)) for row in rows]
        orders = [str(value["order"]) for value in values if isinstance(value, Mapping)]
        return f"{int(max(orders, default='0')) + 1:06d}"

    def _row_label(self, repeat: str) -> str:
        letter = self._journal.device().letter
        prefix = self.address(repeat) + "["
        mine = [
            field
            for field in self.state.fields(prefix)
            if field.endswith("]") and self._label_letter(field) == letter
        ]
        return f"{letter}{len(mine) + 1:02d}"

    def _label_letter(self, field: str) -> str:
        for head in self.state.heads(field):
            if isinstance(head.value, Mapping):
                return str(head.value.get("label", ""))[:1]
        return self._journal.device().letter

    # records beside the form

    def add(self, kind: type[Record], *, label: str = "", **values: Value) -> str:
        """Make a record; returns its UUID."""
        uuid = str(self._uuid())
        given = label or records.next_label(self.state, kind, self._journal.device().letter)
        self._write(records.birth(kind, uuid, given, values))
        return uuid

    def attach(self, *, label: str = "", **values: Value) -> str:
        """Make a piece of evidence whose files are already kept; returns its UUID.

        The files are named by the change itself, so that sync knows what must come along.
        """
        uuid = str(self._uuid())
        given = label or records.next_label(self.state, Evidence, self._journal.device().letter)
        files = {str(values[part]): values[f"{part}_size"] for part in ("original", "derivative")}
        present = {sha256: int(str(size)) for sha256, size in files.items() if sha256}
        self._journal.note_files(self.log, present.items())
        self._write(records.birth(Evidence, uuid, given, values, blobs=tuple(present)))
        return uuid

    def change(self, kind: type[Record], uuid: str, **values: Value) -> None:
        """Give parts of a record new values; raises `ENTITY_UNKNOWN`."""
        if records.read(self.state, kind, uuid) is None:
            raise InspectionError(Code.ENTITY_UNKNOWN, kind=kind.kind, id=uuid)
        proposals = []
        for name, value in values.items():
            field = f"{kind.kind}:{uuid}/{name}"
            if name not in records.parts(kind):
                raise InspectionError(Code.FIELD_UNKNOWN, field=field)
            if self.state.value(field) != value:
                proposals.append(records.alteration(self.state, field, value))
        self._write(proposals)

    def remove(self, kind: type[Record], uuid: str) -> None:
        """Take a record out; the log keeps it."""
        if records.read(self.state, kind, uuid) is None:
            raise InspectionError(Code.ENTITY_UNKNOWN, kind=kind.kind, id=uuid)
        self._write([records.removal(self.state, f"{kind.kind}:{uuid}/")])

    def set_header(self, header: Header) -> None:
        """Write down what differs from the header as it stands."""
        self._write(headers.to_proposals(header, self.state))

    # the log

    def write(self, proposals: Sequence[Proposal]) -> tuple[Entry, ...]:
        """Put proposals that another module of this room decided on disk, as one fact."""
        entries = self._write(proposals)
        if any(entry.change.field.startswith(places.ANSWER) for entry in entries):
            self.instance = self._build()
        return entries

    def refresh(self) -> frozenset[str]:
        """Take in what a sync brought; the addresses that it touched."""
        touched: set[str] = set()
        for entry in self._journal.entries(self.log):
            touched.update(self.state.apply(entry))
        if any(field.startswith(places.ANSWER) for field in touched):
            self.instance = self._build()
        return frozenset(touched)

    def _set(self, field: str, value: Value) -> None:
        self._must_be_open()
        if self.state.value(field) != value:
            self._write([records.alteration(self.state, field, value)], drafts=[field])

    def _write(
        self, proposals: Sequence[Proposal], drafts: Sequence[str] = ()
    ) -> tuple[Entry, ...]:
        if not proposals:
            return ()
        entries = self._journal.append(self.log, proposals, now=self._clock(), drafts=drafts)
        for entry in entries:
            self.state.apply(entry)
        return entries

    def _must_be_open(self) -> None:
        if self.state.value("visit:/state") in (headers.REPORTED, headers.ADOPTED):
            raise InspectionError(Code.VISIT_FROZEN, visit=self.id)

    def _build(self) -> Instance:
        rows, values = places.layout(self.state)
        instance = self.form.restore(values, rows, now=self._clock, uuid=self._uuid)
        self._key_counted_rows(instance)
        return instance

    def _key_counted_rows(self, instance: Instance) -> None:
        for node in instance.walk():
            if isinstance(node, Repeat) and node.fixed:
                for ordinal, row in enumerate(node.rows, start=1):
                    address = places.address_of(instance, node.ref)
                    row.key = places.counted_key(self.log, address, ordinal)
