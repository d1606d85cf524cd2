"""Histories of several devices for tests of the log: who saw what is decided by each test."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from inspectiebezoek.log.canonical import canonical
from inspectiebezoek.log.change import ADD, REMOVE, SET, Change, Entry, commitment
from inspectiebezoek.log.state import State

LOG = "visit/0190a0a0-0000-7000-8000-000000000001"


class Author:
    """A device that writes a chain and sees what it is shown."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.chain: list[Entry] = []
        self.seen = State()

    def sees(self, entries: Iterable[Entry]) -> None:
        """Take in what others wrote."""
        for entry in entries:
            self.seen.apply(entry)

    def does(
        self, field: str, value: object, op: str = SET, parents: Iterable[str] | None = None
    ) -> Entry:
        """Write one change on top of what this device sees."""
        heads = self.seen.head_ids(field) if parents is None else tuple(parents)
        entry = make(self.chain, self.name, field, value, op, heads)
        self.chain.append(entry)
        self.seen.apply(entry)
        return entry

    def adds(self, row: str, label: str = "A01") -> Entry:
        """A repeat row or a record is born."""
        return self.does(row, {"order": "000001", "label": label}, ADD)

    def removes(self, row: str) -> Entry:
        """Take a row out, on top of all that is seen in it."""
        prefix = row if row.endswith("/") else row + "/"
        inside = [head for field in self.seen.fields(prefix) for head in self.seen.head_ids(field)]
        heads = {*self.seen.head_ids(row), *inside}
        return self.does(row, self.seen.value(row), REMOVE, sorted(heads))


def make(
    chain: list[Entry],
    device: str,
    field: str,
    value: object,
    op: str = SET,
    parents: Iterable[str] = (),
) -> Entry:
    """The next change of a chain; the clock is the number in the chain."""
    data = canonical(value)  # type: ignore[arg-type]
    salt = f"{device}{len(chain)}".encode().ljust(16, b".")
    change = Change(
        log=LOG,
        field=field,
        op=op,
        value=commitment(salt, data),
        by=f"insp-{device}",
        device=device,
        dseq=len(chain) + 1,
        prev=chain[-1].id if chain else None,
        parents=tuple(parents),
        hlc=f"{len(chain):013d}-0000",
        at="2026-11-23T12:00:00+01:00",
    )
    return Entry(change.encode(), salt, data)


def altered(entry: Entry, **members: object) -> Entry:
    """The same change with other members: other bytes, so another id."""
    return Entry(replace(entry.change, **members).encode(), entry.salt, entry.value)  # type: ignore[arg-type]


def says(state: State) -> tuple[object, ...]:
    """All that a state tells: heads, values and conflicts."""
    fields = sorted(state.fields())
    return (
        {field: state.head_ids(field) for field in fields},
        {field: state.value(field) for field in fields},
        {field: state.removed(field) for field in fields},
        state.conflicts(),
    )
