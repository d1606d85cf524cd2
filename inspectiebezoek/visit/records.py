"""Records beside the form: each has a UUID for life, and every part of it is a field of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, TypeVar

from inspectiebezoek.log.address import parse
from inspectiebezoek.log.canonical import Value
from inspectiebezoek.log.change import ADD, REMOVE, Proposal
from inspectiebezoek.log.state import State

Table = Mapping[str, str]
"""A part of a record that has parts itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What all records share: identity, the label people quote, who made it and when.

    `by` is a person, `at` the author's clock with its UTC offset; both come from the change
    that made the record, never from a field.
    """

    kind: ClassVar[str]
    letter: ClassVar[str]

    id: str
    label: str
    by: str = ""
    at: str = ""


AnyRecord = TypeVar("AnyRecord", bound=Record)
_OWN = {"id", "label", "by", "at"}


def parts(kind: type[Record]) -> tuple[str, ...]:
    """The names of the fields that a record of this kind has in the log."""
    return tuple(each.name for each in fields(kind) if each.name not in _OWN)


def birth(
    kind: type[Record],
    uuid: str,
    label: str,
    values: Mapping[str, Value],
    blobs: tuple[str, ...] = (),
) -> list[Proposal]:
    """The changes that bring a record into the world: its birth and every part that is set.

    `blobs`: the files (SHA-256) that come with it.
    """
    unknown = set(values) - set(parts(kind))
    if unknown:
        raise TypeError(f"{kind.kind} has no {sorted(unknown)}")
    root = f"{kind.kind}:{uuid}/"
    born = Proposal(root, {"label": label}, op=ADD, blobs=blobs)
    return [born, *(Proposal(root + name, value) for name, value in values.items())]


def alteration(state: State, field: str, value: Value) -> Proposal:
    """The change that gives one part a new value on top of what is seen now."""
    return Proposal(field, value, parents=state.head_ids(field))


def removal(state: State, container: str) -> Proposal:
    """The change that takes a record or row out, on top of all that is seen in it now."""
    prefix = container if container.endswith("/") else container + "/"
    seen = set(state.head_ids(container))
    for field in state.fields(prefix):
        seen.update(state.head_ids(field))
    return Proposal(container, state.value(container), parents=tuple(sorted(seen)), op=REMOVE)


def read_all(state: State, kind: type[AnyRecord]) -> tuple[AnyRecord, ...]:
    """Every record of a kind that was not taken out, in the order of making.

    A field outside the grammar of addresses is of no record.
    """
    found = []
    for field in state.fields(kind.kind + ":"):
        try:
            address = parse(field)
        except ValueError:
            continue
        if not address.path and address.entity and not state.removed(field):
            found.append((state.heads(field)[-1].order, address.entity))
    return tuple(_read(state, kind, uuid) for _order, uuid in sorted(found))


def read(state: State, kind: type[AnyRecord], uuid: str) -> AnyRecord | None:
    """One record by its UUID; None when it was never made or is taken out."""
    root = f"{kind.kind}:{uuid}/"
    if not state.heads(root) or state.removed(root):
        return None
    return _read(state, kind, uuid)


def _read(state: State, kind: type[AnyRecord], uuid: str) -> AnyRecord:
    root = f"{kind.kind}:{uuid}/"
    head = state.heads(root)[-1]
    label = head.value.get("label", "") if isinstance(head.value, dict) else ""
    members: dict[str, Any] = {"id": uuid, "label": label, "by": head.by, "at": head.at}
    for name in parts(kind):
        value = state.value(root + name)
        if value is not None:
            members[name] = tuple(value) if isinstance(value, list) else value
    return kind(**members)


def next_label(state: State, kind: type[Record], device_letter: str) -> str:
    """The next free label of a kind on this device, such as `B-A03`.

    Removed records keep their label: what was quoted once never means something else.
    """
    roots = (field for field in state.fields(kind.kind + ":") if field.endswith("/"))
    return next_after(f"{kind.letter}-{device_letter}", labels(state, roots))


def labels(state: State, containers: Iterable[str]) -> Iterator[str]:
    """Every label that records or rows were ever given, removed ones included."""
    for container in containers:
        for head in state.heads(container):
            if isinstance(head.value, Mapping):
                yield str(head.value.get("label", ""))


def next_after(start: str, taken: Iterable[str]) -> str:
    """The label that follows the highest number among those that begin with `start`."""
    numbers = (label.removeprefix(start) for label in taken if label.startswith(start))
    highest = max((int(number) for number in numbers if _is_number(number)), default=0)
    return f"{start}{highest + 1:02d}"


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
