"""Fold the changes of a log to what now holds, field by field, with every open difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inspectiebezoek.log.address import containers, inside
from inspectiebezoek.log.canonical import Value, canonical
from inspectiebezoek.log.change import ADD, EXPUNGE, GENESIS, REMOVE, Entry, touched


@dataclass(frozen=True, slots=True)
class Head:
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
        self._superseded: dict[str, set[str]] = {}
        self._history: dict[str, list[str]] = {}
        self._known: set[str] = set()
        self._removals: dict[str, Entry] = {}
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
        if change.op == REMOVE:
            self._removals[entry.id] = entry
            for each in self._inside(change.field):
                self._supersede(each, change.parents)
        return tuple(fields)

    def _place(self, field: str, value: Value, entry: Entry) -> None:
        change = entry.change
        op = ADD if change.op == GENESIS and isinstance(value, dict) else change.op
        head = Head(
            entry.id, op, value, change.by, change.device, change.hlc, change.at, entry.expunged
        )
        self._history.setdefault(field, []).append(entry.id)
        self._supersede(field, change.parents)
        # A removal names the heads inside its row too, and may arrive before them.
        around = (field, *containers(field))
        if not any(entry.id in self._superseded.get(each, ()) for each in around):
            self._fields.setdefault(field, {})[entry.id] = head

    def _supersede(self, field: str, parents: Iterable[str]) -> None:
        gone = self._superseded.setdefault(field, set())
        heads = self._fields.setdefault(field, {})
        for parent in parents:
            gone.add(parent)
            heads.pop(parent, None)

    def __contains__(self, change_id: str) -> bool:
        return change_id in self._known

    def heads(self, field: str) -> tuple[Head, ...]:
        """The heads of a field, latest last; more than one when people did not see each other."""
        return tuple(sorted(self._fields.get(field, {}).values(), key=lambda head: head.order))

    def head_ids(self, field: str) -> tuple[str, ...]:
        """The ids to name as parents by a change that builds on what is seen now."""
        return tuple(sorted(self._fields.get(field, ())))

    def value(self, field: str) -> Value:
        """The value to show: the latest head; None when the field was never set."""
        heads = self.heads(field)
        return heads[-1].value if heads else None

    def fields(self, prefix: str = "") -> Iterator[str]:
        """Every field with a head whose address begins with `prefix`, in no set order."""
        return (name for name, heads in self._fields.items() if heads and name.startswith(prefix))

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
                if len({canonical([head.op == REMOVE, head.value]) for head in ordered}) > 1:
                    found.append(Conflict(field, ordered))
        found.extend(self._edits_in_removed())
        return tuple(sorted(found, key=lambda conflict: conflict.field))

    def _in_removed(self, field: str) -> bool:
        return any(self.removed(row) for row in containers(field))

    def _edits_in_removed(self) -> Iterator[Conflict]:
        for entry in self._removals.values():
            row = entry.change.field
            removal = self._fields.get(row, {}).get(entry.id)
            unseen = [head for each in self._inside(row) for head in self.heads(each)]
            if removal is not None and unseen and len(self._fields[row]) == 1:
                yield Conflict(row, (removal, *sorted(unseen, key=lambda head: head.order)))

    def _inside(self, row: str) -> list[str]:
        prefix = inside(row)
        return [each for each in self._fields if each.startswith(prefix) and each != row]
