"""Fold the changes of a log to what now holds, field by field, with every open difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from inspectiebezoek.log.address import containers, inside
from inspectiebezoek.log.canonical import Value, canonical
from inspectiebezoek.log.change import ADD, EXPUNGE, GENESIS, REMOVE, Entry, touched


class Head(msgspec.Struct, frozen=True, gc=False):
    """A value that stands for a field: by whom, when, on which device, in which change."""

    id: str
    op: str
    value: Value
    by: str
    device: str
    hlc: str
    at: str
    expunged: bool

    @property
    def order(self) -> tuple[str, str]:
        """Later is greater; the id decides where clocks are equal."""
        return self.hlc, self.id


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field with more than one head and different values; the latest stands last."""

    field: str
    heads: tuple[Head, ...]


class State:
    """What a log says now. Applying a change twice changes nothing; the order does not matter."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._fields: dict[str, dict[str, Head]] = {}
        self._of_kind: dict[str, list[str]] = {}
        self._superseded: dict[str, set[str]] = {}
        self._history: dict[str, list[str]] = {}
        self._known: set[str] = set()
        self._touched: list[str] = []
        self._removals: dict[str, dict[str, frozenset[str]]] = {}
        for entry in entries:
            self.apply(entry)

    def apply(self, entry: Entry) -> tuple[str, ...]:
        """Take in one change; returns the fields that it touched (none when it was known)."""
        if entry.id in self._known:
            return ()
        self._known.add(entry.id)
        change = entry.change
        if change.op == EXPUNGE:
            return ()
        fields = []
        for field, value in touched(change.op, change.field, entry.content):
            self._place(field, value, entry)
            fields.append(field)
        self._touched += fields
        if change.op == REMOVE:
            self._removals.setdefault(change.field, {})[entry.id] = frozenset(change.parents)
        return tuple(fields)

    def _place(self, field: str, value: Value, entry: Entry) -> None:
        change = entry.change
        op = ADD if change.op == GENESIS and isinstance(value, dict) else change.op
        head = Head(
            entry.id, op, value, change.by, change.device, change.hlc, change.at, entry.expunged
        )
        self._history.setdefault(field, []).append(entry.id)
        self._supersede(field, change.parents)
        if entry.id not in self._superseded[field]:
            self._fields[field][entry.id] = head

    def _supersede(self, field: str, parents: Iterable[str]) -> None:
        gone = self._superseded.setdefault(field, set())
        heads = self._fields.get(field)
        if heads is None:
            heads = self._fields[field] = {}
            self._of_kind.setdefault(field.partition(":")[0], []).append(field)
        for parent in parents:
            gone.add(parent)
            heads.pop(parent, None)

    def __contains__(self, change_id: str) -> bool:
        return change_id in self._known

    def heads(self, field: str) -> tuple[Head, ...]:
        """The heads of a field, latest last; more than one when people did not see each other."""
        found = self._fields.get(field)
        if not found:
            return ()
        if len(found) == 1:
            return tuple(found.values())
        return tuple(sorted(found.values(), key=lambda head: head.order))

    def head_ids(self, field: str) -> tuple[str, ...]:
        """The ids to name as parents by a change that builds on what is seen now."""
        return tuple(sorted(self._fields.get(field, ())))

    def value(self, field: str) -> Value:
        """The value to show: the latest head; None when the field was never set."""
        heads = self.heads(field)
        return heads[-1].value if heads else None

    @property
    def touches(self) -> int:
        """How many times any field was touched; only ever grows."""
        return len(self._touched)

    def touched_after(self, touches: int) -> Sequence[str]:
        """The fields that were touched since there were so many `touches`; some of them twice."""
        return self._touched[touches:]

    def fields(self, prefix: str = "") -> Iterator[str]:
        """Every field with a head whose address begins with `prefix`, in no set order.

        What lies in a removed row is among them, for the row may be put back; see `removed`.
        """
        kind, colon, _ = prefix.partition(":")
        known = self._of_kind.get(kind, ()) if colon else self._fields
        return (name for name in known if self._fields[name] and name.startswith(prefix))

    def history(self, field: str) -> tuple[str, ...]:
        """The ids of all changes that touched a field, in the order they were taken in."""
        return tuple(self._history.get(field, ()))

    def removed(self, row: str) -> bool:
        """True when a row or entity, or what it lies in, is taken out and nothing put it back."""
        around = (*containers(row), row)
        return any(self.heads(each) and self.heads(each)[-1].op == REMOVE for each in around)

    def conflicts(self) -> tuple[Conflict, ...]:
        """Fields on which people differ, sorted by address.

        Equal values are no conflict. A row that one removed while another wrote inside it is a
        conflict of the row.
        """
        found = []
        for field, heads in self._fields.items():
            if len(heads) > 1 and not self._in_removed(field):
                ordered = self.heads(field)
                if len({_says(head) for head in ordered}) > 1:
                    found.append(Conflict(field, ordered))
        found.extend(self._edits_in_removed())
        return tuple(sorted(found, key=lambda conflict: conflict.field))

    def _in_removed(self, field: str) -> bool:
        return any(self.removed(row) for row in containers(field))

    def _edits_in_removed(self) -> Iterator[Conflict]:
        for row, removals in self._removals.items():
            heads = self.heads(row)
            if not heads or any(head.op != REMOVE for head in heads) or self._in_removed(row):
                continue
            seen = frozenset[str]().union(*(removals.get(head.id, ()) for head in heads))
            unseen = [head for head in self._written_inside(row) if head.id not in seen]
            if unseen:
                # One change may have written several fields in the row: then the value decides.
                unseen.sort(key=lambda head: (head.order, _says(head)))
                yield Conflict(row, (*heads, *unseen))

    def _written_inside(self, row: str) -> Iterator[Head]:
        prefix = inside(row)
        for field in self.fields(prefix):
            if row in containers(field):
                yield from (head for head in self.heads(field) if head.op != REMOVE)


def _says(head: Head) -> bytes:
    """What a head stands for; two removals agree whatever stood there."""
    return b"" if head.op == REMOVE else canonical(head.value)
