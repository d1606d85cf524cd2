"""A visit that is open on this laptop: everything a person does to it goes through here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath
from types import MappingProxyType
from typing import TypeVar
from uuid import UUID

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.form import Form
from inspectiebezoek.form.instance import Instance
from inspectiebezoek.form.nodes import Node, Outcome, Repeat, Row
from inspectiebezoek.log.canonical import Value
from inspectiebezoek.log.change import ADD, EXPUNGE, Entry, Proposal
from inspectiebezoek.log.state import State
from inspectiebezoek.visit import header as headers
from inspectiebezoek.visit import places, records, unanswered
from inspectiebezoek.visit.fact import Fact
from inspectiebezoek.visit.granting import header_and_rights
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.journal import Author, Journal
from inspectiebezoek.visit.kinds import Comment, Decision, Evidence, ReportVersion
from inspectiebezoek.visit.records import Record
from inspectiebezoek.visit.unanswered import Unanswered
from inspectiebezoek.visit.undo import Undo

AnyRecord = TypeVar("AnyRecord", bound=Record)
NOTHING: Mapping[str, str] = MappingProxyType({})


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
        self._entries = list(journal.entries(log))
        self.state = State(self._entries)
        self.unplaced: tuple[str, ...] = ()
        self.undo = Undo()
        self._noting = True
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

    def address(self, place: str | Node, kind: str = places.ANSWER) -> str:
        """The address for life of a place in the form."""
        return places.address_of(self.instance, place, kind)

    def remark(self, place: str | Node) -> str:
        """The remark beside an answer; empty when there is none."""
        return str(self.state.value(self.address(place, places.REMARK)) or "")

    def flagged(self, place: str | Node) -> bool:
        """True when a person marked the question for attention."""
        # A mark of anyone counts: two people never differ on whether to look again.
        heads = self.state.heads(self.address(place, places.FLAG))
        return any(head.value is True for head in heads)

    def unanswered(self, place: str | Node) -> Unanswered | None:
        """Why a question has no answer and waits for none; None when it has one, or waits."""
        # An answer of a colleague who did not see the reason counts; they differ on the answer.
        node = self.instance.node(place) if isinstance(place, str) else place
        if node.value:
            return None
        return unanswered.read(self.state.value(self.address(node, places.UNANSWERED)))

    def author(self) -> Author:
        """Who writes on this laptop."""
        return self._journal.device()

    @property
    def letter(self) -> str:
        """The letters of this laptop in the labels of this visit."""
        return self._journal.letter(self.log)

    def entries(self) -> tuple[Entry, ...]:
        """All changes of the visit, in the order they came to this laptop."""
        return tuple(self._entries)

    def form_in(self, state: State) -> tuple[Instance, tuple[str, ...]]:
        """The form as a state of the log has it, and the places that this form does not know."""
        return places.restored(self.form, state, self.log, now=self._clock, uuid=self._uuid)

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
        field, before = self.address(node), node.value
        with self._undone_together():
            outcome = node.set(value)
            if node.value == before and self.state.heads(field):
                self._journal.drop_draft(self.log, field)
            else:
                fact = Fact(self.state)
                fact.answer(field, node.value, self._effects(outcome))
                if node.value:
                    self._lift(fact, node)
                self._write(fact.proposals, drafts=[field])
        return outcome.changed

    def leave_unanswered(self, refs: Iterable[str], why: Unanswered) -> None:
        """Say why questions stay without an answer, as one fact; an answer there is taken back.

        Raises `FORM_UNKNOWN_NODE`, `FORM_VALUE_REFUSED` for one that is read-only,
        `VISIT_FROZEN`, `DISK_FULL`.
        """
        self._must_be_open()
        fact, typed = Fact(self.state), list[str]()
        with self._undone_together():
            for ref in refs:
                node = self.instance.node(ref)
                if node.definition.control is None or node.readonly:
                    kind = node.definition.bind.type
                    raise InspectionError(Code.FORM_VALUE_REFUSED, ref=ref, type=kind)
                outcome = node.set("")
                # Written where there was no answer too: a colleague who did answer meanwhile
                # and whoever left it out did not see each other, and that is a difference.
                fact.answer(self.address(ref), "", self._effects(outcome))
                fact.write(self.address(ref, places.UNANSWERED), why.content())
                typed += [self.address(ref), self.address(ref, places.UNANSWERED)]
            self._write(fact.proposals, drafts=typed)

    def wait_for_answer(self, ref: str) -> None:
        """Take back why a question has no answer: it waits for one again."""
        self._must_be_open()
        fact = Fact(self.state)
        self._lift(fact, ref)
        self._write(fact.proposals)

    def _lift(self, fact: Fact, place: str | Node) -> None:
        field = self.address(place, places.UNANSWERED)
        if self.state.value(field):
            fact.write(field, "")

    def _effects(self, outcome: Outcome) -> list[tuple[str, str]]:
        """What actions wrote, by address; of a field written twice the last."""
        return list({self.address(place): text for place, text in outcome.acted}.items())

    @contextmanager
    def _undone_together(self) -> Iterator[None]:
        """Whatever stops the writing, the form shows again what the log holds."""
        try:
            yield
        except BaseException:
            self.instance = self._build()
            raise

    def set_remark(self, ref: str, text: str) -> None:
        """Write the remark beside an answer; empty takes it back."""
        self._set(self.address(ref, places.REMARK), text)

    def flag(self, ref: str, on: bool) -> None:
        """Mark a question for attention, or take the mark away."""
        self._must_be_open()
        if self.flagged(ref) != on:
            field = self.address(ref, places.FLAG)
            self._write([records.alteration(self.state, field, on)])

    def typing(self, ref: str, text: str, kind: str = places.ANSWER) -> None:
        """Keep text that is still being typed; it becomes a change when the field is left."""
        self.keep_typing(self.address(ref, kind), text)

    def keep_typing(self, field: str, text: str) -> None:
        """Keep text that is still being typed at an address, even when its row is gone."""
        self._journal.keep_draft(self.log, field, text, now=self._clock())

    def forget_typing(self, field: str) -> None:
        """Forget text that was being typed at an address."""
        self._journal.drop_draft(self.log, field)

    def answer_all(self, answers: Iterable[tuple[str, str]], remarks: Mapping[str, str]) -> None:
        """Give several answers and remarks as one fact, such as one paper form typed over."""
        self._must_be_open()
        fact = Fact(self.state)
        with self._undone_together():
            for ref, value in answers:
                node = self.instance.node(ref)
                outcome = node.set(value)
                fact.answer(self.address(node), node.value, self._effects(outcome))
                if node.value:
                    self._lift(fact, node)
            for ref, text in remarks.items():
                fact.write(self.address(ref, places.REMARK), text)
            self._write(fact.proposals, drafts=[each.field for each in fact.proposals])

    # repeat rows

    def add_row(
        self,
        repeat: str,
        key: str | None = None,
        *,
        answers: Mapping[str, str] = NOTHING,
        stamped: str = "",
    ) -> str:
        """Add a row at the end of a repeat; its place. `key`: its UUID, made when not given.

        `answers`: by the name of a question in the row, one fact with it. `stamped`: the moment
        (ISO) for which the row was made; a correction of the answer leaves it as it is.
        """
        self._must_be_open()
        node = self.instance.node(repeat)
        if not isinstance(node, Repeat):
            raise InspectionError(Code.FORM_UNKNOWN_NODE, ref=repeat)
        number, fact = len(node.rows) + 1, Fact(self.state)
        ref = f"{repeat}[{number}]"
        content = {"order": self._next_order(repeat), "label": self._row_label(repeat)}
        if stamped:
            content["stamped"] = stamped
        with self._undone_together():
            outcome = node.add(key or str(self._uuid()))
            fact.write(self.address(ref), dict(content), ADD)
            for field, text in self._effects(outcome):
                fact.write(field, text)
            for name, value in answers.items():
                asked = self.instance.node(f"{ref}/{name}")
                given = asked.set(value)
                fact.answer(self.address(asked.ref), asked.value, self._effects(given))
            self._write(fact.proposals)
        return ref

    def remove_row(self, ref: str) -> None:
        """Take a row out; the log keeps all that was in it.

        Raises `FORM_UNKNOWN_NODE`, `FORM_VALUE_REFUSED` for a row that the form fixes.
        """
        self._must_be_open()
        row = self.instance.node(ref)
        if not isinstance(row, Row):
            raise InspectionError(Code.FORM_UNKNOWN_NODE, ref=ref)
        if row.range.fixed:
            raise InspectionError(Code.FORM_VALUE_REFUSED, ref=ref, type="repeat", reason="rows")
        around = [self.address(ref, kind) for kind in (places.ANSWER, places.REMARK)]
        held = (*around, *(self.address(ref, each) for each in (places.UNANSWERED, places.DRAWN)))
        typed = [field for field in self.drafts() if field.startswith(held)]
        self._write([records.removal(self.state, each) for each in around], drafts=typed)
        self.instance = self._build()

    def row_label(self, ref: str) -> str:
        """The label that people quote for a row, such as `A03`."""
        return self._row_fact(ref, "label")

    def row_stamp(self, ref: str) -> str:
        """The moment (ISO) for which a row was made; empty for one that was made otherwise."""
        return self._row_fact(ref, "stamped")

    def _row_fact(self, ref: str, name: str) -> str:
        value = self.state.value(self.address(ref))
        return str(value.get(name, "")) if isinstance(value, Mapping) else ""

    def _next_order(self, repeat: str) -> str:
        rows = places.rows_of(self.instance, repeat)
        values = [self.state.value(self.address(row.ref)) for row in rows]
        orders = [str(value["order"]) for value in values if isinstance(value, Mapping)]
        return f"{int(max(orders, default='0')) + 1:06d}"

    def _row_label(self, repeat: str) -> str:
        prefix = self.address(repeat) + "["
        rows = (field for field in self.state.fields(prefix) if field.endswith("]"))
        return records.next_after(self.letter, records.labels(self.state, rows))

    # records beside the form

    def add(
        self,
        kind: type[Record],
        *,
        label: str = "",
        blobs: tuple[str, ...] = (),
        **values: Value,
    ) -> str:
        """Make a record; returns its UUID. `blobs`: the kept files that come with it."""
        return self._born(kind, label, values, dict.fromkeys(blobs))

    def _born(
        self,
        kind: type[Record],
        label: str,
        values: Mapping[str, Value],
        blobs: Mapping[str, int | None],
        first: Sequence[Proposal] = (),
        drafts: Iterable[str] = (),
    ) -> str:
        """Make a record that names these files; those with a size are noted for the office.

        `first`: what is written before it, in the same fact; `drafts`: what it makes an end to.
        """
        self._must_be_open(kind)
        uuid = str(self._uuid())
        given = label or records.next_label(self.state, kind, self.letter)
        files = [(sha256, size) for sha256, size in blobs.items() if size is not None]
        born = records.birth(kind, uuid, given, values, tuple(blobs))
        self._write([*first, *born], drafts=drafts, files=files)
        return uuid

    def attach(self, *, label: str = "", answers: str = "", **values: Value) -> str:
        """Make a piece of evidence whose files are already kept; returns its UUID.

        The files are named by the change itself, so that sync knows what must come along.
        `answers`: the question (a ref) whose answer it is; the answer is the label with the
        ending of the file, and given in the same fact.
        """
        files = {str(values[part]): values[f"{part}_size"] for part in ("original", "derivative")}
        present = {sha256: int(str(size)) for sha256, size in files.items() if sha256}
        if not answers:
            return self._born(Evidence, label, values, present)
        given = label or records.next_label(self.state, Evidence, self.letter)
        fact = Fact(self.state)
        with self._undone_together():
            node = self.instance.node(answers)
            outcome = node.set(given + PurePath(str(values["name"])).suffix.lower())
            fact.answer(self.address(answers), node.value, self._effects(outcome))
            self._lift(fact, answers)
            drawn = (self.address(answers, places.DRAWN),)
            return self._born(Evidence, given, values, present, fact.proposals, drawn)

    def show_as(
        self, piece: str, part: str, shapes: Sequence[Value], derivative: str, size: int
    ) -> None:
        """Show a derivative with these shapes from now on; the original stays what it is.

        `part`: `blackened` or `annotated`, of which the shapes are. `derivative`: SHA-256 of the
        file, kept already; `size` in bytes. Raises `ENTITY_UNKNOWN`, `VISIT_FROZEN`.
        """
        self._must_be_open(Evidence)
        if records.read(self.state, Evidence, piece) is None:
            raise InspectionError(Code.ENTITY_UNKNOWN, kind=Evidence.kind, id=piece)
        root = f"{Evidence.kind}:{piece}/"
        shown = records.alteration(self.state, root + "derivative", derivative)
        proposals = [
            replace(shown, blobs=(derivative,)),
            records.alteration(self.state, root + "derivative_size", size),
            records.alteration(self.state, root + part, list(shapes)),
        ]
        self._write(proposals, drafts=[root + part], files=[(derivative, size)])

    def change(self, kind: type[Record], uuid: str, **values: Value) -> None:
        """Give parts of a record new values; raises `ENTITY_UNKNOWN`, `VISIT_FROZEN`."""
        self._must_be_open(kind)
        if records.read(self.state, kind, uuid) is None:
            raise InspectionError(Code.ENTITY_UNKNOWN, kind=kind.kind, id=uuid)
        proposals = []
        for name, value in values.items():
            field = f"{kind.kind}:{uuid}/{name}"
            if name not in records.parts(kind):
                raise InspectionError(Code.FIELD_UNKNOWN, field=field)
            if self.state.value(field) != value:
                proposals.append(records.alteration(self.state, field, value))
        written = tuple(f"{kind.kind}:{uuid}/{name}/" for name in values)
        typed = [field for field in self.drafts() if f"{field}/".startswith(written)]
        self._write(proposals, drafts=typed)
        if not proposals:
            for field in typed:
                self._journal.drop_draft(self.log, field)

    def typing_in(self, kind: type[Record], uuid: str, part: str, text: str) -> None:
        """Keep text that is still being typed in a record; `change` of that part takes it up.

        `part` may go deeper than a field: `heard/0/words` is a draft of `heard`.
        """
        field = f"{kind.kind}:{uuid}/{part}"
        self._journal.keep_draft(self.log, field, text, now=self._clock())

    def typed_in(self, kind: type[Record], uuid: str, part: str) -> str:
        """Text that was being typed in a record; empty when there is none."""
        return self.drafts().get(f"{kind.kind}:{uuid}/{part}", "")

    def drop_typing(self, kind: type[Record], uuid: str, part: str) -> None:
        """Forget text that was being typed in a record."""
        self.forget_typing(f"{kind.kind}:{uuid}/{part}")

    def remove(self, kind: type[Record], uuid: str) -> None:
        """Take a record out; the log keeps it."""
        self._must_be_open(kind)
        if records.read(self.state, kind, uuid) is None:
            raise InspectionError(Code.ENTITY_UNKNOWN, kind=kind.kind, id=uuid)
        self._write([records.removal(self.state, f"{kind.kind}:{uuid}/")])

    def set_header(self, header: Header) -> None:
        """Write down what differs from the header as it stands, and the rights of its team."""
        self._must_be_open()
        self._write(header_and_rights(header, self.state))

    # the log

    def write(self, proposals: Sequence[Proposal]) -> tuple[Entry, ...]:
        """Put proposals that another module of this room decided on disk, as one fact."""
        entries = self._write(proposals)
        if any(entry.change.field.startswith(places.ANSWER) for entry in entries):
            self.instance = self._build()
        return entries

    def take_back(self, *, again: bool = False) -> bool:
        """Undo the last step, or do it again; false when a colleague changed it since."""
        self._must_be_open()
        proposals = self.undo.redo(self.state) if again else self.undo.undo(self.state)
        self._noting = False
        try:
            self.write(proposals)
        finally:
            self._noting = True
        return bool(proposals)

    def refresh(self) -> frozenset[str]:
        """Take in what a sync brought; the addresses that it touched."""
        touched: set[str] = set()
        self._entries = list(self._journal.entries(self.log))
        fresh = [entry for entry in self._entries if entry.id not in self.state]
        if any(entry.change.op == EXPUNGE for entry in fresh):
            # What was erased on disk must not stand in memory either, nor be taken back.
            self.state, self.undo = State(), Undo()
        for entry in self._entries:
            touched.update(self.state.apply(entry))
        if any(field.startswith(places.ANSWER) for field in touched):
            self.instance = self._build()
        return frozenset(touched)

    def _set(self, field: str, value: Value) -> None:
        self._must_be_open()
        if self.state.value(field) == value:
            self._journal.drop_draft(self.log, field)
        else:
            self._write([records.alteration(self.state, field, value)], drafts=[field])

    def _write(
        self,
        proposals: Sequence[Proposal],
        drafts: Iterable[str] = (),
        files: Iterable[tuple[str, int]] = (),
    ) -> tuple[Entry, ...]:
        if not proposals:
            return ()
        if self._noting:
            self.undo.note(self.state, proposals)
        entries = self._journal.append(
            self.log, proposals, now=self._clock(), drafts=drafts, files=files
        )
        self._entries += entries
        for entry in entries:
            self.state.apply(entry)
        return entries

    def _must_be_open(self, kind: type[Record] | None = None) -> None:
        # Versions, signatures and decisions on what came in later are about a signed visit; so are
        # remarks of the inspected, until the report is adopted.
        state = self.state.value("visit:/state")
        if kind in (ReportVersion, Decision) or (kind is Comment and state != headers.ADOPTED):
            return
        if state in (headers.REPORTED, headers.ADOPTED):
            raise InspectionError(Code.VISIT_FROZEN, visit=self.id)

    def _build(self) -> Instance:
        instance, self.unplaced = self.form_in(self.state)
        return instance
